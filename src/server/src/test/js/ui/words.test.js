import "../browser.js";
import { Problem } from "../../../main/resources/web/app/core/http.js";
import { Confirmation } from "../../../main/resources/web/app/staff/confirmation.js";
import { outcomeNow } from "../../../main/resources/web/app/staff/outcome.js";
import { en } from "../../../main/resources/web/app/text/en.js";
import { es } from "../../../main/resources/web/app/text/es.js";
import { sentenceOf, wordsFor } from "../../../main/resources/web/app/ui/words.js";
import { equal } from "../assert.js";
import { event } from "../core/events.js";

/** Of calls that no page makes. */
const OF_ADMINISTRATION = ["REPAIR_STALE", "SCHEMA_IN_USE"];
/** What any problem may say besides. */
const BODY = {
  role: "Server",
  taken: 2,
  capacity: 2,
  missing: ["First aid"],
  opensAt: "2030-01-09T06:00:00.000Z",
  conflict: { eventId: "e2", event_name: "Gala", date: "2030-01-10", start_time: "10:00", end_time: "12:00" },
};
const problem = (code) => new Problem(409, { code, ...BODY }, 1);

/** What staff are told who respond, or confirm. */
async function saidToStaff(code) {
  const mine = event("e1", "2030-01-10", { my_response: { response: "accept", role: "Server", version: 1, unconfirmed: true } });
  const confirmation = new Confirmation({ api: { confirm: () => Promise.reject(problem(code)) }, timeout: () => undefined, key: () => "k" });
  await confirmation.send(mine).catch(() => {});
  const responded = outcomeNow({ isRecorded: false, failure: problem(code) }, undefined);
  return [responded.text, confirmation.problem].filter((text) => text !== en["problem.other"]);
}

export const tests = {
  async "there is a sentence for each code of the API, in both languages"(codes) {
    const unsaid = [];
    for (const code of JSON.parse(codes)) {
      const key = sentenceOf(code);
      const isSaid = key === undefined ? (await saidToStaff(code)).length > 0 : key in en && key in es;
      if (!isSaid) {
        unsaid.push(code);
      }
    }
    equal(unsaid.sort(), OF_ADMINISTRATION);
    equal(sentenceOf("A_NEW_CODE"), undefined);
  },

  async "a sentence has all it needs"(codes) {
    for (const code of JSON.parse(codes)) {
      equal([code, /[{}]|undefined/.test(wordsFor(problem(code)))], [code, false]);
    }
  },

  async "what a manager's hand is refused says why"() {
    equal(wordsFor(problem("CAPACITY_FULL")), "No place is free as Server any more.");
    equal(wordsFor(problem("NOT_QUALIFIED")), "This person still needs: First aid");
    equal(wordsFor(problem("NOT_OPEN_YET")), "Who has come can be noted from 12 hours before the start.");
    equal(wordsFor(problem("CAPACITY_BELOW_TAKEN")), "2 people are in as Server, so it can’t be fewer. Remove somebody first.");
    equal(wordsFor(new Problem(418, { code: "A_NEW_CODE", message: "Tea." }, 0)), "Tea.");
  },
};
