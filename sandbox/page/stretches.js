// A long conversation in stretches of some messages: the browser skips whole stretches that are out of sight.

import { el } from "./dom.js";

const MOST = 20; // laid out within a frame; fewer, and more frames have some to lay out

export class Stretches {
  constructor(list) {
    this.list = list;
    this.of = new Map(); // message id → stretch
  }

  clear() {
    this.of.clear();
    this.list.replaceChildren();
  }

  /** `order`: [{id, nodes}], the nodes of each message and of the day above it. */
  arrange(order) {
    const filled = new Map(); // stretch → nodes
    const kept = new Map();
    let before = null;
    for (const [at, { id, nodes }] of order.entries()) {
      const stretch = this.of.get(id) || this.place(before, filled, order, at);
      kept.set(id, stretch);
      if (!filled.has(stretch)) filled.set(stretch, []);
      filled.get(stretch).push(...nodes);
      before = stretch;
    }
    this.of = kept;
    put(this.list, [...filled.keys()]);
    for (const [stretch, nodes] of filled) put(stretch, nodes);
  }

  // A message never leaves its stretch: moved, it would lose focus and reading position.
  place(before, filled, order, at) {
    if (!before) return el("div", { class: "stretch" });
    const after = order.slice(at + 1).find(({ id }) => this.of.has(id));
    const between = after && this.of.get(after.id) === before;
    return between || filled.get(before).length < MOST ? before : el("div", { class: "stretch" });
  }
}

// Nodes that are in their place stay there.
function put(parent, order) {
  const wanted = new Set(order);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let place = parent.firstChild;
  for (const node of order) {
    if (node === place) place = place.nextSibling;
    else parent.insertBefore(node, place);
  }
}
