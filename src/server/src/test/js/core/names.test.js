import { finds, nameKey, searchKey, stripped } from "../../../main/resources/web/app/core/names.js";
import { equal } from "../assert.js";

/** One of each property: a no-break space, a zero width space, a word joiner, an ideographic space, a mark, a filler. */
const BLANKS = ["\u00a0", "\u200b", "\u2060", "\u3000", "\u200e", "\u3164", "\ufeff", "\u0085", "\t"];

export const tests = {
  async "what people see as blank is blank"() {
    for (const blank of BLANKS) {
      equal(stripped(blank + blank), "");
      equal(stripped(`${blank}Server ${blank}`), "Server");
    }
  },

  async "names that look the same are the same"() {
    equal(nameKey("Server\u00a0"), nameKey("server"));
    equal(nameKey("Head\u00a0 Waiter"), nameKey("HEAD WAITER"));
    equal(nameKey("Cafe\u0301"), nameKey("Café"));
    equal(nameKey("Ser\u200bver \u00ad waiter"), nameKey("Server waiter"));
    equal(nameKey("Server") === nameKey("Serwer"), false);
    equal(nameKey("Café") === nameKey("Cafe"), false);
  },

  async "a search does without accents"() {
    equal([searchKey("Cóctel "), searchKey("ÑANDÚ")], ["coctel", "nandu"]);
  },

  async "a number that is searched for is a whole one"() {
    const day = "Tuesday 1 December 2026 2026-12-01";
    equal([finds("tue 1")(day), finds("12-01")(day), finds("2")(day), finds("26")(day)], [true, true, false, false]);
  },
};
