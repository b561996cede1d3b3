import { nameKey } from "./names.js";
import { placesLeft, places } from "./order.js";
import { hasBegun, isOver, startOf } from "./times.js";

/** A week of the board: seven days from any day, each with what is missing and what is done. */

export const WEEK = 7;
const DAY_MS = 86_400_000;
const CLOSED = new Set(["cancelled", "completed"]);

/** @param {string} date `2026-12-01` */
export const addDays = (date, days) => new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The reader's own day. */
export function todayOf(now) {
  const at = new Date(now);
  return new Date(now - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** Whether somebody has to be found now: it begins, or its answers close, within a day. */
export function isDue(event, now) {
  const ends = Math.min(startOf(event), event.respond_by ? Date.parse(event.respond_by) : Number.POSITIVE_INFINITY);
  return !hasBegun(event, now) && ends - now < DAY_MS;
}

/** How far an event has come: `lacking` is what somebody has to see to, all others are done or not begun. */
export function partOf(event, now) {
  if (CLOSED.has(event.status)) {
    return "closed";
  }
  if (isOver(event, now)) {
    return "over";
  }
  if (event.status === "draft") {
    return "drafts";
  }
  if (hasBegun(event, now)) {
    return "running";
  }
  return placesLeft(event) > 0 ? "lacking" : "full";
}

/** @returns {{role: string, missing: number}[]} of one event, those that lack most first */
export const missingRoles = ({ role_stats: stats }) =>
  stats
    .filter(({ remaining }) => remaining > 0)
    .map(({ role, remaining }) => ({ role, missing: remaining }))
    .sort((a, b) => b.missing - a.missing);

/** @param {string | undefined} role undefined: all of them */
export const missingOf = (event, role) =>
  role === undefined
    ? placesLeft(event)
    : event.role_stats.filter((stats) => nameKey(stats.role) === nameKey(role)).reduce((sum, { remaining }) => sum + remaining, 0);

const bySoonest = (a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1);

/**
 * @param {object[]} events all that are known
 * @param {{from: string, now: number, role?: string}} choice `role`: only what lacks this one
 */
export function weekOf(events, { from, now, role }) {
  const today = todayOf(now);
  const days = Array.from({ length: WEEK }, (_, at) => emptyDay(addDays(from, at)));
  const byDate = new Map(days.map((day) => [day.date, day]));
  for (const event of [...events].sort(bySoonest)) {
    const part = partOf(event, now);
    // What began the night before and still runs is of today.
    const day = byDate.get(event.date) ?? (part === "running" && event.date < today ? byDate.get(today) : undefined);
    if (day !== undefined) {
      add(day, event, part, { now, role });
    }
  }
  return { days, ...sums(days), byRole: byRole(days.flatMap(({ all }) => all).filter((event) => partOf(event, now) === "lacking")) };
}

const emptyDay = (date) => ({
  date,
  all: [],
  lacking: [],
  running: [],
  full: [],
  drafts: [],
  over: [],
  closed: [],
  missing: 0,
  places: 0,
  isDue: false,
});

function add(day, event, part, { now, role }) {
  day.all.push(event);
  const missing = part === "lacking" ? missingOf(event, role) : 0;
  if (part !== "lacking" || missing > 0) {
    day[part].push(event);
  }
  day.missing += missing;
  day.isDue ||= missing > 0 && isDue(event, now);
  if (part !== "drafts" && part !== "closed") {
    day.places += role === undefined ? places(event) : placesOf(event, role);
  }
}

const placesOf = (event, role) =>
  event.role_stats.filter((stats) => nameKey(stats.role) === nameKey(role)).reduce((sum, { capacity }) => sum + capacity, 0);

function sums(days) {
  const sum = (of) => days.reduce((total, day) => total + of(day), 0);
  return {
    missing: sum(({ missing }) => missing),
    places: sum((day) => day.places),
    events: sum(({ all, closed }) => all.length - closed.length),
    drafts: days.flatMap((day) => day.drafts),
  };
}

function byRole(events) {
  const roles = new Map();
  for (const { role, missing } of events.flatMap(missingRoles)) {
    const known = roles.get(nameKey(role)) ?? { role, missing: 0 };
    roles.set(nameKey(role), { ...known, missing: known.missing + missing });
  }
  return [...roles.values()].sort((a, b) => b.missing - a.missing || (a.role < b.role ? -1 : 1));
}
