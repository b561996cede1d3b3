import { Backoff } from "./backoff.js";
import { Connection } from "./connection.js";
import { Picture } from "./picture.js";

/** What a page may show as a light. */
export const Light = Object.freeze({
  CONNECTING: "connecting",
  LIVE: "live",
  RECONNECTING: "reconnecting",
  RESYNCED: "resynced",
  SIGNED_OUT: "signed-out",
  STOPPED: "stopped",
});

/** The service says so when the token has expired, or when a client is not to come back. */
const NOT_WELCOME = 1008;

const LIMITS = Object.freeze({
  openMs: 8_000,
  // A connection that died without a word is noticed within ten seconds; the service counts what a client says.
  quietMs: 5_500,
  answerMs: 4_000,
  /** So long a connection must have lived for the next wait to be the shortest again. */
  steadyMs: 10_000,
  /** At most one check in so much time, however often the page is looked at: the service counts what a client says. */
  wakeMs: 2_000,
});

/**
 * Live updates for a page: keeps a connection to the service and, after whatever happened to it, goes on where it was.
 *
 * What was missed comes by `lastEventId`; where the service no longer knows, and the first time, the page fetches everything,
 * and where a step of one event is missing, that event. Between these the page gets the frames above what it fetched, each
 * once, in order.
 */
export class LiveClient {
  #connection = null;
  /** With another token: takes over once it is welcome. */
  #next = null;
  #lastEventId = null;
  /** Where the stream was at the welcome; what was missed before it may still be on its way. */
  #welcomeId = null;
  #isWelcome = false;
  #light = { name: Light.STOPPED };
  #retryTimer;
  #steadyTimer;
  /** When the picture was last known to be right. */
  #rightAt;
  #wokenAt = Number.NEGATIVE_INFINITY;

  /**
   * @param {object} options
   * @param {string} options.url of the endpoint, `wss://host/api/ws`
   * @param {string} options.token that it begins with
   * @param {object} options.page
   * @param {(reason: "first" | "resync" | "refused") => Promise<Iterable<{id: string, version: number}>>} options.page.fetchAll fetches
   *     everything that is shown and tells the versions fetched
   * @param {(eventId: string) => Promise<number | undefined>} options.page.fetchEvent fetches one event; undefined: it is
   *     out of sight
   * @param {(frame: {id: string, event: string, data: object}) => void} options.page.onFrame
   * @param {(light: {name: string, since?: number}) => void} options.page.onLight `since`: when the picture was last known to
   *     be right, in milliseconds of the clock
   * @param {() => Promise<boolean>} [options.page.isSignedIn] a browser does not say why a connection was refused: whether
   *     the service still takes the token; rejects where it cannot be asked
   * @param {number} [options.knownAt] what is shown from the beginning was right then, in milliseconds of the clock
   * @param {object} [options.environment] `WebSocket`, `setTimeout`, `clearTimeout`, `now`, `random`
   * @param {object} [options.limits] see above, in milliseconds
   */
  constructor({ url, token, page, knownAt, environment = browser(), limits = {} }) {
    this.#rightAt = knownAt;
    this.url = url;
    this.token = token;
    this.page = page;
    this.environment = environment;
    this.limits = { ...LIMITS, ...limits };
    this.backoff = new Backoff({ random: environment.random });
    this.fetchBackoff = new Backoff({ random: environment.random });
    this.picture = new Picture(page, {
      onFetched: () => this.#fetched(),
      retry: (again) => environment.setTimeout(() => this.#isActive() && again(), this.fetchBackoff.next()),
    });
  }

  /** @returns {{name: string, since?: number}} */
  get light() {
    return this.#light;
  }

  start() {
    if (!this.#isActive()) {
      this.#show(this.#rightAt === undefined ? Light.CONNECTING : Light.RECONNECTING, this.#rightAt);
      this.#connect();
    }
  }

  stop() {
    this.#leave(Light.STOPPED);
  }

  /** The page is looked at again, or the network is back: no waiting now, and no trust in a socket that may be dead. */
  wake() {
    const now = this.environment.now();
    if (!this.#isActive() || now - this.#wokenAt < this.limits.wakeMs) {
      return;
    }
    this.#wokenAt = now;
    if (this.#connection === null) {
      this.#connect();
    } else {
      this.#connection.ping();
    }
  }

  /** The network is gone, and the browser says so: a socket would take its time to notice. */
  lost() {
    this.#next?.end();
    this.#connection?.end();
  }

  /**
   * Fetches events besides those of the page's own question; from then on their steps are followed as well.
   *
   * @param {() => Promise<Iterable<{id: string, version: number}>>} question rejects as this does
   */
  fetchMore(question) {
    return this.picture.fetchMore(question);
  }

  /**
   * Goes on with another token of the same person. A second connection takes over where the first one is, which is heard until
   * then: nothing is missed, and nobody sees it.
   */
  renew(token) {
    if (token === this.token) {
      return;
    }
    this.token = token;
    this.#next?.close();
    this.#next = null;
    if (this.#isWelcome) {
      this.#next = this.#open({
        onMessage: (message) => message.event === "welcome" && this.#takeOver(message.id),
        // The first one lives as long as its own token; after it, connections are made as ever.
        onEnd: () => (this.#next = null),
      });
    } else if (this.#connection !== null) {
      this.#connection.close();
      this.#connect();
    }
  }

