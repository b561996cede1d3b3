import { api, live, session } from "../core/context.js";
import { instantOf, startOf } from "../core/times.js";

const HOUR_MS = 3_600_000;
/** From then on it is of use to know who has come. */
const BEFORE_MS = 2 * HOUR_MS;
/** So long the service takes notes. */
const AFTER_MS = 7 * 24 * HOUR_MS;
/** Nobody is late by less. */
const LATE_MS = 5 * 60_000;

/** When a person of this role has to be there, in milliseconds; a call time long after the start is of the day before. */
export function calledAt(event, role) {
  const start = startOf(event);
  const time = role?.call_time ?? role?.start_time;
  if (!time) {
    return start;
  }
  const at = instantOf(event.date, time, event.timezone);
  return at - start > 12 * HOUR_MS ? at - 24 * HOUR_MS : at;
}

/** @returns {"before" | "day" | "over" | "past"} `past`: no note is taken any more */
export function partOfDay(event, now) {
  const end = Date.parse(event.endsAt);
  if (end <= now) {
    return now - end < AFTER_MS ? "over" : "past";
  }
  const first = Math.min(...event.roles.map((role) => calledAt(event, role)));
  return now >= first - BEFORE_MS ? "day" : "before";
}

export const isLate = (note, called) => note.state === "arrived" && Date.parse(note.at) - called > LATE_MS;

/** @returns {Map<string, string>} by userKey */
export const phonesIn = (roster) => new Map(roster.filter(({ phone }) => phone).map(({ userKey, phone }) => [userKey, phone]));

/** What is noted of those who are in, by person, and what comes to be noted; and their telephone numbers, where the firm has them. */
export class Attendance {
  #notes = new Map();
  /** @type {Map<string, string>} by userKey */
  phones = new Map();

  /**
   * @param {string} eventId
   * @param {() => void} changed
   */
  constructor(eventId, changed) {
    this.eventId = eventId;
    this.changed = changed;
  }

  /** @returns {{state: string, at: string} | undefined} */
  of(userKey) {
    return this.#notes.get(userKey);
  }

  /** @returns {() => void} ends it */
  follow() {
    const heard = ({ detail: { event, data } }) => event === "staff:attendance" && data.eventId === this.eventId && this.#note(data.userId, data);
    // Frames of attendance are not sent again after a reconnect.
    const lit = () => live.light.name === "live" && this.#fetch();
    live.addEventListener("frame", heard);
    live.addEventListener("light", lit);
    this.#fetch();
    return () => {
      live.removeEventListener("frame", heard);
      live.removeEventListener("light", lit);
    };
  }

  /** @param {"arrived" | "absent" | "left" | null} state */
  async note(userKey, state, at) {
    this.#note(userKey, await api.attendance(this.eventId, userKey, { state, ...(at === undefined ? {} : { at }) }));
  }

  #note(userKey, { state, at }) {
    if (state === null) {
      this.#notes.delete(userKey);
    } else {
      this.#notes.set(userKey, { state, at });
    }
    this.changed();
  }

  async #fetch() {
    if (!session.mayWrite) {
      return;
    }
    try {
      const roster = await api.roster(this.eventId);
      this.phones = phonesIn(roster);
      this.#notes = new Map(roster.filter(({ attendance }) => attendance).map((line) => [line.userKey, { state: line.attendance, at: line.attendance_at }]));
      this.changed();
    } catch {
      // The page says by itself when nobody answers.
    }
  }
}
