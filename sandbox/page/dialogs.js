// Dialogs: real <dialog> elements; focus goes in when they open and back when they close.

import { add, el, freshId, iconButton } from "./dom.js";
import { closePopover } from "./popovers.js";

/** Shows a dialog; `build(close)` gives its content. Resolves with what `close` was given. */
export function openDialog(view, { title, kind = "", note }, build) {
  closePopover();
  const before = document.activeElement;
  const heading = freshId("title");
  const dialog = el("dialog", { class: `dialog ${kind}`, "aria-labelledby": heading, lang: view.language });
  return new Promise((resolve) => {
    let answer;
    const close = (value) => {
      answer = value;
      dialog.close();
    };
    add(dialog, [
      el("header", { class: "dialog-head" },
        el("div", {}, note && el("p", { class: "dialog-note" }, note), el("h2", { id: heading }, title)),
        iconButton("close", view.t("dialog.close"), () => close())),
      build(close, dialog),
    ]);
    dialog.addEventListener("close", () => {
      closePopover({ refocus: false });
      dialog.remove();
      goBack(before, view);
      resolve(answer);
    });
    document.body.append(dialog);
    // Side by side, a dialog stands over the client of its person.
    const pane = view.pane?.node.getBoundingClientRect();
    if (pane && pane.width >= 560) {
      dialog.style.setProperty("left", `${pane.left}px`);
      dialog.style.setProperty("right", `${innerWidth - pane.right}px`);
    }
    dialog.showModal();
    const first = dialog.querySelector("[data-first], .dialog-body input, .dialog-body textarea, .dialog-body select, .dialog-body button") || dialog.querySelector("button");
    first?.focus();
  });
}

// What opened the dialog may have gone or been painted anew meanwhile: then to where one writes.
function goBack(before, view) {
  const key = before?.dataset?.focus;
  const again = before?.isConnected && before !== document.body ? before : key && document.querySelector(`[data-focus="${CSS.escape(key)}"]`);
  if (again) again.focus({ preventScroll: true });
  else view.pane?.composer.focus();
}

export function askConfirm(view, { title, text, yes, danger = false }) {
  return openDialog(view, { title, kind: "small" }, (close) => [
    el("div", { class: "dialog-body" }, el("p", {}, text)),
    el("footer", { class: "dialog-foot" },
      el("button", { type: "button", class: "button secondary", data: { first: "" }, on: { click: () => close(false) } }, view.t("dialog.cancel")),
      el("button", { type: "button", class: `button ${danger ? "danger" : "primary"}`, on: { click: () => close(true) } }, yes)),
  ]);
}

export function askText(view, { title, label, value = "", max = 100, type = "text", hint }) {
  return openDialog(view, { title, kind: "small" }, (close) => {
    const id = freshId("ask");
    const input = el("input", { id, type, value, maxlength: type === "text" ? max : undefined, required: true, data: { first: "" } });
    const form = el("form", { class: "dialog-form" },
      el("div", { class: "dialog-body" }, el("div", { class: "field" }, el("label", { for: id }, label), input, hint && el("p", { class: "hint" }, hint))),
      el("footer", { class: "dialog-foot" },
        el("button", { type: "button", class: "button secondary", on: { click: () => close() } }, view.t("dialog.cancel")),
        el("button", { type: "submit", class: "button primary" }, view.t("dialog.ok"))));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      close(input.value.trim());
    });
    return form;
  });
}
