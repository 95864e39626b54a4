// One person's view of the server: rooms, messages, read marks. No elements here.

import { DoorError, doors, Ear } from "./doors.js";
import { FEW } from "./world.js";

const newer = (one, two) => (BigInt(one) > BigInt(two) ? 1 : BigInt(one) < BigInt(two) ? -1 : 0);

export class Seat extends EventTarget {
  constructor(world, person) {
    super();
    this.world = world;
    this.id = person;
    this.state = null;
    this.logs = new Map(); // channel id → {list: [Message], more, loading}
    this.typists = new Map(); // channel id → Map(person id → until)
    this.shownModals = new Set();
    this.open = null;
    this.online = true;
    this.visible = true;
  }

  async sit() {
    this.ear = new Ear(this.id, {
      heard: (event) => this.apply(event),
      lost: () => this.setOnline(false),
      back: () => this.refresh(),
    });
    // Listening comes first: what happens between two requests is not missed.
    await Promise.race([this.ear.opened, new Promise((go) => setTimeout(go, 3000))]);
    await this.load();
    this.reads = this.recall();
  }

  async load() {
    this.state = await doors.state(this.id, FEW);
    this.world.take(this.state);
  }

  leave() {
    this.ear?.close();
  }

  setOnline(online) {
    this.online = online;
    this.say("online");
  }

  async refresh() {
    try {
      await this.load();
      this.world.loadEveryone();
      this.setOnline(true);
      const open = this.open;
      this.logs.clear();
      this.say("rooms");
      if (open && this.channel(open)) await this.fetch(open);
    } catch (error) {
      if (!(error instanceof DoorError)) throw error;
    }
  }

  // Rooms ----------------------------------------------------------------------------------------

  get me() {
    return this.world.people.get(this.id) || this.state.me;
  }

  rooms() {
    return [...this.state.channels, ...this.state.threads, ...this.state.dms];
  }

  channel(id) {
    return this.rooms().find((room) => room.id === id);
  }

  person(id) {
    return this.world.people.get(id);
  }

  role(id) {
    return this.state.roles.find((role) => role.id === id);
  }

  putRoom(room, deleted) {
    const place = room.kind === "dm" ? "dms" : room.kind.endsWith("thread") ? "threads" : "channels";
    const others = this.state[place].filter((known) => known.id !== room.id);
    this.state[place] = deleted ? others : [...others, room];
    if (deleted && this.open === room.id) this.open = null;
    if (!deleted && !(room.id in this.reads)) this.reads[room.id] = "0";
    this.say("rooms");
  }

  /** What there is and may be done there has changed with one's roles. */
  putRooms({ channels, threads }) {
    Object.assign(this.state, { channels, threads });
    for (const room of this.rooms()) this.reads[room.id] ??= room.last_message || "0";
    if (this.open && !this.channel(this.open)) this.open = null;
    this.say("rooms");
  }

  // Messages -------------------------------------------------------------------------------------

  log(id) {
    if (!this.logs.has(id)) this.logs.set(id, { list: [], more: true, fresh: false, touched: null });
    return this.logs.get(id);
  }

  async fetch(id) {
    const log = this.log(id);
    const before = log.fresh ? log.list[0]?.id : undefined;
    // What is heard while the answer is on its way is newer than the answer.
    const touched = new Set();
    log.touched = touched;
    const { messages, more } = await doors.messages(this.id, id, before);
    log.fresh = true;
    log.more = more;
    for (const message of messages) if (!touched.has(message.id)) this.put(id, message, true);
    if (log.touched === touched) log.touched = null;
    this.say("messages", { channel: id, loaded: true });
  }

  put(channel, message, quiet = false) {
    const { list } = this.log(channel);
    const at = list.findIndex((known) => known.id === message.id);
    if (at >= 0) list[at] = message;
    else {
      let end = list.length;
      while (end > 0 && newer(list[end - 1].id, message.id) > 0) end -= 1;
      list.splice(end, 0, message);
    }
    if (!quiet) this.say("messages", { channel, id: message.id, fresh: at < 0 });
  }

