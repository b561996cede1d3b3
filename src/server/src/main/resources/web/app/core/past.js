import { isOver } from "./times.js";

const PART = 24;
/** The most that the service gives at once. */
const MOST_AT_ONCE = 200;

/** The order in which the service lists: by date, start time and id. */
const placeOf = ({ date, start_time: start, id }) => `${date}/${start ?? ""}/${id}`;
const byNewest = (a, b) => (placeOf(a) < placeOf(b) ? 1 : placeOf(a) > placeOf(b) ? -1 : 0);

/**
 * What is over, the newest first. What has ended since the page was opened is known anyway; what was over before is fetched
 * once somebody asks, and then a part at a time.
 */
export class Past {
  /** @type {"unasked" | "loading" | "failed" | "shown"} */
  state = "unasked";
  #bound;
  #cursor = null;
  /** The oldest of those fetched. */
  #last;
  #count = 0;
  #turn = Promise.resolve();

  /**
   * @param {(part: {bound: string | undefined, limit: number, cursor: string | null}) =>
   *     Promise<{events: object[], nextCursor: string | null}>} fetchPart
   */
  constructor(fetchPart) {
    this.fetchPart = fetchPart;
  }

  get hasMore() {
    return this.#cursor !== null;
  }

  /** Those that are over, down to the oldest one fetched: below it some may be missing. */
  of(events, now) {
    return events
      .filter((event) => isOver(event, now) && (!this.hasMore || byNewest(event, this.#last) <= 0))
      .sort(byNewest);
  }

  /** @returns {Promise<object[]>} the next part */
  more() {
    this.state = "loading";
    return this.#inTurn(async () => {
      try {
        const { events, nextCursor } = await this.#fetch(this.#bound, PART, this.#cursor);
        this.#shown(this.#count + events.length, events.at(-1), nextCursor);
        return events;
      } catch (failure) {
        this.state = "failed";
        throw failure;
      }
    });
  }

  /**
   * Afresh what was fetched already.
   *
   * @param {string} [bound] the last day of it, from now on
   */
  again(bound) {
    return this.#inTurn(async () => {
      const wanted = this.#count;
      const events = [];
      let cursor = null;
      while (events.length < wanted) {
        const part = await this.#fetch(bound, Math.min(MOST_AT_ONCE, wanted - events.length), cursor);
        events.push(...part.events);
        cursor = part.nextCursor;
        if (cursor === null) {
          break;
        }
      }
      this.#bound = bound;
      if (wanted > 0) {
        this.#shown(events.length, events.at(-1), cursor);
      }
      return events;
    });
  }

  #fetch(bound, limit, cursor) {
    return this.fetchPart({ bound, limit, cursor });
  }

  #shown(count, last, cursor) {
    this.#count = count;
    this.#last = last ?? this.#last;
    this.#cursor = cursor;
    this.state = "shown";
  }

  /** One question after the other: where the next part begins is known once the last one has come. */
  #inTurn(ask) {
    const answer = this.#turn.then(ask);
    this.#turn = answer.catch(() => {});
    return answer;
  }
}
