import { en } from "./en.js";
import { es } from "./es.js";

const CATALOGUES = { en, es };
const KEY = "muster.language";

function preferred() {
  const kept = localStorage.getItem(KEY);
  const wanted = [kept, ...navigator.languages].filter(Boolean).map((language) => language.slice(0, 2));
  return wanted.find((language) => language in CATALOGUES) ?? "en";
}

export const language = preferred();
export const languages = Object.keys(CATALOGUES);
/** Day before month, in either language. */
export const locale = language === "es" ? "es" : "en-GB";

const plurals = new Intl.PluralRules(locale);
const numbers = new Intl.NumberFormat(locale);

document.documentElement.lang = language;

/** The pages are made anew in it: no half of a page stays behind in the other. */
export function changeLanguage(next) {
  localStorage.setItem(KEY, next);
  location.reload();
}

const lists = new Intl.ListFormat(locale);

/** `Ada, Grace and Edsger` */
export const listText = (words) => lists.format(words);

export const number = (value) => numbers.format(value);

/** Whether there are words for this. */
export const says = (key) => key in CATALOGUES[language];

/**
 * @param {string} key of the catalogue
 * @param {object} [values] for the places in braces; `n` also chooses between zero, one and other
 */
export function t(key, values = {}) {
  const entry = CATALOGUES[language][key];
  if (entry === undefined) {
    throw new Error(`no text for ${key}`);
  }
  const text = typeof entry === "string" ? entry : formFor(entry, values.n);
  return text.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? number(values[name]) : values[name]));
}

function formFor(entry, n) {
  return (n === 0 ? entry.zero : undefined) ?? entry[plurals.select(n)] ?? entry.other;
}
