import { Verdict, Versions } from "./versions.js";

/** More than this is not kept while a fetch is under way: another fetch brings it. */
const MOST_HELD = 5_000;

/**
 * Brings what was fetched and what comes by frames together: after each fetch the page gets exactly the frames above it, each
 * once, in order. Frames that come while a fetch is under way wait for it.
 */
export class Picture {
  #versions = new Versions();
  /** What waits for a fetch of everything; null while none is under way. */
  #held = null;
  /** By event: what waits for a fetch of that event. */
  #heldByEvent = new Map();
  /** Grows with each fetch of everything: an answer to an earlier question is of no use. */
  #generation = 0;
  /** By event: the last frame since a question for more was asked; one map for each that is under way. */
  #toldSince = new Set();

  /**
   * @param {object} page as `LiveClient` has it
   * @param {{onFetched: () => void, retry: (again: () => void) => void}} client `retry` is called when a fetch failed
   */
  constructor(page, client) {
    this.page = page;
    this.client = client;
  }

  /** Whether a fetch of everything is under way. */
  get isFetching() {
    return this.#held !== null;
  }

  /** Fetches everything; of several calls the last one counts. */
  async fetchAll(reason) {
    const generation = ++this.#generation;
    this.#held ??= new Held();
    this.#heldByEvent.clear();
    await this.#ask(
      () => this.page.fetchAll(reason),
      (events) => this.#fetched(events, reason),
      () => this.fetchAll(reason),
      generation,
    );
  }

  /** Fetches some events more. Nothing waits for it: one that was told of meanwhile is fetched once more, by itself. */
  async fetchMore(question) {
    const told = new Map();
    this.#toldSince.add(told);
    try {
      for (const { id, version } of await question()) {
        const step = told.get(id);
        if (step === undefined || step.version <= version) {
          this.#versions.fetched(id, version);
        } else if (!this.#heldByEvent.has(id)) {
          this.#heldByEvent.set(id, new Held());
          this.#fetchEvent(step);
        }
      }
    } finally {
      this.#toldSince.delete(told);
    }
  }

  /** A frame of an event, as it came. */
  take(frame) {
    this.#toldSince.forEach((told) => told.set(frame.data.eventId, frame.data));
    const held = this.#held ?? this.#heldByEvent.get(frame.data.eventId);
    if (held !== undefined) {
      held.add(frame);
      return;
    }
    const verdict = this.#versions.judge(frame);
    if (verdict === Verdict.APPLY) {
      this.page.onFrame(frame);
    } else if (verdict === Verdict.GAP) {
      this.#heldByEvent.set(frame.data.eventId, new Held(frame));
      this.#fetchEvent(frame.data);
    }
  }

  #fetched(events, reason) {
    const held = this.#held;
    if (held.isTooMuch) {
      this.#held = new Held();
      this.fetchAll(reason);
      return;
    }
    this.#versions.clear();
    for (const { id, version } of events) {
      this.#versions.fetched(id, version);
    }
    this.#held = null;
    held.frames.forEach((frame) => this.take(frame));
    this.client.onFetched();
  }

  /** @param {{eventId: string, version: number}} step that showed the gap: the event is at its version at least */
  async #fetchEvent(step) {
    await this.#ask(
      () => this.#eventAt(step),
      (version) => this.#eventFetched(step, version),
      () => this.#fetchEvent(step),
      this.#generation,
    );
  }

  async #eventAt({ eventId, version }) {
    const fetched = await this.page.fetchEvent(eventId);
    if (fetched < version) {
      throw new Error("older than what is known of already");
    }
    return fetched;
  }

  #eventFetched(step, version) {
    const held = this.#heldByEvent.get(step.eventId);
    if (held.isTooMuch) {
      this.#heldByEvent.set(step.eventId, new Held());
      this.#fetchEvent(step);
      return;
    }
    this.#heldByEvent.delete(step.eventId);
    if (version === undefined) {
      this.#versions.outOfSight(step.eventId);
    } else {
      this.#versions.fetched(step.eventId, version);
    }
    held.frames.forEach((frame) => this.take(frame));
    this.client.onFetched();
  }

  async #ask(question, then, again, generation) {
    const stillWanted = () => generation === this.#generation;
    let answer;
    try {
      answer = await question();
    } catch {
      this.client.retry(() => stillWanted() && again());
      return;
    }
    if (stillWanted()) {
      then(answer);
    }
  }
}

/** Frames that wait for a fetch. */
class Held {
  constructor(...frames) {
    this.frames = frames;
    this.isTooMuch = false;
  }

  add(frame) {
    if (this.frames.length < MOST_HELD) {
      this.frames.push(frame);
    } else {
      this.isTooMuch = true;
    }
  }
}
