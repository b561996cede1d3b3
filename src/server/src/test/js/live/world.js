import { LiveClient } from "../../../main/resources/web/app/live/live-client.js";

/** Timers that fire when the test says that time has passed. */
export class FakeTimers {
  #timers = [];
  time = 1_000_000;

  set(then, ms) {
    const timer = { then, at: this.time + ms };
    this.#timers.push(timer);
    return timer;
  }

  clear(timer) {
    this.#timers = this.#timers.filter((other) => other !== timer);
  }

  async pass(ms) {
    const end = this.time + ms;
    for (let due = this.#next(end); due !== undefined; due = this.#next(end)) {
      this.clear(due);
      this.time = due.at;
      due.then();
      await settled();
    }
    this.time = end;
  }

  #next(end) {
    return this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

/** A socket whose other end is the test. */
class FakeSocket {
  sent = [];
  isClosed = false;

  constructor(url, protocols) {
    this.url = url;
    this.protocols = protocols;
  }

  send(text) {
    this.sent.push(text);
  }

  close() {
    this.isClosed = true;
  }

  async opens() {
    this.onopen();
    await settled();
  }

  async says(message) {
    this.onmessage?.({ data: JSON.stringify(message) });
    await settled();
  }

  async ends(code) {
    this.onclose?.({ code });
    await settled();
  }
}

/** Lets everything go on that waits for a promise already kept. */
export async function settled() {
  for (let turn = 0; turn < 20; turn += 1) {
    await null;
  }
}

/** A client, the service it talks to, and the page that listens. */
export class World {
  timers = new FakeTimers();
  sockets = [];
  lights = [];
  frames = [];
  fetches = [];
  eventFetches = [];
  /** What a fetch of everything, of one event, and the question for the token answer. */
  stored = [];
  storedEvent = () => undefined;
  signedIn = () => Promise.resolve(true);

  constructor(limits, url = "wss://muster.test/api/ws") {
    const world = this;
    this.client = new LiveClient({
      url,
      token: "a.b-c.d_e",
      limits,
      page: {
        fetchAll: async (reason) => {
          world.fetches.push(reason);
          return world.stored;
        },
        fetchEvent: async (id) => {
          world.eventFetches.push(id);
          return world.storedEvent(id);
        },
        onFrame: ({ event, data }) => world.frames.push(`${event} ${data.eventId} ${data.version}`),
        onLight: (light) => world.lights.push(light),
        isSignedIn: () => world.signedIn(),
      },
      environment: {
        WebSocket: class extends FakeSocket {
          constructor(url, protocols) {
            super(url, protocols);
            world.sockets.push(this);
          }
        },
        setTimeout: (then, ms) => world.timers.set(then, ms),
        clearTimeout: (timer) => world.timers.clear(timer),
        now: () => world.timers.time,
        random: () => 1,
      },
    });
  }

  get socket() {
    return this.sockets[this.sockets.length - 1];
  }

  get light() {
    return this.client.light.name;
  }

  /** Started, welcomed, and with everything fetched. */
  async live(id = "p0") {
    this.client.start();
    await this.welcomed(id);
    return this;
  }

  async welcomed(id) {
    await this.socket.opens();
    await this.socket.says({ id, event: "welcome", data: { userKey: "dev:1", topics: [] } });
  }

  async step(event, eventId, version, id = `${eventId}-${version}`) {
    await this.socket.says({ id, event, data: { eventId, id: eventId, version, step: true } });
  }

  /** One frame for several steps. */
  async steps(eventId, fromVersion, version) {
    await this.socket.says({
      id: `${eventId}-${version}`,
      event: "event:response",
      data: { eventId, id: eventId, fromVersion, version, step: true },
    });
  }
}
