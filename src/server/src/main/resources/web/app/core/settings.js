import { timeoutSignal } from "./platform.js";

/** Nobody waits longer for it: a form goes on without. */
const PATIENCE_MS = 5_000;

let asked;

/** @returns {Promise<string | undefined>} the service's zone of an event that names none; undefined where nobody answers */
export async function defaultZone() {
  asked ??= ask();
  const zone = await asked;
  if (zone === undefined) {
    asked = undefined;
  }
  return zone;
}

async function ask() {
  try {
    const answer = await fetch("/settings.json", { credentials: "omit", signal: timeoutSignal(PATIENCE_MS) });
    return (await answer.json()).defaultTimezone;
  } catch {
    return undefined;
  }
}
