// Short notices in a corner; each goes by itself and can be sent away.

import { el, icon, iconButton } from "./dom.js";

export class Toasts {
  constructor(node) {
    this.node = node;
    this.shown = new Map();
  }

  hide(key) {
    this.shown.get(key)?.();
  }

  /** `act` is {label, run}; `key` replaces an earlier notice of that key. */
  show(text, { bad = false, act, key, sign, lasts = 9000, closeLabel = "×" } = {}) {
    if (key) this.shown.get(key)?.();
    const box = el("div", { class: bad ? "toast bad" : "toast" });
    const leave = () => {
      clearTimeout(timer);
      box.remove();
      if (key && this.shown.get(key) === leave) this.shown.delete(key);
    };
    const timer = setTimeout(leave, lasts);
    box.append(...[sign && icon(sign), el("p", {}, text)].filter(Boolean));
    if (act) {
      box.append(el("button", { type: "button", class: "button small secondary", on: { click: () => {
        leave();
        act.run();
      } } }, act.label));
    }
    box.append(iconButton("close", closeLabel, leave));
    box.addEventListener("pointerenter", () => clearTimeout(timer), { once: true });
    box.addEventListener("focusin", () => clearTimeout(timer), { once: true });
    if (key) this.shown.set(key, leave);
    this.node.append(box);
    while (this.node.children.length > 4) this.node.firstElementChild.remove();
  }
}
