import { account } from "../core/context.js";
import { forgetEverything } from "./forget.js";

/** Here, in the other tabs, and at the provider, which sends the browser back. The page is left once everything is forgotten. */
export async function signOut() {
  const end = account.signOut();
  await forgetEverything();
  if (end !== null) {
    location.assign(end);
  }
}
