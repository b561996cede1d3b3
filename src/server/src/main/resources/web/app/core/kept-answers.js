/** The day's list, the shifts, and some pages more. */
const MOST = 20;

/**
 * The lists that were fetched last, as text, by path: the service is told their tags and does not send again what has not
 * changed. They are one reader's: another one finds none.
 */
export class KeptAnswers {
  #reader = null;
  #answers = new Map();

  /** @returns {{tag: string, text: string} | undefined} */
  of(reader, path) {
    this.#belongTo(reader);
    return this.#answers.get(path);
  }

  /** @param {string | null} tag only lists have weak ones */
  keep(reader, path, tag, text) {
    this.#belongTo(reader);
    this.#answers.delete(path);
    if (tag?.startsWith("W/")) {
      this.#answers.set(path, { tag, text });
    }
    if (this.#answers.size > MOST) {
      this.#answers.delete(this.#answers.keys().next().value);
    }
  }

  #belongTo(reader) {
    if (reader !== this.#reader) {
      this.#answers.clear();
      this.#reader = reader;
    }
  }
}
