import { language, locale } from "../text/text.js";

const collator = new Intl.Collator(locale, { sensitivity: "base", numeric: true });

/**
 * By surname, as far as a name that is one text tells: in Spanish what follows the first name, of four words the first two; else
 * the last word.
 */
export const bySurname = (a, b) => collator.compare(sortKey(a), sortKey(b));

function sortKey({ name, userKey }) {
  const words = (name ?? userKey).split(/\s+/);
  const given = language === "es" && words.length > 1 ? (words.length > 3 ? 2 : 1) : words.length - 1;
  return [...words.slice(given), ...words.slice(0, given)].join(" ");
}
