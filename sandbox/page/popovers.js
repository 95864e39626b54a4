// Small panels beside a button: one at a time, closed by Escape or a click outside, focus goes back.

import { el } from "./dom.js";

let current = null;

export function closePopover({ refocus = true } = {}) {
  if (!current) return;
  const { panel, opener } = current;
  current = null;
  panel.remove();
  if (opener.hasAttribute("aria-expanded")) opener.setAttribute("aria-expanded", "false");
  if (refocus && opener.isConnected) opener.focus({ preventScroll: true });
}

/** Shows `content` beside `opener`. Returns the panel. */
export function openPopover(opener, content, { label, role = "dialog", kind = "", point } = {}) {
  const again = current?.opener === opener;
  closePopover({ refocus: again });
  if (again) return null;
  const panel = el("div", { class: `popover ${kind}`, role, "aria-label": label, tabindex: "-1", lang: opener.closest("[lang]").lang }, content);
  // Inside a dialog everything outside of it is inert; elsewhere it belongs to its landmark.
  opener.closest("dialog, main, header.bar, aside").append(panel);
  current = { panel, opener };
  if (opener.hasAttribute("aria-haspopup")) opener.setAttribute("aria-expanded", "true");
  place(panel, point || opener.getBoundingClientRect(), opener.closest(".pane"));
  (panel.querySelector("[data-first], input, button, [tabindex='0']") || panel).focus({ preventScroll: true });
  return panel;
}

// Side by side, what belongs to one client does not cover the other.
function place(panel, near, pane) {
  const { left, top, bottom } = near.bottom === undefined ? { left: near.x, top: near.y, bottom: near.y } : near;
  const { width, height } = panel.getBoundingClientRect();
  const gap = 6;
  const room = pane?.getBoundingClientRect() || { left: 0, right: innerWidth };
  const x = Math.max(Math.min(left, room.right - width - 8), room.left + 8);
  const below = bottom + gap + height <= innerHeight - 8;
  const y = below ? bottom + gap : Math.max(8, top - gap - height);
  panel.style.setProperty("--x", `${Math.round(x)}px`);
  panel.style.setProperty("--y", `${Math.round(y)}px`);
}

document.addEventListener("keydown", (event) => {
  if (!current) return;
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    closePopover();
  } else if (event.key === "Tab") keepInside(event);
}, true);

function keepInside(event) {
  const stops = [...current.panel.querySelectorAll("button, input, select, textarea, a[href], [tabindex='0']")].filter((node) => !node.disabled && node.tabIndex >= 0);
  if (!stops.length) return;
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  const other = event.shiftKey ? stops.at(-1) : stops[0];
  if (document.activeElement !== edge && current.panel.contains(document.activeElement)) return;
  event.preventDefault();
  other.focus();
}

document.addEventListener("pointerdown", (event) => {
  if (!current || current.panel.contains(event.target) || current.opener.contains(event.target)) return;
  closePopover({ refocus: false });
});

/** A menu of plain actions: [{label, icon, act, danger, heading}]; arrows move, Enter acts. */
export function openMenu(opener, label, actions, { point } = {}) {
  const buttons = actions.filter(Boolean).map((action) => {
    if (action.heading) return el("p", { class: "menu-heading", role: "presentation" }, action.heading);
    return el("button", {
      type: "button", role: "menuitem", class: action.danger ? "menu-item danger" : "menu-item",
      on: { click: () => {
        closePopover();
        action.act();
      } },
    }, action.icon, el("span", {}, action.label));
  });
  const panel = openPopover(opener, buttons, { label, role: "menu", kind: "menu", point });
  panel?.addEventListener("keydown", (event) => walk(event, [...panel.querySelectorAll("[role=menuitem]")]));
  return panel;
}

/** Up, Down, Home and End among `stops`. */
export function walk(event, stops) {
  const at = stops.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at < 0 ? stops.length - 1 : at - 1, Home: 0, End: stops.length - 1 }[event.key];
  if (next === undefined || !stops.length) return;
  event.preventDefault();
  stops[(next + stops.length) % stops.length].focus();
}
