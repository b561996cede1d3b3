import { NoAnswer } from "../core/http.js";
import { t } from "../text/text.js";
import { deadlineText } from "../text/when.js";
import { wordsFor } from "../ui/words.js";

/**
 * What came of a press, in words, as it is by now.
 *
 * @typedef {{isRecorded: true, response: "accept" | "decline"} | {isRecorded: false, failure: Error}} Outcome
 */

/**
 * @param {Outcome | undefined} outcome
 * @param {object | undefined} event as it is known now; undefined: it is out of sight
 * @returns {{isGood: boolean, text: string} | undefined} undefined if there is nothing to be said, or not any more
 */
export function outcomeNow(outcome, event) {
  if (outcome === undefined) {
    return undefined;
  }
  if (outcome.isRecorded) {
    const wasNeverIn = outcome.response === "decline" && event?.my_response === null && event.my_standby == null;
    return wasNeverIn ? undefined : standingNow(event);
  }
  if (outcome.failure.code === "ALREADY_ACCEPTED" && event !== undefined && !isIn(event)) {
    return undefined;
  }
  const isTrueNoMore = outcome.failure.code === "CAPACITY_FULL" && hasRoom(event, outcome.failure.body.role);
  return isTrueNoMore ? undefined : { isGood: false, text: refusedText(outcome.failure, event) };
}

/** How one stands with an event that one has responded to. */
export function standingNow(event) {
  if (event === undefined) {
    return { isGood: false, text: t("outcome.outOfSight") };
  }
  if (event.status === "cancelled") {
    return { isGood: false, text: t("shift.cancelled") };
  }
  if (event.my_standby != null) {
    return { isGood: true, text: t("outcome.standby", { role: event.my_standby.role }) };
  }
  switch (event.my_response?.response) {
    case "accept":
      return { isGood: true, text: inText(event) };
    case "decline":
      return { isGood: true, text: t("outcome.declined") };
    default:
      return { isGood: false, text: t("outcome.takenOut") };
  }
}

export const isIn = ({ my_response: mine }) => mine?.response === "accept";

function inText({ my_response: { role }, roles }) {
  const call = roles.find((each) => each.role.toLowerCase() === role.toLowerCase())?.call_time;
  return call ? t("outcome.inWithCall", { role, time: call }) : t("outcome.in", { role });
}

function hasRoom(event, name) {
  return event?.role_stats.some(({ role, is_full }) => role.toLowerCase() === name.toLowerCase() && !is_full) ?? false;
}

function refusedText(failure, event) {
  if (failure instanceof NoAnswer) {
    return t("outcome.noAnswer");
  }
  switch (failure.code) {
    case "CAPACITY_FULL":
      return t("outcome.full", { role: failure.body.role });
    case "APPROVAL_REQUIRED":
      return t("outcome.approval", { role: failure.body.role });
    case "STANDBY_FULL":
      return t("outcome.standbyFull", { role: failure.body.role });
    case "NOT_OPEN_YET":
      return t("outcome.notOpenYet", { time: deadlineText({ respond_by: failure.body.opensAt, timezone: event?.timezone ?? "UTC" }) });
    case "WITHDRAW_CLOSED":
      return t("outcome.withdrawClosed");
    case "REFUSED":
      return t("outcome.refused");
    case "ALREADY_ACCEPTED":
      return t("outcome.already", { role: failure.body.role });
    case "EVENT_CLOSED":
      return t(event?.respond_by && Date.parse(event.respond_by) < Date.now() ? "outcome.late" : "outcome.closed");
    case "BARRED":
      return t("outcome.barred");
    case "EVENT_NOT_FOUND":
      return t("outcome.gone");
    case "ROLE_NOT_FOUND":
      return t("outcome.noRole");
    case "RATE_LIMITED":
      return t("outcome.tooOften", { n: Math.max(1, failure.retryAfterSeconds) });
    default:
      return wordsFor(failure);
  }
}
