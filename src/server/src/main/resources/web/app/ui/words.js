import { NoAnswer } from "../core/http.js";
import { language, t } from "../text/text.js";
import { conflictText } from "../text/when.js";

const KNOWN = new Set([
  "FORBIDDEN",
  "EVENT_NOT_FOUND",
  "EVENT_CLOSED",
  "WRONG_STATUS",
  "VERSION_STALE",
  "OVERLOADED",
  "DATABASE_UNAVAILABLE",
  "OUTCOME_UNKNOWN",
  "STAFF_NOT_FOUND",
  "TOO_MANY_BARRED",
  "TOO_MANY_CHANGES",
  "RATE_LIMITED",
]);

/** Why something did not go, in words for a person. */
export function wordsFor(failure) {
  if (failure instanceof NoAnswer) {
    return t("problem.NO_ANSWER");
  }
  const { code, body } = failure;
  if (code === "CAPACITY_BELOW_TAKEN") {
    return t("problem.CAPACITY_BELOW_TAKEN", { role: body.role, n: body.taken });
  }
  if (code === "NOT_QUALIFIED") {
    return t("problem.NOT_QUALIFIED", { missing: body.missing.join(", ") });
  }
  if (code === "TIME_CONFLICT") {
    return t("problem.TIME_CONFLICT", { place: conflictText(body.conflict) });
  }
  if (KNOWN.has(code)) {
    return t(`problem.${code}`);
  }
  // The service's own sentence is in English.
  return language === "en" && body?.message ? body.message : t("problem.other");
}
