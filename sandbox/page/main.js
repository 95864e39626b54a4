// Begins: the world, the page around, the first pane; waits kindly where the sandbox is not there yet.

import { el } from "./dom.js";
import { doors, DoorError } from "./doors.js";
import { Shell } from "./shell.js";
import { speak } from "./texts.js";
import { recallLight } from "./theme.js";
import { World } from "./world.js";

recallLight();

async function begin() {
  const world = new World();
  const people = await world.loadPeople();
  if (people.length) world.take(await doors.state(people[0].id));
  const shell = new Shell(world);
  if (!people.length) {
    document.getElementById("opening").textContent = shell.t("page.nobody");
    return;
  }
  await shell.open();
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
