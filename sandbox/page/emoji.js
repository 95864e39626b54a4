// A small set of emoji to react and write with, named in our three languages.

export const EMOJI = [
  ["✋", "main levée", "raised hand", "mano alzata"],
  ["🤔", "visage qui réfléchit", "thinking face", "faccina che pensa"],
  ["👋", "main qui salue", "waving hand", "mano che saluta"],
  ["📣", "mégaphone", "megaphone", "megafono"],
  ["👍", "pouce vers le haut", "thumbs up", "pollice in su"],
  ["👎", "pouce vers le bas", "thumbs down", "pollice in giù"],
  ["❤️", "cœur", "heart", "cuore"],
  ["🙏", "mains jointes", "folded hands", "mani giunte"],
  ["👏", "applaudissements", "clapping hands", "applauso"],
  ["🙌", "mains en l’air", "raising hands", "mani alzate"],
  ["💪", "biceps", "flexed biceps", "muscolo"],
  ["🎉", "cotillons", "party popper", "festa"],
  ["😀", "grand sourire", "grinning face", "gran sorriso"],
  ["😊", "sourire", "smiling face", "sorriso"],
  ["😂", "larmes de joie", "tears of joy", "lacrime di gioia"],
  ["😍", "yeux en cœur", "heart eyes", "occhi a cuore"],
  ["😮", "surprise", "surprised face", "sorpresa"],
  ["😢", "tristesse", "crying face", "tristezza"],
  ["😅", "sourire gêné", "nervous smile", "sorriso imbarazzato"],
  ["🙂", "léger sourire", "slight smile", "lieve sorriso"],
  ["😉", "clin d’œil", "wink", "occhiolino"],
  ["🤷", "haussement d’épaules", "shrug", "alzata di spalle"],
  ["🤝", "poignée de main", "handshake", "stretta di mano"],
  ["👀", "yeux", "eyes", "occhi"],
  ["🔥", "feu", "fire", "fuoco"],
  ["✨", "étincelles", "sparkles", "scintille"],
  ["⭐", "étoile", "star", "stella"],
  ["💡", "ampoule", "light bulb", "lampadina"],
  ["✅", "coche verte", "green check", "spunta verde"],
  ["❌", "croix rouge", "red cross", "croce rossa"],
  ["❓", "question", "question mark", "domanda"],
  ["⚠️", "attention", "warning", "attenzione"],
  ["📌", "punaise", "pin", "puntina"],
  ["📅", "calendrier", "calendar", "calendario"],
  ["⏰", "réveil", "alarm clock", "sveglia"],
  ["🔔", "cloche", "bell", "campanella"],
  ["🔗", "lien", "link", "collegamento"],
  ["📰", "journal", "newspaper", "giornale"],
  ["🎙️", "micro", "microphone", "microfono"],
  ["📻", "radio", "radio", "radio"],
  ["🎬", "clap", "clapper board", "ciak"],
  ["📷", "appareil photo", "camera", "macchina fotografica"],
  ["🏭", "usine", "factory", "fabbrica"],
  ["🛠️", "outils", "tools", "attrezzi"],
  ["⚙️", "engrenage", "gear", "ingranaggio"],
  ["🔬", "microscope", "microscope", "microscopio"],
  ["🚀", "fusée", "rocket", "razzo"],
  ["🌱", "pousse", "seedling", "germoglio"],
  ["☕", "café", "coffee", "caffè"],
  ["🏆", "coupe", "trophy", "coppa"],
];

const COLUMN = { fr: 1, en: 2, it: 3 };

export function emojiName(emoji, language) {
  const bare = emoji.replace("\uFE0F", "");
  const row = EMOJI.find(([known]) => known.replace("\uFE0F", "") === bare);
  return row ? row[COLUMN[language] || 2] : emoji;
}

/** A button's or an option's emoji as text; one of the server's own is only its name. */
export function emojiText(emoji) {
  if (!emoji) return "";
  return emoji.id ? `:${emoji.name}:` : emoji.name;
}

/** How the doors want to hear of an emoji. */
export function emojiKey(emoji) {
  return emoji.id ? `${emoji.name}:${emoji.id}` : emoji.name;
}
