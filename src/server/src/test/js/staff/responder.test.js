import "../browser.js";
import { NoAnswer, Problem } from "../../../main/resources/web/app/core/http.js";
import { Intents } from "../../../main/resources/web/app/staff/intents.js";
import { Responder, TakenBack, TooLate } from "../../../main/resources/web/app/staff/responder.js";
import { equal } from "../assert.js";
import { Storage } from "../browser.js";

const EVENT = { id: "e1", version: 3 };
const ACCEPT = { response: "accept", role: "Server" };
const WAIT = { response: "accept", role: "Server", standby: true };
const DECLINE = { response: "decline", role: null };

/** As browsers have it, for all tabs: one at a time. */
class Locks {
  #last = Promise.resolve();
  #waiting = 0;

  request(_, options, then = options) {
    if (options.ifAvailable && this.#waiting > 0) {
      return Promise.resolve(then(null));
    }
    this.#waiting += 1;
    const done = this.#last.then(() => then({}));
    this.#last = done.catch(() => undefined).then(() => void (this.#waiting -= 1));
    return done;
  }
}

const recorded = (response, version = 4, more = {}) => ({ my_response: { response }, recorded: { version }, ...more });
const waiting = (version, more = {}) => recorded(null, version, { my_response: null, my_standby: { role: "Server" }, ...more });

class World {
  storage = new Storage();
  locks = new Locks();
  sent = [];
  waits = [];
  answers = [];
  /** The event as the service has it. */
  stored = { version: 4, my_response: { response: "accept" } };
  time = 0;
  /** No request is answered. */
  isDead = false;
  #keys = 0;

  /** A tab of the same person. */
  tab(storage = this.storage) {
    return new Responder({
      api: {
        event: async () => this.stored,
        respond: async (id, { response, role, standby, key }) => {
          this.sent.push(`${response}${standby ? " or wait" : ""} ${role} ${key}`);
          const answer = this.isDead ? new NoAnswer("cut") : this.answers.shift();
          if (answer instanceof Error) {
            throw answer;
          }
          return answer;
        },
      },
      intents: new Intents("dev:1", {
        storage,
        now: () => this.time,
        newKey: () => `k${(this.#keys += 1)}`,
      }),
      locks: this.locks,
      sleep: async (ms) => {
        this.waits.push(ms);
        this.time += ms;
      },
      timeout: () => undefined,
      random: () => 1,
    });
  }
}

async function failure(promise) {
  try {
    await promise;
  } catch (problem) {
    return problem;
  }
  throw new Error("it did not fail");
}

