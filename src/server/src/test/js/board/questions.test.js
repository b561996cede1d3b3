import "../browser.js";
import { removalText, stepText } from "../../../main/resources/web/app/board/questions.js";
import { equal } from "../assert.js";
import { event } from "../core/events.js";

const ADA = { userKey: "ada", role: "server" };
const gala = (standby) =>
  event("e1", "2030-01-10", { role_stats: [{ role: "Server", capacity: 1, taken: 1, remaining: 0, is_full: true, standby }] });

/** What would come of removing Ada. */
const service = (...effects) => {
  const asked = [];
  const api = { tryRemovePerson: async (...parts) => void asked.push(parts) ?? { effects: [{ kind: "removed", userKey: "ada" }, ...effects] } };
  return { api, asked };
};

export const tests = {
  async "who is on standby keeps seeing what is unpublished"() {
    const text = (accepted_count, standby_count) => stepText("unpublish", { accepted_count, standby_count });
    equal(text(0, 0), "Nobody is in, so nobody sees it any more.");
    equal(text(0, 3), "3 people who are in or on standby stay so and keep seeing it. Everybody else no longer does.");
    equal(text(0, 1), "1 person who is in or on standby stays so and keeps seeing it. Everybody else no longer does.");
    equal(text(2, 1), "3 people who are in or on standby stay so and keep seeing it. Everybody else no longer does.");
    equal(stepText("cancel", { accepted_count: 0, standby_count: 3 }), "Nobody is in.");
  },

  async "a place that nobody waits for is free again, and nobody is asked about it"() {
    const { api, asked } = service();
    equal(await removalText(gala(0), ADA, api), "The place as server is free again at once, and the person is told.");
    equal(asked, []);
  },

  async "of a place that somebody waits for it is said who gets it"() {
    const { api, asked } = service({ kind: "promoted", userKey: "grace", name: "Grace", role: "Server" });
    equal(await removalText(gala(2), ADA, api), "Grace gets the place as server at once, and both are told.");
    equal(asked, [["e1", "ada"]]);
    const nameless = service({ kind: "promoted", userKey: "grace", name: null, role: "Server" });
    equal((await removalText(gala(2), ADA, nameless.api)).startsWith("grace gets"), true);
  },

  async "where nobody who waits can have it, it is free again"() {
    equal((await removalText(gala(2), ADA, service().api)).startsWith("The place as server is free again"), true);
  },
};
