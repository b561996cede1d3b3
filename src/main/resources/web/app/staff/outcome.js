import { NoAnswer } from "../core/http.js";
import { t } from "../text/text.js";
import { wordsFor } from "../ui/words.js";

/** What came of a press, in words. */

export function recordedText(event) {
  const mine = event.my_response;
  if (mine?.response !== "accept") {
    return t("outcome.declined");
  }
  const call = event.roles.find(({ role }) => role.toLowerCase() === mine.role.toLowerCase())?.call_time;
  return call ? t("outcome.inWithCall", { role: mine.role, time: call }) : t("outcome.in", { role: mine.role });
}

export function refusedText(failure, event) {
  if (failure instanceof NoAnswer) {
    return t("outcome.noAnswer");
  }
  switch (failure.code) {
    case "CAPACITY_FULL":
      return t("outcome.full", { role: failure.body.role });
    case "ALREADY_ACCEPTED":
      return t("outcome.already", { role: failure.body.role });
    case "EVENT_CLOSED":
      return t(event.respond_by && Date.parse(event.respond_by) < Date.now() ? "outcome.late" : "outcome.closed");
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