  #takeOver(id) {
    this.environment.clearTimeout(this.#retryTimer);
    this.environment.clearTimeout(this.#steadyTimer);
    this.#connection?.close();
    this.#connection = this.#next;
    this.#next = null;
    this.#hear(this.#connection, this.token);
    this.#welcomed(id);
  }

  #isActive() {
    return this.#light.name !== Light.STOPPED && this.#light.name !== Light.SIGNED_OUT;
  }

  #connect() {
    this.environment.clearTimeout(this.#retryTimer);
    this.#connection = this.#open({});
    this.#hear(this.#connection, this.token);
  }

  #open(listener) {
    const { token, environment, limits } = this;
    return new Connection({ url: this.#address(), token, environment, limits, ...listener });
  }

  #hear(connection, token) {
    connection.onMessage = (message) => this.#heard(message);
    connection.onEnd = (code, opened) => this.#ended(code, opened, token);
  }

  #address() {
    const more = this.url.includes("?") ? "&" : "?";
    return this.#lastEventId === null ? this.url : `${this.url}${more}lastEventId=${encodeURIComponent(this.#lastEventId)}`;
  }

  #heard(message) {
    if (this.#light.name === Light.LIVE) {
      this.#rightAt = this.environment.now();
    }
    switch (message.event) {
      case "welcome":
        this.#welcomed(message.id);
        break;
      case "resync":
        this.#resync(message.id);
        break;
      case "error":
        break;
      case "pong":
        this.#moveTo(message.id);
        break;
      case "staff:attendance":
        // No step of an event: it has no place to come back to, and waits for no fetch.
        this.page.onFrame(message);
        break;
      default:
        this.#moveTo(message.id);
        this.picture.take(message);
    }
  }

  #moveTo(id) {
    this.#lastEventId = id;
    this.#welcomeId = null;
  }

  #welcomed(id) {
    this.#isWelcome = true;
    this.#steadyTimer = this.environment.setTimeout(() => this.backoff.reset(), this.limits.steadyMs);
    if (this.#lastEventId === null) {
      this.#lastEventId = id;
      this.picture.fetchAll("first");
    } else {
      this.#welcomeId = id;
      this.#showIfLive();
    }
  }

  /** Its place is that of the rights by now. Where it has none, after no welcome, an id of before would be good again once they had changed back. */
  #resync(id) {
    this.#lastEventId = id ?? this.#welcomeId;
    this.#welcomeId = null;
    this.#show(Light.RESYNCED);
    this.picture.fetchAll("resync");
  }

  #fetched() {
    this.fetchBackoff.reset();
    if (this.#connection === null) {
      this.#rightAt = this.environment.now();
      this.#show(Light.RECONNECTING, this.#rightAt);
    }
    this.#showIfLive();
  }

  #showIfLive() {
    if (this.#isWelcome && !this.picture.isFetching) {
      this.#show(Light.LIVE);
    }
  }

  #ended(code, opened, token) {
    this.#connection = null;
    this.#isWelcome = false;
    this.#welcomeId = null;
    this.environment.clearTimeout(this.#steadyTimer);
    if (code === NOT_WELCOME && token === this.token) {
      this.#leave(Light.SIGNED_OUT);
      return;
    }
    if (this.#light.name !== Light.CONNECTING) {
      this.#show(Light.RECONNECTING, this.#rightAt);
    }
    this.#retryTimer = this.environment.setTimeout(() => this.#connect(), this.backoff.next());
    if (!opened) {
      this.#askWhy();
    }
  }

  async #askWhy() {
    let isSignedIn;
    try {
      isSignedIn = await this.page.isSignedIn?.();
    } catch {
      // Nobody could be asked: that is the network, and the next attempt is on its way.
      return;
    }
    if (!this.#isActive()) {
      return;
    }
    if (isSignedIn === false) {
      this.#leave(Light.SIGNED_OUT);
    } else if (isSignedIn === true && this.#connection === null) {
      // The service is there and has no socket for this page: what it shows comes at each attempt then.
      this.picture.fetchAll("refused");
    }
  }

  #leave(light) {
    this.environment.clearTimeout(this.#retryTimer);
    this.environment.clearTimeout(this.#steadyTimer);
    this.#connection?.close();
    this.#connection = null;
    this.#next?.close();
    this.#next = null;
    this.#isWelcome = false;
    this.#show(light);
  }

  #show(name, since) {
    if (name === Light.LIVE) {
      this.#rightAt = this.environment.now();
    }
    if (this.#light.name !== name || this.#light.since !== since) {
      this.#light = since === undefined ? { name } : { name, since };
      this.page.onLight(this.#light);
    }
  }
}

/** What a browser brings. */
export function browser() {
  return {
    WebSocket: globalThis.WebSocket,
    setTimeout: (then, ms) => globalThis.setTimeout(then, ms),
    clearTimeout: (timer) => globalThis.clearTimeout(timer),
    now: () => Date.now(),
    random: Math.random,
  };
}

const TICK_MS = 1_000;
/** A page that stood still for so long has slept, whether or not anybody says so. */
const ASLEEP_MS = 5_000;

/** Wakes a client whenever the browser comes online, the page is looked at again, or goes on after it stood still. */
export function wakeWithPage(client, { window = globalThis.window, document = globalThis.document, now = Date.now } = {}) {
  window.addEventListener("online", () => client.wake());
  window.addEventListener("offline", () => client.lost());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && client.wake());
  let tickedAt = now();
  window.setInterval(() => {
    const before = tickedAt;
    tickedAt = now();
    if (tickedAt - before > ASLEEP_MS) {
      client.wake();
    }
  }, TICK_MS);
}
