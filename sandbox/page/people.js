// People: their face, their name in the colour of their role, who they are, and being one of them.

import { authorName, avatar } from "./authors.js";
import { doors } from "./doors.js";
import { zoneName } from "./dates.js";
import { el, fill, icon, iconButton, plain } from "./dom.js";
import { openDialog } from "./dialogs.js";
import { callMenu } from "./gestures.js";
import { refusalText } from "./outcomes.js";
import { closePopover, openPopover, walk } from "./popovers.js";
import { LANGUAGES, languageName } from "./texts.js";
import { tint } from "./tints.js";

function roleChips(person, view) {
  const roles = person.roles.map((id) => view.role(id)).filter((role) => role && role.name !== "@everyone");
  return roles.map((role) => tint(el("span", { class: "role" }, role.name), role.color));
}

function place(person) {
  return `${languageName(person.locale)} · ${zoneName(person.zone)}`;
}

/** A card beside a name: who it is, what apps offer about them. */
export function showPerson(id, view, opener) {
  const person = view.person(id);
  if (!person) return;
  const apps = person.bot ? [] : view.seat.state.commands.filter((command) => command.type === 2);
  const content = el("div", { class: "person-card" },
    el("div", { class: "person-head" }, avatar(person, "large"), el("div", {}, el("p", {}, authorName(person)),
      el("p", { class: "quiet" }, person.bot ? view.t("person.bot_long") : `@${person.handle}`))),
    !person.bot && el("p", { class: "roles" }, roleChips(person, view)),
    person.blurb && el("p", {}, person.blurb),
    !person.bot && el("p", { class: "quiet" }, place(person)),
    el("div", { class: "person-acts" },
      !person.bot && id !== view.seat.id && el("button", { type: "button", class: "button primary small", on: { click: () => {
        closePopover();
        view.become(id);
      } } }, view.t("person.be", { who: person.name })),
      apps.map((command) => el("button", { type: "button", class: "button secondary small", on: { click: () => {
        closePopover();
        callMenu(command, id, view.seat.open, view);
      } } }, icon("spark"), command.shown))));
  openPopover(opener, content, { label: person.name, kind: "person" });
}

/** The strip above a pane: who one is here, and the button to be somebody else. */
export function seatStrip(view) {
  const { seat, world, t } = view;
  const me = seat.me;
  const others = [...world.waiting].some(([id, count]) => id !== seat.id && count > 0);
  const button = el("button", { type: "button", class: "be", "aria-haspopup": "dialog", "aria-expanded": "false", data: { focus: "be" }, "aria-label": t("person.you_are", { who: me.name }) },
    avatar(me), el("span", { class: "be-words" },
      el("span", { class: "be-name" }, authorName(me), me.coordinator ? el("span", { class: "badge warm" }, t("person.coordinator")) : el("span", { class: "badge" }, t("person.member"))),
      el("span", { class: "quiet be-place" }, place(me))),
    others && el("span", { class: "dot", title: t("person.others_waiting") }), icon("swap"));
  button.addEventListener("click", () => choosePerson(view, button));
  const settings = iconButton("globe", t("person.settings"), () => openSettings(view), { "aria-haspopup": "dialog", data: { focus: "settings" } });
  return el("div", { class: "seat-strip" }, button, settings);
}

const SHOWN = 60; // rows of a long list; typing finds the others

function choosePerson(view, opener) {
  const { world, t } = view;
  const list = el("ul", { class: "person-list" });
  let found = [];
  const gather = () => {
    const people = world.humans().sort((a, b) => Number(b.coordinator) - Number(a.coordinator));
    found = people.map((person) => ({ person, find: plain(`${person.name} ${person.handle}`) }));
  };
  gather();
  const show = (sought) => fill(list, found.filter(({ find }) => find.includes(sought)).slice(0, SHOWN).map(({ person }) => personRow(person, view)));
  const content = [el("p", { class: "popover-title" }, t("person.choose"))];
  const input = el("input", { type: "search", class: "finder", "aria-label": t("select.find"), placeholder: t("select.find") });
  input.addEventListener("input", () => show(plain(input.value.trim())));
  if (found.length > 8) content.push(input);
  show("");
  const panel = openPopover(opener, [...content, list], { label: t("person.choose"), kind: "people" });
  panel?.addEventListener("keydown", (event) => walk(event, [...list.querySelectorAll("button")]));
  if (!panel || !world.more || world.whole) return;
  world.addEventListener("everyone", () => {
    gather();
    if (input.value) show(plain(input.value.trim()));
  }, { once: true });
}

function personRow(person, view) {
  const { world, seat, t } = view;
  const waiting = world.waiting.get(person.id) || 0;
  const take = () => {
    closePopover({ refocus: false });
    view.become(person.id);
  };
  return el("li", {}, el("button", { type: "button", class: "person-row", "aria-current": person.id === seat.id ? "true" : undefined, data: { person: person.handle }, on: { click: take } },
    avatar(person),
    el("span", { class: "be-words" },
      el("span", { class: "be-name" }, authorName(person), person.coordinator && el("span", { class: "badge warm" }, t("person.coordinator")),
        person.here === false && el("span", { class: "badge" }, t("person.away"))),
      el("span", { class: "quiet" }, place(person)), person.blurb && el("small", { class: "quiet blurb" }, person.blurb)),
    waiting > 0 && el("span", { class: "count", "aria-label": t.count("person.waiting", waiting, {}) }, String(waiting))));
}

const ZONES = ["Europe/Paris", "Europe/Rome", "Europe/London", "Atlantic/Azores", "America/Guadeloupe", "America/Cayenne", "America/Montreal", "Indian/Reunion", "Pacific/Noumea", "Pacific/Tahiti", "Asia/Tokyo"];

/** What this person has set in their own client: language, zone, private messages. */
function openSettings(view) {
  const { seat, t } = view;
  const me = seat.me;
  openDialog(view, { title: t("person.settings_of", { who: me.name }), kind: "small" }, (close) => {
    const language = choice(t("person.language"), LANGUAGES.map(([code, name]) => [code, name]), LANGUAGES.find(([code]) => me.locale.startsWith(code))?.[0]);
    const zone = choice(t("person.zone"), [...new Set([me.zone, ...ZONES])].map((name) => [name, name]), me.zone);
    const open = el("input", { type: "checkbox" });
    open.checked = me.dms_open;
    const away = me.here === false;
    const coming = el("button", { type: "button", class: "button secondary" }, t(away ? "person.join" : "person.leave"));
    const trouble = el("p", { class: "trouble", role: "alert", hidden: true });
    const form = el("form", { class: "dialog-form" },
      el("div", { class: "dialog-body" }, language.node, zone.node, el("label", { class: "check" }, open, t("person.dms_open")), trouble),
      el("footer", { class: "dialog-foot" }, coming, el("button", { type: "submit", class: "button primary" }, t("dialog.ok"))));
    const change = async (asked) => {
      try {
        await asked();
        close();
      } catch (error) {
        trouble.textContent = refusalText(error, t);
        trouble.hidden = false;
      }
    };
    coming.addEventListener("click", () => change(() => (away ? doors.join(me.id) : doors.leave(me.id))));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      change(() => doors.change(me.id, { locale: language.input.value, zone: zone.input.value, dms_open: open.checked }));
    });
    return form;
  });
}

function choice(label, pairs, current) {
  const input = el("select", {}, pairs.map(([value, name]) => el("option", { value }, name)));
  input.value = current;
  return { input, node: el("div", { class: "field" }, el("label", {}, el("span", {}, label), input)) };
}
