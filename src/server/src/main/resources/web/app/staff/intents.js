import { newKey } from "../core/platform.js";

const PREFIX = "muster.intent.";
/** Later, a press means something new: what it meant before has long been answered. So long it is sent where it has no end. */
const KEPT_MS = 10 * 60_000;
/** Nobody looks for what became of it any more. */
const FORGOTTEN_MS = 30 * 86_400_000;

/**
 * @typedef {object} Meant
 * @property {"accept" | "decline"} response
 * @property {string | null} role
 * @property {boolean} [standby] of an accept: where I cannot get in now, let me wait or ask
 * @property {number} [until] when it is of no use any more, in milliseconds
 */

/** A key stands for all of it. */
const isSame = (kept, { response, role, standby = false }) =>
  kept.response === response && kept.role === role && (kept.standby ?? false) === standby;

const isOpen = ({ version }) => version === undefined;

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
    this.#sweep();
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
    const isKept = kept !== null && isSame(kept, meant) && (isOpen(kept) || !this.isOld(kept));
    return isKept ? kept : this.renew(eventId, meant);
  }

  /** What was meant for an event and is not answered yet, also where its time has passed; undefined if there is nothing. */
  open(eventId) {
    const kept = this.#read(eventId);
    return kept !== null && isOpen(kept) && (kept.until !== undefined || !this.isOld(kept)) ? kept : undefined;
  }

  /** Whether it is not sent any more. */
  isOld({ at, until, version }) {
    return this.now() >= (version === undefined && until !== undefined ? until : at + KEPT_MS);
  }

  /** @returns {number} how many presses are not answered yet */
  get unanswered() {
    return this.#names().filter((name) => isOpen(JSON.parse(this.storage.getItem(name)))).length;
  }

  renew(eventId, { response, role, standby = false, until }) {
    const intent = { key: this.newKey(), response, role, standby, at: this.now(), until };
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

  #names() {
    const names = Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index));
    return names.filter((name) => name.startsWith(`${PREFIX}${this.userKey}.`));
  }

  #sweep() {
    const isForgotten = ({ at, until = at }) => this.now() - Math.max(at, until) > FORGOTTEN_MS;
    this.#names()
      .filter((name) => isForgotten(JSON.parse(this.storage.getItem(name))))
      .forEach((name) => this.storage.removeItem(name));
  }

  #read(eventId) {
    return JSON.parse(this.storage.getItem(this.#name(eventId)));
  }

  #write(eventId, intent) {
    this.storage.setItem(this.#name(eventId), JSON.stringify(intent));
  }
}
