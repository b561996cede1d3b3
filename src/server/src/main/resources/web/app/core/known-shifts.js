const KEY = "muster.known";
/** As much as this of text: a device keeps some 5 MB for all pages of a service. */
const MOST_CHARACTERS = 1_500_000;

/**
 * What a person's page knew last, on this device, so that it can be read without a network. Of one person: whoever signs in next
 * takes the place.
 *
 * @typedef {object} Known
 * @property {string} userKey
 * @property {string | null} firm whose events they are; null where the token said that, or nobody could be asked
 * @property {string} name
 * @property {number} at when it was so, in milliseconds
 * @property {object[]} events
 */

/** @returns {Known | undefined} */
export function knownLast(storage = localStorage) {
  try {
    return JSON.parse(storage.getItem(KEY)) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether it is what the page of whoever is signed in shows: of another firm, all of it would seem to be gone.
 *
 * @param {Known | undefined} known
 * @param {{userKey: string, firm: {managerId: string} | null}} session
 */
export const isOfSession = (known, { userKey, firm }) =>
  known?.userKey === userKey && (firm === null || known.firm === null || known.firm === firm.managerId);

/** @param {Known} known its most important events first: the last ones are left out where there is no room */
export function keepKnown({ events, ...known }, storage = localStorage) {
  const kept = [];
  let characters = 0;
  for (const event of events) {
    characters += JSON.stringify(event).length;
    if (characters > MOST_CHARACTERS) {
      break;
    }
    kept.push(event);
  }
  try {
    storage.setItem(KEY, JSON.stringify({ ...known, events: kept }));
  } catch {
    // The device keeps no more: without a network there is nothing to read, or what is older.
  }
}
