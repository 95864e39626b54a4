// The pinned messages of a room, newest first: what is said there, and a way to it.

import { doors } from "./doors.js";
import { el, fill, iconButton } from "./dom.js";
import { authorOf, excerptOf } from "./message.js";
import { refusalText } from "./outcomes.js";
import { authorName } from "./people.js";
import { closePopover, openPopover } from "./popovers.js";

const KINDS = new Set(["text", "announcement", "thread", "private_thread", "dm"]);

/** The button above a conversation; nothing where no messages are. */
export function pinsButton(room, view) {
  if (!KINDS.has(room.kind)) return null;
  return iconButton("pin", view.t("pins.open"), (event) => openPins(room, view, event.currentTarget), { "aria-haspopup": "dialog", "aria-expanded": "false", data: { focus: "pins" } });
}

async function openPins(room, view, opener) {
  const { t, seat } = view;
  const list = el("ul", { class: "pin-list" }, el("li", { class: "pin-note quiet" }, "…"));
  const panel = openPopover(opener, [el("p", { class: "popover-title" }, t("pins.title")), list], { label: t("pins.title"), kind: "pins" });
  if (!panel) return;
  try {
    const { messages } = await doors.pins(seat.id, room.id);
    fill(list, messages.length ? messages.map((message) => line(message, view)) : el("li", { class: "pin-note quiet" }, t("pins.none")));
    list.querySelector("button")?.focus({ preventScroll: true });
  } catch (error) {
    fill(list, el("li", { class: "pin-note trouble" }, refusalText(error, t)));
  }
}

function line(message, view) {
  const moment = Date.parse(message.timestamp);
  const go = () => {
    closePopover({ refocus: false });
    view.jump(message.id);
  };
  return el("li", {}, el("button", { type: "button", class: "pin-row", data: { pin: message.id }, on: { click: go } },
    el("span", { class: "pin-head" }, authorName(authorOf(message, view)), el("time", { class: "quiet", datetime: message.timestamp }, view.dates.stamp(moment))),
    el("span", { class: "pin-words" }, excerptOf(message) || view.t("message.wordless"))));
}
