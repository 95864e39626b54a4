// Colours that come from outside (roles, embeds), made legible on our grounds.

// The ground of each light on which a name is hardest to read.
const GROUNDS = { light: [226, 220, 207], dark: [55, 58, 62] };

function parse(hex) {
  const number = Number.parseInt(hex.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

function luminance(colour) {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2 contrast of two colours, 1 to 21. */
function contrast(one, two) {
  const [high, low] = [luminance(one), luminance(two)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function legible(colour, ground, towards) {
  for (let share = 0; share <= 1; share += 0.05) {
    const mixed = colour.map((part, index) => Math.round(part + (towards[index] - part) * share));
    if (contrast(mixed, ground) >= 4.6) return `rgb(${mixed.join(" ")})`;
  }
  return `rgb(${towards.join(" ")})`;
}

const known = new Map();

/** Sets --tint-light and --tint-dark; the style sheet takes the one that fits. */
export function tint(node, hex) {
  if (!hex) return node;
  if (!known.has(hex)) {
    const colour = parse(hex);
    known.set(hex, [legible(colour, GROUNDS.light, [20, 16, 12]), legible(colour, GROUNDS.dark, [255, 250, 240])]);
  }
  const [light, dark] = known.get(hex);
  node.style.setProperty("--tint-light", light);
  node.style.setProperty("--tint-dark", dark);
  node.classList.add("tinted");
  return node;
}

export function hexOf(number) {
  return `#${number.toString(16).padStart(6, "0")}`;
}

/** The plain colour, for edges and dots, where nothing has to be read. */
export function edge(node, hex) {
  if (hex) node.style.setProperty("--edge", hex);
  return node;
}

const HUES = [12, 40, 75, 125, 158, 262, 292, 325, 350];

/** A person without a picture has a colour of their own, always the same. */
export function hue(id) {
  let sum = 0;
  for (const letter of String(id)) sum = (sum * 31 + letter.charCodeAt(0)) % 9973;
  return HUES[sum % HUES.length];
}
