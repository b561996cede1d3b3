import { Announcer } from "../../../main/resources/web/app/ui/announcer.js";
import { equal } from "../assert.js";

/** Time passes when the test says so. */
class Clock {
  #due = [];
  setTimeout = (then, ms) => {
    const timer = { then, ms };
    this.#due.push(timer);
    return timer;
  };
  clearTimeout = (timer) => void (this.#due = this.#due.filter((other) => other !== timer));
  pass() {
    const due = this.#due;
    this.#due = [];
    due.forEach(({ then }) => then());
  }
}

export const tests = {
  async "of a thousand things in three seconds it speaks once a second, and in the end of all"() {
    const clock = new Clock();
    const said = [];
    const announcer = new Announcer((things) => said.push(things.length), clock);
    for (let second = 0; second < 3; second += 1) {
      for (let thing = 0; thing < 333; thing += 1) {
        announcer.hear({});
      }
      equal(said.length <= second + 1, true);
      clock.pass();
    }
    clock.pass();
    equal(said, [1, 332, 333, 333]);
    announcer.hear({});
    equal(said.length, 5);
  },

  async "stopped, it says nothing more"() {
    const clock = new Clock();
    const said = [];
    const announcer = new Announcer((things) => said.push(things.length), clock);
    announcer.hear({});
    announcer.hear({});
    announcer.stop();
    clock.pass();
    equal(said, [1]);
  },
};
