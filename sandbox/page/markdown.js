// Discord's markdown, read into a tree. Nothing is shown here and nothing is trusted.

const FENCE = /```(?:([a-z0-9_+\-.#]+)\n)?\n*([^]*?[^`\n][^]*?|[^]*?)\n*```/iy;
const HEADING = /(#{1,3})[ \t]+([^\n]*?)(?:[ \t]*)(?:\n|$)/y;
const SUBTEXT = /-#[ \t]+([^\n]+)(?:\n|$)/y;
const QUOTE_ALL = />>>[ \t]+([^]*)$/y;
const QUOTE = />[ \t]([^\n]*)(?:\n|$)/y;
const ITEM = /([ \t]*)([-*]|\d{1,9}\.)[ \t]+([^\n]*)(?:\n|$)/y;
const MORE_ITEM = /[ \t]{2,}([^\n]+)(?:\n|$)/y;
const DEEPEST = 12;

function at(pattern, text, place) {
  pattern.lastIndex = place;
  return pattern.exec(text);
}

/** Blocks of a text: {type, …}. `quoted` and `listed` say where we already are. */
export function parse(text, { quoted = false, depth = 0 } = {}) {
  const blocks = [];
  let plain = "";
  let place = 0;
  const settle = () => {
    if (plain) blocks.push({ type: "text", children: inline(plain) });
    plain = "";
  };
  const push = (block) => {
    if (plain.endsWith("\n")) plain = plain.slice(0, -1);
    settle();
    blocks.push(block);
  };
  while (place < text.length) {
    const found = block(text, place, quoted, depth);
    if (found) {
      for (const block of found.blocks || [found.block]) push(block);
      place = found.end;
      continue;
    }
    const end = text.indexOf("\n", place);
    const stop = end < 0 ? text.length : end + 1;
    const fence = text.slice(place, stop).indexOf("```");
    const code = fence < 0 ? null : at(FENCE, text, place + fence);
    if (!code || code[2] === "") {
      plain += text.slice(place, stop);
      place = stop;
      continue;
    }
    plain += text.slice(place, place + fence);
    push({ type: "codeblock", language: code[1] || "", text: code[2] });
    place = FENCE.lastIndex;
    if (text[place] === "\n") place += 1;
  }
  settle();
  return blocks;
}

function block(text, place, quoted, depth) {
  let found;
  if (!quoted && depth < DEEPEST) {
    if ((found = at(QUOTE_ALL, text, place))) {
      return { block: { type: "quote", children: parse(found[1], { quoted: true, depth: depth + 1 }) }, end: text.length };
    }
    if (at(QUOTE, text, place)) return quote(text, place, depth);
  }
  if ((found = at(HEADING, text, place)) && found[2]) {
    return { block: { type: "heading", level: found[1].length, children: inline(found[2]) }, end: HEADING.lastIndex };
  }
  if ((found = at(SUBTEXT, text, place))) {
    return { block: { type: "subtext", children: inline(found[1]) }, end: SUBTEXT.lastIndex };
  }
  if ((found = at(ITEM, text, place)) && found[3]) return list(text, place);
  return null;
}

function quote(text, place, depth) {
  const lines = [];
  let end = place;
  for (let found = at(QUOTE, text, end); found && end < text.length; found = at(QUOTE, text, end)) {
    lines.push(found[1]);
    end = QUOTE.lastIndex;
  }
  const children = parse(lines.join("\n"), { quoted: true, depth: depth + 1 });
  return { block: { type: "quote", children }, end };
}

function list(text, place) {
  const rows = [];
  let end = place;
  while (end < text.length) {
    const item = at(ITEM, text, end);
    if (item && item[3]) {
      rows.push({ indent: item[1].replaceAll("\t", "  ").length, ordered: item[2].length > 1, start: Number.parseInt(item[2], 10) || 1, text: item[3] });
      end = ITEM.lastIndex;
      continue;
    }
    const more = at(MORE_ITEM, text, end);
    if (!more) break;
    rows[rows.length - 1].text += `\n${more[1]}`;
    end = MORE_ITEM.lastIndex;
  }
  return { blocks: nest(rows, 0, rows.length), end };
}

// Rows that go deeper belong to the row before them; a change of kind begins another list.
function nest(rows, from, to) {
  const lists = [];
  let row = from;
  while (row < to) {
    const { ordered, start, indent, text } = rows[row];
    let next = row + 1;
    while (next < to && rows[next].indent > indent) next += 1;
    const item = [{ type: "text", children: inline(text) }, ...(next > row + 1 ? nest(rows, row + 1, next) : [])];
    const current = lists.at(-1);
    if (current && current.ordered === ordered) current.items.push(item);
    else lists.push({ type: "list", ordered, start, items: [item] });
    row = next;
  }
  return lists;
}

// Inside a line ------------------------------------------------------------------------------------

