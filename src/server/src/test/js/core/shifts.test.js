import { commonCall, hoursOf, overlapping, payOf } from "../../../main/resources/web/app/core/shifts.js";
import { equal } from "../assert.js";
import { event } from "./events.js";

const at = (start_time, end_time, more = {}) => event("e", "2030-01-10", { start_time, end_time, ...more });

export const tests = {
  async "a shift is as long as its role says, or else its event, over midnight too"() {
    equal(hoursOf(at("19:30", "01:00")), 5.5);
    equal(hoursOf(at("18:00", "23:00"), { start_time: "20:00", end_time: null }), 3);
    equal(hoursOf(at("18:00", null)), undefined);
  },

  async "pay by the hour is reckoned, and anything else is not"() {
    const pay = (text) => payOf(at("18:00", "22:00", { pay_rate_info: text }));
    equal(pay("13 €/h"), { amount: 52, currency: "EUR" });
    equal(pay("$14.50 / hour"), { amount: 58, currency: "USD" });
    equal(pay("12,5 EUR/hora"), { amount: 50, currency: "EUR" });
    equal(pay("28 USD an hour"), { amount: 112, currency: "USD" });
    equal([pay("13/h"), pay("80 € a night"), pay("from 13 €/h")], [undefined, undefined, undefined]);
    equal(payOf(at("18:00", null, { pay_rate_info: "13 €/h" })), undefined);
  },

  async "a call time is common where all roles have it"() {
    equal(commonCall({ roles: [{ call_time: "17:00" }, { call_time: "17:00" }] }), "17:00");
    equal(commonCall({ roles: [{ call_time: "17:00" }, { call_time: null }] }), undefined);
  },

  async "two shifts overlap where one begins before the other ends"() {
    const mine = [{ ...at("18:00", "23:00"), id: "mine" }];
    equal(overlapping(at("22:59", "23:30"), mine)?.id, "mine");
    equal(overlapping(at("23:00", "23:30"), mine), undefined);
    equal(overlapping(mine[0], mine), undefined);
    equal(overlapping(at("22:59", "23:30"), [{ ...mine[0], status: "cancelled" }]), undefined);
  },
};
