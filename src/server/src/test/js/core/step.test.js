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

const without = ({ audience_user_keys, audience_team_ids, waves, barred_user_keys, ...rest }) => rest;

export const tests = {
  async "a response moves the person and brings the figures"() {
    const next = afterFrame(whole(), response(6, { userId: "b", respondedStaff: entry("b", "accept", 6) }));
    equal(next.accepted_staff.map(({ userKey }) => userKey), ["a", "b"]);
    equal(next.declined_staff, []);
    equal([next.version, next.accepted_count, next.role_stats[0].taken], [6, 2, 2]);
  },

  async "where else somebody has a place stays known until the entry is another"() {
    const conflicts = [{ eventId: "e2", event_name: "Lunch" }];
    const known = { ...whole(), accepted_staff: [{ ...entry("a", "accept", 4), conflicts }, entry("c", "accept", 3)] };
    const lists = (version) => ({ userId: "b", acceptedStaff: [entry("a", "accept", version), entry("c", "accept", 3)], standbyStaff: [], declinedStaff: [] });
    equal(afterFrame(known, response(6, lists(4))).accepted_staff[0].conflicts, conflicts);
    equal("conflicts" in afterFrame(known, response(6, lists(4))).accepted_staff[1], false);
    equal(afterFrame(known, response(6, lists(6))).accepted_staff[0].conflicts, undefined);
    const other = afterFrame(known, response(6, { userId: "b", respondedStaff: entry("b", "accept", 6) }));
    equal(other.accepted_staff[0].conflicts, conflicts);
  },

  async "whoever has an account now stands there by it alone"() {
    const known = { ...whole(), audience_user_keys: ["local:1", "a", "b"], barred_user_keys: ["local:1"] };
    known.accepted_staff = [entry("local:1", "accept", 4)];
    const frame = (more) => ({
      event: "staff:rekeyed",
      data: { eventId: "e1", version: 6, acceptedCount: 1, declinedCount: 1, from: "local:1", userId: "a", ...more },
    });
    const next = afterFrame(known, frame({ respondedStaff: entry("a", "accept", 6), changed: ["audience_user_keys"] }));
    equal(next.accepted_staff, [entry("a", "accept", 6)]);
    equal(next.audience_user_keys, ["a", "b"]);
    equal(next.barred_user_keys, ["local:1"]);
    equal(afterFrame({ ...known, accepted_staff: [] }, frame({ changed: [] })).accepted_staff, []);
  },

  async "what stands for no version leaves the event as it is"() {
    const known = whole();
    const noted = { event: "staff:attendance", data: { eventId: "e1", id: "e1", userId: "a", state: "arrived", at: "x", timestamp: "x" } };
    equal(afterFrame(known, noted) === known, true);
    equal(afterFrame(undefined, noted), undefined);
  },

  async "where others have to confirm by now the event has to be fetched"() {
    const known = { ...whole(), unconfirmed_count: 0, audience_user_keys: [], audience_team_ids: [], barred_user_keys: [] };
    const { accepted_staff, declined_staff, ...listed } = known;
    const updated = (count) =>
      afterFrame(known, {
        event: "event:updated",
        data: { eventId: "e1", version: 6, changed: ["notes"], event: { ...without(listed), version: 6, unconfirmed_count: count } },
      });
    equal("audience_user_keys" in updated(0), true);
    equal("audience_user_keys" in updated(1), false);
  },

  async "where as many have to confirm as before they may be others, if anybody is in"() {
    const accepted = [{ ...entry("a", "accept", 4), unconfirmed: true }, { ...entry("c", "accept", 4), role: "Chef" }];
    const known = { ...whole(), unconfirmed_count: 1, audience_user_keys: [], audience_team_ids: [], barred_user_keys: [] };
    const isKnown = (changed, people = accepted, count = 1) => {
      const { accepted_staff, declined_staff, ...listed } = { ...known, version: 6, unconfirmed_count: count };
      const frame = { event: "event:updated", data: { eventId: "e1", version: 6, changed, event: without(listed) } };
      return "audience_user_keys" in afterFrame({ ...known, accepted_staff: people }, frame);
    };
    for (const name of ["date", "start_time", "end_time", "timezone", "venue_name", "venue_address", "roles"]) {
      equal([name, isKnown(["notes", name])], [name, false]);
      equal([name, isKnown([name], [], 0)], [name, true]);
    }
    equal(isKnown(["notes", "city", "uniform"]), true);
  },

  async "a confirmation brings the person's entry and the figure"() {
    const known = { ...whole(), unconfirmed_count: 1 };
    known.accepted_staff[0].unconfirmed = true;
    const next = afterFrame(known, {
      event: "staff:confirmed",
      data: { eventId: "e1", version: 6, userId: "a", respondedStaff: entry("a", "accept", 4), unconfirmedCount: 0 },
    });
    equal([next.unconfirmed_count, next.accepted_staff.length, next.accepted_staff[0].unconfirmed], [0, 1, undefined]);
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

  async "who is on standby is in a list of that, and comes in from there"() {
    const waits = afterFrame(whole(), response(6, { userId: "c", standbyCount: 1, respondedStaff: entry("c", "standby", 6) }));
    equal(waits.standby_staff.map(({ userKey }) => userKey), ["c"]);
    equal([waits.standby_count, waits.accepted_staff.length, waits.declined_staff.length], [1, 1, 1]);
    const promoted = response(7, { userId: "c", promoted: true, standbyCount: 0, respondedStaff: entry("c", "accept", 7) });
    const next = afterFrame(waits, promoted);
    equal([next.standby_staff.length, next.standby_count], [0, 0]);
    equal(next.accepted_staff.map(({ userKey }) => userKey), ["a", "c"]);
  },

  async "no shift is shown to who is on standby"() {
    const next = afterFrame(whole(), response(6, { respondedStaff: entry("me", "standby", 6) }));
    equal([next.my_response, next.my_standby.userKey], [null, "me"]);
    equal(afterFrame(next, response(7, { respondedStaff: entry("me", "accept", 7) })).my_standby, null);
  },

  async "one of the staff learns of the own response alone"() {
    const next = afterFrame(whole(), response(6, { respondedStaff: entry("me", "accept", 6) }));
    equal(next.my_response.userKey, "me");
    equal(afterFrame(whole(), response(6)).my_response, null);
  },

  async "who was refused stands among those who declined"() {
    const asked = { ...whole(), standby_staff: [entry("c", "standby", 5)] };
    const { accepted_staff, declined_staff, ...listed } = { ...whole(), version: 6 };
    const refusal = { ...entry("c", "decline", 6), by: "manager" };
    const frame = { event: "staff:removed", data: { eventId: "e1", version: 6, userId: "c", event: listed, respondedStaff: refusal } };
    const next = afterFrame(asked, frame);
    equal(next.standby_staff, []);
    equal(next.declined_staff.map(({ userKey, by }) => [userKey, by]), [["b", undefined], ["c", "manager"]]);
    equal(next.accepted_staff.length, 1);
  },

  async "staff have of the lists their own entry, as it is now"() {
    const refusal = { ...entry("me", "decline", 5), by: "manager" };
    const refused = { ...whole(), accepted_staff: [], declined_staff: [refusal], my_response: refusal };
    const letIn = afterFrame(refused, response(6, { respondedStaff: entry("me", "accept", 6) }));
    equal([letIn.accepted_staff.length, letIn.declined_staff], [1, []]);
    const declined = afterFrame(letIn, response(7, { respondedStaff: entry("me", "decline", 7) }));
    equal([declined.accepted_staff, declined.declined_staff[0].by], [[], undefined]);
  },

  async "a position stays until somebody leaves who may have stood before"() {
    const stats = (standby) => [{ role: "Server", capacity: 1, taken: 1, standby }];
    const mine = { ...entry("me", "standby", 5), since: 5 };
    const waits = (position) => ({ ...whole(), role_stats: stats(2), my_standby: { ...mine, position } });
    const after = (event, standby, more) => afterFrame(event, response(6, { roleStats: stats(standby), ...more })).my_standby.position;
    // The frame of the answer that told it, and others who come to wait.
    equal(after(waits(2), 2, { respondedStaff: mine }), 2);
    equal(after(waits(2), 3), 2);
    equal(after(waits(2), 1), undefined);
    equal(after(waits(1), 1), 1);
    equal(after(waits(2), 2, { respondedStaff: { ...mine, since: 6 } }), undefined);
  },

  async "a position stays over several steps if each brought a person more"() {
    const mine = { ...entry("me", "standby", 5), since: 5, position: 2 };
    const event = { ...whole(), accepted_count: 1, standby_count: 2, declined_count: 1, my_standby: mine };
    const stats = [{ role: "Server", capacity: 1, taken: 1, standby: 4 }];
    const after = (accepted, standby, declined) =>
      afterFrame(event, {
        event: "event:response",
        data: {
          eventId: "e1",
          fromVersion: 6,
          version: 8,
          acceptedCount: accepted,
          standbyCount: standby,
          declinedCount: declined,
          roleStats: stats,
        },
      });
    equal(after(1, 4, 2).my_standby.position, 2);
    equal([after(1, 4, 2).version, after(1, 4, 2).standby_count], [8, 4]);
    // One of those who waited got a place or declined, and two came to wait: as many wait as before, or more.
    equal(after(2, 3, 1).my_standby.position, undefined);
    equal(after(1, 3, 2).my_standby.position, undefined);
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

  async "whom it is for stays as it is known, and is unknown once it may be another"() {
    const known = { ...whole(), audience_user_keys: ["a"], audience_team_ids: ["t"], barred_user_keys: [] };
    const { accepted_staff, declined_staff, ...listed } = { ...whole(), version: 6 };
    const frame = (event, more) => ({ event, data: { eventId: "e1", version: 6, event: listed, ...more } });
    const edited = afterFrame(known, frame("event:updated", { changed: ["notes"] }));
    equal([edited.audience_user_keys, edited.audience_team_ids, edited.accepted_staff.length], [["a"], ["t"], 1]);
    for (const other of [
      frame("event:updated", { changed: ["audience_user_keys"] }),
      frame("event:updated", { changed: ["waves"] }),
      frame("event:published"),
      frame("staff:removed", { userId: "a", barred: true }),
    ]) {
      const next = afterFrame(known, other);
      equal([next.audience_user_keys, next.barred_user_keys], [undefined, undefined]);
      equal(next.accepted_staff !== undefined, true);
    }
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
