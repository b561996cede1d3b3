import { addDays, WEEK } from "../core/week.js";

/** Which weeks are fetched: what is fetched anyway covers most, and the others are asked for one at a time. */
export class Weeks {
  /** No day is covered before the first answer. */
  #covered = { from: "9999-12-31", to: undefined };
  #fetched = new Map();

  /** @param {(from: string, to: string) => Promise<{events: object[], isWhole: boolean}>} ask both days included */
  constructor(ask) {
    this.ask = ask;
  }

  /**
   * All is fetched afresh.
   *
   * @param {string} from the first day
   * @param {string | undefined} to the last day of which not all may have come; undefined: there are no more
   */
  cover(from, to) {
    this.#covered = { from, to };
    this.#fetched.clear();
  }

  has(from) {
    const { from: first, to } = this.#covered;
    return this.#fetched.has(from) || (from >= first && (to === undefined || addDays(from, WEEK - 1) < to));
  }

  /** Whether there are no more events in it than were fetched. */
  isWhole(from) {
    return this.#fetched.get(from) ?? true;
  }

  /** @returns {Promise<object[]>} */
  async fetch(from) {
    const { events, isWhole } = await this.ask(from, addDays(from, WEEK - 1));
    this.#fetched.set(from, isWhole);
    return events;
  }
}
