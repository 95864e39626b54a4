// Selects: of texts, people, roles, channels; one choice is sent at once, several when confirmed.

import { el, fill, freshId, icon, plain } from "./dom.js";
import { emojiText } from "./emoji.js";
import { closePopover, openPopover, walk } from "./popovers.js";

const ROOM_KINDS = { 0: "text", 2: "voice", 4: "category", 5: "announcement", 11: "thread", 12: "private_thread", 15: "forum" };

const SHOWN = 60; // rows of a long list; typing finds the others

/** What can be chosen: [{value, label, description, emoji, chosen}]. */
export function optionsOf(item, view) {
  if (item.type === 3) {
    return item.options.map((option) => ({
      value: option.value, label: option.label, description: option.description, emoji: emojiText(option.emoji), chosen: Boolean(option.default),
    }));
  }
  const defaults = new Set((item.default_values || []).map((entry) => entry.id));
  const row = (value, label, description) => ({ value, label, description, emoji: "", chosen: defaults.has(value) });
  const people = () => [...view.world.people.values()].map((person) => row(person.id, person.name, `@${person.handle || person.name}`));
  const roles = () => view.seat.state.roles.filter((role) => role.name !== "@everyone").map((role) => row(role.id, role.name, view.t("select.role")));
  if (item.type === 5) return people();
  if (item.type === 6) return roles();
  if (item.type === 7) return [...people(), ...roles()];
  const kinds = (item.channel_types || []).map((type) => ROOM_KINDS[type]);
  return view.seat.rooms()
    .filter((room) => room.kind !== "dm" && (kinds.length ? kinds.includes(room.kind) : room.kind !== "category"))
    .map((room) => row(room.id, `#${room.name}`, ""));
}

export function limits(item) {
  return { min: item.min_values ?? 1, max: item.max_values ?? 1 };
}

export function select(item, bench) {
  const { view } = bench;
  const options = optionsOf(item, view);
  const chosen = options.filter((option) => option.chosen);
  const words = chosen.length ? chosen.map((option) => option.label).join(", ") : item.placeholder || view.t("select.placeholder");
  const node = el("button", {
    type: "button", class: "select", "aria-haspopup": "dialog", "aria-expanded": "false",
    disabled: Boolean(item.disabled), data: { focus: item.custom_id },
  }, el("span", { class: chosen.length ? "select-text" : "select-text faint" }, words), icon("down"));
  const send = (values) => {
    closePopover();
    bench.press({ custom_id: item.custom_id, values }, node);
  };
  node.addEventListener("click", () => openChoices(node, item, optionsOf(item, view), view, send));
  return node;
}

function openChoices(node, item, options, view, send) {
  const { min, max } = limits(item);
  const several = max > 1 || min === 0;
  const list = several ? severalList(options, min, max, view, send) : singleList(options, send);
  const content = [finderFor(list, view), list.node];
  const panel = openPopover(node, content, { label: item.placeholder || view.t("select.placeholder"), kind: "choices" });
  panel?.addEventListener("keydown", (event) => walk(event, [...list.shelf.node.querySelectorAll("button, input")]));
}

/** Emoji, label and description of one choice. */
export function choiceWords(option) {
  return [
    option.emoji && el("span", { class: "emoji", "aria-hidden": "true" }, option.emoji),
    el("span", { class: "choice-words" }, el("span", {}, option.label), option.description && el("small", {}, option.description)),
  ];
}

/** Rows of a list, made when they are first shown: thousands of people are quickly narrowed. */
export function shelfOf(node, options, row) {
  const made = new Map();
  const found = options.map((option) => plain(`${option.label} ${option.description || ""}`));
  const rowOf = (option) => {
    if (!made.has(option)) made.set(option, row(option));
    return made.get(option);
  };
  const show = (sought) => fill(node, options.filter((_, index) => found[index].includes(sought)).slice(0, SHOWN).map(rowOf));
  show("");
  return { node, show, length: options.length };
}

/** A field above a long list that narrows it; nothing above a short one. */
export function finderFor({ shelf }, view) {
  if (shelf.length <= 8) return null;
  const input = el("input", { type: "search", class: "finder", "aria-label": view.t("select.find"), placeholder: view.t("select.find"), data: { first: "" } });
  input.addEventListener("input", () => shelf.show(plain(input.value.trim())));
  return input;
}

function singleList(options, send) {
  const node = el("ul", { class: "choice-list" });
  const shelf = shelfOf(node, options, (option) =>
    el("li", {}, el("button", { type: "button", class: option.chosen ? "choice chosen" : "choice", "aria-pressed": option.chosen ? "true" : "false", on: { click: () => send([option.value]) } },
      choiceWords(option), option.chosen && icon("check"))));
  return { shelf, node };
}

function severalList(options, min, max, view, send) {
  const chosen = new Set(options.filter((option) => option.chosen).map((option) => option.value));
  const confirm = el("button", { type: "button", class: "button primary", on: { click: () => send(options.map(({ value }) => value).filter((value) => chosen.has(value))) } }, view.t("select.confirm"));
  const hint = freshId("hint");
  const set = el("fieldset", { class: "choice-list", "aria-describedby": hint });
  const check = () => {
    for (const box of set.querySelectorAll("input")) box.disabled = !box.checked && chosen.size >= max;
    confirm.disabled = chosen.size < min;
  };
  const shelf = shelfOf(set, options, (option) => el("label", { class: "choice" }, boxFor(option, "checkbox", chosen, check), choiceWords(option)));
  const node = el("div", { class: "choice-several" }, set,
    el("p", { class: "choice-foot" }, el("span", { id: hint, class: "quiet" }, view.t("select.upto", { max: Math.min(max, options.length) })), confirm));
  check();
  return { shelf: { ...shelf, show: (sought) => (shelf.show(sought), check()) }, node };
}

/** A box whose mark is kept in `chosen`, also while it is not shown. */
export function boxFor(option, type, chosen, changed) {
  const box = el("input", { type, value: option.value });
  box.checked = chosen.has(option.value);
  box.addEventListener("change", () => {
    if (box.checked) chosen.add(option.value);
    else chosen.delete(option.value);
    changed();
  });
  return box;
}
