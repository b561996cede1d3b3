import { todayOf } from "../core/week.js";

/**
 * Where on the board one is, by the address after the sign: what a link, a reload and the way back bring along.
 *
 * @typedef {object} Week
 * @property {string} from the first of seven days
 * @property {string} [role] only what lacks this one
 * @property {string} words that are searched for
 * @property {string} [day] that was jumped to
 * @property {string} [event] that is open beside the list
 * @property {string[]} folds that are open, `2026-12-01.full`
 */

const DATE = /^\d{4}-\d\d-\d\d$/;

export function place(hash = location.hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [name, id, what] = path.split("/");
  if (name === "new") {
    return { name: "new", from: id };
  }
  if (name === "events" && id) {
    return { name: what === "edit" ? "edit" : "event", id };
  }
  if (name === "members") {
    return { name: "members" };
  }
  return name === "cards" ? { name: "cards" } : { name: "week", ...weekIn(new URLSearchParams(query)) };
}

function weekIn(query) {
  const dateIn = (name) => (DATE.test(query.get(name) ?? "") && !Number.isNaN(Date.parse(query.get(name))) ? query.get(name) : undefined);
  return {
    from: dateIn("from") ?? todayOf(Date.now()),
    role: query.get("role") ?? undefined,
    words: query.get("words") ?? "",
    day: dateIn("day"),
    event: query.get("event") ?? undefined,
    folds: (query.get("open") ?? "").split(",").filter(Boolean),
  };
}

/** @param {Partial<Week>} week */
export function weekAddress({ from, role, words, day, event, folds = [] }) {
  const parts = { from: from === todayOf(Date.now()) ? undefined : from, role, words, day, event, open: folds.join() };
  const query = new URLSearchParams(Object.entries(parts).filter(([, value]) => value)).toString();
  return query === "" ? "#/" : `#/?${query}`;
}

export const goTo = (path) => {
  location.hash = path;
};

/** Tells of each address that replaced another one without a step to go back to. */
export const replaced = new EventTarget();

/** What is typed or looked at in passing: no step to go back to. */
export function replaceWith(path) {
  history.replaceState(history.state, "", path);
  replaced.dispatchEvent(new Event("change"));
}
