import { NoAnswer } from "../core/http.js";
import { language, says, t } from "../text/text.js";
import { conflictText } from "../text/when.js";

/** The page has asked for what the service does not know: it is older than the service, or wrong. */
const FAULTS_OF_THE_PAGE = new Set([
  "HEADERS_TOO_LARGE",
  "INVALID_ID",
  "INVALID_RESPONSE",
  "METHOD_NOT_ALLOWED",
  "NOT_ACCEPTABLE",
  "NOT_FOUND",
  "UNSUPPORTED_MEDIA_TYPE",
  "UPGRADE_REQUIRED",
  "URI_TOO_LONG",
]);

/** @returns {string | undefined} what is said of a problem, in the catalogues; undefined where there is no sentence for it */
export function sentenceOf(code) {
  const key = `problem.${FAULTS_OF_THE_PAGE.has(code) ? "pageFault" : code}`;
  return says(key) ? key : undefined;
}

/** Why something did not go, in words for a person. What staff are told of an event of theirs is in `outcome.js`. */
export function wordsFor(failure) {
  if (failure instanceof NoAnswer) {
    return t("problem.NO_ANSWER");
  }
  const { code, body } = failure;
  const key = sentenceOf(code);
  if (key !== undefined) {
    return t(key, {
      role: body?.role,
      n: body?.taken,
      missing: body?.missing?.join(", "),
      place: body?.conflict && conflictText(body.conflict),
    });
  }
  // The service's own sentence is in English.
  return language === "en" && body?.message ? body.message : t("problem.other");
}