  drop(channel, id) {
    const log = this.log(channel);
    log.list = log.list.filter((message) => message.id !== id);
    this.say("messages", { channel, gone: id });
  }

  message(channel, id) {
    return this.log(channel).list.find((message) => message.id === id);
  }

  // Events ---------------------------------------------------------------------------------------

  apply(event) {
    if (this.world.apply(event) || !this.state) return;
    const heard = {
      message: () => this.heardMessage(event),
      message_update: () => this.heardUpdate(event),
      message_delete: () => {
        this.log(event.channel).touched?.add(event.message);
        this.drop(event.channel, event.message);
      },
      reaction: () => this.heardReaction(event),
      typing: () => this.heardTyping(event),
      thread: () => this.putRoom(event.channel, event.deleted),
      channel: () => this.putRoom(event.channel, event.deleted),
      rooms: () => this.putRooms(event),
      commands: () => {
        this.state.commands = event.commands;
        this.say("commands");
      },
      modal: () => this.offer(event.modal),
      person: () => this.say("person", event.person),
      pins: () => this.say("pins", { channel: event.channel }),
    }[event.type];
    if (heard) heard();
  }

  heardMessage({ channel, message }) {
    const room = this.channel(channel);
    if (!room) return this.meet(channel);
    if (!message.private) room.last_message = message.id;
    this.typists.get(channel)?.delete(message.author.id);
    const log = this.log(channel);
    log.touched?.add(message.id);
    if (log.fresh || log.touched) this.put(channel, message);
    if (message.author.id === this.id) this.read(channel);
    if (this.open === channel && this.visible) this.read(channel);
    this.say("rooms");
    this.say("typing", { channel });
    return undefined;
  }

  /** Somebody wrote in a room that was not there before: the first private message. */
  async meet(channel) {
    await this.load();
    this.reads[channel] ??= "0";
    this.say("rooms");
  }

  heardUpdate({ channel, message }) {
    const { touched } = this.log(channel);
    touched?.add(message.id);
    if (touched || this.message(channel, message.id)) this.put(channel, message);
  }

  heardReaction({ channel, message, reactions }) {
    const known = this.message(channel, message);
    if (known) this.put(channel, { ...known, reactions });
  }

  heardTyping({ channel, who }) {
    if (who === this.id) return;
    if (!this.typists.has(channel)) this.typists.set(channel, new Map());
    this.typists.get(channel).set(who, performance.now() + 9000);
    this.say("typing", { channel });
    setTimeout(() => this.say("typing", { channel }), 9100);
  }

  writing(channel) {
    const all = this.typists.get(channel) || new Map();
    return [...all].filter(([, until]) => until > performance.now()).map(([id]) => id);
  }

  /** A form comes both as the answer to a press and as an event: it is shown once. */
  offer(modal) {
    if (this.shownModals.has(modal.id)) return;
    this.shownModals.add(modal.id);
    this.say("modal", modal);
  }

  // Read marks -----------------------------------------------------------------------------------

  recall() {
    const kept = sessionStorage.getItem(`read-${this.id}`);
    const reads = kept ? JSON.parse(kept) : {};
    const waiting = this.world.waiting.get(this.id);
    for (const room of this.rooms()) {
      if (room.id in reads) continue;
      reads[room.id] = room.kind === "dm" && waiting ? "0" : room.last_message || "0";
    }
    return reads;
  }

  unread(room) {
    return Boolean(room.last_message) && newer(room.last_message, this.reads[room.id] || "0") > 0;
  }

  read(id) {
    const room = this.channel(id);
    if (!room) return;
    this.reads[id] = room.last_message || "0";
    sessionStorage.setItem(`read-${this.id}`, JSON.stringify(this.reads));
    if (room.kind === "dm") this.world.looked(this.id);
  }

  async enter(id) {
    this.open = id;
    this.say("open");
    if (!this.log(id).fresh) await this.fetch(id);
    this.read(id);
    this.say("rooms");
  }

  say(what, detail) {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}
