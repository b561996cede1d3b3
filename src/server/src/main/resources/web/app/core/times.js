/** Times of events: a day and a time of day, in the zone where it happens. */

const formats = new Map();

/** @returns {Intl.DateTimeFormat | null} null for a zone that this browser does not know */
function formatOf(zone) {
  if (!formats.has(zone)) {
    formats.set(zone, newFormat(zone));
  }
  return formats.get(zone);
}

function newFormat(zone) {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    return null;
  }
}

/** Zone data of a browser is as old as the browser. */
export const knowsZone = (zone) => formatOf(zone) !== null;

/**
 * @returns {number} milliseconds that the zone's clocks are ahead of UTC at that instant; 0 for a zone that is not known,
 *     whose events are taken to be in UTC
 */
export function offsetAt(zone, instant) {
  const format = formatOf(zone);
  if (format === null) {
    return 0;
  }
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const local = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
  return local - Math.floor(instant / 1000) * 1000;
}

const DAY_MS = 86_400_000;

/**
 * The instant at which clocks of the zone show this, by the service's rule: a time that a change of the clocks skips is moved
 * on by the gap, one that comes twice is the first.
 *
 * @returns {number} in milliseconds
 */
export function instantOf(date, time, zone) {
  const [year, month, day] = date.split("-").map(Number);
  const [hour, minute] = (time ?? "00:00").split(":").map(Number);
  const local = Date.UTC(year, month - 1, day, hour, minute);
  const before = offsetAt(zone, local - DAY_MS);
  const after = offsetAt(zone, local + DAY_MS);
  const isAfterTheChange = offsetAt(zone, local - before) !== before && offsetAt(zone, local - after) === after;
  return local - (isAfterTheChange ? after : before);
}

const starts = new WeakMap();

/** @returns {number} when the event begins, in milliseconds */
export function startOf(event) {
  if (!starts.has(event)) {
    starts.set(event, instantOf(event.date, event.start_time, event.timezone));
  }
  return starts.get(event);
}

/** @returns {number} when the event is over: the service reckons that, by its own zone data */
export const endOf = (event) => Date.parse(event.endsAt);

export const isOver = (event, now) => endOf(event) <= now;

export const hasBegun = (event, now) => startOf(event) <= now;

export const readersZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