const RULES = [
  [/\\([^0-9A-Za-z\s])/y, (f) => ({ type: "plain", text: f[1] })],
  [/`+/y, code],
  [/<@!?(\d{1,25})>/y, (f) => ({ type: "person", id: f[1] })],
  [/<@&(\d{1,25})>/y, (f) => ({ type: "role", id: f[1] })],
  [/<#(\d{1,25})>/y, (f) => ({ type: "channel", id: f[1] })],
  [/<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/y, (f) => ({ type: "time", moment: Number(f[1]) * 1000, style: f[2] || "f" })],
  [/<a?:(\w{2,32}):(\d{1,25})>/y, (f) => ({ type: "emoji", name: f[1] })],
  [/<\/([^:>\n]{1,98}):(\d{1,25})>/y, (f) => ({ type: "command", name: f[1] })],
  [/<(https?:\/\/[^\s<>]+)>/iy, (f) => link(f[1], [{ type: "plain", text: f[1] }])],
  [/\[((?:\\.|\[[^\]\n]*\]|[^[\]\\\n])+)\]\(\s*<?(https?:\/\/(?:\([^\s()]*\)|[^\s()<>])+)>?(?:\s+["']([^\n]*?)["'])?\s*\)/iy, masked],
  [/https?:\/\/(?:\([^\s()<>]*\)|[^\s()<>])+/iy, bare],
  [/\|\|([^]+?)\|\|/y, wrap("spoiler")],
  [/\*\*\*((?:\\[^]|[^\\*])+?)\*\*\*(?!\*)/y, (f, d) => ({ type: "strong", children: [{ type: "em", children: inline(f[1], d + 1) }] })],
  [/\*\*((?:\\[^]|[^\\])+?)\*\*(?!\*)/y, wrap("strong")],
  [/__((?:\\[^]|[^\\])+?)__(?!_)/y, wrap("underline")],
  [/~~((?:\\[^]|[^\\])+?)~~(?!~)/y, wrap("strike")],
  [/\*(?![\s*])((?:\\[^]|\*\*[^*]+\*\*|[^\\*])+?)(?<!\s)\*(?!\*)/y, wrap("em")],
  [/\b_((?:__|\\[^]|[^\\_])+?)_\b/y, wrap("em")],
  [/@(everyone|here)\b/y, (f) => ({ type: "everyone", text: f[0] })],
];
const STARTS = /[\\`<[|*_~@h]/i;

function wrap(type) {
  return (found, depth) => ({ type, children: inline(found[1], depth + 1) });
}

// The closing run has the length of the opening one; without it the run is only a run.
function code(found, _depth, text) {
  const mark = found[0];
  const start = found.index + mark.length;
  for (const run of text.slice(start).matchAll(/`+/g)) {
    if (run[0].length !== mark.length || run.index === 0) continue;
    const inside = text.slice(start, start + run.index).replace(/^ (?=`)|(?<=`) $/g, "");
    return { type: "code", text: inside, length: mark.length * 2 + run.index };
  }
  return { type: "plain", text: mark };
}

function link(address, children, title) {
  let safe;
  try {
    safe = new URL(address);
  } catch {
    return { type: "plain", text: address };
  }
  return { type: "link", address: safe.href, title, children };
}

// A label that looks like another address would lie about where it leads: it stays as typed.
function masked(found, depth) {
  if (/https?:\/\//i.test(found[1])) return { type: "plain", text: found[0] };
  return link(found[2], inline(found[1], depth + 1, true), found[3]);
}

function bare(found) {
  const address = found[0].replace(/[.,:;!?"'\]*_~|’»]+$/, "");
  const node = link(address, [{ type: "plain", text: address }]);
  return { ...node, length: address.length };
}

export function inline(text, depth = 0, inLink = false) {
  const nodes = [];
  let plain = "";
  let place = 0;
  const settle = () => {
    if (plain) nodes.push({ type: "plain", text: plain });
    plain = "";
  };
  while (place < text.length) {
    const found = STARTS.test(text[place]) && depth < DEEPEST ? rule(text, place, depth, inLink) : null;
    if (!found) {
      plain += text[place];
      place += 1;
    } else if (found.node.type === "plain") {
      plain += found.node.text;
      place += found.length;
    } else {
      settle();
      nodes.push(found.node);
      place += found.length;
    }
  }
  settle();
  return nodes;
}

function rule(text, place, depth, inLink) {
  // ¯\_(ツ)_/¯ keeps its arm.
  if (text.startsWith("\\_(ツ)_/¯", place) && text[place - 1] === "¯") return { node: { type: "plain", text: "\\_(ツ)_/¯" }, length: 9 };
  for (const [pattern, make] of RULES) {
    const found = at(pattern, text, place);
    if (!found) continue;
    const node = make(found, depth, text);
    if (inLink && node.type === "link") continue;
    return { node, length: node.length || found[0].length };
  }
  return null;
}
