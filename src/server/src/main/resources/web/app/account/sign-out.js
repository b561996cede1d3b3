import { account } from "../core/context.js";

/** Here, in the other tabs, and at the provider, which sends the browser back. */
export function signOut() {
  const end = account.signOut();
  if (end !== null) {
    location.assign(end);
  }
}