export const tests = {
  async "one press sends one request"() {
    const world = new World();
    world.answers = [recorded("accept")];
    equal(await world.tab().respond(EVENT, ACCEPT), recorded("accept"));
    equal(world.sent, ["accept Server k1"]);
  },

  async "a double click sends one"() {
    const world = new World();
    world.answers = [recorded("accept")];
    const tab = world.tab();
    await Promise.all([tab.respond(EVENT, ACCEPT), tab.respond(EVENT, ACCEPT)]);
    equal(world.sent.length, 1);
  },

  async "a second tab that cannot read yet what the first has written down asks the service"() {
    const world = new World();
    world.answers = [recorded("accept")];
    const [, second] = await Promise.all([
      world.tab().respond(EVENT, ACCEPT),
      world.tab(new Storage()).respond(EVENT, ACCEPT),
    ]);
    equal(world.sent.length, 1);
    equal(second, null);
  },

  async "a second tab sends none, and waits for the frame"() {
    const world = new World();
    world.answers = [recorded("accept")];
    const answers = await Promise.all([
      world.tab().respond(EVENT, ACCEPT),
      world.tab().respond(EVENT, ACCEPT),
    ]);
    equal(world.sent.length, 1);
    equal(answers[1], null);
  },

  async "where no answer comes it is sent again with the same key"() {
    const world = new World();
    world.answers = [new NoAnswer("cut"), new Problem(503, { code: "OUTCOME_UNKNOWN" }, 0), recorded("accept")];
    await world.tab().respond(EVENT, ACCEPT);
    equal(world.sent, ["accept Server k1", "accept Server k1", "accept Server k1"]);
    equal(world.waits, [500, 1_000]);
  },

  async "it is sent again by itself until it is answered, however long that takes"() {
    const world = new World();
    world.answers = [...Array.from({ length: 20 }, () => new NoAnswer("cut")), recorded("accept")];
    equal(await world.tab().respond(EVENT, ACCEPT), recorded("accept"));
    equal([world.sent.length, new Set(world.sent).size], [21, 1]);
    equal(world.waits.slice(0, 6), [500, 1_000, 2_000, 4_000, 8_000, 8_000]);
  },

  async "not before the service wants it again"() {
    const world = new World();
    world.answers = [new Problem(503, { code: "OVERLOADED" }, 3), recorded("accept")];
    await world.tab().respond(EVENT, ACCEPT);
    equal(world.waits, [3_000]);
  },

  async "once the network is back nobody waits any longer"() {
    const world = new World();
    world.answers = [new NoAnswer("cut"), recorded("accept")];
    const tab = world.tab();
    tab.sleep = () => new Promise(() => {});
    const sent = tab.respond(EVENT, ACCEPT);
    while (world.answers.length === 2) {
      await null;
    }
    for (let turn = 0; turn < 20; turn += 1) {
      await null;
    }
    equal(world.sent.length, 1);
    tab.wake();
    await sent;
    equal(world.sent, ["accept Server k1", "accept Server k1"]);
  },

  async "what a page that was closed had still to send, the next one sends with its key"() {
    const world = new World();
    world.answers = [new NoAnswer("cut"), recorded("accept")];
    const closed = world.tab();
    closed.sleep = () => new Promise(() => {});
    closed.locks = undefined;
    closed.respond(EVENT, ACCEPT);
    while (world.sent.length === 0) {
      await null;
    }
    const next = world.tab();
    next.locks = undefined;
    await next.respond(EVENT, next.open(EVENT.id));
    equal(world.sent, ["accept Server k1", "accept Server k1"]);
    equal(next.open(EVENT.id), undefined);
  },

  async "what answers nothing of what was sent before leaves its key in place"() {
    const world = new World();
    world.answers = [new NoAnswer("cut"), new Problem(401, { code: "UNAUTHENTICATED" }, 0), recorded("accept")];
    const tab = world.tab();
    equal((await failure(tab.respond(EVENT, ACCEPT))).status, 401);
    await tab.respond(EVENT, ACCEPT);
    equal(new Set(world.sent).size, 1);
  },

  async "a refusal is an answer: it is not asked again, and the next press is a new one"() {
    const world = new World();
    world.answers = [new Problem(409, { code: "CAPACITY_FULL" }, 0), recorded("accept")];
    const tab = world.tab();
    equal((await failure(tab.respond(EVENT, ACCEPT))).code, "CAPACITY_FULL");
    await tab.respond(EVENT, ACCEPT);
    equal(world.sent, ["accept Server k1", "accept Server k2"]);
  },

  async "accepted, declined and accepted again are three intentions"() {
    const world = new World();
    world.answers = [recorded("accept", 4), recorded("decline", 5), recorded("accept", 6)];
    const tab = world.tab();
    await tab.respond({ ...EVENT, version: 3 }, ACCEPT);
    await tab.respond({ ...EVENT, version: 4 }, DECLINE);
    await tab.respond({ ...EVENT, version: 5 }, ACCEPT);
    equal(world.sent, ["accept Server k1", "decline null k2", "accept Server k3"]);
  },

  async "removed and accepting again, it is a new intention"() {
    const world = new World();
    world.answers = [recorded("accept", 4), recorded("accept", 6)];
    const tab = world.tab();
    await tab.respond({ ...EVENT, version: 3 }, ACCEPT);
    await tab.respond({ ...EVENT, version: 5 }, ACCEPT);
    equal(world.sent, ["accept Server k1", "accept Server k2"]);
  },

  async "what was recorded once and undone since is said anew"() {
    const world = new World();
    world.answers = [
      new NoAnswer("cut"),
      recorded("accept", 4, { replayed: true, my_response: null }),
      recorded("accept", 9),
    ];
    await world.tab().respond(EVENT, ACCEPT);
    equal(world.sent.slice(-2), ["accept Server k1", "accept Server k2"]);
  },

  async "to wait is part of what is meant, and is kept with it"() {
    const world = new World();
    world.answers = [new NoAnswer("cut"), waiting(4)];
    const closed = world.tab();
    closed.sleep = () => new Promise(() => {});
    closed.locks = undefined;
    closed.respond(EVENT, WAIT);
    while (world.sent.length === 0) {
      await null;
    }
    const next = world.tab();
    next.locks = undefined;
    equal(next.open(EVENT.id).standby, true);
    await next.respond(EVENT, next.open(EVENT.id));
    equal(world.sent, ["accept or wait Server k1", "accept or wait Server k1"]);
  },

  async "to accept and to accept or wait are two intentions"() {
    const world = new World();
    world.answers = [new NoAnswer("cut"), waiting(4)];
    const closed = world.tab();
    closed.sleep = () => new Promise(() => {});
    closed.locks = undefined;
    closed.respond(EVENT, ACCEPT);
    while (world.sent.length === 0) {
      await null;
    }
    const next = world.tab();
    next.locks = undefined;
    await next.respond(EVENT, WAIT);
    equal(world.sent, ["accept Server k1", "accept or wait Server k2"]);
  },

  async "who waits has what was meant: it is not said anew"() {
    const world = new World();
    world.answers = [new NoAnswer("cut"), waiting(4, { replayed: true })];
    await world.tab().respond(EVENT, WAIT);
    equal(world.sent, ["accept or wait Server k1", "accept or wait Server k1"]);
  },

  async "who was refused meanwhile is told so"() {
    const world = new World();
    world.answers = [
      new NoAnswer("cut"),
      recorded("decline", 4, { my_standby: null, replayed: true }),
      new Problem(409, { code: "REFUSED" }, 0),
    ];
    equal((await failure(world.tab().respond(EVENT, WAIT))).code, "REFUSED");
  },

  async "after ten minutes it is given up, and a press means something new"() {
    const world = new World();
    world.isDead = true;
    const tab = world.tab();
    equal((await failure(tab.respond(EVENT, ACCEPT))) instanceof TooLate, true);
    equal(world.time >= 10 * 60_000, true);
    world.isDead = false;
    world.answers = [recorded("accept")];
    await tab.respond(EVENT, ACCEPT);
    equal([world.sent.at(-2), world.sent.at(-1)], ["accept Server k1", "accept Server k2"]);
  },

  async "what is of use for hours is kept and sent for hours, with its key"() {
    const world = new World();
    const closed = unsent(world, { ...ACCEPT, until: 5 * HOUR_MS });
    await sentOnce(world);
    world.time = 4 * HOUR_MS;
    equal(closed.unanswered, 1);
    world.answers = [recorded("accept")];
    const next = world.tab();
    next.locks = undefined;
    await next.respond(EVENT, next.open(EVENT.id));
    equal(world.sent, ["accept Server k1", "accept Server k1"]);
    equal(next.unanswered, 0);
  },

  async "what is of no use any more is not sent, and that is said"() {
    const world = new World();
    unsent(world, { ...DECLINE, until: HOUR_MS });
    await sentOnce(world);
    world.time = HOUR_MS;
    const next = world.tab();
    next.locks = undefined;
    equal((await failure(next.respond(EVENT, next.open(EVENT.id)))) instanceof TooLate, true);
    equal(world.sent.length, 1);
    equal(next.open(EVENT.id), undefined);
  },

  async "what waits to be sent ends when it is of no use any more"() {
    const world = new World();
    world.isDead = true;
    equal((await failure(world.tab().respond(EVENT, { ...ACCEPT, until: 20_000 }))) instanceof TooLate, true);
    equal(world.time >= 20_000, true);
  },

  async "what its person takes back is not sent again, and the next press is a new one"() {
    const world = new World();
    world.answers = [new NoAnswer("cut")];
    const tab = world.tab();
    tab.sleep = () => new Promise(() => {});
    const sent = failure(tab.respond(EVENT, { ...DECLINE, until: HOUR_MS }));
    await sentOnce(world);
    tab.takeBack(EVENT.id);
    equal((await sent) instanceof TakenBack, true);
    equal([world.sent.length, tab.open(EVENT.id)], [1, undefined]);
    world.answers = [recorded("decline")];
    await tab.respond(EVENT, DECLINE);
    equal(world.sent.at(-1), "decline null k2");
  },

  async "what was taken back in another tab is not sent by the one that was to go on with it"() {
    const world = new World();
    unsent(world, { ...DECLINE, until: HOUR_MS });
    await sentOnce(world);
    const next = world.tab();
    next.locks = undefined;
    const open = next.open(EVENT.id);
    world.tab().takeBack(EVENT.id);
    equal(await next.respond(EVENT, open), null);
    equal(world.sent.length, 1);
  },

  async "what nobody looks for any more is forgotten"() {
    const world = new World();
    unsent(world, { ...ACCEPT, until: HOUR_MS });
    await sentOnce(world);
    world.time = 32 * 24 * HOUR_MS;
    world.tab();
    equal(world.storage.length, 0);
  },
};

const HOUR_MS = 3_600_000;

/** A tab that was closed before anybody answered. */
function unsent(world, meant) {
  world.answers = [new NoAnswer("cut")];
  const closed = world.tab();
  closed.sleep = () => new Promise(() => {});
  closed.locks = undefined;
  closed.respond(EVENT, meant);
  return closed;
}

/** Sent, and without an answer. */
async function sentOnce(world) {
  for (let turn = 0; turn < 40 || world.sent.length === 0; turn += 1) {
    await null;
  }
}
