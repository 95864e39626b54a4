// One field for one option of a command, by its type.

import { el, freshId, plain } from "./dom.js";
import { packed } from "./media.js";
import { refusalText } from "./outcomes.js";
import { Picker } from "./picker.js";
import { optionsOf } from "./selects.js";

const TEXT = 3, WHOLE = 4, BOOL = 5, PERSON = 6, ROOM = 7, ROLE = 8, MENTIONABLE = 9, NUMBER = 10, FILE = 11;
const AS_SELECT = { [PERSON]: 5, [ROOM]: 8, [ROLE]: 6, [MENTIONABLE]: 7 };
const PAUSE = 220; // milliseconds of quiet before the bot is asked for completions

/** {node, value(), check(required), say(text), focus(), empty(), packed?} */
export function optionField(option, view, { complete }) {
  const id = freshId("option");
  const inner = innerFor(option, id, view, complete);
  const trouble = el("p", { class: "field-trouble", id: `${id}-trouble`, hidden: true });
  const hint = el("p", { class: "hint", id: `${id}-hint` }, option.description);
  inner.input.setAttribute("aria-describedby", `${id}-hint ${id}-trouble`);
  if (option.required) inner.input.setAttribute("aria-required", "true");
  const node = el("div", { class: "option-field", data: { option: option.name } },
    el("label", { for: id }, option.shown, option.required && el("span", { class: "required", "aria-hidden": "true" }, " *")),
    el("div", { class: "option-input" }, inner.node || inner.input), hint, trouble);
  const say = (text) => {
    trouble.textContent = text;
    trouble.hidden = !text;
    if (text) inner.input.setAttribute("aria-invalid", "true");
    else inner.input.removeAttribute("aria-invalid");
  };
  inner.input.addEventListener("input", () => say(""));
  return {
    node, say,
    value: inner.value,
    set: inner.set,
    packed: inner.packed,
    empty: () => inner.value() === null,
    focus: () => inner.input.focus(),
    check: (required) => {
      if (inner.value() === null) return required ? "required" : null;
      return inner.check?.() || null;
    },
  };
}

function innerFor(option, id, view, complete) {
  if (option.type === BOOL) return pairs(id, [["true", view.t("command.yes")], ["false", view.t("command.no")]], view, (value) => value === "true");
  if (option.type in AS_SELECT) return listed(id, optionsOf({ type: AS_SELECT[option.type], channel_types: option.channel_types }, view), view);
  if (option.type === FILE) return file(id);
  if (option.choices?.length) return listed(id, option.choices.map((choice) => ({ value: choice.value, label: choice.name, description: "" })), view);
  return option.autocomplete ? completed(option, id, view, complete) : typed(option, id);
}

function typed(option, id) {
  const input = option.type === TEXT
    ? el("input", { id, type: "text", autocomplete: "off", minlength: option.min_length, maxlength: option.max_length })
    : el("input", { id, type: "number", inputmode: "decimal", step: option.type === WHOLE ? 1 : "any", min: option.min_value, max: option.max_value });
  return {
    input,
    value: () => valueOf(input.value, option),
    check: () => {
      if (input.validity.badInput || input.validity.stepMismatch) return "number";
      if (input.validity.rangeUnderflow || input.validity.rangeOverflow) return "range";
      return input.validity.tooShort || input.validity.tooLong ? "length" : null;
    },
  };
}

function valueOf(text, option) {
  if (text.trim() === "") return null;
  return option.type === WHOLE || option.type === NUMBER ? Number(text) : text;
}

function pairs(id, list, view, read) {
  const input = el("select", { id }, el("option", { value: "" }, view.t("command.choose")), list.map(([value, label]) => el("option", { value }, label)));
  return { input, value: () => (input.value === "" ? null : read(input.value)) };
}

function file(id) {
  const input = el("input", { id, type: "file" });
  return { input, value: () => (input.files.length ? input.files[0].name : null), packed: () => packed(input.files[0]) };
}

function combo(id, label, taken) {
  const input = el("input", { id, type: "text", role: "combobox", autocomplete: "off", "aria-expanded": "false" });
  const picker = new Picker(input, { label, taken });
  input.addEventListener("keydown", (event) => picker.key(event));
  input.addEventListener("blur", () => picker.hide());
  return { input, picker, node: el("div", { class: "combo" }, input, picker.node) };
}

/** A fixed list: typing narrows it. */
function listed(id, options, view) {
  let chosen = null;
  const { input, picker, node } = combo(id, view.t("command.choices"), (item) => {
    chosen = item;
    input.value = item.label;
    input.dispatchEvent(new Event("change"));
  });
  const narrow = () => {
    const sought = plain(input.value.trim().replace(/^[@#]/, ""));
    const fits = options.filter((option) => plain(`${option.label} ${option.description}`).includes(sought));
    picker.show(fits.slice(0, 25).map((option) => ({ label: option.label, detail: option.description, value: option.value })), fits.length ? "" : view.t("command.nothing"));
  };
  input.addEventListener("input", () => {
    chosen = options.map((option) => ({ ...option })).find((option) => plain(option.label) === plain(input.value.trim())) || null;
    narrow();
  });
  input.addEventListener("focus", narrow);
  input.addEventListener("click", () => picker.shown || narrow());
  const set = (label) => {
    chosen = options.find((option) => option.label === label) || null;
    input.value = chosen ? label : "";
  };
  return { input, node, set, value: () => chosen?.value ?? (input.value.trim() || null), check: () => (chosen ? null : "choice") };
}

/** A list that the bot gives while one types. */
function completed(option, id, view, complete) {
  let chosen = null;
  let asked = 0;
  let timer;
  const { input, picker, node } = combo(id, view.t("command.choices"), (item) => {
    chosen = item;
    input.value = item.label;
  });
  const ask = async () => {
    asked += 1;
    const turn = asked;
    picker.show([], view.t("command.asking"));
    let items = [];
    let note = "";
    try {
      const answer = await complete(option.name);
      if (answer.outcome === "choices") items = answer.choices.map((choice) => ({ label: choice.name, value: choice.value }));
      note = answer.outcome === "failed" ? view.t("command.no_choices") : items.length ? "" : view.t("command.nothing");
    } catch (error) {
      note = refusalText(error, view.t);
    }
    if (turn === asked && document.activeElement === input) picker.show(items, note);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };
  input.addEventListener("input", () => {
    chosen = null;
    later();
  });
  input.addEventListener("focus", later);
  input.addEventListener("blur", () => {
    asked += 1;
    clearTimeout(timer);
  });
  return { input, node, value: () => chosen?.value ?? valueOf(input.value, option) };
}
