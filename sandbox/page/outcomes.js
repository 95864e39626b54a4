// What the bot answered to a press, a command or a form, and what a client says when it did not.

import { DoorError } from "./doors.js";

/** Words for a refusal of the doors: our own where the code is known, else the door's sentence. */
export function refusalText(error, t) {
  if (!(error instanceof DoorError)) throw error;
  return t.maybe(`door.${error.code}`) || error.text || t("door.unknown");
}

/** Words for one field: a known reason, else the sentence that came. */
export function fieldText(reason, t) {
  return t.maybe(`field.${reason}`) || reason;
}

/** Shows an outcome in the seat. Returns null when well, else {text, fields}. */
export async function settle(seat, channel, asked, t) {
  let outcome;
  try {
    outcome = await asked;
  } catch (error) {
    return { text: refusalText(error, t), fields: error.fields };
  }
  if (outcome.outcome === "failed") {
    return { text: t(outcome.reason === "offline" ? "failed.offline" : "failed.no_answer"), fields: {} };
  }
  if (outcome.outcome === "modal") seat.offer(outcome.modal);
  else if (outcome.message && outcome.outcome !== "choices") keep(seat, channel, outcome);
  return null;
}

// The same message may already have come as an event, and newer: the event is not undone.
function keep(seat, channel, { outcome, message }) {
  const place = message.channel_id || channel;
  const known = seat.message(place, message.id);
  if (!seat.log(place).fresh) return;
  if (!known || (outcome === "update" && !known.edited_timestamp)) seat.put(place, message);
}
