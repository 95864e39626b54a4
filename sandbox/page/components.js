// Buttons, selects and the layout of components v2, under and inside messages.

import { doors } from "./doors.js";
import { el, icon } from "./dom.js";
import { emojiText } from "./emoji.js";
import { markup } from "./markup.js";
import { fileLine, ours, picture } from "./media.js";
import { settle } from "./outcomes.js";
import { select } from "./selects.js";
import { edge, hexOf } from "./tints.js";

export const V2 = 1 << 15;
const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "secondary" };

export function components(message, view) {
  if (!message.components?.length) return null;
  const kind = message.flags & V2 ? "layout" : "rows";
  const trouble = el("p", { class: "trouble", role: "alert", hidden: true });
  const bench = { message, view, trouble, press: (body, node) => press(message, view, trouble, body, node) };
  return el("div", { class: kind }, message.components.map((item) => show(item, bench)), trouble);
}

async function press(message, view, trouble, body, node) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  trouble.hidden = true;
  const asked = doors.press(view.seat.id, { channel: message.channel_id, message: message.id, ...body });
  const bad = await settle(view.seat, message.channel_id, asked, view.t);
  node.removeAttribute("aria-busy");
  if (!bad) return;
  const now = trouble.isConnected ? trouble : view.liveMessage(message.id)?.querySelector(".trouble");
  if (!now) return;
  now.textContent = bad.text;
  now.hidden = false;
}

const SHOWS = {
  1: (item, bench) => el("div", { class: "row" }, item.components.map((child) => show(child, bench))),
  2: button,
  3: select, 5: select, 6: select, 7: select, 8: select,
  9: section,
  10: (item, { view }) => markup(item.content, view),
  11: (item, { message, view }) =>
    picture(item.media, view, { description: item.description, attachments: message.attachments, spoiler: item.spoiler, small: true }),
  12: gallery,
  13: (item, { message, view }) => {
    const kept = message.attachments?.find((file) => ours(file.url) === ours(item.file.url, message.attachments));
    return fileLine(item.name || kept?.filename || item.file.url, kept?.url || item.file.url, item.size ?? kept?.size, view);
  },
  14: (item) => el("hr", { class: `separator${item.divider === false ? " bare" : ""}${item.spacing === 2 ? " wide" : ""}` }),
  17: container,
};

function show(item, bench) {
  return (SHOWS[item.type] || unknown)(item, bench);
}

function unknown(item, { view }) {
  return el("p", { class: "quiet" }, view.t("component.unknown", { type: item.type }));
}

function button(item, bench) {
  const emoji = emojiText(item.emoji);
  const inside = [emoji && el("span", { class: "emoji", "aria-hidden": item.label ? "true" : undefined }, emoji), item.label && el("span", {}, item.label)];
  if (item.style === 5) {
    const safe = /^https?:\/\//i.test(item.url || "");
    const props = { class: "button link", title: item.url };
    if (item.disabled || !safe) return el("span", { ...props, "aria-disabled": "true" }, inside, icon("out"));
    return el("a", { ...props, href: item.url, target: "_blank", rel: "noopener noreferrer" }, inside, icon("out"));
  }
  const node = el("button", { type: "button", class: `button ${STYLES[item.style] || "secondary"}`, disabled: Boolean(item.disabled), data: { focus: item.custom_id || "" } }, inside);
  node.addEventListener("click", () => bench.press({ custom_id: item.custom_id }, node));
  return node;
}

function section(item, bench) {
  return el("div", { class: "section" },
    el("div", { class: "section-text" }, item.components.map((child) => show(child, bench))),
    item.accessory && el("div", { class: "accessory" }, show(item.accessory, bench)));
}

function gallery(item, { message, view }) {
  return el("div", { class: `gallery of-${Math.min(item.items.length, 4)}` }, item.items.map((entry) =>
    picture(entry.media, view, { description: entry.description, attachments: message.attachments, spoiler: entry.spoiler })));
}

function container(item, bench) {
  const box = el("div", { class: "container", role: "group" });
  if (item.accent_color !== undefined && item.accent_color !== null) edge(box, hexOf(item.accent_color)).classList.add("accented");
  const children = item.components.map((child) => show(child, bench));
  if (!item.spoiler) box.append(...children);
  else {
    const reveal = el("button", { type: "button", class: "veil-button" }, bench.view.t("markup.spoiler"));
    reveal.addEventListener("click", () => box.replaceChildren(...children));
    box.append(reveal);
  }
  return box;
}
