import { newKey } from "../core/platform.js";

const PREFIX = "muster.intent.";
/** Later, a press means something new: what it meant before has long been answered or forgotten. */
const KEPT_MS = 10 * 60_000;

/**
 * @typedef {object} Meant
 * @property {"accept" | "decline"} response
 * @property {string | null} role
 * @property {boolean} [standby] of an accept: where I cannot get in now, let me wait or ask
 */

/** A key stands for all of it. */
const isSame = (kept, { response, role, standby = false }) =>
  kept.response === response && kept.role === role && (kept.standby ?? false) === standby;

/**
 * What a person means by a press, kept for all tabs until it is answered: the same intention has the same key, however often
 * and wherever it is pressed, so that the service records it once.
 */
export class Intents {
  constructor(userKey, { storage = localStorage, now = Date.now, newKey: keyOf = () => newKey() } = {}) {
    this.userKey = userKey;
    this.storage = storage;
    this.now = now;
    this.newKey = keyOf;
  }

  /**
   * The intention to respond so, the one that is kept or else a new one.
   *
   * @param {Meant} meant
   * @returns {Meant & {key: string, at: number, version?: number}} `version`: it was answered, and recorded as that version of
   *     the event
   */
  of(eventId, meant) {
    const kept = this.#read(eventId);
    return kept !== null && isSame(kept, meant) && !this.isOld(kept) ? kept : this.renew(eventId, meant);
  }

  /** What was meant for an event and is not answered yet; undefined if there is nothing. */
  open(eventId) {
    const kept = this.#read(eventId);
    return kept !== null && kept.version === undefined && !this.isOld(kept) ? kept : undefined;
  }

  isOld({ at }) {
    return this.now() - at >= KEPT_MS;
  }

  renew(eventId, { response, role, standby = false }) {
    const intent = { key: this.newKey(), response, role, standby, at: this.now() };
    this.#write(eventId, intent);
    return intent;
  }

  recorded(eventId, intent, version) {
    this.#write(eventId, { ...intent, version });
  }

  forget(eventId) {
    this.storage.removeItem(this.#name(eventId));
  }

  #name(eventId) {
    return `${PREFIX}${this.userKey}.${eventId}`;
  }

  #read(eventId) {
    return JSON.parse(this.storage.getItem(this.#name(eventId)));
  }

  #write(eventId, intent) {
    this.storage.setItem(this.#name(eventId), JSON.stringify(intent));
  }
}
