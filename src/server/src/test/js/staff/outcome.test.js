import "../browser.js";
import { NoAnswer, Problem } from "../../../main/resources/web/app/core/http.js";
import { outcomeNow, said, standingNow } from "../../../main/resources/web/app/staff/outcome.js";
import { equal } from "../assert.js";
import { event } from "../core/events.js";

const RECORDED = { isRecorded: true, response: "accept" };
const mine = (response) => ({ my_response: { response, role: "Server" } });
const shift = (more) => event("e1", "2030-01-10", more);
const refused = (code, body = {}) => ({ isRecorded: false, failure: new Problem(409, { code, ...body }, 0) });

const REFUSED = { ...mine("decline"), declined_staff: [{ userKey: "me", response: "decline", role: "Server", by: "manager" }] };
const DECLINED = { ...mine("decline"), declined_staff: [{ userKey: "me", response: "decline", role: "Server" }] };
const waits = (more) => ({ my_standby: { response: "standby", role: "Server", reason: "full", since: 3, ...more } });

export const tests = {
  async "who was refused has not declined"() {
    const text = "The manager has refused your request.";
    equal(outcomeNow(RECORDED, shift(REFUSED)), { isGood: false, text });
    equal(said(undefined, shift(REFUSED)), { isGood: false, text });
    equal(outcomeNow(RECORDED, shift(DECLINED)).text, "You have declined.");
    equal(said(undefined, shift(DECLINED)), undefined);
  },

  async "who is on standby is told so, whether it was pressed here or not"() {
    const text = (more) => said(undefined, shift(waits(more))).text;
    equal(text({ position: 3 }), "You are on standby: Server, number 3");
    equal(text({}), "You are on standby: Server");
    equal(text({ reason: "approval", position: 3 }), "You are waiting for the manager’s answer: Server");
    equal(outcomeNow(RECORDED, shift(waits({ position: 1 }))).text, "You are on standby: Server, number 1");
    equal(said(undefined, shift()), undefined);
  },

  async "what is closed is said to be so, and nobody stands by for it"() {
    const pressed = (status) => outcomeNow(RECORDED, shift({ ...waits({ position: 1 }), status })).text;
    equal([pressed("cancelled"), pressed("completed")], ["This event is cancelled.", "This event no longer takes responses."]);
    equal(said(undefined, shift({ ...waits({}), status: "completed" })), undefined);
    equal(said(undefined, shift({ ...waits({}), status: "draft" })).text, "You are on standby: Server");
  },

  async "whoever has declined is told so, also where the event is out of sight by it"() {
    equal(outcomeNow({ isRecorded: true, response: "decline" }, undefined), { isGood: true, text: "You have declined." });
  },

  async "who was on standby and is no more was never in"() {
    const pressed = { isRecorded: true, response: "standby" };
    equal(outcomeNow(pressed, shift()).text, "You are not on standby any more.");
    equal(outcomeNow(pressed, shift(mine("accept"))).text, "You are in: Server");
  },

  async "too late to withdraw, one is told whom to call"() {
    const text = (body) => outcomeNow(refused("WITHDRAW_CLOSED", body), shift(mine("accept"))).text;
    equal(text({ contact_name: "Mia", contact_phone: "+1 555 0100" }), "It is too late to withdraw here. Please call Mia, +1 555 0100.");
    equal(text({ contact_phone: "+1 555 0100" }), "It is too late to withdraw here. Please call +1 555 0100.");
    equal(text({}), "It is too late to withdraw here. Please call the manager.");
  },

  async "what is not open yet says when on the event's clock, until it opens at another time"() {
    const early = refused("NOT_OPEN_YET", { opensAt: "2030-01-05T10:00:00.000Z" });
    const text = (more) => outcomeNow(early, shift(more))?.text;
    equal(text({ my_opens_at: "2030-01-05T10:00:00.000Z" }), "Not open yet. It opens: Sat 5 Jan 2030, 10:00");
    equal(text({ my_opens_at: null }), undefined);
    equal(text({ my_opens_at: "2030-01-04T10:00:00.000Z" }), undefined);
    equal(text({ my_opens_at: "2030-01-05T10:00:00.000Z", ...mine("accept") }), undefined);
  },

  async "who lacks something is told what"() {
    const lacks = refused("NOT_QUALIFIED", { missing: ["Forklift licence", "First aid"] });
    equal(outcomeNow(lacks, shift()), { isGood: false, text: "For this you still need: Forklift licence, First aid" });
  },

  async "who is somewhere else at the time is told where"() {
    const conflict = { eventId: "e2", event_name: "Gala", date: "2030-01-10", start_time: "16:00", end_time: "20:00" };
    const text = (more) => outcomeNow(refused("TIME_CONFLICT", { conflict: { ...conflict, ...more } }), shift()).text;
    equal(text({}), "You already have a place at that time, or too close to it: Gala, Thu 10 Jan 2030, 16:00 to 20:00");
    equal(text({ event_name: null, start_time: null }), "You already have a place at that time, or too close to it: Unnamed event, Thu 10 Jan 2030, all day");
  },

  async "no refusal is said to who is in or on standby since"() {
    for (const code of ["CAPACITY_FULL", "APPROVAL_REQUIRED", "STANDBY_FULL", "REFUSED", "NOT_QUALIFIED", "TIME_CONFLICT"]) {
      const conflict = { event_name: "Gala", date: "2030-01-10", start_time: null, end_time: null };
      const failed = refused(code, { role: "Server", missing: ["Licence"], conflict });
      equal([code, outcomeNow(failed, shift({ role_stats: [] })) === undefined], [code, false]);
      equal([code, outcomeNow(failed, shift(mine("accept")))], [code, undefined]);
    }
    equal(said(refused("APPROVAL_REQUIRED", { role: "Server" }), shift(waits())).text, "You are on standby: Server");
  },

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
