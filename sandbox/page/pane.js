// One pane: somebody's whole client, put together from its parts.

import { firstRoom, Rooms } from "./channels.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { doors, DoorError } from "./doors.js";
import { el, fill, icon, iconButton } from "./dom.js";
import { askText } from "./dialogs.js";
import { openForm } from "./forms.js";
import { refusalText } from "./outcomes.js";
import { seatStrip } from "./people.js";
import { pinsButton } from "./pins.js";
import { Seat } from "./seat.js";
import { View } from "./view.js";

export class Pane {
  constructor(shell, key) {
    this.shell = shell;
    this.key = key;
    this.node = el("section", { class: "pane", data: { pane: key } });
    this.tell = {
      people: () => this.paintStrip(),
      bot: () => this.paintHead(),
      everyone: () => this.conversation?.repaint(),
    };
    for (const [event, heard] of Object.entries(this.tell)) shell.world.addEventListener(event, heard);
  }

  close() {
    this.seat?.leave();
    this.conversation?.close();
    for (const [event, heard] of Object.entries(this.tell)) this.shell.world.removeEventListener(event, heard);
    this.node.remove();
  }

  /** Takes the seat of a person; `room` is where to go, else where this person was. */
  async sit(person, room) {
    const seat = new Seat(this.shell.world, person);
    this.turn = seat;
    try {
      await seat.sit();
    } catch (error) {
      seat.leave();
      if (this.turn === seat) this.shell.toasts.show(refusalText(error, this.shell.t), { bad: true });
      return;
    }
    if (this.turn === seat) await this.take(seat, room);
    else seat.leave();
  }

  /** Shows a seat that is taken already. */
  async take(seat, room) {
    this.turn = seat;
    this.seat?.leave();
    this.seat = seat;
    this.listen(seat);
    this.build();
    const wish = room === "dm" ? seat.state.dms[0]?.id : seat.rooms().find((known) => [known.id, known.name].includes(room))?.id;
    const kept = sessionStorage.getItem(`room-${seat.id}`);
    const first = [wish, kept].find((id) => id && seat.channel(id)) || firstRoom(seat);
    if (first) await this.openRoom(first);
  }

  listen(seat) {
    const on = (event, heard) => seat.addEventListener(event, (happening) => this.seat === seat && heard(happening.detail));
    on("rooms", () => this.roomsChanged());
    on("messages", (detail) => detail.channel === seat.open && this.conversation.paint());
    on("typing", (detail) => detail.channel === seat.open && this.conversation.paintTyping());
    on("modal", (modal) => openForm(modal, this.view));
    on("online", () => this.paintHead());
    on("person", (person) => this.personChanged(person));
  }

  build() {
    this.conversation?.close();
    this.view = new View(this, this.seat);
    const { view } = this;
    this.node.lang = view.language;
    this.node.setAttribute("aria-label", view.t("pane.label", { who: this.seat.me.name }));
    this.rooms = new Rooms(view);
    this.conversation = new Conversation(view);
    this.composer = new Composer(view);
    this.strip = el("div", { class: "strip" });
    this.head = el("header", { class: "head" });
    this.drawer = el("div", { class: "drawer" }, this.rooms.node);
    this.veil = el("button", { type: "button", class: "drawer-veil", "aria-label": view.t("rooms.close"), tabindex: "-1", on: { click: () => this.openDrawer(false) } });
    this.drawer.addEventListener("keydown", (event) => event.key === "Escape" && this.openDrawer(false, { refocus: true }));
    this.stage = el("div", { class: "stage" }, this.head, this.conversation.node, this.conversation.typing, this.composer.node);
    fill(this.node, this.strip, el("div", { class: "pane-body" }, this.drawer, this.veil, this.stage));
    this.paintStrip();
    this.paintHead();
    this.composer.paint();
  }

  // Rooms ----------------------------------------------------------------------------------------

  async openRoom(id) {
    const { seat } = this;
    sessionStorage.setItem(`room-${seat.id}`, id);
    seat.open = id;
    this.openDrawer(false);
    this.view.editing = null;
    this.rooms.paint();
    this.paintHead();
    this.composer.entered();
    await this.conversation.show();
    try {
      await seat.enter(id);
    } catch (error) {
      this.view.toast(refusalText(error, this.view.t), { bad: true });
    }
    this.conversation.paintTyping();
    this.shell.roomOpened();
  }

  roomsChanged() {
    const { seat } = this;
    this.rooms.paint();
    if (!seat.open || !seat.channel(seat.open)) {
      const first = firstRoom(seat);
      if (first) this.openRoom(first);
      return;
    }
    this.paintHead();
    this.composer.paint();
    this.conversation.paint();
  }

