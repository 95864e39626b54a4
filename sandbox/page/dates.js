// Moments as one person reads them: in that person's zone and language.

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};

const STEPS = [
  ["second", 1, 45],
  ["minute", 60, 45 * 60],
  ["hour", 3600, 22 * 3600],
  ["day", 86400, 26 * 86400],
  ["month", 30.44 * 86400, 320 * 86400],
  ["year", 365.25 * 86400, Infinity],
];

const formats = new Map();

function format(locale, zone, options) {
  const key = `${locale}|${zone}|${JSON.stringify(options)}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }));
  }
  return formats.get(key);
}

export class Dates {
  constructor(locale, zone, now) {
    this.locale = locale;
    this.zone = zone;
    this.now = now;
    this.ago = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  }

  show(moment, style = "f") {
    if (style === "R") return this.relative(moment);
    return format(this.locale, this.zone, STYLES[style] || STYLES.f).format(moment);
  }

  relative(moment) {
    const seconds = (moment - this.now()) / 1000;
    const [unit, length] = STEPS.find(([, , below]) => Math.abs(seconds) < below);
    return this.ago.format(Math.round(seconds / length), unit);
  }

  day(moment) {
    return format(this.locale, this.zone, { dateStyle: "full" }).format(moment);
  }

  /** Two moments of one day have the same key. */
  dayKey(moment) {
    return format("en-CA", this.zone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(moment);
  }

  stamp(moment) {
    return this.dayKey(moment) === this.dayKey(this.now()) ? this.show(moment, "t") : this.show(moment, "s");
  }

  /** Day, year and hour for a clock face. */
  clock(moment) {
    const day = format(this.locale, this.zone, { weekday: "short", day: "numeric", month: "short" }).format(moment);
    return [day, format(this.locale, this.zone, { year: "numeric" }).format(moment), this.show(moment, "t")];
  }

  zoneName() {
    return zoneName(this.zone);
  }
}

/** "Europe/Paris" → "Paris". */
export function zoneName(zone) {
  return zone.split("/").pop().replaceAll("_", " ");
}

/** The wall clock of a zone as numbers. */
function wall(moment, zone) {
  const parts = format("en-GB", zone, {
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
  }).formatToParts(moment);
  const number = (type) => Number(parts.find((part) => part.type === type).value);
  return { year: number("year"), month: number("month"), day: number("day"), hour: number("hour"), minute: number("minute"), second: number("second") };
}

/** The moment at which clocks of `zone` show this; of two, the first. */
function momentAt({ year, month, day, hour, minute }, zone) {
  const asked = Date.UTC(year, month - 1, day, hour, minute);
  const off = (moment) => {
    const seen = wall(moment, zone);
    return Date.UTC(seen.year, seen.month - 1, seen.day, seen.hour, seen.minute) - Math.floor(moment / 60000) * 60000;
  };
  const before = asked - off(asked - 86400000);
  const after = asked - off(asked + 86400000);
  const right = [before, after].filter((moment) => moment + off(moment) === asked);
  return right.length ? Math.min(...right) : Math.max(before, after);
}

/** The next time that the clocks of `zone` show nine in the morning. */
export function nextMorning(now, zone, hour = 9) {
  const today = wall(now, zone);
  const here = momentAt({ ...today, hour, minute: 0 }, zone);
  if (here > now) return here;
  const tomorrow = new Date(Date.UTC(today.year, today.month - 1, today.day + 1));
  return momentAt(
    { year: tomorrow.getUTCFullYear(), month: tomorrow.getUTCMonth() + 1, day: tomorrow.getUTCDate(), hour, minute: 0 },
    zone,
  );
}

/** What <input type="datetime-local"> wants to read. */
export function localValue(moment, zone) {
  const { year, month, day, hour, minute } = wall(moment, zone);
  const two = (number) => String(number).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

export function parseLocal(value, zone) {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(value);
  if (!found) return null;
  const [year, month, day, hour, minute] = found.slice(1).map(Number);
  return momentAt({ year, month, day, hour, minute }, zone);
}
