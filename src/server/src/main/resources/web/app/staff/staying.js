/**
 * Cards that stay until they were seen, though the list they stood in has them no longer: those that were pressed. Each event is
 * here as it was known last.
 */
export class Staying {
  #pressed = new Map();

  press(event) {
    this.#pressed.set(event.id, event);
  }

  /** @param {object[]} events all that are known now */
  learn(events) {
    const now = new Map(events.map((event) => [event.id, event]));
    this.#pressed.forEach((event, id) => this.#pressed.set(id, now.get(id) ?? event));
  }

  get pressed() {
    return [...this.#pressed.values()];
  }

  has(eventId) {
    return this.#pressed.has(eventId);
  }

  /** One has looked elsewhere: what was pressed has been seen. */
  leave() {
    this.#pressed.clear();
  }
}
