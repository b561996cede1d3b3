import { isIn } from "./outcome.js";

/**
 * Cards that stay until they were seen, though the list they stood in has them no longer: those that were pressed, and the
 * shifts that were the reader's and are not any more. Each event is here as it was known last.
 */
export class Staying {
  #pressed = new Map();
  #mine = new Map();
  #lost = new Map();

  press(event) {
    this.#pressed.set(event.id, event);
  }

  /** @param {object[]} events all that are known now */
  learn(events) {
    const now = new Map(events.map((event) => [event.id, event]));
    for (const [id, event] of this.#mine) {
      if (!now.has(id) || now.get(id).my_response === null) {
        this.#lost.set(id, event);
      }
    }
    this.#mine = new Map(events.filter(isIn).map((event) => [event.id, event]));
    this.#mine.forEach((_, id) => this.#lost.delete(id));
    for (const kept of [this.#pressed, this.#lost]) {
      kept.forEach((event, id) => kept.set(id, now.get(id) ?? event));
    }
  }

  get pressed() {
    return [...this.#pressed.values()];
  }

  /** The shifts that somebody else has taken away. */
  get lost() {
    return [...this.#lost.values()];
  }

  isLost(eventId) {
    return this.#lost.has(eventId);
  }

  /** One has looked elsewhere: what was pressed has been seen. */
  leave() {
    this.#pressed.clear();
  }

  /** One has looked at one's shifts: what is lost has been seen. */
  leaveMine() {
    this.#lost.clear();
  }
}
