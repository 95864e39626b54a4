// The rooms at the left: channels by category, their threads, private messages, unread marks.

import { el, fill, icon } from "./dom.js";
import { avatar } from "./authors.js";

const SIGNS = { text: "hash", announcement: "horn", forum: "forum", voice: "voice", thread: "thread", private_thread: "lock" };

export class Rooms {
  constructor(view) {
    this.view = view;
    this.node = el("nav", { class: "rooms", "aria-label": view.t("rooms.label") });
    this.paint();
  }

  paint() {
    const { view } = this;
    const { state } = view.seat;
    const focus = this.node.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    fill(this.node,
      el("p", { class: "guild", title: state.guild.name }, state.guild.name),
      this.private(),
      this.group(null),
      this.sorted((room) => room.kind === "category").map((category) => this.group(category)));
    if (focus) this.node.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
  }

  sorted(fits) {
    return this.view.seat.state.channels.filter(fits).sort((a, b) => a.position - b.position);
  }

  group(category) {
    const rooms = this.sorted((room) => room.kind !== "category" && (category ? room.parent === category.id : !this.categoryOf(room)));
    if (!rooms.length) return null;
    const title = category ? category.name : this.view.t("rooms.channels");
    return this.section(title, rooms.flatMap((room) => [this.line(room), ...this.threadsOf(room)]));
  }

  categoryOf(room) {
    return room.parent && this.view.seat.state.channels.find((other) => other.id === room.parent && other.kind === "category");
  }

  threadsOf(room) {
    const { seat } = this.view;
    return seat.state.threads
      .filter((thread) => thread.parent === room.id && (!thread.archived || thread.id === seat.open))
      .sort((a, b) => Number(BigInt(a.id) - BigInt(b.id)))
      .map((thread) => this.line(thread));
  }

  private() {
    const { view } = this;
    const dms = view.seat.state.dms;
    return this.section(view.t("rooms.private"), dms.map((room) => this.line(room)));
  }

  section(title, lines) {
    return el("section", { class: "room-group" }, el("h2", { class: "room-title" }, title), el("ul", {}, lines));
  }

  line(room) {
    const { view } = this;
    const { seat, t } = view;
    const here = seat.open === room.id;
    const unread = !here && seat.unread(room);
    const other = room.kind === "dm" ? view.otherIn(room) : null;
    const name = other ? other.name : room.name;
    const button = el("button", {
      type: "button", class: "room", "aria-current": here ? "page" : undefined, disabled: room.kind === "voice",
      data: { focus: `room-${room.id}`, room: other ? "dm" : room.name, kind: room.kind }, on: { click: () => view.openRoom(room.id) },
    }, other ? avatar(other, "small") : icon(SIGNS[room.kind] || "hash"), el("span", { class: "room-name" }, name),
    room.locked && icon("lock"),
    unread && el("span", { class: "dot" }, el("span", { class: "visually-hidden" }, t("rooms.unread"))));
    if (unread) button.classList.add("unread");
    return el("li", { class: room.kind.endsWith("thread") ? "of-thread" : "" }, button);
  }
}

/** Where somebody lands who comes for the first time. */
export function firstRoom(seat) {
  const words = seat.state.channels.filter((room) => ["text", "announcement"].includes(room.kind)).sort((a, b) => a.position - b.position);
  const busy = words.filter((room) => room.last_message).sort((a, b) => Number(BigInt(b.last_message) - BigInt(a.last_message)));
  return (words.find((room) => /mobili[sz]/i.test(room.name)) || busy[0] || words[0] || seat.state.dms[0])?.id || null;
}
