// Trouble for one channel, one message or one person.

import { doors } from "./doors.js";
import { el, fill, freshId } from "./dom.js";
import { authorOf } from "./authors.js";
import { excerptOf } from "./excerpts.js";
import { optionField } from "./options.js";
import { refusalText } from "./outcomes.js";

const ROOM = 7, PERSON = 6;
const RECENT = 25;
const AT_A_ROOM = [
  ["room_mute", { fault: "permissions", deny: ["SEND_MESSAGES", "SEND_MESSAGES_IN_THREADS"] }],
  ["room_hide", { fault: "permissions", deny: ["VIEW_CHANNEL"] }],
  ["room_allow", { fault: "permissions", allow: ["VIEW_CHANNEL", "SEND_MESSAGES", "SEND_MESSAGES_IN_THREADS"] }],
  ["room_delete", { fault: "delete" }],
];

/** `ask(body, label)` makes the trouble. Nothing where nobody sits yet: rooms are somebody's. */
export function aimedTrouble(shell, ask) {
  const sat = shell.panes[0]?.view;
  if (!sat) return null;
  // Rooms and names as that person sees them, words in the language of the page.
  const view = Object.assign(Object.create(sat), { t: shell.t });
  return [atARoom(view, ask), atAPerson(view, ask)];
}

function field(key, type, view, changed) {
  const { t } = view;
  const made = optionField({ name: key, shown: t(`trouble.${key}`), description: t(`trouble.${key}_hint`), type, required: false }, view, {});
  for (const event of ["input", "change"]) made.node.addEventListener(event, changed);
  return made;
}

// Pressed without a choice, it says what is missing instead of doing nothing.
function act(key, chosen, body, view, ask) {
  const label = view.t(`trouble.${key}`);
  const press = () => {
    const missing = chosen.check(true);
    if (!missing) return ask({ ...body, ...chosen.where() }, `${label} · ${chosen.name()}`);
    chosen.say(view.t("field.choice"));
    return chosen.focus();
  };
  return el("button", { type: "button", class: "button secondary small", data: { fault: key }, on: { click: press } }, label);
}

const nameIn = (made) => made.node.querySelector("input").value;

function atARoom(view, ask) {
  const { t, seat } = view;
  const messages = messageChoice(view, ask);
  const room = field("room", ROOM, view, () => messages.of(room.check(false) ? null : room.value()));
  const chosen = { ...room, where: () => ({ channel: room.value() }), name: () => nameIn(room) };
  const open = seat.channel(seat.open);
  if (open && open.kind !== "dm") {
    room.set(`#${open.name}`);
    messages.of(open.id);
  }
  return el("section", { class: "trouble-group" }, el("h3", {}, t("trouble.one_room")), room.node,
    el("div", { class: "trouble-acts" }, AT_A_ROOM.map(([key, body]) => act(key, chosen, body, view, ask))), messages.node);
}

function messageChoice(view, ask) {
  const { t, seat } = view;
  const id = freshId("message");
  const select = el("select", { id });
  const said = el("p", { class: "field-trouble", role: "status" });
  const label = t("trouble.message_delete");
  let room = null;
  const of = async (next) => {
    room = next;
    fill(select, el("option", { value: "" }, t("command.choose")));
    if (!room) return;
    try {
      const { messages } = await doors.messages(seat.id, room, undefined, RECENT);
      if (room !== next) return;
      const own = messages.filter((message) => !message.private).reverse();
      fill(select, el("option", { value: "" }, t("command.choose")), own.map((message) =>
        el("option", { value: message.id }, `${authorOf(message, view).name}: ${excerptOf(message) || t("message.wordless")}`)));
    } catch (error) {
      said.textContent = refusalText(error, t);
    }
  };
  const press = async () => {
    said.textContent = select.value ? "" : t("field.choice");
    if (!select.value) return select.focus();
    await ask({ fault: "delete", channel: room, message: select.value }, label);
    return of(room);
  };
  return {
    of,
    node: el("div", { class: "field" }, el("label", { for: id }, t("trouble.message")), select, said,
      el("div", { class: "trouble-acts" }, el("button", { type: "button", class: "button secondary small", data: { fault: "message_delete" }, on: { click: press } }, label))),
  };
}

function atAPerson(view, ask) {
  const { t } = view;
  const person = field("person", PERSON, view, () => {});
  const chosen = { ...person, where: () => ({ person: person.value() }), name: () => nameIn(person) };
  return el("section", { class: "trouble-group" }, el("h3", {}, t("trouble.one_person")), person.node,
    el("div", { class: "trouble-acts" },
      act("dms_close", chosen, { fault: "dms", open: false }, view, ask),
      act("dms_open", chosen, { fault: "dms", open: true }, view, ask)));
}
