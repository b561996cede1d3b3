const KEYS = { "/": "find", c: "new", j: "next", k: "before", Escape: "shut" };
const SWITCH = "muster.keys";

/** Who dictates, or hits keys in passing, turns them off. */
export const areKeysOn = () => localStorage.getItem(SWITCH) !== "off";

export const switchKeys = () => localStorage.setItem(SWITCH, areKeysOn() ? "off" : "on");

/** @returns {string | undefined} what a key means on the week; undefined where it is typed, or means something else */
export function keyOf(event) {
  const isTyped = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], dialog, .menu") != null;
  const isOther = event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector("dialog[open]") !== null;
  const isEscapeOfSearch = event.key === "Escape" && event.target.id === "find";
  if (isOther || (isTyped && !isEscapeOfSearch) || (event.key !== "Escape" && !areKeysOn())) {
    return undefined;
  }
  return KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
}
