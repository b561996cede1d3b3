import { chosen, needsAttention, placesLeft, standing } from "../../../main/resources/web/app/core/order.js";
import { endOf, instantOf, knowsZone, startOf } from "../../../main/resources/web/app/core/times.js";
import { equal } from "../assert.js";
import { event as told } from "./events.js";

const NOW = Date.UTC(2030, 0, 10, 12);

function event(id, date, capacity, taken, more = {}) {
  return told(id, date, {
    status: taken === capacity ? "fulfilled" : "published",
    roles: [{ role: "Server" }],
    role_stats: [{ role: "Server", capacity, taken, remaining: capacity - taken, is_full: capacity === taken }],
    ...more,
  });
}

const ids = (events) => events.map(({ id }) => id);
const all = { sort: "soonest", show: "all", words: "", now: NOW };

export const tests = {
  async "the soonest comes first"() {
    const events = [event("late", "2030-01-20", 5, 0), event("soon", "2030-01-11", 5, 0), event("next", "2030-01-15", 5, 5)];
    equal(ids(chosen(events, all)), ["soon", "next", "late"]);
  },

  async "the most urgent is short of the most people for the time that is left"() {
    const events = [event("soon", "2030-01-11", 10, 9), event("big", "2030-01-12", 40, 0), event("full", "2030-01-10", 5, 5)];
    equal(ids(chosen(events, { ...all, sort: "urgent" })), ["big", "soon", "full"]);
  },

  async "chosen by how they stand, and by words"() {
    const events = [
      event("a", "2030-01-11", 5, 0, { venue_name: "Ridge Barn" }),
      event("b", "2030-01-12", 5, 5),
      event("c", "2030-01-13", 5, 0, { status: "cancelled" }),
      event("d", "2030-01-14", 5, 0, { status: "draft" }),
    ];
    equal(["filling", "full", "closed", "draft"].map((show) => ids(chosen(events, { ...all, show }))), [["a"], ["b"], ["c"], ["d"]]);
    equal(ids(chosen(events, { ...all, words: " ridge " })), ["a"]);
    equal(ids(chosen(events, { ...all, words: "server" })).length, 4);
  },

  async "what is over is not among them, whatever its status says"() {
    const events = [
      event("over", "2030-01-10", 5, 0, { start_time: "08:00", end_time: "11:00" }),
      event("on", "2030-01-10", 5, 0, { start_time: "08:00", end_time: "13:00" }),
      event("night", "2030-01-09", 5, 0, { start_time: "22:00", end_time: "12:30" }),
    ];
    equal(ids(chosen(events, all)), ["night", "on"]);
    equal(ids(chosen(events, { ...all, show: "filling" })), ["night", "on"]);
    equal(events.map((each) => standing(each, NOW)), ["over", "filling", "filling"]);
  },

  async "soon and far from full wants attention"() {
    equal(needsAttention(event("a", "2030-01-11", 10, 2), NOW), true);
    equal(needsAttention(event("a", "2030-01-11", 10, 9), NOW), false);
    equal(needsAttention(event("a", "2030-02-11", 10, 2), NOW), false);
    equal([standing(event("a", "2030-01-11", 3, 1), NOW), placesLeft(event("a", "2030-01-11", 3, 1))], ["filling", 2]);
  },

  async "an event is where it is, whatever the reader's clock says"() {
    equal(instantOf("2030-07-01", "18:00", "America/Denver"), Date.UTC(2030, 6, 2, 0));
    equal(instantOf("2030-01-01", "18:00", "America/Denver"), Date.UTC(2030, 0, 2, 1));
    equal(instantOf("2030-01-01", "18:00", "Asia/Kathmandu"), Date.UTC(2030, 0, 1, 12, 15));
  },

  async "an event ends when the service says so, in the night in which the clocks change too"() {
    const nights = [
      ["Europe/Berlin", "2027-10-30T18:00:00Z", "2027-10-31T03:00:00.000Z"],
      ["America/Denver", "2027-11-07T02:00:00Z", "2027-11-07T11:00:00.000Z"],
      ["Australia/Lord_Howe", "2027-04-03T09:00:00Z", "2027-04-03T17:30:00.000Z"],
    ];
    for (const [timezone, starts, endsAt] of nights) {
      const night = event("a", starts.slice(0, 10), 1, 0, { start_time: "20:00", end_time: "04:00", timezone, endsAt });
      equal(new Date(endOf(night)).toISOString(), endsAt);
      equal([standing(night, Date.parse(endsAt) - 1), standing(night, Date.parse(endsAt))], ["filling", "over"]);
    }
  },

  async "a time that a change of the clocks skips is moved on by the gap, one that comes twice is the first"() {
    const at = (date, time, zone) => new Date(instantOf(date, time, zone)).toISOString();
    equal(at("2027-03-28", "02:30", "Europe/Berlin"), "2027-03-28T01:30:00.000Z");
    equal(at("2027-10-31", "02:30", "Europe/Berlin"), "2027-10-31T00:30:00.000Z");
    equal(at("2027-03-14", "02:30", "America/Denver"), "2027-03-14T09:30:00.000Z");
    equal(at("2027-11-07", "01:30", "America/Denver"), "2027-11-07T07:30:00.000Z");
    equal(at("2027-10-31", "04:00", "Europe/Berlin"), "2027-10-31T03:00:00.000Z");
  },

  async "a zone that the browser does not know is taken for UTC, and the others are where they were"() {
    const mars = event("mars", "2030-01-11", 5, 0, { timezone: "Mars/Olympus" });
    const events = [mars, event("denver", "2030-01-11", 5, 0, { timezone: "America/Denver" }), event("utc", "2030-01-11", 5, 0)];
    equal([knowsZone("Mars/Olympus"), startOf(mars)], [false, Date.UTC(2030, 0, 11, 18)]);
    equal(ids(chosen(events, all)), ["mars", "utc", "denver"]);
  },

  async "what has begun is not urgent any more, and stands last on a wall"() {
    const events = [event("on", "2030-01-10", 40, 0, { start_time: "08:00", end_time: "23:00" }), event("ahead", "2030-01-12", 5, 4)];
    equal(ids(chosen(events, { ...all, sort: "urgent" })), ["ahead", "on"]);
    equal(ids(chosen(events, { ...all, sort: "ahead" })), ["ahead", "on"]);
    equal(ids(chosen(events, all)), ["on", "ahead"]);
  },

  async "found without accents, in any order, and by who is in where that is known"() {
    const events = [
      event("a", "2030-01-11", 5, 0, { event_name: "Cóctel de Navidad", venue_name: "Palacio Ñandú" }),
      event("b", "2030-01-12", 5, 1, { accepted_staff: [{ userKey: "oidc:1", name: "Zoë Müller" }] }),
      event("c", "2030-01-13", 5, 0, { standby_staff: [{ userKey: "oidc:2", name: "Iñaki" }, { userKey: "oidc:3", name: null }] }),
    ];
    const found = (words) => ids(chosen(events, { ...all, words }));
    equal([found("coctel"), found("NANDU cóctel"), found("zoe muller"), found("coctel zoe")], [["a"], ["a"], ["b"], []]);
    equal(found("inaki"), ["c"]);
  },
};
