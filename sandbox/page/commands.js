// Slash commands: finding one by typing, filling in its options, sending it.

import { doors } from "./doors.js";
import { add, el, fill, icon, iconButton, plain } from "./dom.js";
import { optionField } from "./options.js";
import { fieldText, settle } from "./outcomes.js";

/** Commands that can be called in this room, best matches first. */
export function matching(view, typed) {
  const here = view.channel(view.seat.open)?.kind === "dm" ? 1 : 0;
  const sought = plain(typed.trim());
  return view.seat.state.commands
    .filter((command) => command.type === 1 && (!command.contexts?.length || command.contexts.includes(here)))
    .map((command) => ({ command, rank: rank(command, sought) }))
    .filter(({ rank: worth }) => worth < 4)
    .sort((a, b) => a.rank - b.rank || a.command.shown.localeCompare(b.command.shown))
    .map(({ command }) => command);
}

function rank(command, sought) {
  const names = [plain(command.shown), plain(command.name)];
  if (names.some((name) => name === sought)) return 0;
  if (names.some((name) => name.startsWith(sought))) return 1;
  if (names.some((name) => name.includes(sought))) return 2;
  return plain(command.description || "").includes(sought) ? 3 : 4;
}

/** The options of one command, in place of the composer's text. */
export class CommandForm {
  constructor(view, command, { done, left }) {
    this.view = view;
    this.command = command;
    this.done = done;
    this.left = left;
    this.fields = new Map();
    this.trouble = el("p", { class: "trouble", role: "alert", hidden: true });
    this.box = el("div", { class: "option-fields" });
    this.more = el("div", { class: "option-more" });
    this.go = el("button", { type: "submit", class: "button primary small" }, icon("send"), view.t("command.send"));
    this.node = el("form", { class: "command-form", novalidate: true, "aria-label": `/${command.shown}` },
      el("p", { class: "command-name" }, el("strong", {}, `/${command.shown}`), el("span", { class: "quiet" }, command.description),
        iconButton("close", view.t("command.leave"), () => this.left())),
      this.box, this.more, this.trouble, el("p", { class: "command-foot" }, this.go));
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.node.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.left();
    });
    for (const option of command.options) if (option.required) this.put(option);
    this.offer();
  }

  put(option) {
    const field = optionField(option, this.view, {
      values: () => this.values(),
      complete: (focused) => this.complete(focused),
    });
    this.fields.set(option.name, field);
    this.box.append(field.node);
    return field;
  }

  offer() {
    const rest = this.command.options.filter((option) => !this.fields.has(option.name));
    fill(this.more, rest.map((option) => el("button", { type: "button", class: "chip add-option", title: option.description, on: { click: () => {
      this.put(option).focus();
      this.offer();
    } } }, icon("plus"), option.shown)));
  }

  focus() {
    ([...this.fields.values()].find((field) => field.empty()) || [...this.fields.values()][0] || { focus: () => this.go.focus() }).focus();
  }

  values() {
    const all = {};
    for (const [name, field] of this.fields) {
      const value = field.value();
      if (value !== null) all[name] = value;
    }
    return all;
  }

  complete(focused) {
    return doors.autocomplete(this.view.seat.id, { channel: this.view.seat.open, command: this.command.name, options: this.values(), focused });
  }

  async send() {
    const { view } = this;
    this.trouble.hidden = true;
    let wrong = null;
    for (const option of this.command.options) {
      const field = this.fields.get(option.name);
      const bad = field?.check(option.required);
      field?.say(bad ? fieldText(bad, view.t) : "");
      if (bad) wrong ||= field;
    }
    if (wrong) return wrong.focus();
    this.go.setAttribute("aria-busy", "true");
    this.go.disabled = true;
    const options = this.values();
    for (const [name, field] of this.fields) if (field.packed) options[name] = await field.packed();
    const asked = doors.command(view.seat.id, { channel: view.seat.open, command: this.command.name, options });
    const bad = await settle(view.seat, view.seat.open, asked, view.t);
    this.go.removeAttribute("aria-busy");
    this.go.disabled = false;
    if (!bad) return this.done();
    return this.refused(bad);
  }

  refused({ text, fields }) {
    let first = null;
    for (const [name, reason] of Object.entries(fields || {})) {
      const option = this.command.options.find((known) => known.name === name);
      const field = this.fields.get(name) || (option && this.put(option));
      field?.say(fieldText(reason, this.view.t));
      first ||= field;
    }
    this.offer();
    if (first) return first.focus();
    this.trouble.textContent = text;
    this.trouble.hidden = false;
    return this.go.focus();
  }
}
