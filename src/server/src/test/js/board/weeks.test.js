import "../browser.js";
import { Weeks } from "../../../main/resources/web/app/board/weeks.js";
import { equal } from "../assert.js";

export const tests = {
  async "a week that is among what was fetched anyway is not asked for"() {
    const weeks = new Weeks(async () => ({ events: [], isWhole: true }));
    equal(weeks.has("2030-01-10"), false);
    weeks.cover("2030-01-08", undefined);
    equal([weeks.has("2030-01-08"), weeks.has("2031-01-08"), weeks.has("2030-01-07")], [true, true, false]);
  },

  async "a week before, or after the last that was fetched, is asked for by itself, and says if it is not whole"() {
    const asked = [];
    const weeks = new Weeks(async (from, to) => {
      asked.push([from, to]);
      return { events: [{ id: "a" }], isWhole: false };
    });
    weeks.cover("2030-01-08", "2030-01-20");
    equal([weeks.has("2030-01-13"), weeks.has("2030-01-14")], [true, false]);
    equal(await weeks.fetch("2030-01-14"), [{ id: "a" }]);
    equal(asked, [["2030-01-14", "2030-01-20"]]);
    equal([weeks.has("2030-01-14"), weeks.isWhole("2030-01-14"), weeks.isWhole("2030-01-10")], [true, false, true]);
    weeks.cover("2030-01-08", "2030-01-20");
    equal(weeks.has("2030-01-14"), false);
  },
};
