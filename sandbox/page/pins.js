// The pinned messages of a room, newest first: what is said there, and a way to it.

import { authorName, authorOf } from "./authors.js";
import { doors } from "./doors.js";
import { el, fill, iconButton } from "./dom.js";
import { excerptOf } from "./excerpts.js";
import { inlineMarkup } from "./markup.js";
import { refusalText } from "./outcomes.js";
import { closePopover, openPopover } from "./popovers.js";

const KINDS = new Set(["text", "announcement", "thread", "private_thread", "dm"]);

/** The button above a conversation; nothing where no messages are. */
export function pinsButton(room, view) {
  if (!KINDS.has(room.kind)) return null;
  return iconButton("pin", view.t("pins.open"), (event) => openPins(room, view, event.currentTarget), { "aria-haspopup": "dialog", "aria-expanded": "false", data: { focus: "pins" } });
}

const WRITTEN = new Set([0, 19, 20, 23]); // lines of the server itself cannot be pinned

export function canPin(message, view) {
  return WRITTEN.has(message.type) && !message.private && !message.thinking && Boolean(view.roomOf(message)?.can_pin);
}

/** Pins or unpins; what comes of it is told to everyone as an event. */
export async function setPinned(message, view, pinned) {
  try {
    await doors.pin(view.seat.id, { channel: message.channel_id, message: message.id }, pinned);
  } catch (error) {
    view.toast(refusalText(error, view.t), { bad: true });
  }
}

async function openPins(room, view, opener) {
  const { t, seat } = view;
  const list = el("ul", { class: "pin-list" }, el("li", { class: "pin-note quiet" }, "…"));
  const panel = openPopover(opener, [el("p", { class: "popover-title" }, t("pins.title")), list], { label: t("pins.title"), kind: "pins" });
  if (!panel) return;
  let asked = 0;
  const show = async () => {
    const mine = (asked += 1);
    try {
      const { messages } = await doors.pins(seat.id, room.id);
      if (mine !== asked) return;
      const kept = list.contains(document.activeElement) && document.activeElement.dataset.focus;
      fill(list, messages.length ? messages.map((message) => line(message, view)) : el("li", { class: "pin-note quiet" }, t("pins.none")));
      (list.querySelector(`[data-focus="${kept}"]`) || list.querySelector("button") || panel).focus({ preventScroll: true });
    } catch (error) {
      fill(list, el("li", { class: "pin-note trouble" }, refusalText(error, t)));
    }
  };
  // Whoever pins or unpins meanwhile, the list says what is so.
  const again = ({ detail }) => {
    if (!panel.isConnected) seat.removeEventListener("pins", again);
    else if (detail.channel === room.id) show();
  };
  seat.addEventListener("pins", again);
  await show();
}

function line(message, view) {
  const moment = Date.parse(message.timestamp);
  const go = () => {
    closePopover({ refocus: false });
    view.jump(message.id);
  };
  return el("li", { class: "pin" }, el("button", { type: "button", class: "pin-row", data: { pin: message.id, focus: `pin-${message.id}` }, on: { click: go } },
    el("span", { class: "pin-head" }, authorName(authorOf(message, view)), el("time", { class: "quiet", datetime: message.timestamp }, view.dates.stamp(moment))),
    excerptOf(message) ? inlineMarkup(excerptOf(message), view.quiet, "span", { class: "pin-words" }) : el("span", { class: "pin-words" }, view.t("message.wordless"))),
    canPin(message, view) && iconButton("close", view.t("pins.unpin"), () => setPinned(message, view, false), { data: { focus: `unpin-${message.id}` } }));
}
