// What one may do with a message: react, reply, edit, remove, open a thread, call an app's menu.

import { doors } from "./doors.js";
import { el, iconButton, icon } from "./dom.js";
import { askConfirm, askText } from "./dialogs.js";
import { refusalText, settle } from "./outcomes.js";
import { openMenu } from "./popovers.js";
import { canPin, setPinned } from "./pins.js";
import { pick, react } from "./reactions.js";

export function toolbar(message, view) {
  const bar = el("div", { class: "toolbar", role: "toolbar", "aria-label": view.t("message.actions") });
  const add = (name, key, click, more = {}) => bar.append(iconButton(name, view.t(key), click, { tabindex: "-1", data: { focus: `${key}-${message.id}` }, ...more }));
  const panel = { "aria-haspopup": "dialog", "aria-expanded": "false" };
  if (view.canReact(message)) add("smile", "reaction.add", (event) => pick(event.currentTarget, view, (emoji) => react(message, view, emoji, true)), panel);
  if (canReply(message, view)) add("reply", "message.reply", () => view.replyTo(message));
  if (canEdit(message, view)) add("edit", "message.edit", () => view.startEdit(message.id));
  add("more", "message.more", (event) => showMenu(message, view, event.currentTarget), { "aria-haspopup": "menu", "aria-expanded": "false" });
  return bar;
}

const mine = (message, view) => message.author.id === view.seat.id;
const canReply = (message, view) => !message.private && !message.thinking && view.roomOf(message)?.can_send;
const canEdit = (message, view) => mine(message, view) && [0, 19].includes(message.type);

export function showMenu(message, view, opener, point) {
  const { t, seat } = view;
  const room = view.roomOf(message);
  const apps = seat.state.commands.filter((command) => command.type === 3);
  const canThread = !message.private && !message.thread && room?.can_thread;
  openMenu(opener, t("message.actions"), [
    view.canReact(message) && { label: t("reaction.add"), icon: icon("smile"), act: () => pick(opener, view, (emoji) => react(message, view, emoji, true)) },
    canReply(message, view) && { label: t("message.reply"), icon: icon("reply"), act: () => view.replyTo(message) },
    canEdit(message, view) && { label: t("message.edit"), icon: icon("edit"), act: () => view.startEdit(message.id) },
    canPin(message, view) && { label: t(message.pinned ? "pins.unpin" : "pins.pin"), icon: icon("pin"), act: () => setPinned(message, view, !message.pinned) },
    canThread && { label: t("thread.start"), icon: icon("thread"), act: () => startThread(message, view) },
    message.private
      ? { label: t("message.dismiss"), icon: icon("close"), act: () => view.dismiss(message) }
      : { label: t("message.delete"), icon: icon("bin"), danger: true, act: () => remove(message, view) },
    apps.length && !message.private && { heading: t("message.apps") },
    ...(message.private ? [] : apps.map((command) => ({ label: command.shown, icon: icon("spark"), act: () => callMenu(command, message.id, message.channel_id, view) }))),
  ], { point });
}

/** Calls a context menu of an app, on a message or on a person. */
export async function callMenu(command, target, channel, view) {
  const asked = doors.menu(view.seat.id, { channel, command: command.name, target });
  const bad = await settle(view.seat, channel, asked, view.t);
  if (bad) view.toast(bad.text, { bad: true });
}

async function startThread(message, view) {
  const start = (message.content || "").split("\n")[0].slice(0, 60);
  const name = await askText(view, { title: view.t("thread.start"), label: view.t("thread.name"), value: start, max: 100 });
  if (!name) return;
  try {
    const { channel } = await doors.thread(view.seat.id, { channel: message.channel_id, message: message.id, name });
    view.openRoom(channel.id);
  } catch (error) {
    view.toast(refusalText(error, view.t), { bad: true });
  }
}

async function remove(message, view) {
  const sure = await askConfirm(view, { title: view.t("message.delete"), text: view.t("message.delete_sure"), yes: view.t("message.delete"), danger: true });
  if (!sure) return;
  try {
    await doors.remove(view.seat.id, message.id, message.channel_id);
  } catch (error) {
    view.toast(refusalText(error, view.t), { bad: true });
  }
}

/** The message's own text, open for a change: Enter keeps it, Escape leaves it. */
export function editor(message, view) {
  const { t } = view;
  const area = el("textarea", { class: "edit-area", rows: Math.min(8, message.content.split("\n").length + 1), maxlength: 4000, "aria-label": t("message.edit"), value: message.content, data: { focus: `editor-${message.id}` } });
  const trouble = el("p", { class: "trouble", role: "alert", hidden: true });
  const save = async () => {
    const content = area.value.trim();
    if (!content || content === message.content) return view.startEdit(null);
    try {
      const { message: changed } = await doors.edit(view.seat.id, message.id, { channel: message.channel_id, content });
      view.startEdit(null);
      return view.seat.put(message.channel_id, changed);
    } catch (error) {
      trouble.textContent = refusalText(error, t);
      trouble.hidden = false;
      return null;
    }
  };
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") view.startEdit(null);
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      save();
    }
  });
  return el("div", { class: "editor" }, area, trouble,
    el("p", { class: "editor-foot" },
      el("button", { type: "button", class: "button primary small", on: { click: save } }, t("message.save")),
      el("button", { type: "button", class: "text-button", on: { click: () => view.startEdit(null) } }, t("dialog.cancel"))));
}
