// Selects: of texts, people, roles, channels; one choice is sent at once, several when confirmed.

import { el, freshId, icon, plain } from "./dom.js";
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
  const content = [list.node];
  if (options.length > 8) content.unshift(finder(list.rows, view));
  const panel = openPopover(node, content, { label: item.placeholder || view.t("select.placeholder"), kind: "choices" });
  panel?.addEventListener("keydown", (event) => walk(event, list.rows.filter((row) => !row.hidden).map((row) => row.querySelector("button, input") || row)));
}

function words(option) {
  return [
    option.emoji && el("span", { class: "emoji", "aria-hidden": "true" }, option.emoji),
    el("span", { class: "choice-words" }, el("span", {}, option.label), option.description && el("small", {}, option.description)),
  ];
}

function singleList(options, send) {
  const rows = options.map((option) =>
    el("li", { data: { find: plain(option.label) } },
      el("button", { type: "button", class: option.chosen ? "choice chosen" : "choice", "aria-pressed": option.chosen ? "true" : "false", on: { click: () => send([option.value]) } },
        words(option), option.chosen && icon("check"))));
  return { rows, node: el("ul", { class: "choice-list" }, rows) };
}

function severalList(options, min, max, view, send) {
  const boxes = options.map((option) => {
    const box = el("input", { type: "checkbox", value: option.value });
    box.checked = option.chosen;
    return box;
  });
  const rows = options.map((option, index) => el("label", { class: "choice", data: { find: plain(option.label) } }, boxes[index], words(option)));
  const confirm = el("button", { type: "button", class: "button primary" }, view.t("select.confirm"));
  const count = () => boxes.filter((box) => box.checked).length;
  const check = () => {
    for (const box of boxes) box.disabled = !box.checked && count() >= max;
    confirm.disabled = count() < min;
  };
  confirm.addEventListener("click", () => send(boxes.filter((box) => box.checked).map((box) => box.value)));
  const hint = freshId("hint");
  const node = el("div", { class: "choice-several", on: { change: check } },
    el("fieldset", { class: "choice-list", "aria-describedby": hint }, rows),
    el("p", { class: "choice-foot" }, el("span", { id: hint, class: "quiet" }, view.t("select.upto", { max: Math.min(max, options.length) })), confirm));
  check();
  return { rows, node };
}

function finder(rows, view) {
  const input = el("input", { type: "search", class: "finder", "aria-label": view.t("select.find"), placeholder: view.t("select.find"), data: { first: "" } });
  const narrow = () => {
    const sought = plain(input.value.trim());
    let shown = 0;
    for (const row of rows) {
      row.hidden = shown >= SHOWN || !row.dataset.find.includes(sought);
      if (!row.hidden) shown += 1;
    }
  };
  input.addEventListener("input", narrow);
  narrow();
  return input;
}
