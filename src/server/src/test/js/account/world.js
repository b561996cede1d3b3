import { Storage } from "../browser.js";
import { Account } from "../../../main/resources/web/app/account/account.js";
import { Session } from "../../../main/resources/web/app/core/session.js";
import { FakeTimers, settled } from "../live/world.js";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Of ASCII alone. */
function base64url(text) {
  const bits = [...text].map((letter) => letter.charCodeAt(0).toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,6}/g) ?? []).map((part) => LETTERS[Number.parseInt(part.padEnd(6, "0"), 2)]).join("");
}

export const tokenWith = (claims) => `e30.${base64url(JSON.stringify(claims))}.s`;

export const tokenOf = (sub, number = 0) => tokenWith({ sub, number });

/** A provider, and the browser of whoever signs in there: its clock, its device, and its tabs. */
export class Browser {
  timers = new FakeTimers();
  device = new Storage();
  #listeners = [];
  #locked = Promise.resolve();
  /** What the provider was asked for, by the refresh token. */
  renewals = [];
  /** What it answers: a subject, or throws. */
  renewed = () => "ada";
  lifeMs = 60_000;

  /** @param {Storage} [tab] of one that is opened again */
  tab(tab = new Storage()) {
    globalThis.sessionStorage = tab;
    const session = new Session();
    const events = [];
    ["change", "renew"].forEach((name) => session.addEventListener(name, () => events.push(name)));
    const channel = { then: () => {} };
    this.#listeners.push(channel);
    const account = new Account({
      session,
      provider: async () => this.provider(),
      kept: this.keptBy(tab),
      tabs: {
        tell: (message) => this.#listeners.filter((other) => other !== channel).forEach(({ then }) => Promise.resolve().then(() => then(message))),
        listen: (then) => (channel.then = then),
      },
      locks: { request: (name, then) => this.#inTurn(then) },
      environment: {
        setTimeout: (then, ms) => this.timers.set(then, ms),
        clearTimeout: (timer) => this.timers.clear(timer),
        now: () => this.timers.time,
      },
    });
    return { session, account, events, storage: tab };
  }

  #inTurn(then) {
    const done = this.#locked.then(then);
    this.#locked = done.catch(() => {});
    return done;
  }

  provider() {
    return {
      begin: async (wish) => `https://login.test/?${JSON.stringify(wish)}`,
      finish: async ({ sub, isKept = false }) => ({ grant: this.grant(sub, { isKept }), wish: { to: "/", isAgain: false } }),
      renew: async (before) => {
        this.renewals.push(before.refreshToken);
        return this.grant(this.renewed(), { isKept: before.isKept });
      },
    };
  }

  #made = 0;

  grant(sub, { isKept = false } = {}) {
    const number = (this.#made += 1);
    const issuedAt = this.timers.time;
    return {
      accessToken: tokenOf(sub, number),
      refreshToken: `r${number}`,
      idToken: null,
      issuedAt,
      expiresAt: issuedAt + this.lifeMs,
      endSession: `https://login.test/end?${sub}`,
      isKept,
    };
  }

  keptBy(tab) {
    const { device } = this;
    const KEY = "grant";
    const of = (grant) => (grant.isKept ? device : tab);
    return {
      read: () => JSON.parse(tab.getItem(KEY) ?? device.getItem(KEY)),
      write: (grant) => of(grant).setItem(KEY, JSON.stringify(grant)),
      forget: () => [tab, device].forEach((storage) => storage.removeItem(KEY)),
    };
  }

  async pass(ms) {
    await settled();
    await this.timers.pass(ms);
    await settled();
  }
}

export { settled };
