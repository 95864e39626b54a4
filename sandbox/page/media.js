// Pictures and files. Only the sandbox's own are loaded; of others only the address is shown.

import { el, icon } from "./dom.js";

/** The path of a file that the sandbox keeps, or null for an address elsewhere. */
export function ours(address, attachments = []) {
  if (!address) return null;
  if (address.startsWith("attachment://")) {
    const kept = attachments.find((file) => file.filename === address.slice(13));
    return kept ? ours(kept.url) : null;
  }
  let parsed;
  try {
    parsed = new URL(address, location.href);
  } catch {
    return null;
  }
  const loopback = ["127.0.0.1", "localhost", "[::1]"].includes(parsed.hostname);
  return loopback && parsed.pathname.startsWith("/attachments/") ? parsed.pathname + parsed.search : null;
}

export function picture(media, view, { description = "", attachments = [], spoiler = false, small = false } = {}) {
  const address = media?.url || "";
  const path = ours(address, attachments);
  const alt = description || media?.description || "";
  if (!path) return elsewhere(address, alt, view);
  const image = el("img", { src: path, alt: alt || view.t("media.nameless"), loading: "lazy", class: small ? "picture small" : "picture" });
  if (media.width && media.height) {
    image.width = media.width;
    image.height = media.height;
  }
  const open = el("a", { href: path, target: "_blank", rel: "noopener", class: "picture-link" }, image);
  image.addEventListener("error", () => open.replaceWith(elsewhere(address, alt, view)));
  const figure = el("figure", { class: "figure" }, open);
  if (alt && !small) figure.append(altBadge(alt, view));
  return spoiler ? veiled(figure, view) : figure;
}

function altBadge(alt, view) {
  return el("details", { class: "alt" }, el("summary", { "aria-label": view.t("media.alt") }, "ALT"), el("p", {}, alt));
}

function elsewhere(address, alt, view) {
  return el("p", { class: "elsewhere" }, icon("out"), el("span", {}, alt || view.t("media.elsewhere")),
    /^https?:/.test(address) && el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, address));
}

function veiled(figure, view) {
  const box = el("div", { class: "veil" });
  const show = el("button", { type: "button", class: "veil-button", on: { click: () => box.replaceWith(figure) } }, view.t("markup.spoiler"));
  box.append(show);
  return box;
}

function size(bytes, locale) {
  const [amount, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: 1 }).format(amount);
}

export function fileLine(name, address, bytes, view) {
  const path = ours(address);
  return el("p", { class: "file" }, icon("file"),
    path ? el("a", { href: path, target: "_blank", rel: "noopener", download: name }, name) : el("span", {}, name),
    bytes !== undefined && el("span", { class: "quiet" }, size(bytes, view.dates.locale)));
}

export function attachments(message, view) {
  const shownAlready = new Set();
  for (const embed of message.embeds || []) {
    for (const media of [embed.image, embed.thumbnail]) if (media?.url) shownAlready.add(ours(media.url, message.attachments));
  }
  const files = (message.attachments || []).filter((file) => !shownAlready.has(ours(file.url)));
  if (!files.length) return null;
  return el("div", { class: "attachments" }, files.map((file) => {
    const spoiler = file.filename.startsWith("SPOILER_");
    if ((file.content_type || "").startsWith("image/")) {
      return picture(file, view, { description: file.description, spoiler });
    }
    return fileLine(file.title || file.filename, file.url, file.size, view);
  }));
}

/** What the doors take: {name, base64, description}. */
export async function packed(file, description) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return { name: file.name, base64: btoa(text), ...(description ? { description } : {}) };
}
