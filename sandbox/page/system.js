// Lines that the server writes by itself: threads, pins, arrivals.

import { authorName, authorOf } from "./authors.js";
import { el, icon } from "./dom.js";

const KINDS = { 6: ["system.pin", "pin"], 7: ["system.join", "plus"], 18: ["system.thread", "thread"], 4: ["system.renamed", "edit"], 21: ["system.starter", "thread"] };

export function systemLine(message, view) {
  const [key, sign] = KINDS[message.type] || ["system.other", "spark"];
  const node = el("article", { class: "message system", id: `${view.key}-${message.id}`, tabindex: "-1", data: { id: message.id, focus: `message-${message.id}` } });
  const moment = Date.parse(message.timestamp);
  const line = el("p", {}, icon(sign), authorName(authorOf(message, view)), ` ${view.t(key)} `);
  const thread = message.type === 18 && message.message_reference?.channel_id;
  if (thread && view.channel(thread)) {
    line.append(el("button", { type: "button", class: "text-button", on: { click: () => view.openRoom(thread) } }, message.content || view.channel(thread).name), " ");
  } else if (message.type === 4 || message.type === 18) line.append(el("strong", {}, message.content), " ");
  const pinned = message.type === 6 && message.message_reference?.message_id;
  if (pinned) line.append(el("button", { type: "button", class: "text-button", on: { click: () => view.jump(pinned) } }, view.t("system.pinned")), " ");
  line.append(el("time", { class: "quiet", datetime: message.timestamp, title: view.dates.show(moment, "F") }, view.dates.stamp(moment)));
  node.append(line);
  return node;
}
