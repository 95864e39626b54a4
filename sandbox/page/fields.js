// The parts of a form: texts, selects, radio buttons, check boxes, files.

import { el, freshId } from "./dom.js";
import { emojiText } from "./emoji.js";
import { packed } from "./media.js";
import { boxFor, choiceWords, finderFor, limits, optionsOf, shelfOf } from "./selects.js";

/** {node, value(), check() → null | {reason, …}, say(text), focus()} */
export function formField(item, words, view) {
  const make = { 4: text, 19: files, 21: radios, 22: boxes, 23: box }[item.type] || choice;
  const field = make(item, words, view);
  field.trouble.hidden = true;
  field.say = (said) => {
    field.trouble.textContent = said;
    field.trouble.hidden = !said;
    const target = field.marked || field.first;
    if (said) target.setAttribute("aria-invalid", "true");
    else target.removeAttribute("aria-invalid");
  };
  field.focus = () => field.first.focus();
  field.node.addEventListener("input", () => field.say(""));
  return field;
}

const wants = (item) => item.required !== false;

function star(item) {
  return wants(item) && el("span", { class: "required", "aria-hidden": "true" }, " *");
}

/** Label, description and place for trouble around one control. */
function framed(control, item, words, foot) {
  const id = freshId("field");
  control.id = id;
  control.setAttribute("aria-describedby", `${id}-hint ${id}-trouble`);
  if (wants(item)) control.setAttribute("aria-required", "true");
  const trouble = el("p", { class: "field-trouble", id: `${id}-trouble` });
  const node = el("div", { class: "field", data: { field: item.custom_id } },
    el("label", { for: id }, words.label, star(item)),
    words.description && el("p", { class: "hint" }, words.description), control,
    el("p", { class: "hint foot", id: `${id}-hint` }, foot), trouble);
  return { node, trouble, first: control };
}

function group(item, words, rows, kind) {
  const id = freshId("field");
  const trouble = el("p", { class: "field-trouble", id: `${id}-trouble` });
  const node = el("fieldset", { class: `field ${kind}`, "aria-describedby": `${id}-hint ${id}-trouble`, data: { field: item.custom_id } },
    el("legend", {}, words.label, star(item)), el("p", { class: "hint", id: `${id}-hint` }, words.description), rows, trouble);
  return { node, trouble, marked: node, first: node.querySelector("input:checked") || node.querySelector("input") || node };
}

function text(item, words) {
  const max = item.max_length || 4000;
  const props = { value: item.value || "", placeholder: item.placeholder, maxlength: max, autocomplete: "off" };
  const control = item.style === 2 ? el("textarea", { ...props, rows: "5" }) : el("input", { ...props, type: "text" });
  const count = el("span", { class: "counter" });
  const tell = () => {
    count.textContent = control.value.length > max * 0.7 ? `${control.value.length} / ${max}` : "";
  };
  control.addEventListener("input", tell);
  tell();
  return {
    ...framed(control, item, words, count),
    value: () => control.value,
    check: () => {
      if (!control.value.trim()) return wants(item) ? { reason: "required" } : null;
      return control.value.length < (item.min_length || 0) ? { reason: "short", min: item.min_length } : null;
    },
  };
}

const MANY = 25; // what a list of texts can hold; people can be more

function choice(item, words, view) {
  const { min, max } = limits(item);
  const options = optionsOf(item, view);
  if (max > 1) return several(item, words, options, { min: wants(item) ? Math.max(min, 1) : min, max }, view);
  const control = el("select", {}, el("option", { value: "" }, item.placeholder || view.t("select.placeholder")),
    options.map((option) => el("option", { value: option.value }, [option.emoji, option.label].filter(Boolean).join(" ") + (option.description ? ` – ${option.description}` : ""))));
  control.value = options.find((option) => option.chosen)?.value || "";
  return {
    ...framed(control, item, words, ""),
    value: () => (control.value ? [control.value] : []),
    check: () => (control.value || !wants(item) ? null : { reason: "required" }),
  };
}

function rows(options, type) {
  const name = freshId("choice");
  return options.map((option) => {
    const input = el("input", { type, name, value: option.value });
    input.checked = Boolean(option.chosen);
    return { input, node: el("label", { class: "choice" }, input, choiceWords(option)) };
  });
}

const plainOptions = (item) => item.options.map((option) => ({ ...option, emoji: emojiText(option.emoji), chosen: option.default }));

function several(item, words, options, { min, max }, view) {
  const chosen = new Set(options.filter((option) => option.chosen).map((option) => option.value));
  const box = el("div", { class: "choice-list framed" });
  const hold = () => {
    for (const input of box.querySelectorAll("input")) input.disabled = !input.checked && chosen.size >= max;
  };
  const shelf = shelfOf(box, options, (option) => el("label", { class: "choice" }, boxFor(option, "checkbox", chosen, hold), choiceWords(option)));
  const described = words.description || (max < options.length ? view.t("select.upto", { max }) : "");
  const narrowed = { shelf: { ...shelf, show: (sought) => (shelf.show(sought), hold()) } };
  const field = group(item, { ...words, description: described }, el("div", {}, options.length > MANY && finderFor(narrowed, view), box), "several");
  hold();
  return {
    ...field,
    value: () => options.map((option) => option.value).filter((value) => chosen.has(value)),
    check: () => {
      if (chosen.size === 0 && !wants(item)) return null;
      return chosen.size < min ? { reason: chosen.size ? "few" : "required", min } : null;
    },
  };
}

function boxes(item, words, view) {
  const options = plainOptions(item);
  const max = item.max_values ?? options.length;
  return several(item, words, options, { min: item.min_values ?? (wants(item) ? 1 : 0), max }, view);
}

function radios(item, words) {
  const list = rows(plainOptions(item), "radio");
  const chosen = () => list.find(({ input }) => input.checked)?.input.value || "";
  return {
    ...group(item, words, el("div", { class: "choice-list framed" }, list.map(({ node }) => node)), "radios"),
    value: chosen,
    check: () => (chosen() || !wants(item) ? null : { reason: "required" }),
  };
}

function box(item, words) {
  const input = el("input", { type: "checkbox" });
  input.checked = Boolean(item.default);
  const trouble = el("p", { class: "field-trouble" });
  const node = el("div", { class: "field one-box", data: { field: item.custom_id } },
    el("label", { class: "choice" }, input, el("span", { class: "choice-words" }, el("span", {}, words.label), words.description && el("small", {}, words.description))), trouble);
  return { node, trouble, first: input, value: () => input.checked, check: () => null };
}

function files(item, words, view) {
  const max = item.max_values ?? 1;
  const min = item.min_values ?? 1;
  const control = el("input", { type: "file", multiple: max > 1 });
  const field = framed(control, item, words, max > 1 ? view.t("select.upto", { max }) : "");
  return {
    ...field,
    value: () => Promise.all([...control.files].map((file) => packed(file))),
    check: () => {
      const count = control.files.length;
      if (!count) return wants(item) && min > 0 ? { reason: "required" } : null;
      if (count > max) return { reason: "many", max };
      return count < min ? { reason: "few", min } : null;
    },
  };
}
