/** The day's list, the shifts, and some pages more. */
const MOST = 20;

/**
 * The lists that were fetched last, as text, by path: the service is told their tags and does not send again what has not
 * changed. They are one person's: another token finds none.
 */
export class KeptAnswers {
  #token = null;
  #answers = new Map();

  /** @returns {{tag: string, text: string} | undefined} */
  of(token, path) {
    this.#belongTo(token);
    return this.#answers.get(path);
  }

  /** @param {string | null} tag only lists have weak ones */
  keep(token, path, tag, text) {
    this.#belongTo(token);
    this.#answers.delete(path);
    if (tag?.startsWith("W/")) {
      this.#answers.set(path, { tag, text });
    }
    if (this.#answers.size > MOST) {
      this.#answers.delete(this.#answers.keys().next().value);
    }
  }

  #belongTo(token) {
    if (token !== this.#token) {
      this.#answers.clear();
      this.#token = token;
    }
  }
}
