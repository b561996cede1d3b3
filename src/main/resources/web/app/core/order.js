import { isOver, startOf } from "./times.js";

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

/** Places missing for each hour that is left. */
function urgency(event, now) {
  if (standing(event, now) !== "filling") {
    return 0;
  }
  return placesLeft(event) / Math.max(1, (startOf(event) - now) / HOUR_MS);
}

const soonest = (a, b) => startOf(a) - startOf(b) || a.id.localeCompare(b.id);

/**
 * Of the events that are not over.
 *
 * @param {object[]} events
 * @param {{sort: "soonest" | "urgent", show: string, words: string, now: number}} choice `show`: a standing, or `all`
 */
export function chosen(events, { sort, show, words, now }) {
  const order = sort === "urgent" ? (a, b) => urgency(b, now) - urgency(a, now) || soonest(a, b) : soonest;
  return events
    .filter((event) => !isOver(event, now) && (show === "all" || standing(event, now) === show))
    .filter(speaksOf(words))
    .sort(order);
}

/** @returns {(event: object) => boolean} whether an event has these words in it */
export function speaksOf(words) {
  const wanted = words.trim().toLocaleLowerCase();
  return (event) => wanted === "" || textOf(event).includes(wanted);
}

function textOf(event) {
  const { event_name, client_name, venue_name, city, roles } = event;
  return [event_name, client_name, venue_name, city, ...roles.map(({ role }) => role)].join("\n").toLocaleLowerCase();
}
