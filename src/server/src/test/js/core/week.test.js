import { addDays, isDue, missingRoles, partOf, weekOf } from "../../../main/resources/web/app/core/week.js";
import { equal } from "../assert.js";
import { event as told } from "./events.js";

const NOW = Date.UTC(2030, 0, 10, 12);
const FROM = "2030-01-10";

/** @param {Record<string, [number, number]>} roles capacity and taken by name */
const event = (id, date, roles, more = {}) =>
  told(id, date, {
    roles: Object.keys(roles).map((role) => ({ role })),
    role_stats: Object.entries(roles).map(([role, [capacity, taken]]) => ({
      role,
      capacity,
      taken,
      remaining: capacity - taken,
      is_full: capacity === taken,
    })),
    ...more,
  });

const WEEK = [
  event("lunch", "2030-01-11", { Server: [10, 6], Cook: [2, 1] }),
  event("dinner", "2030-01-11", { server: [4, 3] }, { start_time: "10:00", end_time: "11:00" }),
  event("full", "2030-01-11", { Server: [3, 3] }),
  event("sketch", "2030-01-12", { Server: [9, 0] }, { status: "draft" }),
  event("off", "2030-01-12", { Server: [9, 0] }, { status: "cancelled" }),
  event("running", "2030-01-10", { Server: [5, 4] }, { start_time: "11:00" }),
  event("night", "2030-01-09", { Server: [5, 5] }, { start_time: "22:00", end_time: "13:00" }),
  event("over", "2030-01-10", { Server: [5, 4] }, { start_time: "08:00", end_time: "11:30" }),
  event("later", "2030-01-17", { Server: [5, 0] }),
];

export const tests = {
  async "a week counts what is missing at what is still to come, by day and by role"() {
    const { days, missing, byRole, drafts, events } = weekOf(WEEK, { from: FROM, now: NOW });
    equal(days.map((day) => day.missing), [0, 6, 0, 0, 0, 0, 0]);
    equal([missing, events, drafts.map(({ id }) => id)], [6, 7, ["sketch"]]);
    equal(byRole, [
      { role: "server", missing: 5 },
      { role: "Cook", missing: 1 },
    ]);
  },

  async "each event of a day is in one of its parts, the soonest first"() {
    const { days } = weekOf(WEEK, { from: FROM, now: NOW });
    const parts = ({ lacking, running, full, drafts, over, closed }) =>
      [lacking, running, full, drafts, over, closed].map((part) => part.map(({ id }) => id).join());
    // What began the night before and still runs is of today.
    equal(parts(days[0]), ["", "night,running", "", "", "over", ""]);
    equal(parts(days[1]), ["dinner,lunch", "", "full", "", "", ""]);
    equal(parts(days[2]), ["", "", "", "sketch", "", "off"]);
  },

  async "of one role only what lacks it is shown and counted, whatever its case"() {
    const { days, missing, places } = weekOf(WEEK, { from: FROM, now: NOW, role: "SERVER" });
    equal([missing, days[1].lacking.map(({ id }) => id)], [5, ["dinner", "lunch"]]);
    equal(weekOf(WEEK, { from: FROM, now: NOW, role: "Cook" }).days[1].lacking.map(({ id }) => id), ["lunch"]);
    equal(places, 10 + 4 + 3 + 5 + 5 + 5);
  },

  async "it is due within a day of its start or of its deadline, and not once it has begun"() {
    equal(isDue(event("a", "2030-01-11", {}, { start_time: "11:59" }), NOW), true);
    equal(isDue(event("a", "2030-01-11", {}, { start_time: "12:00" }), NOW), false);
    equal(isDue(event("a", "2030-01-15", {}, { respond_by: "2030-01-11T11:59:00.000Z" }), NOW), true);
    equal(isDue(event("a", "2030-01-10", {}, { start_time: "11:59" }), NOW), false);
  },

  async "a completed event is closed, though it is over"() {
    equal(partOf(event("a", "2030-01-01", {}, { status: "completed" }), NOW), "closed");
  },

  async "the roles that lack most come first"() {
    equal(missingRoles(event("a", "2030-01-11", { Bar: [2, 1], Server: [9, 2], Cook: [2, 2] })), [
      { role: "Server", missing: 7 },
      { role: "Bar", missing: 1 },
    ]);
  },

  async "days go on over the end of a year"() {
    equal([addDays("2030-12-30", 3), addDays("2031-01-02", -3)], ["2031-01-02", "2030-12-30"]);
  },
};
