// The page around the panes: name and warning, time, the bot, panes, language, light.

import { BotLight } from "./botlight.js";
import { ClockBar } from "./clock.js";
import { Dates } from "./dates.js";
import { add, el, fill, icon, iconButton } from "./dom.js";
import { Pane } from "./pane.js";
import { closePopover, openMenu } from "./popovers.js";
import { LANGUAGES, speak } from "./texts.js";
import { Toasts } from "./toasts.js";
import { openTour } from "./tour.js";
import { openTrouble } from "./trouble.js";
import { theme, turnLight } from "./theme.js";

const WIDE = matchMedia("(min-width: 1080px)");

export class Shell {
  constructor(world) {
    this.world = world;
    this.bar = document.getElementById("bar");
    this.place = document.getElementById("panes");
    this.toasts = new Toasts(document.getElementById("toasts"));
    this.panes = [];
    this.clock = new ClockBar(this);
    this.light = new BotLight(this);
    this.setLanguage(localStorage.getItem("language") || world.language);
    world.addEventListener("delivery", (event) => this.delivered(event.detail));
    world.addEventListener("looked", (event) => this.toasts.hide(`delivery-${event.detail}`));
    WIDE.addEventListener("change", () => this.fit());
    setInterval(() => this.tick(), 1000);
  }

  get language() {
    return this.t.language;
  }

  setLanguage(locale) {
    this.t = speak(locale);
    document.documentElement.lang = this.t.language;
    document.title = this.t("page.title");
    document.getElementById("skip").textContent = this.t("page.skip");
    this.paint();
  }

  chooseLanguage(code) {
    localStorage.setItem("language", code);
    this.setLanguage(code);
    this.bar.querySelector(".language").focus();
  }

  viewer() {
    return this.panes[0]?.seat?.me;
  }

  dates() {
    return new Dates(this.t.locale, this.clock.place(), () => this.world.now());
  }

  paint() {
    const { t } = this;
    const language = el("button", { type: "button", class: "language", title: t("page.language"), "aria-label": `${t("page.language")}: ${t.language.toUpperCase()}`, "aria-haspopup": "menu", "aria-expanded": "false" }, t.language.toUpperCase(), icon("down"));
    language.addEventListener("click", () => openMenu(language, t("page.language"), LANGUAGES.map(([code, name]) => ({ label: name, act: () => this.chooseLanguage(code) }))));
    this.split = iconButton("split", "", () => this.toggle(), { data: { focus: "split" } });
    this.lamp = iconButton("sun", "", () => {
      turnLight();
      this.paintSwitches();
    });
    fill(this.bar,
      el("div", { class: "brand" }, el("img", { src: "icon.svg", alt: "", width: "30", height: "30" }), el("div", {}, el("h1", {}, t("page.name")), el("p", { class: "imitation" }, el("span", { class: "long" }, t("page.imitation")), el("span", { class: "short" }, t("page.imitation_short"))))),
      this.clock.node,
      el("div", { class: "tools" }, this.light.node,
        iconButton("spark", t("tour.open"), () => openTour(this), { class: "icon-button with-words", data: { focus: "tour" } }),
        iconButton("bolt", t("trouble.open"), () => openTrouble(this), { "aria-haspopup": "dialog", data: { focus: "trouble" } }),
        this.split, this.lamp, language));
    add(this.bar.querySelector(".with-words"), [el("span", {}, t("tour.short"))]);
    this.clock.paint();
    this.light.paint();
    this.paintSwitches();
  }

  paintSwitches() {
    const { t } = this;
    const two = this.panes.length === 2;
    const say = (button, name, label) => {
      fill(button, icon(name));
      button.title = label;
      button.setAttribute("aria-label", label);
    };
    say(this.split, two ? "single" : "split", t(two ? "page.one_pane" : "page.two_panes"));
    const dark = theme() === "dark";
    say(this.lamp, dark ? "sun" : "moon", t(dark ? "page.light" : "page.dark"));
  }

  tick() {
    this.clock.tick();
    for (const pane of this.panes) pane.tick();
  }

  // Panes ----------------------------------------------------------------------------------------

