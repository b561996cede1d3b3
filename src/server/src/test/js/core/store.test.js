import "../browser.js";
import { chosen, placesLeft, standing } from "../../../main/resources/web/app/core/order.js";
import { Store } from "../../../main/resources/web/app/core/store.js";
import { deadlineText, untilText, whenText } from "../../../main/resources/web/app/text/when.js";
import { equal } from "../assert.js";
import { event } from "./events.js";

// What is left out is said on the console, once an event.
console.warn = () => {};

const NOW = Date.UTC(2030, 0, 1);
const DAMAGE = [null, undefined, 5, "?", {}, [], [null], [{}], "2030-13-45", "Mars/Olympus"];

/** What the board makes of its events. */
function board(events) {
  const shown = chosen(events, { sort: "urgent", show: "all", words: "server", now: NOW });
  const deadline = (each) => each.respond_by && deadlineText(each);
  return shown.map((each) => [each.id, whenText(each), untilText(each, NOW), standing(each, NOW), placesLeft(each), deadline(each)]);
}

export const tests = {
  async "one event that is damaged in any field costs itself alone"() {
    const events = Array.from({ length: 4 }, (_, index) =>
      event(`e${index}`, "2030-01-10", {
        respond_by: "2030-01-05T12:00:00.000Z",
        accepted_staff: [],
        declined_staff: [],
        event_name: "Gala",
      }),
    );
    const others = board(events.slice(1));
    for (const field of Object.keys(events[0]).filter((name) => name !== "id")) {
      for (const damage of DAMAGE) {
        const store = new Store();
        store.replaceAll([{ ...events[0], [field]: damage }, ...events.slice(1)]);
        equal([field, damage, board(store.all()).filter(([id]) => id !== "e0")], [field, damage, others]);
      }
    }
  },

  async "nor does one that comes by a frame"() {
    const store = new Store();
    store.put(event("a", "2030-01-10"));
    store.apply({ event: "event:created", data: { eventId: "b", version: 1, event: { ...event("b", "2030-01-10"), roles: 7 } } });
    equal(store.all().map(({ id }) => id), ["a"]);
  },

  async "an event in a zone that the browser does not know shows its own clock, and names the zone"() {
    const told = event("a", "2030-01-10", { timezone: "America/New_Denver", respond_by: "2030-01-05T12:00:00.000Z" });
    equal(whenText(told), "Thu 10 Jan 2030, 18:00 to 23:00 · New Denver time");
    equal(deadlineText(told), "Sat 5 Jan 2030, 12:00 UTC");
  },

  async "a deadline is on the event's clock, as its hours are"() {
    const told = event("a", "2030-01-10", { timezone: "Asia/Tokyo", respond_by: "2030-01-05T20:00:00.000Z" });
    equal(deadlineText(told).startsWith("Sun 6 Jan 2030, 05:00 · "), true);
  },
};
