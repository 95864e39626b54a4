// Whether the bot is there, and stopping or starting it where the sandbox holds its program.

import { doors } from "./doors.js";
import { el, fill, icon } from "./dom.js";
import { refusalText } from "./outcomes.js";
import { openMenu } from "./popovers.js";

export class BotLight {
  constructor(shell) {
    this.shell = shell;
    this.node = el("div", { class: "bot-light" });
    shell.world.addEventListener("bot", () => this.paint());
  }

  paint() {
    const { world, t } = this.shell;
    const { bot } = world;
    if (!bot) return;
    const key = JSON.stringify([bot, t("bot.online")]);
    if (key === this.painted) return;
    this.painted = key;
    const here = bot.status === "online";
    const focused = this.node.contains(document.activeElement);
    const words = [el("span", { class: here ? "lamp on" : "lamp", "aria-hidden": "true" }), el("span", { class: "bot-name" }, bot.name), el("span", { class: "bot-state" }, t(here ? "bot.online" : "bot.offline"))];
    if (!bot.program) {
      fill(this.node, el("p", { class: "bot-words", role: "status" }, words));
      return;
    }
    const button = el("button", { type: "button", class: "bot-words", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": `${bot.name}: ${t(here ? "bot.online" : "bot.offline")}`, data: { bot: bot.status } }, words, icon("down"));
    button.addEventListener("click", () => this.menu(button));
    fill(this.node, button, el("span", { class: "visually-hidden", role: "status" }, `${bot.name}: ${t(here ? "bot.online" : "bot.offline")}`));
    if (focused) button.focus();
  }

  menu(button) {
    const { t, world } = this.shell;
    const act = (action) => ({ label: t(`bot.${action}`), act: () => this.ask(action) });
    const running = world.bot.program.running;
    openMenu(button, t("bot.menu"), running ? [act("restart"), act("stop"), act("kill")] : [act("start")]);
  }

  async ask(action) {
    const { shell } = this;
    try {
      const { bot } = await doors.program(action);
      shell.world.bot = bot;
      shell.world.say("bot");
    } catch (error) {
      shell.toasts.show(refusalText(error, shell.t), { bad: true });
    }
  }
}
