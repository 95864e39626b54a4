// Begins: the world, the page around, the first pane; waits kindly where the sandbox is not there yet.

import { el } from "./dom.js";
import { DoorError } from "./doors.js";
import { Seat } from "./seat.js";
import { Shell } from "./shell.js";
import { speak } from "./texts.js";
import { recallLight } from "./theme.js";
import { World } from "./world.js";

recallLight();

async function begin() {
  const world = new World();
  const wishes = Shell.wishes();
  const people = await world.loadPeople([wishes.as, wishes.with, wishes.first, wishes.second].filter(Boolean));
  const first = Shell.whoBegins(people, wishes);
  const seat = first && new Seat(world, first.id);
  await seat?.sit().catch((error) => {
    seat.leave();
    throw error;
  });
  const shell = new Shell(world);
  if (!seat) {
    document.getElementById("opening").textContent = shell.t("page.nobody");
    return;
  }
  await shell.open(seat, wishes);
  // After the first picture: a megabyte of people must not stand before it.
  setTimeout(() => world.loadEveryone(), 500);
}

async function keepTrying() {
  try {
    await begin();
  } catch (error) {
    if (!(error instanceof DoorError)) throw error;
    const t = speak(navigator.language);
    const place = document.getElementById("opening") || document.getElementById("panes").appendChild(el("p", { class: "opening", id: "opening" }));
    place.textContent = t("door.unreachable");
    setTimeout(keepTrying, 1500);
  }
}

keepTrying();
