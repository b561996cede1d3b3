const KEY = "muster.places";

/** By address: how far one had scrolled, and what had the focus. */
const kept = new Map(JSON.parse(sessionStorage.getItem(KEY) ?? "[]"));
const MOST = 30;

addEventListener("forget", () => kept.clear());

/** To be called before what is shown changes. */
export function leave(address) {
  kept.delete(address);
  kept.set(address, { top: scrollY, focus: document.activeElement?.id ?? "" });
  if (kept.size > MOST) {
    kept.delete(kept.keys().next().value);
  }
  sessionStorage.setItem(KEY, JSON.stringify([...kept]));
}

/**
 * Goes where one was at this address, once it is drawn.
 *
 * @returns {boolean} false: one was never there
 */
export function comeBack(address) {
  const was = kept.get(address);
  if (was === undefined) {
    return false;
  }
  const focused = was.focus === "" ? null : document.getElementById(was.focus);
  (focused ?? document.querySelector("main"))?.focus({ preventScroll: true });
  scrollTo(0, was.top);
  return true;
}
