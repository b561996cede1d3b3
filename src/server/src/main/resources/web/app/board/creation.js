import { changesOf } from "./draft.js";

/** What was sent is certainly not recorded: its key stands for nothing. */
const REFUSED = new Set([400, 409, 413, 415]);

/**
 * The intention to make one event, however often it is sent: what may have been recorded is sent again with its key until it
 * is answered, and what was typed since is a change of the event that came of it.
 */
export class Creation {
  #sent;

  /**
   * @param {object} parts
   * @param {import("../core/api.js").Api} parts.api
   * @param {() => string} parts.newKey
   * @param {(sent: object | undefined) => void} parts.keep called with what is to be kept across a reload
   * @param {{key: string, body: object, made?: object}} [parts.sent] what was kept
   */
  constructor({ api, newKey, keep, sent }) {
    this.api = api;
    this.newKey = newKey;
    this.keep = keep;
    this.#sent = sent;
  }

  /** @returns {Promise<object>} the event, as it was to be */
  async save(body) {
    if (this.#sent?.made === undefined) {
      await this.#make(body);
    }
    return this.#changed(body);
  }

  async #make(body) {
    const sent = this.#sent ?? { key: this.newKey(), body };
    this.#keep(sent);
    let made;
    try {
      made = await this.api.create(sent.body, sent.key);
    } catch (failure) {
      await this.#notMade(failure, sent, body);
      return;
    }
    this.#keep({ ...sent, made });
  }

  async #notMade(failure, sent, body) {
    if (!REFUSED.has(failure.status)) {
      throw failure;
    }
    this.#keep(undefined);
    if (Object.keys(changesOf(body, sent.body)).length === 0) {
      throw failure;
    }
    await this.#make(body);
  }

  async #changed(body) {
    const { status } = changesOf(body, this.#sent.body);
    const event = await this.#edited(body);
    return status === "published" ? this.api.move(event.id, "publish") : event;
  }

  /** The event with what was typed since it was sent. What came of it is kept: the next press goes on from there. */
  async #edited(body) {
    const { made, body: sent } = this.#sent;
    const { status, ...changes } = changesOf(body, sent);
    if (Object.keys(changes).length === 0) {
      return made;
    }
    let event;
    try {
      event = await this.api.change(made.id, made.version, changes);
    } catch (failure) {
      if (failure.code !== "VERSION_STALE") {
        this.#keep({ ...this.#sent, tried: body });
        throw failure;
      }
      return this.#caughtUp(body, failure);
    }
    this.#keep({ ...this.#sent, made: event, body: { ...body, status: sent.status } });
    return event;
  }

  /** It was a change of this form, and its answer was lost; or somebody else's, and what both changed is for the next press to overwrite. */
  async #caughtUp(body, failure) {
    const { made, body: sent, tried = sent } = this.#sent;
    const now = await this.api.event(made.id);
    const { status, ...mine } = changesOf(body, sent);
    const open = Object.keys(mine).filter((name) => !isStored(body[name], now[name]));
    const met = Object.fromEntries(Object.entries(mine).filter(([name]) => !open.includes(name)));
    this.#keep({ ...this.#sent, made: now, body: { ...sent, ...met } });
    const theirs = changesOf(now, made);
    if (open.some((name) => name in theirs && !isStored(tried[name], now[name]))) {
      throw failure;
    }
    return this.#edited(body);
  }

  #keep(sent) {
    this.#sent = sent;
    this.keep(sent);
  }
}

/** Whether what was sent is what is stored, of which the service may say more. */
function isStored(sent, stored) {
  if (Array.isArray(sent)) {
    return sent.length === stored?.length && sent.every((one, at) => isStored(one, stored[at]));
  }
  return sent !== null && typeof sent === "object"
    ? Object.entries(sent).every(([name, value]) => isStored(value, stored?.[name]))
    : (sent ?? null) === (stored ?? null);
}
