// Where one writes: text, files, a reply, a mention, or a slash command.

import { CommandForm, matching } from "./commands.js";
import { doors } from "./doors.js";
import { el, fill, icon, iconButton, plain } from "./dom.js";
import { packed } from "./media.js";
import { authorOf } from "./authors.js";
import { refusalText } from "./outcomes.js";
import { Picker } from "./picker.js";
import { pick } from "./reactions.js";

const AT = /(^|\s)@([\p{L}\p{N}._-]{0,30})$/u;

export class Composer {
  constructor(view) {
    this.view = view;
    this.answering = null;
    this.files = [];
    this.mentions = new Map(); // what was put in the text → what it means
    this.lastTyping = 0;
    const { t } = view;
    this.area = el("textarea", { class: "say", rows: "1", maxlength: "2000", "aria-label": t("composer.label"), data: { focus: "say" } });
    this.picker = new Picker(this.area, { label: t("command.list"), taken: (item) => item.take() });
    this.banner = el("div", { class: "answering", hidden: true });
    this.strip = el("ul", { class: "files", hidden: true });
    this.trouble = el("p", { class: "trouble", role: "alert", hidden: true });
    this.chooser = el("input", { type: "file", multiple: true, class: "visually-hidden", tabindex: "-1", "aria-hidden": "true", on: { change: () => this.attach([...this.chooser.files]) } });
    this.smile = iconButton("smile", t("composer.emoji"), () => pick(this.smile, view, (emoji) => this.insert(emoji)), { "aria-haspopup": "dialog", "aria-expanded": "false" });
    this.row = el("form", { class: "say-row" },
      iconButton("clip", t("composer.attach"), () => this.chooser.click()), this.chooser, this.area,
      iconButton("slash", t("composer.commands"), () => this.startCommand()), this.smile,
      el("button", { type: "submit", class: "icon-button send", "aria-label": t("composer.send"), title: t("composer.send") }, icon("send")));
    this.place = el("div", { class: "say-place" }, this.row);
    this.closed = el("p", { class: "closed", hidden: true });
    this.node = el("div", { class: "composer" }, this.picker.node, this.banner, this.strip, this.place, this.closed, this.trouble);
    this.row.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.area.addEventListener("input", () => this.typed());
    this.area.addEventListener("keydown", (event) => this.key(event));
    this.area.addEventListener("paste", (event) => event.clipboardData.files.length && this.attach([...event.clipboardData.files]));
    this.area.addEventListener("blur", () => this.picker.hide());
  }

  /** Another room, or other rights in this one. */
  paint() {
    const { view } = this;
    const room = view.seat.open && view.channel(view.seat.open);
    const may = Boolean(room?.can_send) && !room.locked && room.kind !== "forum";
    this.place.hidden = !may;
    this.closed.hidden = may || !room || room.kind === "forum";
    this.closed.textContent = room ? view.t(room.locked ? "composer.locked" : "composer.closed") : "";
    if (room) this.area.placeholder = view.t(room.kind === "dm" ? "composer.to_person" : "composer.to_room", { name: view.nameOf(room), sign: room.kind.endsWith("thread") ? "" : "#" });
  }

  entered() {
    this.leaveReply();
    this.leaveCommand();
    this.paint();
  }

  focus() {
    if (this.form) this.form.focus();
    else this.area.focus();
  }

  // Text -----------------------------------------------------------------------------------------

  typed() {
    this.grow();
    this.trouble.hidden = true;
    const text = this.area.value;
    if (/^\/[^\n]*$/.test(text)) return this.offerCommands(text.slice(1));
    const at = AT.exec(text.slice(0, this.area.selectionStart));
    if (at) this.offerPeople(at[2]);
    else this.picker.hide();
    return this.tellTyping();
  }

  tellTyping() {
    if (!this.area.value.trim() || performance.now() - this.lastTyping < 8000) return;
    this.lastTyping = performance.now();
    doors.typing(this.view.seat.id, this.view.seat.open).catch(() => {});
  }

  grow() {
    this.area.style.setProperty("height", "auto");
    this.area.style.setProperty("height", `${Math.min(this.area.scrollHeight, 220)}px`);
  }

