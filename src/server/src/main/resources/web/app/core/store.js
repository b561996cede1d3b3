import { isReadable } from "./readable.js";
import { afterFrame } from "./step.js";

/**
 * The events that are known, and who wants to hear of them. What changed between two pictures of the screen is told once, so
 * that a burst costs no more than the screen shows.
 */
export class Store {
  #events = new Map();
  #watchers = new Map();
  #listWatchers = new Set();
  #changed = new Set();
  /** By userKey, of everybody the page was ever told of: an event names whom it has lost no longer. */
  #names = new Map();
  #leftOut = new Set();
  #isScheduled = false;

  get(id) {
    return this.#events.get(id);
  }

  all() {
    return [...this.#events.values()];
  }

  /** @returns {string} the userKey where the name is not known */
  nameOf(userKey) {
    return this.#names.get(userKey) ?? userKey;
  }

  /** @returns {boolean} */
  knows(userKey) {
    return this.#names.has(userKey);
  }

  /** Nothing of one who signed out is left for the next. */
  clear() {
    this.replaceAll([]);
    this.#names.clear();
  }

  /** All there is, fetched afresh; what is newer here already stays. */
  replaceAll(events) {
    const gone = new Set(this.#events.keys());
    for (const event of events) {
      gone.delete(event.id);
      this.put(event);
    }
    gone.forEach((id) => this.#set(id, null));
  }

  /** @returns {boolean} false if it is older than what is known */
  put(event) {
    const known = this.#events.get(event.id);
    this.#learn(event.accepted_staff);
    this.#learn(event.standby_staff);
    this.#learn(event.declined_staff);
    if (known !== undefined && known.version > event.version) {
      return false;
    }
    this.#set(event.id, event);
    return true;
  }

  drop(id) {
    this.#set(id, null);
  }

  apply(frame) {
    const { eventId: id, respondedStaff, acceptedStaff, standbyStaff, declinedStaff } = frame.data;
    this.#learn(respondedStaff && [respondedStaff]);
    this.#learn(acceptedStaff);
    this.#learn(standbyStaff);
    this.#learn(declinedStaff);
    const next = afterFrame(this.#events.get(id), frame);
    if (next !== undefined) {
      this.#set(id, next);
    }
  }

  /** @returns {() => void} ends it */
  watch(id, then) {
    const watchers = this.#watchers.get(id) ?? new Set();
    this.#watchers.set(id, watchers.add(then));
    return () => {
      watchers.delete(then);
      if (watchers.size === 0) {
        this.#watchers.delete(id);
      }
    };
  }

  /** Of any change of any event. */
  watchAll(then) {
    this.#listWatchers.add(then);
    return () => this.#listWatchers.delete(then);
  }

  #learn(people) {
    for (const person of Array.isArray(people) ? people : []) {
      if (person?.name) {
        this.#names.set(person.userKey, person.name);
      }
    }
  }

  #set(id, event) {
    if (event === null) {
      this.#events.delete(id);
    } else if (isReadable(event)) {
      this.#events.set(id, event);
    } else {
      this.#leaveOut(id);
    }
    this.#changed.add(id);
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      requestAnimationFrame(() => this.#tell());
    }
  }

  /** One that cannot be read is as good as not there, and says so once. */
  #leaveOut(id) {
    this.#events.delete(id);
    if (!this.#leftOut.has(id)) {
      this.#leftOut.add(id);
      console.warn(`event ${id} cannot be read and is left out`);
    }
  }

  #tell() {
    const changed = this.#changed;
    this.#changed = new Set();
    this.#isScheduled = false;
    for (const id of changed) {
      this.#watchers.get(id)?.forEach((then) => then());
    }
    this.#listWatchers.forEach((then) => then(changed));
  }
}
