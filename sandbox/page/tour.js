// A short guided tour of three stories; it can be left at any moment and never blocks the page.

import { el, fill, freshId, iconButton } from "./dom.js";
import { nextMorning } from "./dates.js";

let open = null;

const beCoordinator = { label: "tour.be_coordinator", run: (shell) => be(shell, (person) => person.coordinator) };
const beMember = { label: "tour.be_member", run: (shell) => be(shell, (person) => !person.coordinator) };
const typeCommand = { label: "tour.type_command", run: (shell) => shell.panes[0].composer.suggest("mobilisation new") };
const nextDay = { label: "tour.next_day", run: (shell) => shell.clock.move({ by: 86400 }) };
const morning = { label: "tour.morning", run: (shell) => shell.clock.move({ to: new Date(nextMorning(shell.world.now(), shell.clock.place())).toISOString() }) };
const nextReminder = { label: "tour.next_reminder", run: (shell) => shell.clock.goToNext() };
const readOne = { label: "tour.read_one", when: (shell) => shell.world.waiting.size > 0, run: (shell) => shell.readAs([...shell.world.waiting.keys()][0]) };

const STEPS = [
  { story: "one", key: "coordinator", acts: [beCoordinator] },
  { story: "one", key: "command", acts: [typeCommand] },
  { story: "one", key: "preview", acts: [] },
  { story: "one", key: "announce", acts: [] },
  { story: "two", key: "member", acts: [beMember] },
  { story: "two", key: "gestures", acts: [] },
  { story: "two", key: "change", acts: [] },
  { story: "three", key: "time", acts: [nextReminder, nextDay, morning] },
  { story: "three", key: "reminder", acts: [readOne] },
  { story: "three", key: "end", acts: [] },
];

async function be(shell, fits) {
  const pane = shell.panes[0];
  const here = pane.seat?.me;
  if (here && fits(here)) return pane.composer.focus();
  const person = shell.world.humans().find(fits);
  if (person) await pane.become(person.id);
  return undefined;
}

export function openTour(shell) {
  if (open) return open.focus();
  const title = freshId("tour");
  const box = el("aside", { class: "tour", "aria-labelledby": title, tabindex: "-1" });
  let step = 0;
  const close = () => {
    for (const event of heard) shell.world.removeEventListener(event, again);
    document.removeEventListener("keydown", escape);
    box.remove();
    open = null;
    document.querySelector('[data-focus="tour"]')?.focus();
  };
  // Escape closes the tour only from inside: elsewhere it belongs to whatever is open there.
  const escape = (event) => event.key === "Escape" && box.contains(document.activeElement) && close();
  const go = (to) => {
    step = to;
    paint();
    box.focus();
  };
  const paint = () => show(box, title, step, { shell, go, close });
  // What can be done changes with the private messages; who stands on a button stays there.
  const again = () => {
    const focus = box.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    paint();
    if (focus !== null) (box.querySelector(`[data-focus="${focus}"]`) || box).focus();
  };
  const heard = ["delivery", "looked"];
  for (const event of heard) shell.world.addEventListener(event, again);
  document.addEventListener("keydown", escape);
  shell.place.before(box);
  open = box;
  paint();
  box.focus();
  return undefined;
}

function show(box, title, at, { shell, go, close }) {
  const { t } = shell;
  const step = STEPS[at];
  const last = at === STEPS.length - 1;
  const blanks = { command: commandName(shell), bot: shell.world.bot?.name || "" };
  const acts = step.acts.filter((act) => !act.when || act.when(shell));
  box.lang = t.language;
  const head = shell.panes[0]?.head?.getBoundingClientRect();
  if (head) box.style.setProperty("--tour-top", `${Math.round(head.bottom)}px`);
  fill(box,
    el("div", { class: "tour-head" },
      el("div", {}, el("p", { class: "tour-story" }, t(`tour.story_${step.story}`)), el("h2", { id: title }, t(`tour.${step.key}.title`))),
      iconButton("close", t("tour.leave"), close, { data: { focus: "tour.leave" } })),
    el("p", { class: "tour-text" }, t(`tour.${step.key}.text`, blanks)),
    acts.length > 0 && el("div", { class: "tour-acts" }, acts.map((act) => el("button", { type: "button", class: "button secondary small", data: { focus: act.label }, on: { click: () => act.run(shell) } }, t(act.label, blanks)))),
    el("div", { class: "tour-foot" }, el("span", {}, `${at + 1} / ${STEPS.length}`),
      el("div", {},
        at > 0 && el("button", { type: "button", class: "button secondary small", data: { focus: "tour.back" }, on: { click: () => go(at - 1) } }, t("tour.back")),
        el("button", { type: "button", class: "button primary small", data: { focus: "tour.next" }, on: { click: () => (last ? close() : go(at + 1)) } }, t(last ? "tour.done" : "tour.next")))));
}

function commandName(shell) {
  const commands = shell.panes[0]?.seat?.state?.commands || [];
  return `/${commands.find((command) => command.name === "mobilisation new")?.shown || "mobilisation new"}`;
}
