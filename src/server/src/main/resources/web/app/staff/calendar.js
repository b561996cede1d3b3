import { roleOf } from "../core/shifts.js";
import { endOf, instantOf, startOf } from "../core/times.js";

const HOUR_MS = 3_600_000;

/**
 * A shift as a calendar has it (RFC 5545), from the call time on.
 *
 * @param {object} event that one is in
 */
export function calendarOf(event, now = Date.now()) {
  const { my_response: mine, date, timezone } = event;
  const call = roleOf(event, mine.role)?.call_time;
  const begins = startOf(event);
  const called = call ? instantOf(date, call, timezone) : begins;
  // A call time long after the start is of the day before.
  const from = called - begins > 12 * HOUR_MS ? called - 24 * HOUR_MS : Math.min(called, begins);
  const where = [event.venue_name, event.venue_address, event.city].filter(Boolean).join(", ");
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Muster//Shifts//EN",
    "BEGIN:VEVENT",
    `UID:${event.id}@muster`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(from)}`,
    `DTEND:${stamp(endOf(event))}`,
    `SUMMARY:${escaped([event.event_name, mine.role].filter(Boolean).join(", "))}`,
    ...(where === "" ? [] : [`LOCATION:${escaped(where)}`]),
    ...(event.uniform ? [`DESCRIPTION:${escaped(event.uniform)}`] : []),
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return `${lines.map(folded).join("\r\n")}\r\n`;
}

const stamp = (instant) => new Date(instant).toISOString().replace(/[-:]|\.\d{3}/g, "");

const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** A line has at most 75 bytes: no character has more than four of them. */
function folded(line) {
  const characters = [...line];
  const parts = [];
  while (characters.length > 0) {
    parts.push(characters.splice(0, 18).join(""));
  }
  return line.length <= 18 ? line : parts.join("\r\n ");
}
