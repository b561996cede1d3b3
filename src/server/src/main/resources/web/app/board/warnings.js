import { language, says, t } from "../text/text.js";

/** By event: what the service had to say about the last thing that was saved, and that kept it from nothing. */
const told = new Map();

/** @param {{id: string, warnings?: {field: string, code: string, message: string}[]}} answer to a change */
export function noteWarnings({ id, warnings = [] }) {
  told.set(id, warnings);
}

export const warningsOf = (eventId) => told.get(eventId) ?? [];

export const forgetWarnings = (eventId) => told.delete(eventId);

/** The service's own sentence is in English. */
export function warningText({ code, message }) {
  const key = `warning.${code}`;
  if (says(key)) {
    return t(key);
  }
  return language === "en" ? message : t("warning.other");
}
