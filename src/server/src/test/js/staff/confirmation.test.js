import "../browser.js";
import { NoAnswer, Problem } from "../../../main/resources/web/app/core/http.js";
import { Confirmation } from "../../../main/resources/web/app/staff/confirmation.js";
import { en } from "../../../main/resources/web/app/text/en.js";
import { es } from "../../../main/resources/web/app/text/es.js";
import { equal } from "../assert.js";
import { event } from "../core/events.js";

const shift = (version, more) =>
  event("e1", "2030-01-10", { version, my_response: { response: "accept", role: "server", version: 2, unconfirmed: true }, ...more });
const confirmed = (version) => shift(version, { my_response: { response: "accept", role: "server", version: 2 } });
const roles = (more) => ({ roles: [{ role: "Server", count: 5, call_time: null, ...more }] });
const refused = (code, more) => new Problem(409, { code, ...more }, 0);

/** Whoever presses, and what the service says to it. */
class World {
  sent = [];
  #keys = 0;

  constructor(...answers) {
    this.confirmation = new Confirmation({
      api: {
        confirm: async (id, { version, key }, signal) => {
          this.sent.push(`${id} ${version} ${key} ${signal}`);
          const answer = answers.shift();
          if (answer instanceof Error) {
            throw answer;
          }
          return answer;
        },
      },
      timeout: (ms) => `within ${ms} ms`,
      key: () => `k${(this.#keys += 1)}`,
    });
  }

  async press(shown) {
    const answer = await this.confirmation.send(shown).catch(() => undefined);
    this.confirmation.see(shown);
    return answer;
  }

  /** @returns {string | undefined} what is said once the page shows this */
  said(shown) {
    this.confirmation.see(shown);
    return this.confirmation.problem;
  }
}

async function saidAfter(failure) {
  const world = new World(failure);
  await world.press(shift(4));
  return world.confirmation.problem;
}

export const tests = {
  async "a press waits no longer than that of an accept, and counts once"() {
    const world = new World(new NoAnswer("cut"), new NoAnswer("cut"), confirmed(6));
    await world.press(shift(4));
    equal(world.confirmation.problem, en["outcome.noAnswer"]);
    await world.press(shift(4));
    equal((await world.press(shift(5))).version, 6);
    equal(world.sent, ["e1 4 k1 within 12000 ms", "e1 4 k1 within 12000 ms", "e1 5 k2 within 12000 ms"]);
    equal(world.confirmation.problem, undefined);
  },

  async "what is not confirmed any more has a sentence of its own"() {
    equal(await saidAfter(refused("EVENT_CLOSED")), "This event is closed, so there is nothing to confirm any more.");
    equal(await saidAfter(refused("NOT_ACCEPTED")), "You are not in any more, so there is nothing to confirm.");
    equal(await saidAfter(refused("CHANGED_SINCE", { version: 5 })), "Times or place have changed meanwhile. Please look once more.");
    equal(await saidAfter(refused("OVERLOADED")), en["problem.OVERLOADED"]);
  },

  async "whoever is asked to confirm is not told that something changed"() {
    equal([en["confirm.please"], es["confirm.please"]], ["Please confirm times and place", "Confirma la hora y el lugar"]);
  },

  async "a problem stays while the same is asked, and ends with it"() {
    const world = new World(refused("OVERLOADED"), refused("OVERLOADED"));
    await world.press(shift(4));
    equal(world.said(shift(5, { notes: "new", accepted_count: 3 })), en["problem.OVERLOADED"]);
    equal(world.said(confirmed(6)), undefined);
    equal(world.said(shift(7)), undefined);
    await world.press(shift(7));
    equal(world.said(shift(8, { my_response: null })), undefined);
  },

  async "a problem ends where something else is asked"() {
    const asked = { response: "accept", role: "server", version: 2, unconfirmed: true };
    for (const other of [
      { date: "2030-01-11" },
      { start_time: "17:00" },
      { end_time: null },
      { timezone: "Europe/Berlin" },
      { venue_name: "Hall 9" },
      { venue_address: "Elsewhere 1" },
      roles({ call_time: "16:00" }),
      roles({ start_time: "16:00" }),
      roles({ end_time: "20:00" }),
      { my_response: { ...asked, role: "Chef" } },
      { my_response: { ...asked, version: 5 } },
    ]) {
      const world = new World(refused("OVERLOADED"));
      await world.press(shift(4));
      equal([other, world.said(shift(5, other))], [other, undefined]);
    }
  },

  async "that something has changed is said until it changes once more, whenever the page learns of it"() {
    const world = new World(refused("CHANGED_SINCE", { version: 6 }));
    await world.press(shift(4));
    const text = en["confirm.changedSince"];
    equal(world.said(shift(5, { accepted_count: 2 })), text);
    equal(world.said(shift(6, { venue_name: "Hall 9" })), text);
    equal(world.said(shift(7, { venue_name: "Hall 9", notes: "new" })), text);
    equal(world.said(shift(8, { venue_name: "Hall 10" })), undefined);
  },
};
