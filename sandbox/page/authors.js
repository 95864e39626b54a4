// Who wrote something: their face, their name in the colour of their role.

import { el, icon } from "./dom.js";
import { hue, tint } from "./tints.js";

export function avatar(person, size = "") {
  const box = el("span", { class: `avatar ${size}`, "aria-hidden": "true" });
  if (person.bot) {
    box.classList.add("bot");
    box.append(icon("horn"));
    return box;
  }
  box.style.setProperty("--hue", hue(person.id));
  const letters = person.name.split(/[\s-]+/).filter((word) => /\p{L}/u.test(word));
  box.append(letters.slice(0, 2).map((word) => [...word][0]).join("").toUpperCase() || "?");
  return box;
}

export function authorName(person) {
  return tint(el("strong", { class: "name" }, person.name), person.color);
}

/** Who wrote a message, also when they are known from it alone. */
export function authorOf(message, view) {
  const known = view.person(message.author.id);
  if (known) return known;
  const { id, username, global_name: shown, bot } = message.author;
  return { id, name: shown || username, bot: Boolean(bot), color: null, roles: [] };
}
