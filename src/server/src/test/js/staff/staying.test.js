import "../browser.js";
import { Staying } from "../../../main/resources/web/app/staff/staying.js";
import { equal } from "../assert.js";
import { event } from "../core/events.js";

export const tests = {
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
