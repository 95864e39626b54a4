// The page's own words, in three languages; a missing word is a mistake and says so.

import { en } from "./texts/en.js";
import { fr } from "./texts/fr.js";
import { it } from "./texts/it.js";

const ALL = { fr, en, it };

export const LANGUAGES = [["fr", "français"], ["en", "English"], ["it", "italiano"]];

const LOCALES = { fr: "fr-FR", en: "en-GB", it: "it-IT" };

function fillIn(text, blanks) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in blanks ? String(blanks[name]) : whole));
}

function closest(locale) {
  const language = String(locale || "").slice(0, 2).toLowerCase();
  return language in ALL ? language : "en";
}

/** A speaker of the language closest to `locale`: t(key, blanks); t.count chooses between one and other. */
export function speak(locale) {
  const language = closest(locale);
  const texts = ALL[language];
  const plural = new Intl.PluralRules(language);
  const t = (key, blanks = {}) => fillIn(texts[key] ?? `⟨${key}⟩`, blanks);
  t.count = (key, count, blanks = {}) => {
    const form = `${key}.${plural.select(count)}`;
    return t(form in texts ? form : `${key}.other`, { count, ...blanks });
  };
  t.maybe = (key) => texts[key] ?? null;
  t.language = language;
  // English dates are written the British way unless the person's own locale says otherwise.
  t.locale = String(locale).startsWith("en-US") ? "en-US" : LOCALES[language];
  return t;
}

speak.closest = closest;

export function languageName(locale) {
  const found = LANGUAGES.find(([code]) => code === String(locale).slice(0, 2));
  return found ? found[1] : new Intl.DisplayNames([locale], { type: "language" }).of(locale) || locale;
}
