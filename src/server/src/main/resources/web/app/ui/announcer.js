const PAUSE_MS = 1_000;

/** Gathers what is to be said aloud, so that a live region speaks at most once a second, and in the end of all there was. */
export class Announcer {
  #waiting = [];
  #timer;

  /**
   * @param {(things: object[]) => void} say what has come since it was called last, in order
   * @param {object} [environment] `setTimeout`, `clearTimeout`
   */
  constructor(say, environment = globalThis) {
    this.say = say;
    this.environment = environment;
  }

  hear(thing) {
    this.#waiting.push(thing);
    if (this.#timer === undefined) {
      this.#sayAll();
    }
  }

  stop() {
    this.environment.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
  }

  #sayAll() {
    if (this.#waiting.length === 0) {
      this.#timer = undefined;
      return;
    }
    const things = this.#waiting;
    this.#waiting = [];
    this.#timer = this.environment.setTimeout(() => this.#sayAll(), PAUSE_MS);
    this.say(things);
  }
}
