import { endOf, instantOf, startOf } from "./times.js";

/** What a shift means for the person who takes it: when to be there, how long, for how much, and what it collides with. */

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** `13 €/h`, `$ 14.50 / h`, `12,5 EUR/hora`, `28 USD an hour`: so much for an hour; anything else is only shown. */
const RATE = /^\s*([€$£])?\s*(\d{1,4}(?:[.,]\d{1,2})?)\s*([€$£]|EUR|USD|GBP)?\s*(?:\/|an|per|la|por)\s*(?:h|hr|hour|hora)\s*$/i;
const CURRENCIES = { "€": "EUR", $: "USD", "£": "GBP" };

export const isIn = ({ my_response: mine }) => mine?.response === "accept";

/** Waits for a place, or has asked for one. */
export const standsBy = ({ my_standby: standby }) => standby != null;

/** Nobody can do anything about it any more. */
export const isOff = ({ status }) => status === "cancelled" || status === "completed";

/** @param {string} name of a role, in any case */
export const roleOf = ({ roles }, name) => roles.find(({ role }) => role.toLowerCase() === name.toLowerCase());

/** The call time that all roles share, or else undefined. */
export function commonCall({ roles }) {
  const [first, ...others] = roles.map(({ call_time: call }) => call ?? undefined);
  return others.every((call) => call === first) ? first : undefined;
}

/** @returns {number | undefined} undefined where no end is said */
export function hoursOf(event, role) {
  const start = role?.start_time ?? event.start_time;
  const end = role?.end_time ?? event.end_time;
  if (!start || !end) {
    return undefined;
  }
  const from = instantOf(event.date, start, event.timezone);
  const to = instantOf(event.date, end, event.timezone);
  return Math.round((10 * (to > from ? to - from : to + DAY_MS - from)) / HOUR_MS) / 10;
}

/** @returns {{amount: number, currency: string} | undefined} undefined where it cannot be reckoned */
export function payOf(event, role) {
  const [, before, rate, after] = RATE.exec(event.pay_rate_info ?? "") ?? [];
  const sign = before ?? after;
  const hours = hoursOf(event, role);
  return sign === undefined || hours === undefined
    ? undefined
    : { amount: Number(rate.replace(",", ".")) * hours, currency: CURRENCIES[sign] ?? sign.toUpperCase() };
}

/** @returns {number | undefined} when an answer that has not arrived is of no use any more; undefined where it is already */
export function uselessAt(event, response, now) {
  const start = startOf(event);
  const ends = [endOf(event)];
  if (response === "accept") {
    ends.push(...(event.respond_by ? [Date.parse(event.respond_by)] : []), ...(start > now ? [start] : []));
  }
  const first = Math.min(...ends);
  return first > now ? first : undefined;
}

/** @returns {object | undefined} the first of one's shifts that is at the same time */
export function overlapping(event, mine) {
  return mine.find((other) => other.id !== event.id && !isOff(other) && startOf(other) < endOf(event) && startOf(event) < endOf(other));
}