  key(event) {
    if (this.picker.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape" && this.answering) this.leaveReply();
    else if (event.key === "ArrowUp" && !this.area.value) this.editLast(event);
  }

  editLast(event) {
    const { seat } = this.view;
    const last = seat.log(seat.open).list.findLast((message) => message.author.id === seat.id && [0, 19].includes(message.type));
    if (!last) return;
    event.preventDefault();
    this.view.startEdit(last.id);
  }

  insert(text) {
    const { selectionStart: from, selectionEnd: to, value } = this.area;
    this.area.value = value.slice(0, from) + text + value.slice(to);
    this.area.focus();
    this.area.setSelectionRange(from + text.length, from + text.length);
    this.typed();
  }

  async send() {
    const { view } = this;
    const content = this.meaning(this.area.value.trim());
    if (!content && !this.files.length) return;
    if (content.startsWith("/") && matching(view, content.slice(1).split(" ")[0]).length) {
      this.offerCommands(content.slice(1));
      return;
    }
    const channel = view.seat.open;
    const body = { channel, content };
    if (this.answering) Object.assign(body, { reply_to: this.answering.id, ping: this.pings.getAttribute("aria-pressed") === "true" });
    const kept = { text: this.area.value, files: this.files };
    this.area.value = "";
    this.grow();
    try {
      if (kept.files.length) body.attachments = await Promise.all(kept.files.map(({ file, alt }) => packed(file, alt.value.trim())));
      const { message } = await doors.say(view.seat.id, body);
      this.leaveReply();
      this.files = [];
      this.paintFiles();
      this.lastTyping = 0;
      if (!view.seat.message(channel, message.id)) view.seat.put(channel, message);
      view.pane.conversation.toEnd();
    } catch (error) {
      this.trouble.textContent = refusalText(error, view.t);
      this.trouble.hidden = false;
      if (!this.area.value) this.area.value = kept.text;
      this.grow();
    }
  }

  // Mentions -------------------------------------------------------------------------------------

  offerPeople(typed) {
    const sought = plain(typed);
    const { view } = this;
    const roles = view.seat.state.roles.filter((role) => role.mentionable).map((role) => ({ name: role.name, means: `<@&${role.id}>`, detail: view.t("select.role") }));
    const people = [...view.world.people.values()].map((person) => ({ name: person.name, means: `<@${person.id}>`, detail: person.handle ? `@${person.handle}` : "" }));
    const fits = [...people, ...roles].filter((entry) => plain(`${entry.name} ${entry.detail}`).includes(sought)).slice(0, 8);
    this.picker.show(fits.map((entry) => ({ label: entry.name, detail: entry.detail, take: () => this.mention(entry) })));
  }

  mention({ name, means }) {
    const caret = this.area.selectionStart;
    const before = this.area.value.slice(0, caret).replace(/@[^@\s]*$/u, "");
    this.mentions.set(`@${name}`, means);
    this.area.value = `${before}@${name} ${this.area.value.slice(caret)}`;
    const place = before.length + name.length + 2;
    this.area.setSelectionRange(place, place);
    this.picker.hide();
  }

  meaning(text) {
    let said = text;
    for (const [words, means] of [...this.mentions].sort(([a], [b]) => b.length - a.length)) said = said.replaceAll(words, means);
    return said;
  }

  // Commands -------------------------------------------------------------------------------------

  startCommand() {
    this.area.value = "/";
    this.area.focus();
    this.typed();
  }

  /** Types a command for somebody who is being shown around. */
  suggest(name) {
    const command = this.view.seat.state.commands.find((known) => known.name === name);
    this.leaveCommand();
    this.area.value = `/${command ? command.shown : ""}`;
    this.area.focus();
    this.typed();
  }

  offerCommands(typed) {
    const found = matching(this.view, typed);
    const note = found.length ? "" : this.view.t(this.view.seat.state.commands.length ? "command.none_fits" : "command.none");
    this.picker.show(found.map((command) => ({ label: `/${command.shown}`, detail: command.description, side: this.view.world.bot?.name, take: () => this.openCommand(command) })), note);
  }

  openCommand(command) {
    this.area.value = "";
    this.grow();
    this.form = new CommandForm(this.view, command, {
      done: () => this.leaveCommand({ focus: !document.querySelector("dialog[open]") }),
      left: () => this.leaveCommand({ focus: true }),
    });
    fill(this.place, this.form.node);
    this.form.focus();
    if (!command.options.length) this.form.send();
  }

  leaveCommand({ focus = false } = {}) {
    if (!this.form) return;
    this.form = null;
    fill(this.place, this.row);
    if (focus) this.area.focus();
  }

  // Reply and files ------------------------------------------------------------------------------

  replyTo(message) {
    const { t } = this.view;
    this.leaveCommand();
    this.answering = message;
    this.pings = el("button", { type: "button", class: "text-button", "aria-pressed": "true" }, t("composer.ping_on"));
    this.pings.addEventListener("click", () => {
      const on = this.pings.getAttribute("aria-pressed") !== "true";
      this.pings.setAttribute("aria-pressed", String(on));
      this.pings.textContent = t(on ? "composer.ping_on" : "composer.ping_off");
    });
    fill(this.banner, el("p", {}, icon("reply"), t("composer.answering", { who: authorOf(message, this.view).name })), this.pings, iconButton("close", t("composer.leave_reply"), () => this.leaveReply()));
    this.banner.hidden = false;
    this.area.focus();
  }

  leaveReply() {
    const inside = this.banner.contains(document.activeElement);
    this.answering = null;
    this.banner.hidden = true;
    if (inside) this.area.focus();
  }

  attach(files) {
    for (const file of files) this.files.push({ file, alt: el("input", { type: "text", maxlength: "1024", placeholder: this.view.t("composer.alt"), "aria-label": this.view.t("composer.alt_of", { name: file.name }) }) });
    this.chooser.value = "";
    this.paintFiles();
  }

  paintFiles() {
    this.strip.hidden = !this.files.length;
    fill(this.strip, this.files.map((entry) => el("li", { class: "file-entry" }, icon("file"), el("span", { class: "file-name" }, entry.file.name), entry.alt,
      iconButton("close", this.view.t("composer.drop_file", { name: entry.file.name }), () => {
        this.files = this.files.filter((other) => other !== entry);
        this.paintFiles();
        this.area.focus();
      }))));
  }
}
