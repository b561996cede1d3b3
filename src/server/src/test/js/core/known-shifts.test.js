import { Storage } from "../browser.js";
import { isOfSession, keepKnown, knownLast } from "../../../main/resources/web/app/core/known-shifts.js";
import { uselessAt } from "../../../main/resources/web/app/core/shifts.js";
import { equal } from "../assert.js";
import { event } from "./events.js";

const HOUR_MS = 3_600_000;
/** The event begins at 18:00 and ends at 23:00. */
const at = (hour) => Date.UTC(2030, 0, 10, hour);

export const tests = {
  async "what was known is there for the page that is opened next, with when it was so"() {
    const storage = new Storage();
    equal(knownLast(storage), undefined);
    const known = { userKey: "a", name: "Ada", at: 5, events: [event("a", "2030-01-10")] };
    keepKnown(known, storage);
    equal(knownLast(storage), { userKey: "a", name: "Ada", at: 5, events: known.events });
  },

  async "what was known of one firm is not shown as what is known of another"() {
    const known = { userKey: "a", firm: "acme" };
    const shows = (userKey, firm) => isOfSession(known, { userKey, firm });
    equal([shows("a", { managerId: "acme" }), shows("a", { managerId: "best" }), shows("b", { managerId: "acme" })], [true, false, false]);
    // Nobody could be asked for the firm.
    equal([shows("a", null), isOfSession({ ...known, firm: null }, { userKey: "a", firm: { managerId: "best" } })], [true, true]);
    equal(isOfSession(undefined, { userKey: "a", firm: null }), false);
  },

  async "where there is no room for all, the last ones are left out"() {
    const storage = new Storage();
    const events = Array.from({ length: 400 }, (_, index) => event(`e${index}`, "2030-01-10", { notes: "x".repeat(10_000) }));
    keepKnown({ userKey: "a", name: "Ada", at: 5, events }, storage);
    const kept = knownLast(storage).events.map(({ id }) => id);
    equal([kept.length > 100 && kept.length < 150, kept[0]], [true, "e0"]);
  },

  async "what is damaged, or does not fit, is as good as nothing"() {
    const storage = new Storage();
    storage.setItem("muster.known", "{");
    equal(knownLast(storage), undefined);
    storage.setItem = () => {
      throw new Error("full");
    };
    keepKnown({ userKey: "a", name: "Ada", at: 5, events: [] }, storage);
  },

  async "an accept is of use until the deadline, or until it begins; a decline until it is over"() {
    const gala = event("a", "2030-01-10");
    equal(uselessAt(gala, "accept", at(9)), at(18));
    equal(uselessAt({ ...gala, respond_by: new Date(at(12)).toISOString() }, "accept", at(9)), at(12));
    equal(uselessAt(gala, "accept", at(19)), at(23));
    equal(uselessAt(gala, "decline", at(9)), at(23));
    equal(uselessAt(gala, "decline", at(23) + HOUR_MS), undefined);
  },
};
