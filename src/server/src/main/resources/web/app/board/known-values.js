import { nameKey } from "../core/names.js";

/** More than these nobody looks through. */
const MOST_LISTED = 100;
/** Fields of which the form knows what they were before. */
export const OFFERED = ["event_name", "client_name", "venue_name", "city", "venue_address", "uniform", "pay_rate_info"];

/** @returns {string[]} without those that differ by case alone, what comes most often first */
export function byFrequency(values) {
  const counts = new Map();
  for (const value of values.filter(Boolean)) {
    const known = counts.get(nameKey(value)) ?? { value, n: 0 };
    known.n += 1;
    counts.set(nameKey(value), known);
  }
  return [...counts.values()].sort((a, b) => b.n - a.n).map(({ value }) => value);
}

/**
 * What can be offered, of the events that are known.
 *
 * @returns {{texts: Object<string, string[]>, roles: string[], qualifications: string[]}}
 */
export function offeredBy(events) {
  const roles = events.flatMap((event) => event.roles);
  return {
    texts: Object.fromEntries(OFFERED.map((name) => [name, byFrequency(events.map((event) => event[name])).slice(0, MOST_LISTED)])),
    roles: byFrequency(roles.map(({ role }) => role)),
    qualifications: byFrequency(roles.flatMap(({ requires }) => requires ?? [])),
  };
}
