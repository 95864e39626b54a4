// The sandbox's doors, over HTTP and one websocket for each person.

export class DoorError extends Error {
  constructor(status, body) {
    super(body.text || body.error || String(status));
    this.status = status;
    this.code = body.error || "unreachable";
    this.text = body.text || "";
    this.fields = body.fields || {};
  }
}

async function ask(method, path, body) {
  const request = { method, headers: {} };
  if (body !== undefined) {
    request.headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(path, request);
  } catch {
    throw new DoorError(0, { error: "unreachable" });
  }
  let said = {};
  try {
    said = await answer.json();
  } catch {
    said = {};
  }
  if (!answer.ok) throw new DoorError(answer.status, said);
  return said;
}

const enc = encodeURIComponent;
const of = (person, what) => `/sandbox/people/${enc(person)}/${what}`;

export const doors = {
  everyone: () => ask("GET", "/sandbox/people"),
  people: (limit, first) => ask("GET", `/sandbox/people?limit=${limit}&first=${enc(first.join(","))}`),
  state: (as, people) => ask("GET", `/sandbox/state?as=${enc(as)}&people=${people}`),
  messages: (as, channel, before, limit = 50) =>
    ask("GET", `/sandbox/channels/${enc(channel)}/messages?as=${enc(as)}&limit=${limit}${before ? `&before=${enc(before)}` : ""}`),
  reactors: (as, channel, message, emoji) =>
    ask("GET", `/sandbox/channels/${enc(channel)}/messages/${enc(message)}/reactions/${enc(emoji)}?as=${enc(as)}`),
  pins: (as, channel) => ask("GET", `/sandbox/channels/${enc(channel)}/pins?as=${enc(as)}`),
  say: (as, body) => ask("POST", of(as, "messages"), body),
  edit: (as, message, body) => ask("PATCH", of(as, `messages/${enc(message)}`), body),
  remove: (as, message, channel) => ask("DELETE", of(as, `messages/${enc(message)}`), { channel }),
  react: (as, body, added) => ask(added ? "POST" : "DELETE", of(as, "reactions"), body),
  pin: (as, body, pinned) => ask(pinned ? "POST" : "DELETE", of(as, "pins"), body),
  typing: (as, channel) => ask("POST", of(as, "typing"), { channel }),
  thread: (as, body) => ask("POST", of(as, "threads"), body),
  press: (as, body) => ask("POST", of(as, "press"), body),
  command: (as, body) => ask("POST", of(as, "commands"), body),
  autocomplete: (as, body) => ask("POST", of(as, "autocomplete"), body),
  menu: (as, body) => ask("POST", of(as, "menus"), body),
  submit: (as, body) => ask("POST", of(as, "submit"), body),
  change: (person, body) => ask("PATCH", `/sandbox/people/${enc(person)}`, body),
  leave: (person) => ask("POST", of(person, "leave"), {}),
  join: (person) => ask("POST", of(person, "join"), {}),
  clock: () => ask("GET", "/sandbox/clock"),
  moveClock: (body) => ask("POST", "/sandbox/clock", body),
  faults: () => ask("GET", "/sandbox/faults"),
  fault: (body) => ask("POST", "/sandbox/faults", body),
  clearFaults: () => ask("DELETE", "/sandbox/faults"),
  program: (action) => ask("POST", "/sandbox/program", { action }),
};

const PAUSES = [250, 500, 1000, 2000, 4000];

/** Listens to what one person may see, and comes back by itself after a cut. */
export class Ear {
  constructor(person, { heard, lost, back }) {
    this.person = person;
    this.heard = heard;
    this.lost = lost;
    this.back = back;
    this.tries = 0;
    this.closed = false;
    this.opened = new Promise((resolve) => {
      this.firstOpen = resolve;
    });
    this.open();
  }

  open() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.socket = new WebSocket(`${scheme}//${location.host}/sandbox/events?as=${enc(this.person)}`);
    this.socket.addEventListener("open", () => {
      const again = this.tries > 0;
      this.tries = 0;
      this.firstOpen();
      if (again) this.back();
    });
    this.socket.addEventListener("message", (frame) => this.heard(JSON.parse(frame.data)));
    this.socket.addEventListener("close", () => {
      if (this.closed) return;
      if (this.tries === 0) this.lost();
      const pause = PAUSES[Math.min(this.tries, PAUSES.length - 1)];
      this.tries += 1;
      this.timer = setTimeout(() => this.open(), pause);
    });
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket.close();
  }
}
