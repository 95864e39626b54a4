// Making trouble on purpose: what can go wrong on the real Discord, one press each.

import { aimedTrouble } from "./aimed.js";
import { openDialog } from "./dialogs.js";
import { doors } from "./doors.js";
import { el, fill } from "./dom.js";
import { refusalText } from "./outcomes.js";

const MESSAGES = { method: "POST", path: "/channels/*/messages" };

const GROUPS = [
  ["connection", [
    ["drop", { fault: "drop" }],
    ["away", { fault: "drop", for: 15 }],
    ["reconnect", { fault: "reconnect" }],
    ["invalidate", { fault: "invalidate", resumable: false }],
    ["deaf", { fault: "deaf", times: 2 }],
  ]],
  ["answers", [
    ["error_before", { fault: "error", status: 503, when: "before", ...MESSAGES }],
    ["error_after", { fault: "error", status: 503, when: "after", ...MESSAGES }],
    ["cut_after", { fault: "cut", when: "after", ...MESSAGES }],
    ["slow", { fault: "slow", seconds: 4, times: 3 }],
    ["limit", { fault: "limit", retry_after: 3, times: 1, ...MESSAGES }],
  ]],
  ["rights", [
    ["mute", { fault: "permissions", deny: ["SEND_MESSAGES"] }],
    ["unmute", { fault: "permissions", deny: [], allow: ["SEND_MESSAGES"] }],
    ["kick", { fault: "kick" }],
    ["invite", { fault: "invite" }],
  ]],
];

export function openTrouble(shell) {
  const { t, world } = shell;
  return openDialog(shell, { title: t("trouble.title"), kind: "trouble-dialog" }, (close, dialog) => {
    const pending = el("div", { class: "trouble-group" });
    const said = el("p", { class: "trouble", role: "alert", hidden: true });
    const done = el("p", { class: "quiet", role: "status" });
    const ask = async (body, label) => {
      said.hidden = true;
      try {
        world.faults = (await (body ? doors.fault(body) : doors.clearFaults())).faults || [];
        done.textContent = t("trouble.done", { what: label });
      } catch (error) {
        said.textContent = refusalText(error, t);
        said.hidden = false;
      }
      paint();
    };
    const paint = () => fill(pending, el("h3", {}, t("trouble.pending")),
      world.faults.length
        ? [el("ul", { class: "fault-list" }, world.faults.map((fault) => el("li", {}, el("code", {}, describe(fault))))),
          el("div", {}, el("button", { type: "button", class: "button secondary small", on: { click: () => ask(null, t("trouble.clear")) } }, t("trouble.clear")))]
        : el("p", { class: "quiet" }, t("trouble.none")));
    world.addEventListener("faults", paint);
    dialog.addEventListener("close", () => world.removeEventListener("faults", paint));
    doors.faults().then(({ faults }) => {
      world.faults = faults;
      paint();
    }, () => paint());
    paint();
    return [el("div", { class: "dialog-body" }, el("p", { class: "quiet" }, t("trouble.why")),
      GROUPS.map(([group, acts]) => el("section", { class: "trouble-group" }, el("h3", {}, t(`trouble.${group}`)),
        el("div", { class: "trouble-acts" }, acts.map(([key, body]) => {
          const label = t(`trouble.${key}`);
          return el("button", { type: "button", class: "button secondary small", data: { fault: key }, on: { click: () => ask(body, label) } }, label);
        })))), aimedTrouble(shell, ask), pending),
      el("footer", { class: "dialog-foot trouble-said" }, done, said)];
  });
}

function describe({ fault, ...more }) {
  const details = Object.entries(more).filter(([key, value]) => key !== "id" && value !== null && typeof value !== "object");
  return [fault, ...details.map(([key, value]) => `${key}=${value}`)].join(" ");
}
