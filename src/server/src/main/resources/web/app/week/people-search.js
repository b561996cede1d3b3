import { api, live, store } from "../core/context.js";

/** Of so many events people are looked up, at most. */
const MOST_EVENTS = 200;
const AT_ONCE = 4;

/**
 * Lists of events come without their people. Whoever searches for one has them fetched, the soonest first; from then on they
 * are followed as all else is.
 */
export class PeopleSearch {
  #isUnderWay = false;
  #failed = new Set();

  /** @param {() => void} changed called as people become known */
  constructor(changed) {
    this.changed = changed;
  }

  get isUnderWay() {
    return this.#isUnderWay;
  }

  /** @param {object[]} events that are searched, the soonest first */
  async lookUp(events) {
    const open = events.slice(0, MOST_EVENTS).filter((event) => isUnknown(event) && !this.#failed.has(event.id));
    if (this.#isUnderWay || open.length === 0) {
      return;
    }
    this.#isUnderWay = true;
    const next = async () => {
      for (let event = open.shift(); event !== undefined; event = open.shift()) {
        await this.#fetch(event.id);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    this.#isUnderWay = false;
    this.changed();
  }

  async #fetch(id) {
    try {
      if (isUnknown(store.get(id) ?? {})) {
        await live.fetchMore(async () => [await api.event(id)]);
      }
    } catch {
      // Found by all else it says.
      this.#failed.add(id);
    }
  }
}

/** Nobody is to be found where nobody is. */
const isUnknown = ({ accepted_staff: known, accepted_count: accepted, standby_count: standby }) => known === undefined && (accepted > 0 || standby > 0);
