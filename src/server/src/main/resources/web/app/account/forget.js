const PREFIX = "muster.";
/** How somebody likes the pages says nothing of who it was. */
const LIKINGS = new Set(["muster.language", "muster.theme", "muster.keys"]);

/**
 * Who signs out leaves nothing on this device for the next: no token, no draft, no answer that was not sent, nothing that was
 * fetched. Whatever a page keeps is forgotten here.
 */
export async function forgetEverything({ tab = sessionStorage, device = localStorage } = {}) {
  for (const storage of [tab, device]) {
    const names = Array.from({ length: storage.length }, (_, index) => storage.key(index));
    names.filter((name) => name.startsWith(PREFIX) && !LIKINGS.has(name)).forEach((name) => storage.removeItem(name));
  }
}