  openDrawer(open, { refocus = false } = {}) {
    this.node.classList.toggle("drawer-open", open);
    this.stage.inert = open;
    const button = this.head?.querySelector(".drawer-button");
    button?.setAttribute("aria-expanded", String(open));
    if (open) (this.drawer.querySelector("[aria-current]") || this.drawer.querySelector("button"))?.focus();
    else if (refocus) button?.focus();
  }

  paintHead() {
    if (!this.head || !this.seat?.state) return;
    const { view, seat } = this;
    const room = seat.open && seat.channel(seat.open);
    const focus = this.head.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    const unread = seat.rooms().some((other) => other.id !== seat.open && seat.unread(other));
    const menu = iconButton("menu", view.t("rooms.open"), () => this.openDrawer(!this.node.classList.contains("drawer-open")), { class: "icon-button drawer-button", "aria-expanded": "false", data: { focus: "drawer" } });
    if (unread) menu.append(el("span", { class: "dot" }));
    fill(this.head, menu, room ? this.title(room) : el("h2", {}, view.t("rooms.none")),
      room?.kind === "forum" && room.can_thread && el("button", { type: "button", class: "button primary small", on: { click: () => this.newPost(room) } }, view.t("forum.new")),
      room && pinsButton(room, view),
      !seat.online && el("p", { class: "offline", role: "status" }, view.t("pane.reconnecting")));
    if (focus) this.head.querySelector(`[data-focus="${focus}"]`)?.focus({ preventScroll: true });
  }

  title(room) {
    const { view } = this;
    const sign = room.kind === "dm" ? "envelope" : room.kind.endsWith("thread") ? "thread" : room.kind === "announcement" ? "horn" : "hash";
    const parent = room.kind.endsWith("thread") && view.channel(room.parent);
    return el("div", { class: "title" }, icon(sign),
      parent && el("button", { type: "button", class: "text-button", data: { focus: "parent" }, on: { click: () => view.openRoom(parent.id) } }, parent.name),
      parent && el("span", { class: "quiet", "aria-hidden": "true" }, "›"),
      el("h2", {}, view.nameOf(room)),
      room.topic && el("p", { class: "topic quiet", title: room.topic }, room.topic));
  }

  async newPost(room) {
    const { view } = this;
    const name = await askText(view, { title: view.t("forum.new"), label: view.t("forum.title"), max: 100 });
    const content = name && (await askText(view, { title: name, label: view.t("forum.text"), max: 2000 }));
    if (!content) return;
    try {
      const { channel } = await doors.thread(this.seat.id, { channel: room.id, name, content });
      this.openRoom(channel.id);
    } catch (error) {
      view.toast(refusalText(error, view.t), { bad: true });
    }
  }

  // People ---------------------------------------------------------------------------------------

  paintStrip() {
    if (!this.strip || !this.view) return;
    const focus = this.strip.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    fill(this.strip, seatStrip(this.view));
    if (focus) this.strip.querySelector(`[data-focus="${focus}"]`)?.focus({ preventScroll: true });
  }

  async personChanged(person) {
    const mine = person.id === this.seat.id;
    const { view } = this;
    if (mine && (view.spoken !== person.locale || view.dates.zone !== person.zone)) {
      // Another language or zone: the names of the commands and every date change.
      return this.sit(person.id, this.seat.open);
    }
    this.conversation.repaint();
    return this.paintStrip();
  }

  async become(id) {
    if (id !== this.seat.id) await this.shell.become(this, id);
    this.strip.querySelector(".be")?.focus();
  }

  // Messages -------------------------------------------------------------------------------------

  async jump(id) {
    if (this.conversation.jump(id)) return;
    const log = this.seat.log(this.seat.open);
    for (let pages = 0; pages < 10 && log.more && BigInt(log.list[0]?.id || 0) > BigInt(id); pages += 1) await this.seat.fetch(this.seat.open);
    if (!this.conversation.jump(id)) this.view.toast(this.view.t("message.not_found"));
  }

  async dismiss(message) {
    try {
      await doors.remove(this.seat.id, message.id, message.channel_id);
    } catch (error) {
      if (!(error instanceof DoorError) || error.status !== 404) {
        this.view.toast(refusalText(error, this.view.t), { bad: true });
        return;
      }
    }
    this.seat.drop(message.channel_id, message.id);
    this.composer.focus();
  }

  tick() {
    this.conversation?.refreshTimes();
  }
}
