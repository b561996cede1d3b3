import { timeoutSignal } from "./platform.js";

/** Nobody waits longer for it: a form goes on without. */
const PATIENCE_MS = 5_000;

let asked;

/**
 * What the pages have to know of the service.
 *
 * @typedef {object} Settings
 * @property {string} defaultTimezone of an event that names none
 * @property {boolean} singleTenant staff whom no firm knows see every firm's events
 * @property {{issuer: string, clientId: string, scope: string} | null} signIn the provider where people sign in; null: the pages take
 *     a token alone
 *
 * @returns {Promise<Settings | undefined>} undefined where nobody answers
 */
export async function settings() {
  asked ??= ask();
  const answer = await asked;
  if (answer === undefined) {
    asked = undefined;
  }
  return answer;
}

/** @returns {Promise<string | undefined>} the service's zone of an event that names none; undefined where nobody answers */
export const defaultZone = async () => (await settings())?.defaultTimezone;

async function ask() {
  try {
    const answer = await fetch("/settings.json", { credentials: "omit", signal: timeoutSignal(PATIENCE_MS) });
    return await answer.json();
  } catch {
    return undefined;
  }
}
