// Elements are made here, from text only: nothing a person wrote is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";

/** el("p", {class: "x", "aria-label": "y", on: {click: f}, data: {id: 1}}, "text", child) */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") {
      for (const [event, heard] of Object.entries(value)) node.addEventListener(event, heard);
    } else if (name === "data") {
      for (const [key, item] of Object.entries(value)) node.dataset[key] = item;
    } else if (name === "value") {
      node.value = value;
    } else {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  add(node, children);
  return node;
}

export function add(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    node.append(child);
  }
  return node;
}

export function fill(node, ...children) {
  node.replaceChildren();
  return add(node, children);
}

const PATHS = {
  hash: "M9 4 7 20M17 4l-2 16M4 9h16M3.5 15h16",
  horn: "M4 10v4h3l9 5V5l-9 5H4zM19 9a4 4 0 0 1 0 6",
  thread: "M5 4v8a4 4 0 0 0 4 4h10M15 12l4 4-4 4",
  envelope: "M4 6h16v12H4zM4 7l8 6 8-6",
  forum: "M4 5h16v10H10l-4 4v-4H4z",
  voice: "M4 10v4h3l5 4V6l-5 4H4zM16 9a4 4 0 0 1 0 6",
  reply: "M10 6 4 12l6 6M4 12h9a7 7 0 0 1 7 7",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5v.1M15 9.5v.1",
  more: "M5 12h.1M12 12h.1M19 12h.1",
  edit: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  bin: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  close: "M6 6l12 12M18 6 6 18",
  down: "M6 9l6 6 6-6",
  menu: "M4 7h16M4 12h16M4 17h16",
  clip: "M19 11l-7.5 7.5a4.5 4.5 0 0 1-6.4-6.4L13 4.3a3 3 0 0 1 4.3 4.3l-7.8 7.8a1.5 1.5 0 0 1-2.2-2.2L14 7.6",
  send: "M4 12 20 4l-5 16-3.5-6.5z",
  slash: "M4 4h16v16H4zM14 8l-4 8",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4",
  moon: "M20 14a8 8 0 1 1-10-10 6.5 6.5 0 0 0 10 10z",
  split: "M4 5h16v14H4zM12 5v14",
  single: "M4 5h16v14H4z",
  spark: "M12 3l2 6 6 2-6 2-2 6-2-6-6-2 6-2z",
  bolt: "M13 3 5 14h6l-1 7 8-11h-6z",
  globe: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3.5 12h17M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
  lock: "M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3",
  eye: "M2.5 12s3.5-6 9.5-6 9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6zM12 14.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  out: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  plus: "M12 5v14M5 12h14",
  check: "M5 12.500l4.5 4.500L19 7.5",
  swap: "M7 4 4 7l3 3M4 7h13M17 14l3 3-3 3M20 17H7",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.500h-15zM10 20.500h4",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", name === "more" ? "icon thick" : "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows only an icon still has words. */
export function iconButton(name, label, click, props = {}) {
  return el(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, ...props, on: { click } },
    icon(name),
  );
}

let last = 0;
export function freshId(prefix) {
  last += 1;
  return `${prefix}-${last}`;
}

/** Letters without accents or case, for finding things by typing. */
export function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Puts `fresh` where `old` was; who was typing or standing there stays there. */
export function replaceKeepingFocus(old, fresh) {
  const inside = old.contains(document.activeElement) ? document.activeElement : null;
  const key = inside?.dataset.focus;
  old.replaceWith(fresh);
  if (!inside) return;
  const again = key && fresh.querySelector(`[data-focus="${CSS.escape(key)}"]:not(:disabled)`);
  (again || fresh).focus({ preventScroll: true });
}
