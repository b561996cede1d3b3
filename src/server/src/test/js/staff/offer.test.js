import "../browser.js";
import { offerOf, openingOf } from "../../../main/resources/web/app/staff/offer.js";
import { equal } from "../assert.js";
import { event } from "../core/events.js";

const NOW = Date.parse("2030-01-01T00:00:00Z");

/** What a role for five offers. */
function offer({ taken = 0, standby = 0, role = {}, ...more } = {}) {
  const stats = { role: "Server", capacity: 5, taken, remaining: 5 - taken, is_full: taken === 5, standby };
  const shift = event("e1", "2030-01-10", { role_stats: [stats], ...more });
  return offerOf(shift, stats, { ...shift.roles[0], waitlist: false, approval: false, standby_max: 50, ...role }, NOW);
}

const brief = ({ key, isOpen, standby }) => [key, isOpen, standby];
const WAITLIST = { waitlist: true };
const APPROVAL = { approval: true };
const standsBy = (reason, role = "Server") => ({ my_standby: { response: "standby", role, reason, since: 3 } });

export const tests = {
  async "a free place is taken, and nobody waits unasked"() {
    equal(brief(offer()), ["shift.accept", true, false]);
    equal(brief(offer({ role: WAITLIST })), ["shift.accept", true, false]);
    equal(offer({ taken: 4 }).reason, "1 left");
  },

  async "in a full role one can wait where it has a line"() {
    equal(brief(offer({ taken: 5 })), ["shift.accept", false, false]);
    equal(offer({ taken: 5 }).reason, "Full, until a place frees");
    equal(brief(offer({ taken: 5, role: WAITLIST })), ["shift.wait", true, true]);
    equal(offer({ taken: 5, role: WAITLIST }).reason, "Full. Nobody is on standby yet");
    equal(offer({ taken: 5, standby: 2, role: WAITLIST }).reason, "Full. 2 people are on standby");
  },

  async "where the manager decides one asks, whether there is room or not"() {
    for (const taken of [0, 5]) {
      equal(brief(offer({ taken, role: APPROVAL })), ["shift.ask", true, true]);
      equal(offer({ taken, role: APPROVAL }).reason, "The manager decides who gets in");
    }
  },

  async "who waits or has asked already has nothing to press for that role"() {
    equal(brief(offer({ taken: 5, role: WAITLIST, ...standsBy("full") })), ["shift.isWaiting", false, true]);
    equal(brief(offer({ role: APPROVAL, ...standsBy("approval", "server") })), ["shift.isAsked", false, true]);
    equal(brief(offer({ taken: 5, role: WAITLIST, ...standsBy("full", "Cook") })), ["shift.wait", true, true]);
  },

  async "a free place is anyone's, also of who waits for it"() {
    equal(brief(offer({ role: WAITLIST, ...standsBy("full") })), ["shift.accept", true, false]);
  },

  async "what opens later says when, and can be pressed a little before: clocks differ"() {
    const opens = (iso, more) => offer({ my_opens_at: iso, timezone: "UTC", ...more });
    const seen = ({ isOpen, reason }) => [isOpen, reason];
    equal(seen(opens("2030-01-05T10:00:00.000Z")), [false, "Opens: Sat 5 Jan 2030, 10:00"]);
    equal(seen(opens("2030-01-05T10:00:00.000Z", { taken: 5, role: WAITLIST }))[0], false);
    equal(opens("2030-01-01T00:01:00.000Z").isOpen, true);
    equal(opens("2029-12-31T23:59:00.000Z").reason, "5 left");
    const opening = (iso) => openingOf({ my_opens_at: iso }, NOW);
    equal(["2030-01-01T00:02:01Z", "2030-01-01T00:02:00Z", "2030-01-01T00:00:00Z", null, undefined].map(opening), ["closed", "soon", "open", "open", "open"]);
  },

  async "no press is offered that can only be refused"() {
    const full = { standby: 2, role: { ...WAITLIST, standby_max: 2 }, taken: 5 };
    equal([offer(full).isOpen, offer(full).reason], [false, "Too many people are on standby for ‘Server’ already."]);
    equal(offer({ ...full, taken: 4 }).isOpen, true);
    equal(offer({ ...full, ...standsBy("full") }).reason, "Full. 2 people are on standby");
    const refused = { my_response: { response: "decline", role: "Server" }, declined_staff: [{ userKey: "me", by: "manager" }] };
    equal([offer(refused).isOpen, offer({ ...refused, role: APPROVAL }).isOpen], [false, false]);
    const late = { respond_by: "2029-12-31T00:00:00Z", role: APPROVAL };
    equal([offer(late).isOpen, offer(late).reason], [false, "The time to respond is over"]);
  },
};
