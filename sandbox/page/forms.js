// Forms that the bot opens (modals): shown, filled in, sent; kept open with what was typed when refused.

import { openDialog } from "./dialogs.js";
import { doors } from "./doors.js";
import { el, icon } from "./dom.js";
import { formField } from "./fields.js";
import { markup } from "./markup.js";
import { fieldText, settle } from "./outcomes.js";

export function openForm(modal, view) {
  const channel = view.seat.open;
  return openDialog(view, { title: modal.title, kind: "form", note: view.t("form.from", { bot: view.world.bot?.name || "", who: view.seat.me.name }) }, (close) => {
    const fields = new Map();
    const body = el("div", { class: "dialog-body" }, modal.components.map((item) => part(item, view, fields)));
    const trouble = el("p", { class: "trouble", role: "alert", hidden: true });
    const go = el("button", { type: "submit", class: "button primary" }, view.t("form.send"));
    const form = el("form", { class: "dialog-form", novalidate: true }, body, trouble,
      el("footer", { class: "dialog-foot" }, el("button", { type: "button", class: "button secondary", on: { click: () => close() } }, view.t("dialog.cancel")), go));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (go.disabled || !checked(fields, view)) return;
      go.disabled = true;
      go.setAttribute("aria-busy", "true");
      trouble.hidden = true;
      const bad = await send(modal, fields, channel, view);
      go.disabled = false;
      go.removeAttribute("aria-busy");
      if (!bad) return close();
      return refused(bad, fields, trouble, view);
    });
    return form;
  });
}

function part(item, view, fields) {
  if (item.type === 10) return markup(item.content, view);
  if (item.type === 1) return item.components.map((input) => put(input, { label: input.label }, view, fields));
  if (item.type === 18) return put(item.component, item, view, fields);
  return el("p", { class: "quiet" }, icon("spark"), view.t("component.unknown", { type: item.type }));
}

function put(item, words, view, fields) {
  const field = formField(item, words, view);
  if (item.custom_id) fields.set(item.custom_id, field);
  return field.node;
}

function checked(fields, view) {
  let first = null;
  for (const field of fields.values()) {
    const bad = field.check();
    field.say(bad ? view.t(`field.${bad.reason}`, bad) : "");
    if (bad) first ||= field;
  }
  first?.focus();
  return !first;
}

async function send(modal, fields, channel, view) {
  const values = {};
  for (const [id, field] of fields) values[id] = await field.value();
  return settle(view.seat, channel, doors.submit(view.seat.id, { modal: modal.id, values }), view.t);
}

// As in the client: the form stays, nothing that was typed is lost.
function refused(bad, known, trouble, view) {
  let first = null;
  for (const [id, reason] of Object.entries(bad.fields || {})) {
    const field = known.get(id);
    field?.say(fieldText(reason, view.t));
    first ||= field;
  }
  trouble.textContent = first ? "" : bad.text;
  trouble.hidden = Boolean(first);
  first?.focus();
}
