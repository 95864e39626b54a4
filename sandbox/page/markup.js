// Shows a tree of markdown: elements and text nodes, addresses only of http and https.

import { el } from "./dom.js";
import { parse, inline } from "./markdown.js";
import { tint } from "./tints.js";

const WRAPS = { strong: "strong", em: "em", underline: "u", strike: "s" };
const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\s)+$/u;

/** `room` gives person(id), role(id), channel(id), dates, t, showPerson and openRoom; a quiet one has nothing to press. */
export function markup(text, room, props = {}) {
  const box = el("div", { class: "markup", ...props });
  if (!text) return box;
  if (text.length < 60 && EMOJI_ONLY.test(text) && !/^[\d\s#*]+$/.test(text)) box.classList.add("big-emoji");
  const seen = { heading: 2 };
  for (const block of parse(text)) box.append(showBlock(block, room, seen));
  return box;
}

/** One line, without blocks: titles of embeds, names of fields. */
export function inlineMarkup(text, room, tag = "span", props = {}) {
  const box = el(tag, props);
  for (const node of inline(text)) box.append(show(node, room));
  return box;
}

function showBlock(block, room, seen) {
  const inside = () => block.children.map((node) => show(node, room));
  if (block.type === "text") return el("p", {}, inside());
  if (block.type === "subtext") return el("p", { class: "subtext" }, inside());
  if (block.type === "codeblock") {
    return el("pre", { tabindex: "0", "aria-label": room.t("markup.code") }, el("code", {}, block.text));
  }
  if (block.type === "heading") {
    // Under the name of the room (level 2), and never a level left out.
    seen.heading = Math.min(block.level + 2, seen.heading + 1);
    return el(`h${seen.heading}`, { class: `size-${block.level}` }, inside());
  }
  if (block.type === "list") {
    const list = el(block.ordered ? "ol" : "ul", block.ordered && block.start !== 1 ? { start: block.start } : {});
    for (const item of block.items) list.append(el("li", {}, item.map((child) => showBlock(child, room, seen))));
    return list;
  }
  return el("blockquote", {}, block.children.map((child) => showBlock(child, room, seen)));
}

const SHOWS = {
  plain: (node) => document.createTextNode(node.text),
  code: (node) => el("code", {}, node.text),
  emoji: (node) => el("span", { class: "emoji-name" }, `:${node.name}:`),
  everyone: (node) => el("span", { class: "mention" }, node.text),
  command: (node) => el("span", { class: "mention" }, `/${node.name}`),
  spoiler,
  link: showLink,
  time: showTime,
  person: (node, room) => {
    const person = room.person(node.id);
    if (!person) return el("span", { class: "mention" }, room.t("markup.someone"));
    if (room.isQuiet) return el("span", { class: "mention" }, `@${person.name}`);
    return el("button", { type: "button", class: "mention", on: { click: (event) => room.showPerson(node.id, event.currentTarget) } }, `@${person.name}`);
  },
  role: (node, room) => {
    const role = room.role(node.id);
    return tint(el("span", { class: "mention" }, `@${role ? role.name : room.t("markup.role")}`), role?.color);
  },
  channel: (node, room) => {
    const channel = room.channel(node.id);
    if (!channel) return el("span", { class: "mention" }, room.t("markup.channel"));
    if (room.isQuiet) return el("span", { class: "mention" }, `#${channel.name}`);
    return el("button", { type: "button", class: "mention", on: { click: () => room.openRoom(node.id) } }, `#${channel.name}`);
  },
};

const HERE = /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/\d+\/(\d+)(?:\/(\d+))?$/;

// An address of a message of this server leads there, as in the client.
function showLink(node, room) {
  const children = node.children.map((child) => show(child, room));
  if (room.isQuiet) return el("span", {}, children);
  const [, place, message] = HERE.exec(node.address) || [];
  const channel = place && room.channel(place);
  if (channel) {
    const words = node.children[0]?.text === node.address ? `#${channel.name}${message ? " › …" : ""}` : children;
    return el("button", { type: "button", class: "mention", title: node.address, on: { click: () => room.goTo(place, message) } }, words);
  }
  return el("a", { href: node.address, target: "_blank", rel: "noopener noreferrer nofollow", title: node.title || node.address }, children);
}

function show(node, room) {
  const children = () => node.children.map((child) => show(child, room));
  if (node.type in WRAPS) return el(WRAPS[node.type], {}, children());
  return SHOWS[node.type](node, room);
}

function showTime(node, room) {
  if (Math.abs(node.moment) > 8.64e15) return document.createTextNode(`<t:${node.moment / 1000}>`);
  const box = el("time", { class: "moment", datetime: new Date(node.moment).toISOString(), title: room.dates.show(node.moment, "F") });
  box.append(room.dates.show(node.moment, node.style));
  if (node.style === "R") box.dataset.since = node.moment;
  return box;
}

/** "In three days" becomes "in two days" as the pretend world goes on. */
export function refreshTimes(root, dates) {
  for (const box of root.querySelectorAll("time[data-since]")) {
    const text = dates.relative(Number(box.dataset.since));
    if (box.textContent !== text) box.textContent = text;
  }
}

function spoiler(node, room) {
  if (room.isQuiet) return el("span", { class: "spoiler" }, el("span", { class: "spoiler-text", inert: true }, room.t("markup.spoiler")));
  const hidden = el("span", { class: "spoiler-text", "aria-hidden": "true", inert: true }, node.children.map((child) => show(child, room)));
  const box = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-expanded": "false", "aria-label": room.t("markup.spoiler") }, hidden);
  const reveal = () => {
    if (box.classList.contains("revealed")) return;
    box.classList.add("revealed");
    for (const name of ["role", "tabindex", "aria-expanded", "aria-label"]) box.removeAttribute(name);
    hidden.removeAttribute("aria-hidden");
    hidden.removeAttribute("inert");
  };
  box.addEventListener("click", reveal);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    reveal();
  });
  return box;
}
