/** The provider gives no other token to whoever was signed in: the sign-in is over. */
export class SignInOver extends Error {}

/** A sign-in that did not come to its end; `reason` is of the texts `signIn.failure.*`. */
export class SignInFailed extends Error {
  /** @param {"stopped" | "opaque" | "failed"} reason */
  constructor(reason, options) {
    super(reason, options);
    this.reason = reason;
  }
}
