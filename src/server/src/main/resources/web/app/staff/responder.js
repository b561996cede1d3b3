import { NoAnswer } from "../core/http.js";
import { timeoutSignal } from "../core/platform.js";
import { Backoff } from "../live/backoff.js";

/** After these a request is sent again with its key: whether it arrived is not known, or it certainly did not. */
const AGAIN = new Set([502, 503, 504]);
/** These say nothing of what was sent before them: its key still stands for it. */
const ANSWERS_NOTHING = new Set([401, 429]);
const LONGEST_WAIT_MS = 8_000;
/** No answer for so long is none. */
export const ANSWER_MS = 12_000;

/** There was no answer until it was of no use any more: it is not sent again. */
export class TooLate extends Error {}

/** It is not sent again, for its person does not mean it any more. */
export class TakenBack extends Error {}

/**
 * Sends a person's response: one press, one response, whatever the network does to the request. It is sent again by itself
 * until it is answered, taken back, or of no use any more.
 *
 * What comes of it is `{event}` where it was recorded, or the failure, thrown.
 */
export class Responder {
  #underWay = new Map();
  /** Those who wait before they send again. */
  #waiting = new Set();

  /**
   * @param {object} parts
   * @param {import("../core/api.js").Api} parts.api
   * @param {import("./intents.js").Intents} parts.intents
   * @param {{request: Function} | undefined} [parts.locks] the browser's, which hold for all tabs; only on secure pages
   * @param {(ms: number) => Promise<void>} [parts.sleep]
   * @param {() => number} [parts.random] in [0, 1)
   */
  constructor({ api, intents, locks = globalThis.navigator?.locks, sleep = sleepFor, timeout = timeoutSignal, random }) {
    this.api = api;
    this.intents = intents;
    this.locks = locks;
    this.sleep = sleep;
    this.timeout = timeout;
    this.random = random;
  }

  /**
   * What is still to be sent for an event, or is on its way, also from before this page was opened; undefined if there
   * is nothing.
   */
  open(eventId) {
    return this.intents.open(eventId);
  }

  /** Not what has arrived already: the answer says so, or the next list. */
  takeBack(eventId) {
    this.intents.forget(eventId);
    this.wake();
  }

  /** @returns {number} how many presses are not answered yet */
  get unanswered() {
    return this.intents.unanswered;
  }

  /** The network is back: nobody waits any longer. */
  wake() {
    this.#waiting.forEach((go) => go());
  }

  /**
   * @param {{id: string, version: number}} event as the person saw it
   * @param {import("./intents.js").Meant & {key?: string}} meant `key`: it was meant before and is still {@link #open}
   * @returns {Promise<object | null>} the event after it; null if another tab has had the same said and answered meanwhile,
   *     and the frame is on its way, or has taken it back
   */
  respond(event, meant) {
    const underWay = this.#underWay.get(event.id);
    if (underWay !== undefined) {
      return underWay;
    }
    const sent = this.#alone(event.id, (first) => this.#mean(event, meant, first)).finally(() =>
      this.#underWay.delete(event.id),
    );
    this.#underWay.set(event.id, sent);
    return sent;
  }

  /** @param {(first: boolean) => Promise<object | null>} then told whether another tab was under way before */
  async #alone(eventId, then) {
    if (this.locks === undefined) {
      return then(true);
    }
    const name = `muster.respond.${eventId}`;
    let isFirst = true;
    const done = await this.locks.request(name, { ifAvailable: true }, (lock) => {
      isFirst = lock !== null;
      return isFirst ? then(true) : undefined;
    });
    return isFirst ? done : this.locks.request(name, () => then(false));
  }

  /** What another tab has written down may not be here yet: whoever had to wait for one asks the service. */
  async #mean(event, meant, first) {
    if (!first) {
      const now = await this.api.event(event.id);
      if (now.version > event.version && isAsMeant(now, meant)) {
        return null;
      }
    }
    return this.#send(event, meant);
  }

  async #send({ id, version }, meant) {
    // What was kept may have been answered in another tab meanwhile, or taken back.
    if (meant.key !== undefined && this.intents.open(id)?.key !== meant.key) {
      return null;
    }
    const intent = this.intents.of(id, meant);
    if (intent.version > version) {
      return null;
    }
    // One that was answered and seen has been lived: this is a new one.
    const open = intent.version === undefined ? intent : this.intents.renew(id, meant);
    const answer = await this.#answered(id, open);
    if (answer.replayed && !isAsMeant(answer, open)) {
      return this.#answeredAnew(id, meant);
    }
    return this.#done(id, open, answer);
  }

  /** What the key stands for was recorded once and has been undone since. */
  async #answeredAnew(id, meant) {
    const intent = this.intents.renew(id, meant);
    return this.#done(id, intent, await this.#answered(id, intent));
  }

  #done(id, intent, answer) {
    this.intents.recorded(id, intent, answer.recorded.version);
    return answer;
  }

  async #answered(id, intent) {
    const backoff = new Backoff({ capMs: LONGEST_WAIT_MS, random: this.random });
    for (;;) {
      if (this.intents.isOld(intent)) {
        this.intents.forget(id);
        throw new TooLate();
      }
      try {
        return await this.api.respond(id, intent, this.timeout(ANSWER_MS));
      } catch (failure) {
        const mayHaveArrived = failure instanceof NoAnswer || AGAIN.has(failure.status);
        if (!mayHaveArrived && !ANSWERS_NOTHING.has(failure.status)) {
          this.intents.forget(id);
        }
        if (!mayHaveArrived) {
          throw failure;
        }
        await this.#wait(Math.max(backoff.next(), 1_000 * (failure.retryAfterSeconds ?? 0)));
        if (this.intents.open(id)?.key !== intent.key && !this.intents.isOld(intent)) {
          throw new TakenBack();
        }
      }
    }
  }

  async #wait(ms) {
    let go;
    const woken = new Promise((resolve) => (go = resolve));
    this.#waiting.add(go);
    await Promise.race([this.sleep(ms), woken]);
    this.#waiting.delete(go);
  }
}

const sleepFor = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Who has asked to wait where there is no place, and waits, has what was meant. */
function isAsMeant({ my_response: mine, my_standby: waits }, { response, standby }) {
  return mine?.response === response || (standby === true && waits != null);
}
