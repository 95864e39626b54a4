// The time of the pretend world: what it is for the viewer, and moving it on.

import { localValue, nextMorning, parseLocal, zoneName } from "./dates.js";
import { openDialog } from "./dialogs.js";
import { doors } from "./doors.js";
import { el, fill, freshId, icon } from "./dom.js";
import { refusalText } from "./outcomes.js";

const HOUR = 3600;
const SPEEDS = [0, 1, 60, 600, 3600];

export class ClockBar {
  constructor(shell) {
    this.shell = shell;
    this.node = el("div", { class: "clock", role: "group" });
    this.spoken = el("p", { class: "visually-hidden", role: "status" });
    shell.world.addEventListener("clock", () => this.tick());
  }

  paint() {
    const { t } = this.shell;
    this.date = el("span", { class: "clock-date" });
    this.year = el("span", { class: "clock-date clock-year" });
    this.hour = el("span", { class: "clock-hour" });
    this.zone = el("span", { class: "clock-zone" });
    this.node.setAttribute("aria-label", t("clock.label"));
    const jump = (key, act) => el("button", { type: "button", class: "jump", data: { jump: key }, title: t(`clock.${key}_long`), "aria-label": t(`clock.${key}_long`), on: { click: act } }, t(`clock.${key}`));
    this.toNext = el("button", { type: "button", class: "jump to-next", data: { jump: "next" }, on: { click: () => this.goToNext() } }, icon("bell"), el("span", { class: "jump-words" }, t("clock.next")));
    fill(this.node,
      el("p", { class: "clock-face" }, icon("clock"), this.date, this.year, this.hour, this.zone),
      el("div", { class: "jumps" },
        jump("hour", () => this.move({ by: HOUR })),
        jump("morning", () => this.move({ to: new Date(nextMorning(this.shell.world.now(), this.place())).toISOString() })),
        jump("day", () => this.move({ by: 24 * HOUR })),
        this.toNext,
        el("button", { type: "button", class: "jump", "aria-haspopup": "dialog", title: t("clock.choose"), "aria-label": `${t("clock.other")}…`, data: { jump: "other", focus: "clock-other" }, on: { click: () => this.choose() } }, el("span", { class: "other-words" }, t("clock.other")), "…")),
      this.spoken);
    this.tick();
  }

  /** The zone of whoever sits in the first pane. */
  place() {
    return this.shell.viewer()?.zone || "UTC";
  }

  tick() {
    if (!this.date) return;
    const dates = this.shell.dates();
    const [date, year, hour] = dates.clock(this.shell.world.now());
    for (const [node, text] of [[this.date, date], [this.year, year], [this.hour, hour], [this.zone, dates.zoneName()]]) if (node.textContent !== text) node.textContent = text;
    this.tickNext(dates);
  }

  // It stays where Tab stops while nothing is known: what a press has just used up must not lose focus.
  tickNext(dates) {
    const { t, world } = this.shell;
    const next = world.next();
    const label = next ? t("clock.next_long", { when: dates.show(Date.parse(next), "F") }) : t("clock.next_none");
    if (this.toNext.title === label) return;
    this.toNext.title = label;
    this.toNext.setAttribute("aria-label", label);
    this.toNext.setAttribute("aria-disabled", String(!next));
  }

  /** To the very moment at which the bot will act next; says so where none is known. */
  goToNext() {
    const next = this.shell.world.next();
    if (next) return this.move({ to: next });
    this.spoken.textContent = this.shell.t("clock.next_none");
    return null;
  }

  async move(body) {
    const { shell } = this;
    try {
      shell.world.setClock(await doors.moveClock(body));
      const [date, year, hour] = shell.dates().clock(shell.world.now());
      this.spoken.textContent = shell.t("clock.now_is", { date: `${date} ${year}`, hour });
      return null;
    } catch (error) {
      const text = refusalText(error, shell.t);
      if (!("speed" in body)) shell.toasts.show(text, { bad: true });
      return text;
    }
  }

  choose() {
    const { shell } = this;
    const { t, world } = shell;
    const zone = this.place();
    openDialog(shell, { title: t("clock.choose"), kind: "small" }, (close) => {
      const id = freshId("moment");
      const least = localValue(world.now() + 60000, zone);
      const input = el("input", { id, type: "datetime-local", min: least, value: least, required: true, data: { first: "" }, "aria-describedby": `${id}-hint` });
      const speed = el("select", {}, SPEEDS.map((value) => el("option", { value }, t(value === 0 ? "clock.still" : value === 1 ? "clock.real" : "clock.times", { n: value }))));
      speed.value = String(SPEEDS.includes(world.anchor.speed) ? world.anchor.speed : 1);
      speed.addEventListener("change", () => this.move({ speed: Number(speed.value) }));
      const trouble = el("p", { class: "trouble", role: "alert", hidden: true });
      const behind = Date.now() - world.now() > 60000;
      const form = el("form", { class: "dialog-form", novalidate: true },
        el("div", { class: "dialog-body" },
          el("div", { class: "field" }, el("label", { for: id }, t("clock.moment")), input, el("p", { class: "hint", id: `${id}-hint` }, t("clock.forward", { zone: zoneName(zone) }))), trouble,
          behind && el("p", {}, el("button", { type: "button", class: "button secondary small", data: { jump: "now" }, on: { click: async () => close(await this.move({ to: new Date().toISOString() })) } }, t("clock.now"))),
          el("div", { class: "field" }, el("label", {}, el("span", {}, t("clock.speed")), speed))),
        el("footer", { class: "dialog-foot" }, el("button", { type: "submit", class: "button primary" }, t("clock.go"))));
      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        const moment = parseLocal(input.value, zone);
        const bad = moment === null || moment <= world.now() ? t("door.clock_backwards") : await this.move({ to: new Date(moment).toISOString() });
        if (!bad) return close();
        trouble.textContent = bad;
        trouble.hidden = false;
        return input.focus();
      });
      return form;
    });
  }
}
