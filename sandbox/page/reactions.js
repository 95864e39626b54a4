// Reactions under a message: chips to add to or take back, and the picker.

import { doors } from "./doors.js";
import { el, icon, plain } from "./dom.js";
import { EMOJI, emojiKey, emojiName, emojiText } from "./emoji.js";
import { refusalText } from "./outcomes.js";
import { closePopover, openPopover } from "./popovers.js";

export async function react(message, view, emoji, added) {
  try {
    await doors.react(view.seat.id, { channel: message.channel_id, message: message.id, emoji }, added);
  } catch (error) {
    view.toast(refusalText(error, view.t), { bad: true });
  }
}

export function reactions(message, view) {
  const list = (message.reactions || []).filter((reaction) => reaction.count > 0);
  if (!list.length) return null;
  const box = el("ul", { class: "reactions", "aria-label": view.t("reaction.list") });
  for (const reaction of list) box.append(el("li", {}, chip(reaction, message, view)));
  if (view.canReact(message)) {
    const more = el("button", { type: "button", class: "chip add", "aria-label": view.t("reaction.add"), title: view.t("reaction.add"), "aria-haspopup": "dialog", "aria-expanded": "false", data: { focus: "react-more" } }, icon("smile"));
    more.addEventListener("click", () => pick(more, view, (emoji) => react(message, view, emoji, true)));
    box.append(el("li", {}, more));
  }
  return box;
}

function chip(reaction, message, view) {
  const key = emojiKey(reaction.emoji);
  const text = emojiText(reaction.emoji);
  const name = emojiName(text, view.language);
  const node = el("button", {
    type: "button", class: reaction.me ? "chip mine" : "chip", "aria-pressed": reaction.me ? "true" : "false",
    "aria-label": view.t.count("reaction.chip", reaction.count, { emoji: name }), data: { focus: `react-${key}` },
  }, el("span", { class: "emoji", "aria-hidden": "true" }, text), el("span", { class: "chip-count" }, String(reaction.count)));
  node.addEventListener("click", () => react(message, view, key, !reaction.me));
  const tell = () => whoReacted(node, message, key, view);
  node.addEventListener("pointerenter", tell, { once: true });
  node.addEventListener("focus", tell, { once: true });
  return node;
}

async function whoReacted(node, message, emoji, view) {
  try {
    const { people } = await doors.reactors(view.seat.id, message.channel_id, message.id, emoji);
    const names = people.slice(0, 12).map((id) => view.person(id)?.name || view.t("markup.someone"));
    node.title = new Intl.ListFormat(view.dates.locale).format(names);
  } catch (error) {
    refusalText(error, view.t); // a title is no place for trouble
  }
}

/** Opens the picker beside `opener`; `chosen` hears the emoji. */
export function pick(opener, view, chosen) {
  const take = (emoji) => {
    closePopover();
    chosen(emoji);
  };
  const cells = EMOJI.map(([emoji, ...names]) => {
    const name = emojiName(emoji, view.language);
    return el("button", { type: "button", class: "emoji-cell", "aria-label": name, title: name, data: { find: plain(names.join(" ")) }, on: { click: () => take(emoji) } }, emoji);
  });
  const input = el("input", { type: "search", class: "finder", "aria-label": view.t("reaction.find"), placeholder: view.t("reaction.find") });
  input.addEventListener("input", () => {
    const sought = plain(input.value.trim());
    for (const cell of cells) cell.hidden = !cell.dataset.find.includes(sought);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !input.value.trim()) return;
    event.preventDefault();
    const typed = input.value.trim();
    const first = cells.find((cell) => !cell.hidden);
    if (/\p{Extended_Pictographic}/u.test(typed)) take(typed);
    else if (first) take(first.textContent);
  });
  const grid = el("div", { class: "emoji-grid", role: "group", "aria-label": view.t("reaction.add") }, cells);
  grid.addEventListener("keydown", (event) => {
    const seen = cells.filter((cell) => !cell.hidden);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
    const at = seen.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    (seen[at + step] || input).focus();
  });
  openPopover(opener, [input, grid], { label: view.t("reaction.add"), kind: "emoji-picker" });
}
