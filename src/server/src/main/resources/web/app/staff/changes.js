import { isIn, roleOf, standsBy } from "../core/shifts.js";
import { endOf } from "../core/times.js";
import { wasRefused } from "./outcome.js";

const PREFIX = "muster.shifts.";
const TIMES = ["date", "start_time", "end_time", "call"];

/**
 * What has been changed of what a person is in or stands by for, until the person has read it: kept on this device, so that it
 * stands there whenever the page is opened next.
 *
 * @typedef {object} Change
 * @property {"out" | "gone" | "off" | "goneStandby" | "refused" | "in" | "cancelled" | "moved" | "place" | "role"} kind `gone`: out
 *     of sight, for whatever reason; `off`, `goneStandby`: the same of who stood by; `in`: who stood by has a place
 * @property {object} was the shift as the person knew it
 * @property {object | undefined} now
 */
export class Changes {
  /** By event: the shift as its person knows it. */
  #known;
  /** As it was written last. */
  #kept;
  /** By event: the version up to which what is said of it is older than what the person has read or done. */
  #seen = new Map();

  constructor(userKey, { storage = localStorage, now = Date.now } = {}) {
    this.name = PREFIX + userKey;
    this.storage = storage;
    this.now = now;
    this.#known = new Map(this.#read());
  }

  /**
   * @param {object[]} events all that are known by now
   * @param {boolean} isWhole there are no more: what is missing is gone
   * @returns {Change[]} what is unread
   */
  learn(events, isWhole) {
    const now = new Map(events.map((event) => [event.id, event]));
    const changes = [];
    for (const [id, was] of this.#known) {
      const kinds = was.endsAt <= this.now() ? "settled" : kindsOf(was, now.get(id), isWhole);
      if (kinds === "settled") {
        this.#known.delete(id);
      } else {
        kinds.forEach((kind) => changes.push({ kind, was, now: now.has(id) ? shiftOf(now.get(id)) : undefined }));
      }
    }
    events
      .filter((event) => !this.#known.has(event.id) && this.#isToKnow(event) && !this.#isOlder(event))
      .forEach((event) => this.#know(event));
    this.#write();
    return changes.sort((a, b) => (a.was.date < b.was.date ? -1 : 1));
  }

  /**
   * @param {object | undefined} event as it is by now
   * @param {number | undefined} version that one has read, or brought about
   */
  read(id, event, version = event?.version) {
    this.#known.delete(id);
    if (version !== undefined) {
      this.#seen.set(id, version);
    }
    if (event !== undefined && this.#isToKnow(event)) {
      this.#know(event);
    }
    this.#write();
  }

  /** A list that was asked for before may come after: what it says of a place given back is no place to lose. */
  #isOlder(event) {
    return event.version < (this.#seen.get(event.id) ?? 0);
  }

  #isToKnow(event) {
    return isMine(event) && endOf(event) > this.now() && event.status !== "cancelled";
  }

  #know(event) {
    this.#known.set(event.id, shiftOf(event));
  }

  #read() {
    try {
      return JSON.parse(this.storage.getItem(this.name)) ?? [];
    } catch {
      return [];
    }
  }

  #write() {
    try {
      const kept = JSON.stringify([...this.#known]);
      if (kept !== this.#kept) {
        this.storage.setItem(this.name, kept);
        this.#kept = kept;
      }
    } catch {
      // The device keeps no more: what happens while the page is open is told all the same.
    }
  }
}

const isMine = (event) => isIn(event) || standsBy(event);

function shiftOf(event) {
  const role = event.my_response?.role ?? event.my_standby?.role;
  return {
    id: event.id,
    name: event.event_name ?? null,
    date: event.date,
    start_time: event.start_time ?? null,
    end_time: event.end_time ?? null,
    call: (role && roleOf(event, role)?.call_time) ?? null,
    venue: [event.venue_name, event.venue_address].filter(Boolean).join(", "),
    role: role ?? null,
    standsBy: standsBy(event),
    reason: event.cancel_reason ?? null,
    endsAt: endOf(event),
  };
}

/** @returns {string[] | "settled"} settled: the person has given it back, or it is over */
function kindsOf(was, event, isWhole) {
  if (event === undefined) {
    return isWhole ? [was.standsBy ? "goneStandby" : "gone"] : [];
  }
  if (event.status === "cancelled") {
    return ["cancelled"];
  }
  if (was.standsBy && wasRefused(event)) {
    return ["refused"];
  }
  if (!isMine(event)) {
    return event.my_response === null ? [was.standsBy ? "off" : "out"] : "settled";
  }
  if (!was.standsBy && standsBy(event)) {
    return "settled";
  }
  const now = shiftOf(event);
  const gotIn = was.standsBy && isIn(event);
  return [
    gotIn ? "in" : undefined,
    gotIn || now.role.toLowerCase() === was.role.toLowerCase() ? undefined : "role",
    TIMES.some((name) => now[name] !== was[name] && !(name === "call" && now.role !== was.role)) ? "moved" : undefined,
    now.venue === was.venue ? undefined : "place",
  ].filter((kind) => kind !== undefined);
}
