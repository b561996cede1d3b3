const PREFIX = "muster.";
/** How somebody likes the pages says nothing of anybody. */
const LIKINGS = new Set(["muster.theme", "muster.language", "muster.keys"]);

/** What was shown of events, and where: not whose turn it is, what they typed, nor what they have not sent yet. */
const SHOWN = new Set(["muster.known", "muster.places", "muster.week", "muster.find"]);

/**
 * Forgets all that this device keeps of whoever was signed in: shifts, changes to be read, presses that were not sent, forms,
 * searches. What a module holds besides goes by the event `forget` on the window.
 *
 * @param {Storage[]} storages
 */
export function forgetAll(storages = [localStorage, sessionStorage]) {
  forget(storages, (name) => !LIKINGS.has(name));
}

/**
 * Forgets what this device keeps of the events that were shown; whoever is signed in stays so.
 *
 * @param {string} shiftsKey of the session, see there
 * @param {Storage[]} storages
 */
export function forgetShown(shiftsKey, storages = [localStorage, sessionStorage]) {
  forget(storages, (name) => SHOWN.has(name) || name === `muster.shifts.${shiftsKey}`);
}

function forget(storages, isForgotten) {
  for (const storage of storages) {
    const names = Array.from({ length: storage.length }, (_, index) => storage.key(index));
    names.filter((name) => name.startsWith(PREFIX) && isForgotten(name)).forEach((name) => storage.removeItem(name));
  }
  globalThis.dispatchEvent?.(new Event("forget"));
}
