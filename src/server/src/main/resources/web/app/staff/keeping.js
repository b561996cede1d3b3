import { live, session, store } from "../core/context.js";
import { keepKnown } from "../core/known-shifts.js";
import { isIn, standsBy } from "../core/shifts.js";
import { isOver, startOf } from "../core/times.js";

/** What is known is written down at most so often, and when the page is left. */
const KEEPS_MS = 2_000;

/** One's own come first. */
const isOwn = (event) => isIn(event) || standsBy(event);
const byWeight = (a, b) => isOwn(b) - isOwn(a) || startOf(a) - startOf(b);

/**
 * From now on what the page knows is written down for when there is no network.
 *
 * @returns {() => void} ends it
 */
export function keepWhatIsKnown() {
  let timer;
  const keep = () => {
    clearTimeout(timer);
    timer = undefined;
    const at = live.light.name === "live" ? Date.now() : live.light.since;
    if (session.isSignedIn && at !== undefined) {
      const events = store.all().filter((event) => !isOver(event, Date.now()));
      keepKnown({ userKey: session.userKey, firm: session.firm?.managerId ?? null, name: session.name, at, events: events.sort(byWeight) });
    }
  };
  const left = () => document.visibilityState === "hidden" && keep();
  const unwatch = store.watchAll(() => (timer ??= setTimeout(keep, KEEPS_MS)));
  document.addEventListener("visibilitychange", left);
  addEventListener("pagehide", keep);
  return () => {
    clearTimeout(timer);
    unwatch();
    document.removeEventListener("visibilitychange", left);
    removeEventListener("pagehide", keep);
  };
}
