import "../browser.js";
import { roleHoursText } from "../../../main/resources/web/app/text/when.js";
import { equal } from "../assert.js";

export const tests = {
  async "a role's own hours are said as far as it has any"() {
    equal(roleHoursText({ start_time: "18:00", end_time: "22:00" }), "18:00 to 22:00");
    equal(roleHoursText({ start_time: "18:00", end_time: null }), "from 18:00");
    equal(roleHoursText({ start_time: null, end_time: "22:00" }), "until 22:00");
    equal(roleHoursText({ start_time: null, end_time: null, call_time: "17:00" }), undefined);
    equal(roleHoursText(undefined), undefined);
  },
};
