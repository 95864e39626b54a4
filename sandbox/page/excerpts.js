// How a message begins, where there is room for a line only.

/** The beginning of what a message says, on one line. */
export function excerptOf(message) {
  const text = message.content || message.embeds?.[0]?.title || firstText(message.components) || "";
  return text.split("\n")[0].slice(0, 120).replace(/^\s*(?:(?:#{1,3}|-#|>{1,3}|[-*])\s+)+/, "");
}

function firstText(items) {
  for (const item of items || []) {
    const text = item.type === 10 ? item.content : firstText(item.components);
    if (text) return text;
  }
  return "";
}
