import { Storage } from "../browser.js";
import { Changes } from "../../../main/resources/web/app/staff/changes.js";
import { equal } from "../assert.js";
import { event } from "../core/events.js";

const NOW = Date.UTC(2030, 0, 9);
const ROLES = { roles: [{ role: "Server", call_time: "17:00" }, { role: "Cook", call_time: null }] };
const mine = (id, more = {}) => event(id, "2030-01-10", { ...ROLES, my_response: { response: "accept", role: "Server" }, ...more });
const waits = (id, more = {}) => event(id, "2030-01-10", { ...ROLES, my_standby: { role: "Server", reason: "full", since: 2 }, ...more });
const refused = { my_response: { response: "decline", role: "Server" }, declined_staff: [{ by: "manager" }] };
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
    changes.read("c", now[2]);
    equal(kinds(page(storage).learn(now, true)).sort(), ["b place", "e role"]);
  },

  async "a list from before one has withdrawn brings nothing back that could be lost"() {
    const changes = page(new Storage());
    changes.learn([waits("a", { version: 3 })], true);
    changes.read("a", event("a", "2030-01-10", { ...ROLES, version: 5 }));
    equal(kinds(changes.learn([waits("a", { version: 4 })], true)), []);
    equal(kinds(changes.learn([], true)), []);
    changes.learn([waits("a", { version: 6 })], true);
    equal(kinds(changes.learn([], true)), ["a goneStandby"]);
    changes.read("a", undefined, 7);
    equal(kinds(changes.learn([waits("a", { version: 6 })], true)), []);
    equal(kinds(changes.learn([], true)), []);
  },

  async "what becomes of what one stands by for stands there until it is read"() {
    const storage = new Storage();
    page(storage).learn(["a", "b", "c", "d", "e", "f", "g"].map((id) => waits(id)), true);
    const now = [
      waits("a", { start_time: "19:00" }),
      waits("b", { status: "cancelled", cancel_reason: "Storm" }),
      event("c", "2030-01-10", ROLES),
      event("d", "2030-01-10", { ...ROLES, ...refused }),
      mine("e", { venue_name: "Hall 9" }),
      event("f", "2030-01-10", { ...ROLES, my_response: { response: "decline", role: "Server" } }),
    ];
    const changes = page(storage);
    equal(kinds(changes.learn(now, true)).sort(), ["a moved", "b cancelled", "c off", "d refused", "e in", "e place", "g goneStandby"]);
    now.forEach((each) => changes.read(each.id, each));
    changes.read("g", undefined);
    equal(kinds(page(storage).learn(now, true)), []);
  },

  async "whoever gives a place back and waits for another knows it"() {
    const changes = page(new Storage());
    changes.learn([mine("a")], true);
    equal(changes.learn([waits("a")], true), []);
    equal(kinds(changes.learn([mine("a", { my_response: { response: "accept", role: "Cook" } })], true)), ["a in"]);
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
};
