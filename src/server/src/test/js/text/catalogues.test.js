import { en } from "../../../main/resources/web/app/text/en.js";
import { es } from "../../../main/resources/web/app/text/es.js";
import { equal } from "../assert.js";

const forms = (entry) => (typeof entry === "string" ? { other: entry } : entry);
const places = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

export const tests = {
  async "both languages say the same things"() {
    equal(Object.keys(es).sort(), Object.keys(en).sort());
  },

  async "with the same values in them"() {
    for (const key of Object.keys(en)) {
      const english = forms(en[key]);
      const spanish = forms(es[key]);
      equal([key, Object.keys(spanish).sort()], [key, Object.keys(english).sort()]);
      equal([key, places(spanish.other)], [key, places(english.other)]);
    }
  },

  async "nothing is left untranslated"() {
    const same = Object.keys(en).filter((key) => JSON.stringify(en[key]) === JSON.stringify(es[key]));
    equal(same, ["title.board", "title.page", "language.en", "language.es", "age.seconds", "age.minutes", "age.hours", "persona.server"]);
  },
};
