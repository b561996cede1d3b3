import { claimsOf } from "./claims.js";

const KEY = "muster.token";
/** Three parts of base64url: anything else would not even do as a sub-protocol. */
const FORM = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Who is signed in, in this tab and until it is closed. */
export class Session extends EventTarget {
  #token = sessionStorage.getItem(KEY);
  /** Whether the last sign-in ended by itself. */
  isExpired = false;

  get token() {
    return this.#token;
  }

  get claims() {
    return (this.#token && claimsOf(this.#token)) ?? {};
  }

  /** Whom the token names, as the service does. */
  get userKey() {
    return `${this.claims.provider ?? "oidc"}:${this.claims.sub}`;
  }

  get isSignedIn() {
    return this.#token !== null;
  }

  get isManager() {
    return typeof this.claims.managerId === "string";
  }

  /** A wall screen's token: it may look and not touch. */
  get mayWrite() {
    return this.claims.access !== "read";
  }

  get name() {
    return this.claims.name ?? this.claims.sub ?? "";
  }

  /** @returns {boolean} false if it is no token by its form */
  signIn(token) {
    if (!FORM.test(token) || claimsOf(token) === null) {
      return false;
    }
    this.isExpired = false;
    this.#change(token);
    return true;
  }

  signOut() {
    this.#change(null);
  }

  /** The service takes the token no longer. */
  expire() {
    this.isExpired = true;
    this.#change(null);
  }

  #change(token) {
    this.#token = token;
    if (token === null) {
      sessionStorage.removeItem(KEY);
    } else {
      sessionStorage.setItem(KEY, token);
    }
    this.dispatchEvent(new Event("change"));
  }
}