  /** `#as=ines&in=mobilisations&with=tom` says who begins, where, and who sits beside. */
  static wishes() {
    const asked = new URLSearchParams(location.hash.slice(1));
    const kept = (name) => sessionStorage.getItem(name);
    return { as: asked.get("as"), in: asked.get("in"), with: asked.get("with"), first: kept("first"), second: kept("second") };
  }

  static whoBegins(people, { as, first }) {
    const named = people.find((person) => as && person.handle === as);
    return named || people.find((person) => person.id === first) || people.find((person) => person.coordinator) || people[0];
  }

  async open(seat, wishes) {
    const pane = this.addPane("one");
    await pane.take(seat, wishes.in);
    this.clock.paint();
    const beside = this.world.humans().find((person) => wishes.with && person.handle === wishes.with);
    if (WIDE.matches && (beside || sessionStorage.getItem("panes") === "2")) await this.addSecond(beside, wishes.in);
    this.paintSwitches();
  }

  addPane(key) {
    const pane = new Pane(this, key);
    this.panes.push(pane);
    this.place.append(pane.node);
    this.place.classList.toggle("two", this.panes.length === 2);
    return pane;
  }

  async addSecond(asked, room) {
    const taken = this.panes[0].seat.id;
    const people = this.world.humans().filter((person) => person.id !== taken);
    const kept = people.find((person) => person.id === sessionStorage.getItem("second"));
    const other = asked || kept || people.find((person) => !person.coordinator) || people[0];
    if (other) await this.addPane("two").sit(other.id, room);
  }

  async toggle() {
    closePopover();
    if (this.panes.length === 2) this.dropSecond();
    else await this.addSecond();
    sessionStorage.setItem("panes", String(this.panes.length));
    this.paintSwitches();
  }

  dropSecond() {
    this.panes.pop().close();
    this.place.classList.remove("two");
  }

  fit() {
    if (!WIDE.matches && this.panes.length === 2) this.dropSecond();
    else if (WIDE.matches && sessionStorage.getItem("panes") === "2" && this.panes.length === 1) this.addSecond().then(() => this.paintSwitches());
    this.paintSwitches();
  }

  /** Nobody sits in both panes: whoever is asked for twice changes places. */
  async become(pane, id) {
    const other = this.panes.find((one) => one !== pane && one.seat?.id === id);
    const before = pane.seat.id;
    await Promise.all([pane.sit(id), other?.sit(before)]);
    this.keepSeats();
    this.clock.tick();
  }

  keepSeats() {
    sessionStorage.setItem("first", this.panes[0].seat.id);
    if (this.panes[1]) sessionStorage.setItem("second", this.panes[1].seat.id);
  }

  roomOpened() {
    document.getElementById("opening")?.remove();
  }

  // What goes out --------------------------------------------------------------------------------

  delivered({ to }) {
    const person = this.world.people.get(to);
    if (!person) return;
    const seated = this.panes.find((pane) => pane.seat?.id === to);
    if (seated && seated.seat.channel(seated.seat.open)?.kind === "dm") return;
    const { waiting } = this.world;
    const look = { sign: "bell", closeLabel: this.t("dialog.close") };
    if (waiting.size > 2) {
      for (const id of waiting.keys()) this.toasts.hide(`delivery-${id}`);
      const act = { label: this.t("delivery.whom"), run: () => this.panes.at(-1).strip.querySelector(".be").click() };
      this.toasts.show(this.t("delivery.many", { count: waiting.size }), { ...look, key: "delivery-many", act });
      return;
    }
    this.toasts.show(this.t.count("delivery.told", waiting.get(to) || 1, { who: person.name }), {
      ...look, key: `delivery-${to}`, act: { label: this.t("delivery.read"), run: () => this.readAs(to) },
    });
  }

  async readAs(id) {
    const seated = this.panes.find((pane) => pane.seat?.id === id);
    const pane = seated || this.panes.at(-1);
    if (seated) await pane.openRoom(pane.seat.state.dms[0]?.id);
    else {
      await pane.sit(id, "dm");
      this.keepSeats();
    }
  }
}
