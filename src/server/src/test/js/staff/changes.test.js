import { Storage } from "../browser.js";
import { Changes, forgetChanges } from "../../../main/resources/web/app/staff/changes.js";
import { equal } from "../assert.js";
import { event } from "../core/events.js";

const NOW = Date.UTC(2030, 0, 9);
const ROLES = { roles: [{ role: "Server", call_time: "17:00" }, { role: "Cook", call_time: null }] };
const mine = (id, more = {}) => event(id, "2030-01-10", { ...ROLES, my_response: { response: "accept", role: "Server" }, ...more });
const page = (storage) => new Changes("oidc:1", { storage, now: () => NOW });
const kinds = (changes) => changes.map(({ kind, was }) => `${was.id} ${kind}`);

export const tests = {
  async "what was changed meanwhile stands there until it is read, also for the page that is opened next"() {
    const storage = new Storage();
    equal(page(storage).learn([mine("a"), mine("b"), mine("c"), mine("d"), mine("e"), mine("f")], true), []);
    const now = [
      mine("a", { start_time: "19:00" }),
      mine("b", { venue_name: "Hall 9" }),
      mine("c", { status: "cancelled", cancel_reason: "Storm" }),
      event("d", "2030-01-10", ROLES),
      mine("e", { my_response: { response: "accept", role: "Cook" } }),
    ];
    const changes = page(storage);
    equal(kinds(changes.learn(now, true)).sort(), ["a moved", "b place", "c cancelled", "d out", "e role", "f gone"]);
    changes.read("a", now[0]);
    changes.read("d", now[3]);
    changes.read("f", undefined);
    equal(kinds(page(storage).learn(now, true)).sort(), ["b place", "c cancelled", "e role"]);
  },

  async "another call time is another time"() {
    const changes = page(new Storage());
    changes.learn([mine("a")], true);
    const [{ kind, was, now }] = changes.learn([mine("a", { roles: [{ role: "server", call_time: "16:30" }] })], true);
    equal([kind, was.call, now.call], ["moved", "17:00", "16:30"]);
  },

  async "what its person gave back, and what is over, is no change"() {
    const storage = new Storage();
    page(storage).learn([mine("given"), mine("over", { endsAt: "2030-01-09T00:00:01.000Z" })], true);
    const later = new Changes("oidc:1", { storage, now: () => NOW + 60_000 });
    equal(later.learn([event("given", "2030-01-10", { my_response: { response: "decline", role: "Server" } })], true), []);
    equal(page(storage).learn([event("given", "2030-01-10")], true), []);
  },

  async "of a list that is not whole nothing is gone"() {
    const changes = page(new Storage());
    changes.learn([mine("a")], true);
    equal(changes.learn([], false), []);
    equal(kinds(changes.learn([], true)), ["a gone"]);
  },

  async "whoever signs out leaves nothing behind"() {
    const storage = new Storage();
    page(storage).learn([mine("a")], true);
    forgetChanges(storage);
    equal(page(storage).learn([], true), []);
  },
};
