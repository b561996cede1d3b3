import { claimsOf, isMachines } from "./claims.js";

const KEY = "muster.token";
/** Of a person: three parts of base64url. Anything else would not even do as a sub-protocol. */
const FORM = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * A firm of somebody's, by the token or by a membership.
 *
 * @typedef {{managerId: string, name: string | null, access: "staff" | "read" | "manager"}} Firm
 */

/**
 * Who is signed in, in this tab and until it is closed.
 *
 * It tells of `change` when somebody has signed in or out or the sign-in has run out, and of `renew` when there is another token
 * of the same person.
 */
export class Session extends EventTarget {
  #token = sessionStorage.getItem(KEY);
  /** The token that has run out, while nobody else has signed in: the page is still its person's. */
  #expired = null;

  /**
   * How another token is had in place of one that is not taken any more. It resolves to false if there is none, and rejects where
   * nobody can be asked.
   *
   * @type {(() => Promise<boolean>) | null}
   */
  renewal = null;

  /**
   * The firm for which the page is open, where a membership and not the token says that it may be.
   *
   * @type {Firm | null}
   */
  firm = null;

  get token() {
    return this.#token;
  }

  get claims() {
    const token = this.#token ?? this.#expired;
    return (token && claimsOf(token)) ?? {};
  }

  /** Whom the token names, as the service does. */
  get userKey() {
    return userKeyIn(this.claims);
  }

  get isSignedIn() {
    return this.#token !== null;
  }

  /** Whether it is a machine, such as a wall screen, with a token of a firm. */
  get isMachine() {
    return isMachines(this.#token ?? this.#expired);
  }

  /** Whether the last sign-in ended by itself. */
  get isExpired() {
    return this.#expired !== null;
  }

  get isManager() {
    return this.firm === null ? typeof this.claims.managerId === "string" : this.firm.access !== "staff";
  }

  /** With a wall screen's token, and as a member of that kind, one may look and not touch. */
  get mayWrite() {
    return this.claims.access !== "read" && this.firm?.access !== "read";
  }

  /** Whose shifts are shown: what is missing among those of one firm may be in another's. */
  get shiftsKey() {
    return this.firm === null ? this.userKey : `${this.userKey}@${this.firm.managerId}`;
  }

  get name() {
    return this.claims.name ?? this.claims.sub ?? "";
  }

  /**
   * With a token alone, which is kept in this tab.
   *
   * @returns {boolean} false if it is no token by its form
   */
  signIn(token) {
    if (!isToken(token)) {
      return false;
    }
    sessionStorage.setItem(KEY, token);
    this.#take(token);
    return true;
  }

  /** With a token that is kept elsewhere; see `account/account.js`. */
  signInKept(token) {
    sessionStorage.removeItem(KEY);
    this.#take(token);
  }

  signOut() {
    this.#leave(null);
  }

  /** The service takes the token no longer, and there is no other. */
  expire() {
    this.#leave(this.#token ?? this.#expired);
  }

  /**
   * The service does not take this token: another one of the same person takes its place, or else it has expired.
   *
   * @returns {Promise<boolean>} whether there is another one; rejects where that cannot be known
   */
  async refused(token) {
    const { userKey } = this;
    if (token !== null && token === this.#token && !(await this.renewal?.()) && token === this.#token) {
      this.expire();
    }
    return this.#token !== null && this.#token !== token && this.userKey === userKey;
  }

  #take(token) {
    const isRenewal = this.#token !== null && userKeyIn(claimsOf(token)) === this.userKey;
    this.#token = token;
    this.#expired = null;
    this.dispatchEvent(new Event(isRenewal ? "renew" : "change"));
  }

  #leave(expired) {
    this.#token = null;
    this.#expired = expired;
    sessionStorage.removeItem(KEY);
    this.dispatchEvent(new Event("change"));
  }
}

const userKeyIn = ({ provider = "oidc", sub }) => `${provider}:${sub}`;

/** By its form. */
export const isToken = (text) => isMachines(text) || (FORM.test(text) && claimsOf(text) !== null);
