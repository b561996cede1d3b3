import "../browser.js";
import { calendarOf } from "../../../main/resources/web/app/staff/calendar.js";
import { equal } from "../assert.js";
import { event } from "../core/events.js";

const shift = (more) =>
  event("e1", "2030-01-10", {
    event_name: "Gala, night",
    roles: [{ role: "Server", call_time: "17:00" }],
    my_response: { response: "accept", role: "Server" },
    ...more,
  });
const linesOf = (more) => calendarOf(shift(more), 0).replaceAll("\r\n ", "").split("\r\n");

export const tests = {
  async "from the call time to the end, in UTC, with its commas escaped"() {
    const lines = linesOf({ venue_name: "Hall; 4" });
    equal(lines.filter((line) => /^(DT|SUM|LOC)/.test(line)), [
      "DTSTAMP:19700101T000000Z",
      "DTSTART:20300110T170000Z",
      "DTEND:20300110T230000Z",
      "SUMMARY:Gala\\, night\\, Server",
      "LOCATION:Hall\\; 4",
    ]);
  },

  async "a call time of the evening before, and none at all"() {
    equal(linesOf({ start_time: "02:00", end_time: "09:00", roles: [{ role: "Server", call_time: "23:00" }] })[6], "DTSTART:20300109T230000Z");
    equal(linesOf({ roles: [{ role: "Server", call_time: null }] })[6], "DTSTART:20300110T180000Z");
  },

  async "no line is longer than 75 bytes"() {
    const text = calendarOf(shift({ event_name: "🎉".repeat(60) }), 0);
    equal(text.split("\r\n").every((line) => [...line].length <= 19), true);
  },
};
