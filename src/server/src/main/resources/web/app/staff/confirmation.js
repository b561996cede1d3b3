import { NoAnswer } from "../core/http.js";
import { newKey, timeoutSignal } from "../core/platform.js";
import { t } from "../text/text.js";
import { wordsFor } from "../ui/words.js";
import { heldRole } from "./outcome.js";
import { ANSWER_MS } from "./responder.js";

const OWN_WORDS = { EVENT_CLOSED: "confirm.closed", NOT_ACCEPTED: "confirm.notIn", CHANGED_SINCE: "confirm.changedSince" };

/** Sends that a person knows times and place, and holds why that failed for as long as the same is asked. */
export class Confirmation {
  /** One key for one version, however often it is pressed. */
  #sent = { version: 0, key: "" };
  /** `question` is what was asked, undefined while the page does not know it yet: `from` that version it does. */
  #failed;

  /**
   * @param {object} parts
   * @param {import("../core/api.js").Api} parts.api
   * @param {(ms: number) => AbortSignal} [parts.timeout]
   * @param {() => string} [parts.key]
   */
  constructor({ api, timeout = timeoutSignal, key = newKey }) {
    this.api = api;
    this.timeout = timeout;
    this.key = key;
  }

  /** @returns {string | undefined} why the last press failed, in words */
  get problem() {
    return this.#failed?.text;
  }

  /** Shows it the event as it is now: a problem ends once nothing is asked any more, or something else is. */
  see(event) {
    const failed = this.#failed;
    if (failed === undefined) {
      return;
    }
    if (!isAsked(event)) {
      this.#failed = undefined;
    } else if (event.version >= failed.from) {
      const question = questionOf(event);
      this.#failed = (failed.question ?? question) === question ? { ...failed, question } : undefined;
    }
  }

  /**
   * @param {object} event as it is shown: its times and place are confirmed
   * @returns {Promise<object>} the event after it; what it fails with is thrown, and is the problem from then on
   */
  async send(event) {
    if (this.#sent.version !== event.version) {
      this.#sent = { version: event.version, key: this.key() };
    }
    this.#failed = undefined;
    try {
      return await this.api.confirm(event.id, this.#sent, this.timeout(ANSWER_MS));
    } catch (failure) {
      this.#failed = { text: textOf(failure), ...askedBy(failure, event) };
      throw failure;
    }
  }
}

export const isAsked = ({ my_response: mine }) => mine?.unconfirmed === true;

/** After a change that the page has yet to learn of it is this change that is asked about. */
const askedBy = ({ code, body }, event) =>
  code === "CHANGED_SINCE" ? { from: body.version ?? event.version, question: undefined } : { from: event.version, question: questionOf(event) };

function questionOf(event) {
  const { id, date, start_time, end_time, timezone, venue_name, venue_address, my_response: mine } = event;
  const role = heldRole(event);
  const ofRole = [role?.call_time, role?.start_time, role?.end_time];
  return JSON.stringify([id, date, start_time, end_time, timezone, venue_name, venue_address, ...ofRole, mine.role, mine.version]);
}

function textOf(failure) {
  if (failure instanceof NoAnswer) {
    return t("outcome.noAnswer");
  }
  return failure.code in OWN_WORDS ? t(OWN_WORDS[failure.code]) : wordsFor(failure);
}
