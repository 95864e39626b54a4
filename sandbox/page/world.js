// What is true for everyone: the moment, the bot, the people, what went out.

import { DoorError, doors } from "./doors.js";

/** So many people come with every state; more are few enough to come at once. */
export const FEW = 60;

export class World extends EventTarget {
  constructor() {
    super();
    this.language = "en";
    this.people = new Map();
    this.more = false; // there are more people than come with a state
    this.whole = false; // they have come too
    this.bot = null;
    this.faults = [];
    this.waiting = new Map(); // person id → private messages that nobody has looked at yet
    this.told = new Set();
    this.anchor = { at: Date.now(), seen: performance.now(), speed: 1 };
    this.planned = null; // when the bot will act next, as it told the sandbox
  }

  /** The next moment of the bot, as the door wants to read it; null where none is known. */
  next() {
    return this.planned && Date.parse(this.planned) > this.now() ? this.planned : null;
  }

  /** Milliseconds since 1970 in the pretend world. */
  now() {
    const { at, seen, speed } = this.anchor;
    return at + (performance.now() - seen) * speed;
  }

  setClock({ now, speed, next = null }) {
    this.planned = next;
    this.anchor = { at: Date.parse(now), seen: performance.now(), speed };
    this.say("clock");
  }

  take(state) {
    this.language = state.language;
    this.bot = state.bot;
    this.faults = state.faults || [];
    for (const person of state.people) this.people.set(person.id, person);
    this.setClock(state.clock);
    this.say("bot");
    this.say("people");
  }

  /** Returns true where the event concerned the world and not one seat. */
  apply(event) {
    if (event.type === "clock") this.setClock(event);
    else if (event.type === "bot") {
      this.bot = event.bot;
      this.say("bot");
    } else if (event.type === "faults") {
      this.faults = event.faults;
      this.say("faults");
    } else if (event.type === "delivery") this.delivered(event);
    else if (event.type === "person") {
      this.people.set(event.person.id, event.person);
      this.say("people");
      return false;
    } else return false;
    return true;
  }

  // Every open seat hears of a delivery; it is told once.
  delivered({ to, message, at }) {
    if (this.told.has(message)) return;
    this.told.add(message);
    this.waiting.set(to, (this.waiting.get(to) || 0) + 1);
    this.say("delivery", { to, message, at });
    this.say("people");
  }

  looked(person) {
    if (!this.waiting.delete(person)) return;
    this.say("looked", person);
    this.say("people");
  }

  humans() {
    return [...this.people.values()].filter((person) => !person.bot);
  }

  /** Some people to begin with: those asked for, coordinators, others. */
  async loadPeople(first) {
    const { people, more } = await doors.people(FEW, first);
    this.more = more;
    for (const person of people) this.people.set(person.id, person);
    return this.humans();
  }

  /** Of thousands of people most are not needed to begin: they come when the first room is there. */
  async loadEveryone() {
    if (!this.more) return;
    try {
      const { people } = await doors.everyone();
      for (const person of people) this.people.set(person.id, person);
    } catch (error) {
      if (!(error instanceof DoorError)) throw error;
      return; // told by the ears, which come back and ask again
    }
    this.whole = true;
    this.say("people");
    this.say("everyone");
  }

  say(what, detail) {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}
