/** Times of events: a day and a time of day, in the zone where it happens. */

const offsets = new Map();

function offsetFormat(zone) {
  if (!offsets.has(zone)) {
    offsets.set(
      zone,
      new Intl.DateTimeFormat("en-US", {
        timeZone: zone,
        hourCycle: "h23",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
      }),
    );
  }
  return offsets.get(zone);
}

/** @returns {number} milliseconds that the zone's clocks are ahead of UTC at that instant */
export function offsetAt(zone, instant) {
  const parts = Object.fromEntries(offsetFormat(zone).formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const local = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
  return local - Math.floor(instant / 1000) * 1000;
}

/** @returns {number} the instant at which clocks of the zone show this, in milliseconds */
export function instantOf(date, time, zone) {
  const [year, month, day] = date.split("-").map(Number);
  const [hour, minute] = (time ?? "00:00").split(":").map(Number);
  const local = Date.UTC(year, month - 1, day, hour, minute);
  const guess = local - offsetAt(zone, local);
  return local - offsetAt(zone, guess);
}

const starts = new WeakMap();

/** @returns {number} when the event begins, in milliseconds */
export function startOf(event) {
  if (!starts.has(event)) {
    starts.set(event, instantOf(event.date, event.start_time, event.timezone));
  }
  return starts.get(event);
}

const DAY_MS = 86_400_000;

const ends = new WeakMap();

/** @returns {number} when the event is over */
export function endOf(event) {
  if (!ends.has(event)) {
    ends.set(event, endInItsZone(event));
  }
  return ends.get(event);
}

export const isOver = (event, now) => endOf(event) <= now;

function endInItsZone(event) {
  if (!event.end_time) {
    return instantOf(event.date, "00:00", event.timezone) + DAY_MS;
  }
  const end = instantOf(event.date, event.end_time, event.timezone);
  return event.start_time && event.end_time <= event.start_time ? end + DAY_MS : end;
}

export const readersZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
