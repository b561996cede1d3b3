import { finds } from "./names.js";
import { hasBegun, isOver, startOf } from "./times.js";

const HOUR_MS = 3_600_000;
const CLOSED = new Set(["cancelled", "completed"]);

/** How an event stands, in the ways that matter to the eye; a draft is apart. */
export function standing(event, now) {
  if (CLOSED.has(event.status)) {
    return "closed";
  }
  if (event.status === "draft") {
    return "draft";
  }
  if (isOver(event, now)) {
    return "over";
  }
  return placesLeft(event) === 0 ? "full" : "filling";
}

export function placesLeft(event) {
  return event.role_stats.reduce((sum, { remaining }) => sum + remaining, 0);
}

export function places(event) {
  return event.role_stats.reduce((sum, { capacity }) => sum + capacity, 0);
}

/** Whether it starts soon and much is missing. */
export function needsAttention(event, now) {
  const hours = (startOf(event) - now) / HOUR_MS;
  return standing(event, now) === "filling" && hours > 0 && hours < 72 && placesLeft(event) / places(event) > 0.25;
}

/** Places missing for each hour that is left; for what has begun nobody can be found any more. */
function urgency(event, now) {
  if (standing(event, now) !== "filling" || hasBegun(event, now)) {
    return 0;
  }
  return placesLeft(event) / Math.max(1, (startOf(event) - now) / HOUR_MS);
}

const soonest = (a, b) => startOf(a) - startOf(b) || a.id.localeCompare(b.id);

/** By how they are chosen; each is told the time. */
const ORDERS = {
  soonest: () => soonest,
  urgent: (now) => (a, b) => urgency(b, now) - urgency(a, now) || aheadFirst(now)(a, b),
  ahead: (now) => aheadFirst(now),
};

/** What has begun stands after what is still to come. */
const aheadFirst = (now) => (a, b) => hasBegun(a, now) - hasBegun(b, now) || soonest(a, b);

/**
 * Of the events that are not over.
 *
 * @param {object[]} events
 * @param {{sort: "soonest" | "urgent" | "ahead", show: string, words: string, now: number}} choice `show`: a standing, or `all`
 */
export function chosen(events, { sort, show, words, now }) {
  return events
    .filter((event) => !isOver(event, now) && (show === "all" || standing(event, now) === show))
    .filter(speaksOf(words))
    .sort(ORDERS[sort](now));
}

/**
 * @param {(date: string) => string} [dayWords] what a day is called
 * @returns {(event: object) => boolean} whether an event has these words in it, in any order, accents or not
 */
export function speaksOf(words, dayWords = () => "") {
  const isFound = finds(words);
  return (event) => isFound(`${textOf(event)} ${dayWords(event.date)}`);
}

/** People are searched as far as they are known: lists of events come without them. */
function textOf(event) {
  const { event_name, client_name, venue_name, venue_address, city, roles, accepted_staff: accepted = [], standby_staff: standby = [] } = event;
  const people = [...accepted, ...standby].map(({ name }) => name);
  return [event_name, client_name, venue_name, venue_address, city, ...roles.map(({ role }) => role), ...people].filter(Boolean).join(" ");
}
