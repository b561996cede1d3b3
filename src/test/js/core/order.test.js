import { chosen, needsAttention, placesLeft, standing } from "../../../main/resources/web/app/core/order.js";
import { endOf, instantOf, startOf } from "../../../main/resources/web/app/core/times.js";
import { equal } from "../assert.js";

const NOW = Date.UTC(2030, 0, 10, 12);

function event(id, date, capacity, taken, more = {}) {
  return {
    id,
    date,
    start_time: "18:00",
    end_time: "23:00",
    timezone: "UTC",
    status: taken === capacity ? "fulfilled" : "published",
    roles: [{ role: "Server" }],
    role_stats: [{ role: "Server", capacity, taken, remaining: capacity - taken, is_full: capacity === taken }],
    ...more,
  };
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

  async "one that ends before it starts ends the next day, and one without an end at midnight"() {
    const night = event("a", "2030-01-11", 1, 0, { start_time: "22:00", end_time: "02:00" });
    equal(endOf(night), Date.UTC(2030, 0, 12, 2));
    equal(endOf({ ...night, end_time: null }), Date.UTC(2030, 0, 12));
    equal(startOf(night), Date.UTC(2030, 0, 11, 22));
  },
};
