import { html } from "lit";

/** A person for the eye: the first letters of the name. */
export const personMark = (name) => html`<span class="person-mark" aria-hidden="true">${initials(name)}</span>`;

function initials(name) {
  const words = name.split(/[\s:_-]+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...(word ?? "")][0] ?? "").join("").toLocaleUpperCase();
}
