import { NoAnswer } from "../core/http.js";
import { isIn, isOff, roleOf, standsBy } from "../core/shifts.js";
import { t } from "../text/text.js";
import { conflictText, momentText } from "../text/when.js";
import { wordsFor } from "../ui/words.js";
import { TakenBack, TooLate } from "./responder.js";

/**
 * What came of a press, in words, as it is by now.
 *
 * @typedef {{isRecorded: true, response: "accept" | "standby" | "decline"} | {isRecorded: false, failure: Error}} Outcome
 */

/**
 * What a card says: what came of the press, or else how one stands where the card does not show it.
 *
 * @param {Outcome | undefined} outcome
 * @param {object | undefined} event as it is known now; undefined: it is out of sight
 * @returns {{isGood: boolean, text: string} | undefined} undefined if there is nothing to be said
 */
export function said(outcome, event) {
  const isUnseen = event !== undefined && ((standsBy(event) && !isOff(event)) || wasRefused(event));
  return outcomeNow(outcome, event) ?? (isUnseen ? standingNow(event) : undefined);
}

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
    if (outcome.response === "decline" && event === undefined) {
      // Who is in no more may not see it any more.
      return { isGood: true, text: t("outcome.declined") };
    }
    const wasNeverIn = outcome.response === "decline" && event?.my_response === null && !standsBy(event);
    return wasNeverIn ? undefined : standingNow(event, outcome.response === "standby");
  }
  return isTrueStill(outcome.failure, event) ? { isGood: false, text: refusedText(outcome.failure, event) } : undefined;
}

/** A refusal has an end: there is room by now, or one stands otherwise than it says. */
function isTrueStill({ code, body }, event) {
  if (event === undefined) {
    return true;
  }
  switch (code) {
    case "ALREADY_ACCEPTED":
    case "WITHDRAW_CLOSED":
      return isIn(event);
    case "CAPACITY_FULL":
      return !isIn(event) && !hasRoom(event, body.role);
    case "APPROVAL_REQUIRED":
    case "STANDBY_FULL":
    case "REFUSED":
    case "NOT_QUALIFIED":
    case "TIME_CONFLICT":
      return !isIn(event) && !standsBy(event);
    case "NOT_OPEN_YET":
      // Not by the device's clock: it may be ahead of the service's.
      return !isIn(event) && (event.my_opens_at === undefined || event.my_opens_at === body.opensAt);
    default:
      return true;
  }
}

/**
 * How one stands with an event that one has responded to.
 *
 * @param {boolean} [wasOnStandby] and not in, the last time one knew
 */
export function standingNow(event, wasOnStandby = false) {
  if (event === undefined) {
    return { isGood: false, text: t("outcome.outOfSight") };
  }
  if (event.status === "cancelled") {
    return { isGood: false, text: t("shift.cancelled") };
  }
  if (standsBy(event)) {
    return isOff(event) ? { isGood: false, text: t("outcome.closed") } : { isGood: true, text: standbyText(event.my_standby) };
  }
  switch (event.my_response?.response) {
    case "accept":
      return { isGood: true, text: inText(event) };
    case "decline":
      return wasRefused(event)
        ? { isGood: false, text: t("outcome.refused") }
        : { isGood: true, text: t("outcome.declined") };
    default:
      return { isGood: false, text: t(wasOnStandby ? "outcome.offStandby" : "outcome.takenOut") };
  }
}

/** The role that one is in as, as the event has it. */
export const heldRole = (event) => roleOf(event, event.my_response.role);

/** The manager has said no to what one had asked for: one has not declined, though the entry is a decline. */
export const wasRefused = ({ my_response: mine, declined_staff: declined }) =>
  mine?.response === "decline" && declined?.[0]?.by === "manager";

/** Of those who have asked the manager chooses, whoever was first. */
function standbyText({ role, reason, position }) {
  if (reason === "approval") {
    return t("outcome.asked", { role });
  }
  return position === undefined ? t("outcome.standby", { role }) : t("outcome.standbyAt", { role, position });
}

function inText(event) {
  const { role } = event.my_response;
  const call = heldRole(event)?.call_time;
  return call ? t("outcome.inWithCall", { role, time: call }) : t("outcome.in", { role });
}

function hasRoom(event, name) {
  return event?.role_stats.some(({ role, is_full }) => role.toLowerCase() === name.toLowerCase() && !is_full) ?? false;
}

function refusedText(failure, event) {
  if (failure instanceof NoAnswer) {
    return t("outcome.noAnswer");
  }
  if (failure instanceof TooLate) {
    return t("outcome.tooLate");
  }
  if (failure instanceof TakenBack) {
    return t("outcome.takenBack");
  }
  switch (failure.code) {
    case "CAPACITY_FULL":
      return t("outcome.full", { role: failure.body.role });
    case "APPROVAL_REQUIRED":
      return t("outcome.approval", { role: failure.body.role });
    case "STANDBY_FULL":
      return t("outcome.standbyFull", { role: failure.body.role });
    case "NOT_OPEN_YET":
      return t("outcome.notOpenYet", { time: momentText(failure.body.opensAt, event?.timezone ?? "UTC") });
    case "WITHDRAW_CLOSED":
      return withdrawClosedText(failure.body);
    case "REFUSED":
      return t("outcome.refused");
    case "NOT_QUALIFIED":
      return t("outcome.notQualified", { missing: failure.body.missing.join(", ") });
    case "TIME_CONFLICT":
      return t("outcome.timeConflict", { place: conflictText(failure.body.conflict) });
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

function withdrawClosedText({ contact_name: name, contact_phone: phone }) {
  const contact = [name, phone].filter(Boolean).join(", ");
  return contact === "" ? t("outcome.withdrawClosed") : t("outcome.withdrawClosedContact", { contact });
}
