const PREFIX = "muster.form.";
/** Longer than this nobody comes back to it. */
const KEPT_MS = 7 * 86_400_000;

/** What was typed into a form, by person and address, on this device: leaving the page in whatever way loses none of it. */
export class KeptForm {
  /** What is kept as far as this form knows: another tab may keep another of the same address. */
  #known = null;

  /**
   * @param {string} userKey
   * @param {string} address of the form on the board
   */
  constructor(userKey, address, { storage = localStorage, now = Date.now } = {}) {
    this.name = `${PREFIX}${userKey}.${address}`;
    this.storage = storage;
    this.now = now;
  }

  /** @returns {object | undefined} undefined if nothing was typed, or long ago */
  read() {
    try {
      this.#known = this.storage.getItem(this.name);
      const { at, ...kept } = JSON.parse(this.#known) ?? { at: 0 };
      return this.now() - at < KEPT_MS ? kept : undefined;
    } catch {
      return undefined;
    }
  }

  write(kept) {
    try {
      this.#known = JSON.stringify({ ...kept, at: this.now() });
      this.storage.setItem(this.name, this.#known);
    } catch {
      // The device keeps no more: the form works all the same.
    }
  }

  /** Not what another tab has kept since. */
  forget() {
    if (this.storage.getItem(this.name) === this.#known) {
      this.storage.removeItem(this.name);
    }
  }
}
