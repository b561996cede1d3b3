/**
 * How long to wait before the next attempt: twice as long each time, up to a cap, and never the same for two clients, so that
 * those who lost the service together do not come back together.
 */
export class Backoff {
  #attempts = 0;

  /**
   * @param {{firstMs?: number, capMs?: number, random?: () => number}} options `random` gives numbers in [0, 1)
   */
  constructor({ firstMs = 500, capMs = 30_000, random = Math.random } = {}) {
    this.firstMs = firstMs;
    this.capMs = capMs;
    this.random = random;
  }

  /** @returns {number} milliseconds, between half of what is due and all of it */
  next() {
    const due = Math.min(this.capMs, this.firstMs * 2 ** this.#attempts);
    this.#attempts += 1;
    return Math.round(due * (0.5 + this.random() / 2));
  }

  reset() {
    this.#attempts = 0;
  }
}
