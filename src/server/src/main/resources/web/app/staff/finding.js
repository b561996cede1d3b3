import { isIn, overlapping, standsBy } from "../core/shifts.js";
import { isOver, startOf } from "../core/times.js";
import { addDays, todayOf } from "../core/week.js";
import { isLate, offerOf } from "./offer.js";
import { wasRefused } from "./outcome.js";

/** What of all there is one of the staff may want to take, by day. */

const bySoonest = (a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1);

/** By name, how many days from today are meant. */
export const WHENS = { any: undefined, today: [0, 0], tomorrow: [1, 1], week: [0, 6], nextWeek: [7, 13] };

/** @returns {string[]} the roles that are offered, each once, by name */
export function rolesOf(events) {
  const names = new Map(events.flatMap(({ roles }) => roles).map(({ role }) => [role.toLowerCase(), role]));
  return [...names.values()].sort((a, b) => a.localeCompare(b));
}

/**
 * @param {object[]} events all that are known
 * @param {{now: number, mine: object[], stays: (id: string) => boolean, role: string, when: keyof typeof WHENS}} choice `stays`: it
 *     was pressed, and stands where it stood; `role`: empty for any
 * @returns {{date: string, open: object[], full: object[], overlapping: object[], late: object[], declined: object[]}[]} what opens
 *     later is among the open; `late`: nobody can answer any more
 */
export function daysOf(events, { now, mine, stays, role, when }) {
  const days = new Map();
  for (const event of events.filter((each) => stays(each.id) || isMeant(each, { now, role, when })).sort(bySoonest)) {
    const day = days.get(event.date) ?? { date: event.date, open: [], full: [], overlapping: [], late: [], declined: [] };
    days.set(event.date, day);
    day[stays(event.id) ? "open" : partOf(event, mine, role, now)].push(event);
  }
  return [...days.values()];
}

function isMeant(event, { now, role, when }) {
  const days = WHENS[when];
  const today = todayOf(now);
  return (
    !isIn(event) &&
    !isOver(event, now) &&
    (event.status === "published" || event.status === "fulfilled") &&
    (role === "" || event.roles.some((each) => each.role.toLowerCase() === role.toLowerCase())) &&
    (days === undefined || (event.date >= addDays(today, days[0]) && event.date <= addDays(today, days[1])))
  );
}

function partOf(event, mine, role, now) {
  if (standsBy(event) || wasRefused(event)) {
    return "open";
  }
  if (event.my_response?.response === "decline") {
    return "declined";
  }
  if (!canTake(event, role, now)) {
    return isLate(event, now) ? "late" : "full";
  }
  return overlapping(event, mine) === undefined ? "open" : "overlapping";
}

/** Now, or once it opens. */
function canTake(event, role, now) {
  const opened = { ...event, my_opens_at: null };
  return event.role_stats.some(
    (stats, at) => (role === "" || stats.role.toLowerCase() === role.toLowerCase()) && offerOf(opened, stats, event.roles[at], now).isOpen,
  );
}
