// One message: who, when, what it answers, its text, what hangs under it.

import { authorName, authorOf, avatar } from "./authors.js";
import { components, V2 } from "./components.js";
import { add, el, freshId, icon } from "./dom.js";
import { embeds } from "./embeds.js";
import { excerptOf } from "./excerpts.js";
import { editor } from "./gestures.js";
import { inlineMarkup, markup } from "./markup.js";
import { attachments } from "./media.js";
import { reactions } from "./reactions.js";
import { systemLine } from "./system.js";

const SPOKEN = new Set([0, 19, 20, 23]); // said, replied, answers to commands and to menus
const GROUPED_WITHIN = 7 * 60 * 1000;

/** Does it continue the message before it, without a name of its own? */
export function continues(message, before, view) {
  if (!before || !SPOKEN.has(message.type) || !SPOKEN.has(before.type)) return false;
  if (message.author.id !== before.author.id || message.referenced_message || invoked(message)) return false;
  if (Boolean(message.private) !== Boolean(before.private)) return false;
  const moment = Date.parse(message.timestamp);
  return moment - Date.parse(before.timestamp) < GROUPED_WITHIN && view.dates.dayKey(moment) === view.dates.dayKey(Date.parse(before.timestamp));
}

function invoked(message) {
  const name = message.interaction?.name || message.interaction_metadata?.name;
  return name ? { name, user: message.interaction_metadata?.user || message.interaction?.user } : null;
}

export function showMessage(message, view, { grouped }) {
  if (!SPOKEN.has(message.type)) return systemLine(message, view);
  const author = authorOf(message, view);
  const label = freshId("by");
  const node = el("article", {
    class: classes(message, view, grouped), id: `${view.key}-${message.id}`, tabindex: "-1",
    ...(grouped ? { "aria-label": `${author.name} ${view.dates.stamp(Date.parse(message.timestamp))}` } : { "aria-labelledby": label }),
    data: { id: message.id, focus: `message-${message.id}` },
  });
  add(node, [above(message, view), grouped ? spoken(message, view) : head(message, author, label, view), body(message, view)]);
  return node;
}

function classes(message, view, grouped) {
  const names = ["message"];
  if (grouped) names.push("grouped");
  if (message.private) names.push("private");
  if (calls(message, view)) names.push("calls-me");
  return names.join(" ");
}

function calls(message, view) {
  const me = view.seat.me;
  return message.mention_everyone || message.mentions?.some((user) => user.id === me.id) || message.mention_roles?.some((role) => me.roles.includes(role));
}

function above(message, view) {
  if (message.type === 19) return answered(message, view);
  const used = invoked(message);
  if (!used) return null;
  const who = view.person(used.user?.id)?.name || used.user?.global_name || used.user?.username || "";
  return el("p", { class: "context" }, icon("slash"), view.t("message.used", { who }), " ", el("span", { class: "mention" }, message.type === 23 ? used.name : `/${used.name}`));
}

function answered(message, view) {
  const to = message.referenced_message;
  if (!to) return el("p", { class: "context" }, icon("reply"), el("em", {}, view.t("message.gone")));
  const excerpt = excerptOf(to);
  return el("p", { class: "context" }, icon("reply"),
    el("button", { type: "button", class: "context-link", on: { click: () => view.jump(to.id) } },
      el("span", { class: "visually-hidden" }, `${view.t("message.answers")} `), authorName(authorOf(to, view)), " ",
      excerpt ? inlineMarkup(excerpt, view.quiet, "span", { class: "excerpt" }) : el("em", {}, view.t("message.wordless"))));
}

function time(message, view) {
  const moment = Date.parse(message.timestamp);
  return el("time", { datetime: message.timestamp, title: view.dates.show(moment, "F") }, view.dates.stamp(moment));
}

function head(message, author, label, view) {
  const show = (event) => view.showPerson(author.id, event.currentTarget);
  return [
    el("button", { type: "button", class: "face", "aria-hidden": "true", tabindex: "-1", on: { click: show } }, avatar(author)),
    el("p", { class: "by", id: label },
      el("button", { type: "button", class: "by-name", data: { focus: `by-${message.id}` }, on: { click: show } }, authorName(author)),
      author.bot && el("span", { class: "badge" }, view.t("person.bot")), " ", time(message, view)),
  ];
}

// The article is named after who spoke and when: nothing hidden is needed in each line.
function spoken(message, view) {
  return el("p", { class: "by spoken", "aria-hidden": "true" }, time(message, view));
}

function body(message, view) {
  const box = el("div", { class: "body" });
  if (view.editing === message.id) return add(box, [editor(message, view)]);
  if (message.thinking) box.append(thinking(message, view));
  else if (!(message.flags & V2) && message.content) {
    const words = markup(message.content, view);
    if (message.edited_timestamp) markEdited(words, message, view);
    box.append(words);
  }
  // In the newer layout files are only where a component shows them.
  const later = [message.flags & V2 ? null : attachments(message, view), ...embeds(message, view), components(message, view), reactions(message, view), threadStub(message, view)];
  if (message.private) later.push(onlyYou(message, view));
  return add(box, later);
}

function markEdited(words, message, view) {
  const mark = el("small", { class: "edited", title: view.dates.show(Date.parse(message.edited_timestamp), "F") }, ` ${view.t("message.edited")}`);
  const last = words.lastElementChild;
  (last?.tagName === "P" ? last : words).append(mark);
}

function thinking(message, view) {
  return el("p", { class: "thinking" }, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")), view.t("message.thinking", { who: authorOf(message, view).name }));
}

function onlyYou(message, view) {
  return el("p", { class: "only-you" }, icon("eye"), view.t("message.private"), " · ",
    el("button", { type: "button", class: "text-button", data: { focus: `dismiss-${message.id}` }, on: { click: () => view.dismiss(message) } }, view.t("message.dismiss")));
}

function threadStub(message, view) {
  const thread = message.thread && (view.channel(message.thread.id) || message.thread);
  return thread ? threadButton(thread, view) : null;
}

export function threadButton(thread, view) {
  return el("button", { type: "button", class: "thread-stub", data: { focus: `thread-${thread.id}` }, on: { click: () => view.openRoom(thread.id) } },
    icon("thread"), el("strong", {}, thread.name), el("span", { class: "quiet" }, view.t.count("thread.messages", thread.message_count ?? 0)));
}
