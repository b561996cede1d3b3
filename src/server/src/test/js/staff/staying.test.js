import "../browser.js";
import { Staying } from "../../../main/resources/web/app/staff/staying.js";
import { equal } from "../assert.js";
import { event } from "../core/events.js";

const mine = (id) => event(id, "2030-01-10", { my_response: { response: "accept", role: "Server" } });
const ids = (events) => events.map(({ id }) => id);

export const tests = {
  async "a shift that is taken away stays until its owner has looked"() {
    const staying = new Staying();
    staying.learn([mine("removed"), mine("hidden"), mine("kept")]);
    staying.learn([event("removed", "2030-01-10"), mine("kept")]);
    equal(ids(staying.lost), ["removed", "hidden"]);
    staying.leave();
    equal(ids(staying.lost), ["removed", "hidden"]);
    staying.leaveMine();
    equal(staying.lost, []);
  },

  async "one that its owner gave back is not lost, nor one that is there again"() {
    const staying = new Staying();
    staying.learn([mine("given"), mine("back")]);
    staying.learn([event("given", "2030-01-10", { my_response: { response: "decline" } })]);
    equal(ids(staying.lost), ["back"]);
    staying.learn([mine("back")]);
    equal(staying.lost, []);
  },

  async "what was pressed stays as it was known last"() {
    const staying = new Staying();
    staying.press(event("a", "2030-01-10"));
    staying.learn([event("a", "2030-01-10", { version: 2 })]);
    staying.learn([]);
    equal(staying.pressed.map(({ id, version }) => [id, version]), [["a", 2]]);
    staying.leave();
    equal(staying.pressed, []);
  },
};
