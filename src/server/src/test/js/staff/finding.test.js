import "../browser.js";
import { daysOf, rolesOf } from "../../../main/resources/web/app/staff/finding.js";
import { equal } from "../assert.js";
import { event as told } from "../core/events.js";

const NOW = Date.UTC(2030, 0, 10, 6);
const event = (id, date, role, left, more = {}) =>
  told(id, date, {
    roles: [{ role, count: 5 }],
    role_stats: [{ role, capacity: 5, taken: 5 - left, remaining: left, is_full: left === 0, standby: 0 }],
    ...more,
  });
const MINE = event("mine", "2030-01-11", "Server", 0, { my_response: { response: "accept", role: "Server" } });
const EVENTS = [
  event("late", "2030-01-11", "Server", 1, { start_time: "23:30", end_time: "23:45" }),
  event("same", "2030-01-11", "Cook", 2, { start_time: "22:00" }),
  event("full", "2030-01-11", "Server", 0),
  event("waits", "2030-01-11", "Server", 0, { my_standby: { role: "Server", reason: "full" } }),
  event("no", "2030-01-10", "Server", 2, { my_response: { response: "decline", role: null } }),
  event("open", "2030-01-10", "Cook", 2),
  MINE,
];
const all = { now: NOW, mine: [MINE], stays: () => false, role: "", when: "any" };
const told_ = (days) =>
  days.map(({ date, open, full, overlapping, late, declined }) =>
    [date, ...[open, full, overlapping, ...(late.length > 0 ? [late] : []), declined].map((part) => part.map(({ id }) => id).join())].join(" | "));

export const tests = {
  async "by day, what can be taken first, and apart what is full, at the same time as one's own, or declined"() {
    equal(told_(daysOf(EVENTS, all)), ["2030-01-10 | open |  |  | no", "2030-01-11 | waits,late | full | same | "]);
  },

  async "of one role, or of some days"() {
    equal(told_(daysOf(EVENTS, { ...all, role: "cook" })), ["2030-01-10 | open |  |  | ", "2030-01-11 |  |  | same | "]);
    equal(told_(daysOf(EVENTS, { ...all, when: "today" })), ["2030-01-10 | open |  |  | no"]);
    equal(told_(daysOf(EVENTS, { ...all, when: "nextWeek" })), []);
  },

  async "what opens later is not full, nor is what nobody can answer any more"() {
    const opens = event("opens", "2030-01-10", "Cook", 2, { my_opens_at: "2030-01-10T10:00:00Z" });
    const late = event("late", "2030-01-10", "Cook", 2, { respond_by: "2030-01-10T05:00:00Z" });
    equal(told_(daysOf([opens, late], all)), ["2030-01-10 | opens |  |  | late | "]);
  },

  async "what was pressed stays where it stood"() {
    equal(told_(daysOf(EVENTS, { ...all, when: "today", stays: (id) => id === "no" || id === "mine" })), [
      "2030-01-10 | no,open |  |  | ",
      "2030-01-11 | mine |  |  | ",
    ]);
  },

  async "each role once"() {
    equal(rolesOf([event("a", "2030-01-10", "server", 1), event("b", "2030-01-10", "Cook", 1), event("c", "2030-01-10", "Server", 1)]), ["Cook", "Server"]);
  },
};
