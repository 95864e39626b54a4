// Embeds: title, description, fields, pictures, footer, on a coloured edge.

import { el } from "./dom.js";
import { inlineMarkup, markup } from "./markup.js";
import { picture } from "./media.js";
import { edge, hexOf } from "./tints.js";

export function embeds(message, view) {
  return (message.embeds || []).map((embed) => showEmbed(embed, message, view));
}

function showEmbed(embed, message, view) {
  const box = el("div", { class: "embed", role: "group", "aria-label": embed.title || view.t("embed.card") });
  if (embed.color !== undefined && embed.color !== null) edge(box, hexOf(embed.color));
  const main = el("div", { class: "embed-main" });
  if (embed.provider?.name) main.append(el("p", { class: "embed-provider" }, embed.provider.name));
  if (embed.author?.name) main.append(linked("embed-author", embed.author.name, embed.author.url, view));
  if (embed.title) main.append(linked("embed-title", embed.title, embed.url, view));
  if (embed.description) main.append(markup(embed.description, view));
  if (embed.fields?.length) main.append(fields(embed.fields, view));
  if (embed.image) main.append(picture(embed.image, view, { attachments: message.attachments }));
  const foot = footer(embed, view);
  if (foot) main.append(foot);
  box.append(main);
  if (embed.thumbnail) box.append(picture(embed.thumbnail, view, { attachments: message.attachments, small: true }));
  return box;
}

function linked(kind, text, address, view) {
  const words = inlineMarkup(text, view);
  const safe = /^https?:\/\//i.test(address || "");
  return el("p", { class: kind }, safe ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: address }, words) : words);
}

function fields(list, view) {
  return el("dl", { class: "fields" }, list.map((field) =>
    el("div", { class: field.inline ? "field inline" : "field" },
      inlineMarkup(field.name, view, "dt"),
      el("dd", {}, markup(field.value, view)))));
}

function footer(embed, view) {
  const parts = [];
  if (embed.footer?.text) parts.push(embed.footer.text);
  if (embed.timestamp) parts.push(view.dates.stamp(Date.parse(embed.timestamp)));
  return parts.length ? el("p", { class: "embed-footer" }, parts.join(" · ")) : null;
}
