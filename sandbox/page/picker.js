// A list that goes along with typing: arrows choose, Enter or Tab takes, Escape leaves.

import { el, fill, freshId } from "./dom.js";

export class Picker {
  /** `input` keeps the focus; the list only shows which entry Enter would take. */
  constructor(input, { label, taken }) {
    this.input = input;
    this.taken = taken;
    this.items = [];
    this.at = 0;
    const id = freshId("list");
    this.list = el("ul", { class: "picker-list", role: "listbox", id, "aria-label": label });
    this.note = el("p", { class: "picker-note", role: "status" });
    this.node = el("div", { class: "picker", hidden: true, tabindex: "0", role: "group", "aria-label": label }, this.note, this.list);
    input.setAttribute("aria-controls", id);
    input.setAttribute("aria-autocomplete", "list");
    // The list must not take the focus from the input.
    this.node.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  get shown() {
    return !this.node.hidden;
  }

  /** items: [{label, detail, side, value}] */
  show(items, note = "") {
    this.items = items;
    this.at = 0;
    this.note.textContent = note;
    this.note.hidden = !note;
    fill(this.list, items.map((item, index) =>
      el("li", { role: "option", id: `${this.list.id}-${index}`, class: "picker-item", "aria-selected": "false", on: { click: () => this.take(index) } },
        el("span", { class: "picker-words" }, el("span", { class: "picker-label" }, item.label), item.detail && el("small", {}, item.detail)),
        item.side && el("span", { class: "quiet picker-side" }, item.side))));
    this.list.hidden = !items.length;
    this.node.hidden = !items.length && !note;
    if (this.input.getAttribute("role") === "combobox") this.input.setAttribute("aria-expanded", String(Boolean(items.length)));
    this.mark();
  }

  hide() {
    this.show([]);
  }

  mark() {
    [...this.list.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === this.at)));
    const row = this.list.children[this.at];
    if (!row) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    }
  }

  take(index) {
    const item = this.items[index];
    this.hide();
    if (item) this.taken(item);
  }

  /** Returns true where the key was for the list. */
  key(event) {
    if (!this.shown || event.isComposing) return false;
    if (event.key === "Escape") {
      this.hide();
    } else if (!this.items.length) {
      return false;
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : -1) + this.items.length) % this.items.length;
      this.mark();
    } else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) {
      this.take(this.at);
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
