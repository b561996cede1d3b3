import { claimsOf } from "../core/claims.js";
import { SignInOver } from "./failures.js";
import { KeptGrant } from "./kept-grant.js";
import { Tabs } from "./tabs.js";

/** A token is renewed after this part of its life. */
const RENEWED_AFTER = 3 / 4;
const LONGEST_TIMER_MS = 86_400_000;
/** A provider that could not be asked is asked again. */
const AGAIN_MS = 10_000;
/** So long another tab may take to say what it has. */
const TABS_MS = 300;
/** One tab at a time asks for another token: many providers take what it is asked with only once. */
const LOCK = "muster.renewal";

const subjectOf = (grant) => claimsOf(grant.accessToken)?.sub;

/**
 * The sign-in, at the provider, of whoever is signed in: kept, the same in all tabs, renewed before it runs out, and ended.
 */
export class Account {
  #grant = null;
  #provider;
  #renewal = null;
  #timer;

  /**
   * @param {object} parts
   * @param {import("../core/session.js").Session} parts.session
   * @param {() => Promise<import("./provider.js").Provider | null>} parts.provider null where there is none
   * @param {{request: Function} | undefined} [parts.locks] the browser's, which hold for all tabs; only on secure pages
   * @param {object} [parts.environment] `setTimeout`, `clearTimeout`, `now`
   */
  constructor({
    session,
    provider,
    kept = new KeptGrant(),
    tabs = new Tabs(),
    locks = globalThis.navigator?.locks,
    environment = browser(),
  }) {
    Object.assign(this, { session, loadProvider: provider, kept, tabs, locks, environment });
    session.renewal = () => this.renew();
    session.addEventListener("change", () => this.#changed());
    tabs.listen((message) => this.#heard(message));
    const grant = session.isSignedIn ? null : kept.read();
    if (grant !== null) {
      this.#take(grant);
    } else {
      tabs.tell({ ask: true });
    }
  }

  /** Whether the person has said that the sign-in is kept on this device. */
  get isKept() {
    return this.#grant?.isKept ?? false;
  }

  /** Whether somebody has signed in at the provider, and not with a token alone. */
  get isOfProvider() {
    return this.#grant !== null;
  }

  /**
   * @param {{to: string, isKept: boolean, isAgain?: boolean}} wish where to go on; whether to keep the sign-in on this device;
   *     `isAgain`: for another tab, over which the sign-in lies
   * @returns {Promise<string>} the address at the provider where it goes on
   */
  async begin(wish) {
    return (await this.#theProvider()).begin(wish);
  }

  /**
   * @param {URLSearchParams} answer of the provider
   * @returns {Promise<{to: string, isAgain: boolean}>} as was wished; rejects with {@link SignInFailed} or NoAnswer
   */
  async finish(answer) {
    const { grant, wish } = await (await this.#theProvider()).finish(answer);
    this.#take(grant);
    this.tabs.tell({ grant });
    return wish;
  }

  /**
   * Gets another token.
   *
   * @returns {Promise<boolean>} false if there is none; rejects with NoAnswer where nobody can be asked
   */
  renew() {
    const before = this.#grant;
    this.#renewal ??= this.#alone(() => this.#renewed(before)).finally(() => (this.#renewal = null));
    return this.#renewal;
  }

  /**
   * In all tabs.
   *
   * @returns {string | null} the address at which the provider's own session ends; null where there is none
   */
  signOut() {
    const grant = this.#grant;
    this.#drop();
    if (grant !== null) {
      this.tabs.tell({ out: subjectOf(grant) });
    }
    this.session.signOut();
    return grant?.endSession ?? null;
  }

  /** Rejects with {@link SignInOver} where people do not sign in at a provider any more. */
  async #theProvider() {
    this.#provider ??= this.loadProvider();
    try {
      const provider = await this.#provider;
      if (provider === null) {
        throw new SignInOver("there is no provider any more");
      }
      return provider;
    } catch (failure) {
      this.#provider = undefined;
      throw failure;
    }
  }

  #alone(then) {
    return this.locks === undefined ? then() : this.locks.request(LOCK, then);
  }

  async #renewed(before) {
    if (this.#grant === before && before !== null) {
      await this.#learnFromOthers();
    }
    if (this.#grant !== before || before === null) {
      return this.#grant !== null;
    }
    try {
      const grant = await (await this.#theProvider()).renew(before);
      if (this.#grant !== before) {
        // Somebody has signed out meanwhile.
        return false;
      }
      this.#take(grant);
      this.tabs.tell({ grant });
      return true;
    } catch (failure) {
      if (failure instanceof SignInOver) {
        return false;
      }
      throw failure;
    }
  }

  /** Another tab may have renewed while this one waited for its turn. */
  async #learnFromOthers() {
    if (this.#grant.isKept) {
      const grant = this.kept.read();
      if (grant !== null) {
        this.#learn(grant);
      }
      return;
    }
    this.tabs.tell({ ask: true });
    await new Promise((resolve) => this.environment.setTimeout(resolve, TABS_MS));
  }

  #heard({ ask, grant, out }) {
    if (ask && this.#grant !== null) {
      this.tabs.tell({ grant: this.#grant });
    } else if (grant) {
      this.#learn(grant);
    } else if (out !== undefined && this.#grant !== null && subjectOf(this.#grant) === out) {
      this.#drop();
      this.session.signOut();
    }
  }

  /** A tab of somebody takes nothing of somebody else. */
  #learn(grant) {
    const { isSignedIn, isExpired, claims } = this.session;
    const isOurs = this.#grant !== null ? subjectOf(grant) === subjectOf(this.#grant) && grant.issuedAt > this.#grant.issuedAt : !isSignedIn;
    if (isOurs && (!isExpired || claims.sub === subjectOf(grant))) {
      this.#take(grant);
    }
  }

  #take(grant) {
    this.#grant = grant;
    this.kept.write(grant);
    this.#renewLater();
    this.session.signInKept(grant.accessToken);
  }

  #changed() {
    if (this.session.isMachine) {
      // A wall is nobody's: who has signed in on this device is so in other tabs, and not here.
      this.environment.clearTimeout(this.#timer);
      this.#grant = null;
    } else if (this.session.isExpired) {
      this.#expired();
    }
  }

  /** Not what another tab has got since. */
  #expired() {
    this.environment.clearTimeout(this.#timer);
    if (this.#grant !== null && this.kept.read()?.issuedAt === this.#grant.issuedAt) {
      this.kept.forget();
    }
  }

  #drop() {
    this.environment.clearTimeout(this.#timer);
    this.#grant = null;
    this.kept.forget();
  }

  #renewLater() {
    const { issuedAt, expiresAt, refreshToken } = this.#grant;
    const due = issuedAt + (expiresAt - issuedAt) * RENEWED_AFTER - this.environment.now();
    if (refreshToken !== null) {
      this.#wait(Math.min(Math.max(due, 0), LONGEST_TIMER_MS));
    }
  }

  #wait(ms) {
    this.environment.clearTimeout(this.#timer);
    this.#timer = this.environment.setTimeout(async () => {
      try {
        await this.renew();
      } catch {
        this.#wait(AGAIN_MS);
      }
    }, ms);
  }
}

function browser() {
  return {
    setTimeout: (then, ms) => globalThis.setTimeout(then, ms),
    clearTimeout: (timer) => globalThis.clearTimeout(timer),
    now: () => Date.now(),
  };
}
