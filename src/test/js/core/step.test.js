import { afterFrame } from "../../../main/resources/web/app/core/step.js";
import { equal } from "../assert.js";

const entry = (userKey, response, version) => ({ userKey, response, role: "Server", version });

const whole = () => ({
  id: "e1",
  version: 5,
  status: "published",
  accepted_count: 1,
  declined_count: 1,
  role_stats: [{ role: "Server", capacity: 3, taken: 1 }],
  accepted_staff: [entry("a", "accept", 4)],
  declined_staff: [entry("b", "decline", 5)],
  my_response: null,
});

const response = (version, more) => ({
  event: "event:response",
  data: { eventId: "e1", version, acceptedCount: 2, declinedCount: 0, status: "published", roleStats: [{ taken: 2 }], ...more },
});

export const tests = {
  async "a response moves the person and brings the figures"() {
    const next = afterFrame(whole(), response(6, { userId: "b", respondedStaff: entry("b", "accept", 6) }));
    equal(next.accepted_staff.map(({ userKey }) => userKey), ["a", "b"]);
    equal(next.declined_staff, []);
    equal([next.version, next.accepted_count, next.role_stats[0].taken], [6, 2, 2]);
  },

  async "lists that come along replace those that are known"() {
    const next = afterFrame(whole(), response(6, { acceptedStaff: [entry("z", "accept", 6)], declinedStaff: [] }));
    equal(next.accepted_staff.map(({ userKey }) => userKey), ["z"]);
  },

  async "of an event in a list only the figures move"() {
    const { accepted_staff, declined_staff, ...listed } = whole();
    const next = afterFrame(listed, response(6, { userId: "b", respondedStaff: entry("b", "accept", 6) }));
    equal(next.accepted_staff, undefined);
    equal(next.accepted_count, 2);
  },

  async "one of the staff learns of the own response alone"() {
    const next = afterFrame(whole(), response(6, { respondedStaff: entry("me", "accept", 6) }));
    equal(next.my_response.userKey, "me");
    equal(afterFrame(whole(), response(6)).my_response, null);
  },

  async "what is older than what is known changes nothing"() {
    const event = whole();
    equal(afterFrame(event, response(4)) === event, true);
  },

  async "a change of the event keeps its people, and a removal takes the one"() {
    const { accepted_staff, declined_staff, ...listed } = { ...whole(), version: 6, notes: "new" };
    const updated = afterFrame(whole(), { event: "event:updated", data: { eventId: "e1", version: 6, event: listed } });
    equal([updated.notes, updated.accepted_staff.length, updated.declined_staff.length], ["new", 1, 1]);
    const removed = afterFrame(whole(), { event: "staff:removed", data: { eventId: "e1", version: 6, userId: "a", event: listed } });
    equal(removed.accepted_staff, []);
    equal(removed.declined_staff.length, 1);
  },

  async "out of sight or deleted it is gone"() {
    for (const event of ["event:hidden", "event:deleted"]) {
      equal(afterFrame(whole(), { event, data: { eventId: "e1", version: 6 } }), null);
    }
  },

  async "of an event that is not known, the whole or nothing"() {
    equal(afterFrame(undefined, response(6)), undefined);
    equal(afterFrame(undefined, { event: "event:created", data: { eventId: "e1", version: 1, event: whole() } }).id, "e1");
  },
};
