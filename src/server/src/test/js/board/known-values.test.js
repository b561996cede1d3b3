import "../browser.js";
import { byFrequency, offeredBy } from "../../../main/resources/web/app/board/known-values.js";
import { equal } from "../assert.js";
import { event } from "../core/events.js";

export const tests = {
  async "what comes most often is offered first, and what differs by case alone once"() {
    equal(byFrequency(["Cook", "Server", "server", null, "", "Bar", "Server"]), ["Server", "Cook", "Bar"]);
  },

  async "roles, qualifications and fields of other events are offered"() {
    const events = [
      event("a", "2030-01-10", { venue_name: "Hall 9", roles: [{ role: "Cook", requires: ["Food hygiene"] }] }),
      event("b", "2030-01-10", { venue_name: "Hall 9", city: "Madrid" }),
    ];
    const { texts, roles, qualifications } = offeredBy(events);
    equal([texts.venue_name, texts.city, texts.uniform], [["Hall 9"], ["Madrid"], []]);
    equal([roles, qualifications], [["Cook", "Server"], ["Food hygiene"]]);
  },
};
