const PREFIX = "muster.";
/** How somebody likes the pages says nothing of anybody. */
const LIKINGS = new Set(["muster.theme", "muster.language", "muster.keys"]);

/**
 * Forgets all that this device keeps of whoever was signed in: shifts, changes to be read, presses that were not sent, forms,
 * searches. What a module holds besides goes by the event `forget` on the window.
 *
 * @param {Storage[]} storages
 */
export function forgetAll(storages = [localStorage, sessionStorage]) {
  for (const storage of storages) {
    const names = Array.from({ length: storage.length }, (_, index) => storage.key(index));
    names.filter((name) => name.startsWith(PREFIX) && !LIKINGS.has(name)).forEach((name) => storage.removeItem(name));
  }
  globalThis.dispatchEvent?.(new Event("forget"));
}
