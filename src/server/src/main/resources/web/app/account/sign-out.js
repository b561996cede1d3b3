import { account } from "../core/context.js";
import { forgetAll } from "../core/forget.js";

/** Here, in the other tabs, and at the provider, which sends the browser back. */
export function signOut() {
  const end = account.signOut();
  forgetAll();
  if (end !== null) {
    location.assign(end);
  }
}
