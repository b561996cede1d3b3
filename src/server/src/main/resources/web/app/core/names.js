/**
 * What people see of a text, by properties of Unicode: what is blank to the eye is blank. The service holds names to the same.
 */

const BLANK = String.raw`[\p{White_Space}\p{Cf}\p{Default_Ignorable_Code_Point}]`;
const ENDS = new RegExp(`^${BLANK}+|${BLANK}+$`, "gu");
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu;
const SPACES = /\p{White_Space}+/gu;

/** @returns {string} without what cannot be seen at its ends; empty if there is nothing to be seen */
export const stripped = (text) => text.replace(ENDS, "");

/** @returns {string} the same for names that look the same: two roles of an event differ in it */
export const nameKey = (name) => stripped(name.replace(UNSEEN, "").replace(SPACES, " ")).normalize("NFC").toLowerCase();

/** @returns {string} what a search compares: also without accents */
export const searchKey = (text) => nameKey(text.normalize("NFD").replace(/\p{Mn}/gu, ""));

/** @returns {(text: string) => boolean} whether a text has these words in it, in any order, accents or not; numbers are whole */
export function finds(words) {
  const wanted = searchKey(words).split(" ").filter(Boolean).map(isIn);
  return (text) => {
    const key = wanted.length === 0 ? "" : searchKey(text);
    return wanted.every((has) => has(key));
  };
}

/** `1` is not in `31`, nor in `12`. */
function isIn(word) {
  if (!/^\d+$/.test(word)) {
    return (key) => key.includes(word);
  }
  const number = new RegExp(`(^|\\D)${word}(\\D|$)`);
  return (key) => number.test(key);
}
