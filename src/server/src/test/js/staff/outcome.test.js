import "../browser.js";
import { NoAnswer, Problem } from "../../../main/resources/web/app/core/http.js";
import { outcomeNow, standingNow } from "../../../main/resources/web/app/staff/outcome.js";
import { equal } from "../assert.js";
import { event } from "../core/events.js";

const RECORDED = { isRecorded: true, response: "accept" };
const mine = (response) => ({ my_response: { response, role: "Server" } });
const shift = (more) => event("e1", "2030-01-10", more);
const refused = (code, body = {}) => ({ isRecorded: false, failure: new Problem(409, { code, ...body }, 0) });

export const tests = {
  async "what was recorded is said as it is by now"() {
    equal(outcomeNow(RECORDED, shift(mine("accept"))), { isGood: true, text: "You are in: Server" });
    equal(outcomeNow(RECORDED, shift(mine("decline"))), { isGood: true, text: "You have declined." });
    equal(outcomeNow(undefined, shift(mine("accept"))), undefined);
  },

  async "nobody is told to be in who was taken out, or whose event is cancelled or out of sight"() {
    for (const now of [shift(), shift({ ...mine("accept"), status: "cancelled" }), undefined]) {
      const { isGood, text } = outcomeNow(RECORDED, now);
      equal([isGood, text.includes("You are in:")], [false, false]);
    }
    equal(standingNow(shift()).text, "You are not in any more: you have been taken out of this event.");
  },

  async "nobody is told to be taken out who never was in"() {
    equal(outcomeNow({ isRecorded: true, response: "decline" }, shift()), undefined);
  },

  async "a refusal is said for as long as it is true"() {
    const stats = (taken) => ({ role_stats: [{ role: "Server", capacity: 1, taken, remaining: 1 - taken, is_full: taken === 1 }] });
    const full = refused("CAPACITY_FULL", { role: "Server" });
    equal(outcomeNow(full, shift(stats(1))).text, "No spots left for role ‘Server’");
    equal(outcomeNow(full, shift(stats(0))), undefined);
    const already = refused("ALREADY_ACCEPTED", { role: "Server" });
    equal(outcomeNow(already, shift(mine("accept"))).text, "You have already accepted, as Server.");
    equal(outcomeNow(already, shift()), undefined);
    equal(outcomeNow({ isRecorded: false, failure: new NoAnswer("cut") }, shift()).isGood, false);
  },
};
