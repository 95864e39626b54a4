// The conversation in one room: messages in order, kept where they are while others come.

import { el, fill, icon, iconButton, replaceKeepingFocus } from "./dom.js";
import { refusalText } from "./outcomes.js";
import { refreshTimes } from "./markup.js";
import { continues, showMessage, threadButton } from "./message.js";
import { showMenu, toolbar } from "./gestures.js";
import { Stretches } from "./stretches.js";

export class Conversation {
  constructor(view) {
    this.view = view;
    this.painted = new Map(); // message id → {node, message, grouped, editing}
    this.edition = 0;
    this.dividers = new Map(); // day → element
    this.sticky = true; // stays at the end while messages come and pictures grow
    this.byHand = -Infinity;
    this.list = el("div", { class: "messages" });
    this.stretches = new Stretches(this.list);
    this.older = el("button", { type: "button", class: "button secondary small older", on: { click: () => this.loadOlder() } }, view.t("log.older"));
    this.hello = el("div", { class: "hello" });
    this.log = el("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": view.t("log.label"), tabindex: "0", id: `${view.key}-log` }, this.older, this.hello, this.list);
    this.down = iconButton("down", view.t("log.down"), () => this.toEnd(), { class: "icon-button to-end", hidden: true });
    this.typing = el("p", { class: "typing", "aria-live": "polite" });
    this.node = el("div", { class: "talk" }, this.log, this.down);
    this.log.addEventListener("scroll", () => this.scrolled(), { passive: true });
    const hand = () => (this.byHand = performance.now());
    for (const event of ["wheel", "touchmove"]) this.log.addEventListener(event, hand, { passive: true });
    this.log.addEventListener("pointerdown", (event) => event.target === this.log && hand());
    this.log.addEventListener("keydown", (event) => ["ArrowUp", "PageUp", "Home"].includes(event.key) && hand());
    this.log.addEventListener("keydown", (event) => this.key(event));
    this.log.addEventListener("contextmenu", (event) => this.menu(event));
    this.log.addEventListener("focusin", (event) => this.hold(event.target.closest?.(".message")));
    this.log.addEventListener("pointerover", (event) => this.equip(event.target.closest(".message")));
    this.grown = new ResizeObserver(() => this.sticky && this.toEnd());
    this.grown.observe(this.list);
    this.grown.observe(this.log);
  }

  close() {
    this.grown.disconnect();
  }

  /** Another room: everything is painted anew, and not read out message by message. */
  async show() {
    this.painted.clear();
    this.dividers.clear();
    this.sticky = true;
    this.stretches.clear();
    this.log.setAttribute("aria-live", "off");
    this.log.setAttribute("aria-busy", "true");
    this.paint();
    setTimeout(() => {
      this.log.setAttribute("aria-live", "polite");
      this.log.removeAttribute("aria-busy");
    }, 300);
  }

  /** Somebody has another name or colour, or is known now. */
  repaint() {
    this.edition += 1;
    this.paint();
  }

  paint() {
    const { view } = this;
    const log = view.seat.open ? view.seat.log(view.seat.open) : { list: [], more: false, fresh: false };
    this.older.hidden = !log.fresh || !log.more || !log.list.length;
    this.greet(log);
    const gone = new Set(this.painted.keys());
    const order = [];
    let before = null;
    for (const message of log.list) {
      const day = view.dates.dayKey(Date.parse(message.timestamp));
      const opens = !before || view.dates.dayKey(Date.parse(before.timestamp)) !== day;
      const node = this.one(message, before);
      order.push({ id: message.id, nodes: opens ? [this.divider(day, message), node] : [node] });
      gone.delete(message.id);
      before = message;
    }
    for (const id of gone) this.painted.delete(id);
    this.stretches.arrange(order);
    this.stops();
    if (this.sticky) this.toEnd();
  }

  one(message, before) {
    const { view } = this;
    const grouped = continues(message, before, view);
    const editing = view.editing === message.id;
    const thread = message.thread ? view.channel(message.thread.id) : null;
    const known = this.painted.get(message.id);
    if (known && known.message === message && known.grouped === grouped && known.editing === editing && known.thread === thread && known.edition === this.edition) return known.node;
    const node = showMessage(message, view, { grouped });
    if (known) {
      // A card that is repainted every few seconds is not read out anew each time.
      node.setAttribute("aria-live", "off");
      if (known.node.querySelector(".toolbar")) this.equip(node, message);
      replaceKeepingFocus(known.node, node);
    }
    this.painted.set(message.id, { node, message, grouped, editing, thread, edition: this.edition });
    if (editing && !known?.editing) queueMicrotask(() => node.querySelector("textarea")?.focus());
    return node;
  }

  divider(day, message) {
    if (!this.dividers.has(day)) {
      this.dividers.set(day, el("p", { class: "day" }, el("span", {}, this.view.dates.day(Date.parse(message.timestamp)))));
    }
    return this.dividers.get(day);
  }

  greet(log) {
    const { view } = this;
    const room = view.seat.open && view.channel(view.seat.open);
    this.hello.hidden = !log.fresh || log.more;
    if (this.hello.hidden || !room) return;
    if (room.kind === "forum") {
      fill(this.hello, this.posts(room));
      return;
    }
    const name = room.kind === "dm" || room.kind.endsWith("thread") ? view.nameOf(room) : `#${room.name}`;
    const words = room.kind === "dm" ? "hello.dm" : room.kind.endsWith("thread") ? "hello.thread" : "hello.channel";
    fill(this.hello, icon(room.kind === "dm" ? "envelope" : room.kind.endsWith("thread") ? "thread" : "hash"),
      el("p", { class: "hello-name" }, name), el("p", { class: "quiet" }, view.t(log.list.length ? words : `${words}_empty`, { name })));
  }

  posts(room) {
    const { view } = this;
    const threads = view.seat.state.threads.filter((thread) => thread.parent === room.id);
    if (!threads.length) return el("p", { class: "quiet" }, view.t("forum.empty"));
    return el("ul", { class: "posts" }, threads.map((thread) => el("li", {}, threadButton(thread, view))));
  }

  async loadOlder() {
    const { log } = this;
    const fromEnd = log.scrollHeight - log.scrollTop;
    this.sticky = false;
    this.older.disabled = true;
    log.setAttribute("aria-live", "off");
    try {
      await this.view.seat.fetch(this.view.seat.open);
      log.scrollTop = log.scrollHeight - fromEnd;
    } catch (error) {
      this.view.toast(refusalText(error, this.view.t), { bad: true });
    } finally {
      this.older.disabled = false;
      setTimeout(() => log.setAttribute("aria-live", "polite"), 300);
    }
  }

  scrolled() {
    const { log } = this;
    const left = log.scrollHeight - log.scrollTop - log.clientHeight;
    if (left < 60) this.sticky = true;
    else if (performance.now() - this.byHand < 600) this.sticky = false;
    this.down.hidden = left < 400;
    if (log.scrollTop < 120 && !this.older.hidden && !this.older.disabled && log.scrollHeight > log.clientHeight + 200) this.loadOlder();
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  jump(id) {
    const node = this.painted.get(id)?.node;
    if (!node) return false;
    this.sticky = false;
    node.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    node.focus({ preventScroll: true });
    node.classList.add("flash");
    setTimeout(() => node.classList.remove("flash"), 1600);
    return true;
  }

  refreshTimes() {
    refreshTimes(this.list, this.view.dates);
  }

  paintTyping() {
    const { view } = this;
    const names = view.seat.open ? view.seat.writing(view.seat.open).map((id) => view.person(id)?.name).filter(Boolean) : [];
    const key = names.length > 3 ? "typing.many" : `typing.${names.length === 1 ? "one" : "few"}`;
    const text = names.length ? view.t(key, { who: new Intl.ListFormat(view.dates.locale).format(names) }) : "";
    if (this.typing.textContent !== text) this.typing.textContent = text;
  }

  // By keyboard: one message is a stop for Tab, arrows go to its neighbours, Menu opens its menu.

  stops() {
    const nodes = [...this.list.querySelectorAll(".message")];
    if (!nodes.some((node) => node.tabIndex === 0)) this.hold(nodes.at(-1));
  }

  /** A message has its buttons once somebody comes to it: a thousand rows of them are heavy. */
  equip(node, message = node && this.painted.get(node.dataset.id)?.message) {
    if (message && !message.thinking && !node.matches(".system, :has(> .toolbar)")) node.append(toolbar(message, this.view));
  }

  hold(node) {
    if (!node || (node.tabIndex === 0 && node.dataset.held)) return;
    this.equip(node);
    for (const other of this.list.querySelectorAll(".message[data-held]")) this.let(other);
    node.tabIndex = 0;
    node.dataset.held = "1";
    for (const button of node.querySelectorAll(".toolbar button")) button.tabIndex = 0;
  }

  let(node) {
    node.tabIndex = -1;
    delete node.dataset.held;
    for (const button of node.querySelectorAll(".toolbar button")) button.tabIndex = -1;
  }

  key(event) {
    const node = event.target.closest(".message");
    if (!node || event.target !== node) return;
    const nodes = [...this.list.querySelectorAll(".message")];
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const next = step ? nodes[nodes.indexOf(node) + step] : { Home: nodes[0], End: nodes.at(-1) }[event.key];
    if (next) {
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    }
  }

  menu(event) {
    const node = event.target.closest(".message");
    if (!node || event.target.closest("a, input, textarea, img") || getSelection()?.toString()) return;
    const message = this.view.seat.message(this.view.seat.open, node.dataset.id);
    if (!message || node.classList.contains("system")) return;
    event.preventDefault();
    const box = node.getBoundingClientRect();
    const point = event.clientX ? { x: event.clientX, y: event.clientY } : { x: box.left + 60, y: box.top + 20 };
    node.focus({ preventScroll: true });
    showMenu(message, this.view, node, point);
  }
}
