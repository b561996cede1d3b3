/** What is to be done with a frame. */
export const Verdict = Object.freeze({ APPLY: "apply", DROP: "drop", GAP: "gap" });

const BRINGS_ALL = "event:created";
const ENDS = new Set(["event:hidden", "event:deleted"]);
/** Above any version: of an event out of sight only its return, or its end, is of interest. */
const OUT_OF_SIGHT = Number.POSITIVE_INFINITY;

/**
 * The version up to which each event is known. The steps of an event come in order, none missing, and a frame may stand for
 * several: one that does not go on where the event is known up to shows a gap.
 */
export class Versions {
  #known = new Map();

  /** Fetched at this version. */
  fetched(eventId, version) {
    this.#known.set(eventId, version);
  }

  /** It could not be fetched, as it is out of sight. */
  outOfSight(eventId) {
    this.#known.set(eventId, OUT_OF_SIGHT);
  }

  /** Nothing is known any more: a fetch follows. */
  clear() {
    this.#known.clear();
  }

  /**
   * @param {{event: string, data: object}} frame of an event
   * @returns {string} a {@link Verdict}; a frame to be applied counts as known from here on
   */
  judge({ event, data }) {
    const known = this.#known.get(data.eventId);
    const verdict = this.#verdict(known, event, data);
    if (verdict === Verdict.APPLY && data.step) {
      this.#move(event, data);
    }
    return verdict;
  }

  #verdict(known, event, { step, version, fromVersion = version }) {
    if (known === undefined || (known === OUT_OF_SIGHT && (event === BRINGS_ALL || ENDS.has(event)))) {
      return Verdict.APPLY;
    }
    if (!step) {
      // It follows the step of its version: told again only to those who were told that one.
      return version < known ? Verdict.DROP : version === known ? Verdict.APPLY : Verdict.GAP;
    }
    if (version <= known) {
      return Verdict.DROP;
    }
    // Sight may begin anew at any version, and then with the whole event.
    return fromVersion <= known + 1 || event === BRINGS_ALL ? Verdict.APPLY : Verdict.GAP;
  }

  #move(event, { eventId, version }) {
    if (ENDS.has(event)) {
      this.#known.delete(eventId);
    } else {
      this.#known.set(eventId, version);
    }
  }
}
