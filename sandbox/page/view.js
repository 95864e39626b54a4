// What every part of a pane may ask: who, where, in which words and zone, and what can be done.

import { Dates } from "./dates.js";
import { showPerson } from "./people.js";
import { speak } from "./texts.js";

export class View {
  constructor(pane, seat) {
    this.pane = pane;
    this.key = pane.key;
    this.seat = seat;
    this.world = seat.world;
    this.editing = null;
    this.language = speak.closest(seat.me.locale);
    this.t = speak(seat.me.locale);
    this.spoken = seat.me.locale;
    this.dates = new Dates(this.t.locale, seat.me.zone, () => this.world.now());
    this.isQuiet = false;
    this.quiet = Object.assign(Object.create(this), { isQuiet: true });
  }

  person(id) {
    return this.seat.person(id);
  }

  role(id) {
    return this.seat.role(id);
  }

  channel(id) {
    return this.seat.channel(id);
  }

  roomOf(message) {
    return this.channel(message.channel_id);
  }

  nameOf(room) {
    return room.kind === "dm" ? this.otherIn(room).name : room.name;
  }

  /** Who is at the other end of a private room. */
  otherIn(room) {
    const other = room.with === this.seat.id ? null : this.person(room.with);
    return other || this.person(this.world.bot.id) || { ...this.world.bot, bot: true };
  }

  async goTo(room, message) {
    await this.openRoom(room);
    if (message) await this.jump(message);
  }

  canReact(message) {
    return !message.private && !message.thinking && Boolean(this.roomOf(message)?.can_react);
  }

  showPerson(id, opener) {
    showPerson(id, this, opener);
  }

  openRoom(id) {
    return this.pane.openRoom(id);
  }

  become(id) {
    return this.pane.become(id);
  }

  jump(id) {
    return this.pane.jump(id);
  }

  replyTo(message) {
    this.pane.composer.replyTo(message);
  }

  startEdit(id) {
    this.editing = id;
    this.pane.conversation.paint();
    if (id === null) this.pane.composer.focus();
  }

  dismiss(message) {
    return this.pane.dismiss(message);
  }

  liveMessage(id) {
    return this.pane.conversation.painted.get(id)?.node;
  }

  toast(text, more) {
    this.pane.shell.toasts.show(text, more);
  }
}
