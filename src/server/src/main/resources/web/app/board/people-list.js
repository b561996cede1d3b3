import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { api, session, store } from "../core/context.js";
import { finds } from "../core/names.js";
import { number, t } from "../text/text.js";
import { instantText } from "../text/when.js";
import { ask } from "../ui/ask.js";
import { personMark } from "../ui/person-mark.js";
import { View } from "../ui/view.js";
import { wordsFor } from "../ui/words.js";
import { removalText } from "./questions.js";

/** So many names are drawn at first: an event may have two thousand people. */
const FIRST = 50;
const SEARCHED_FROM = 12;
const keyOf = (role) => role?.toLowerCase() ?? "";

/**
 * Who is in, by role, and who said no.
 *
 * @property {object} event
 */
export class PeopleList extends View {
  static properties = {
    event: { attribute: false },
    words: { state: true },
    problem: { state: true },
    isWhole: { state: true },
  };
  /** A second press opens no second question while the first is being worded. */
  #isAsking = false;

  constructor() {
    super();
    this.words = "";
  }

  render() {
    const { accepted_staff: accepted, standby_staff: standby = [], declined_staff: declined } = this.event;
    if (accepted === undefined) {
      return html`<section class="panel soft" role="status">${t("page.loading")}</section>`;
    }
    return html`
      <section class="panel people" aria-labelledby="people">
        <div class="people-head">
          <h2 id="people" tabindex="-1">${t("people.title", { n: accepted.length })}</h2>
          ${accepted.length + standby.length + declined.length > SEARCHED_FROM ? this.#search() : nothing}
        </div>
        ${this.problem ? html`<p class="notice" role="alert">${this.problem}</p>` : nothing}
        ${accepted.length === 0 ? html`<p class="soft">${t(`people.none.${this.event.status === "draft" ? "draft" : "open"}`)}</p>` : nothing}
        ${this.event.roles.map(({ role }) =>
          this.#group(role, accepted.filter((entry) => keyOf(entry.role) === keyOf(role)), true),
        )}
        ${this.#group(t("people.standby"), standby, false)}
        ${this.#group(t("people.declined"), declined, false)}
      </section>
    `;
  }

  #search() {
    return html`
      <label class="unseen" for="people-words">${t("people.search")}</label>
      <input
        id="people-words"
        type="search"
        placeholder=${t("people.search")}
        .value=${this.words}
        @input=${(event) => (this.words = event.target.value)}
      />
    `;
  }

  #group(title, entries, isIn) {
    const isFound = finds(this.words);
    const found = entries.filter((entry) => isFound(nameOf(entry))).sort((a, b) => a.version - b.version);
    if (found.length === 0) {
      return nothing;
    }
    const shown = this.isWhole ? found : found.slice(0, FIRST);
    return html`
      <h3 class="people-role">${title} <span class="soft">${number(entries.length)}</span></h3>
      <ul>
        ${repeat(
          shown,
          ({ userKey }) => userKey,
          (entry) => this.#person(entry, isIn),
        )}
      </ul>
      ${found.length > shown.length
        ? html`<button class="quiet" @click=${(event) => this.#showWhole(event.target)}>${t("people.more", { n: found.length - shown.length })}</button>`
        : nothing}
    `;
  }

  #person(entry, isIn) {
    const name = nameOf(entry);
    return html`
      <li class="person ${isIn ? "" : "is-out"}">
        ${personMark(name)}
        <span class="person-name">${name}</span>
        ${entry.unconfirmed ? html`<span class="small">${t("people.unconfirmed")}</span>` : nothing}
        <time class="soft small" datetime=${entry.respondedAt}>${instantText(entry.respondedAt)}</time>
        ${session.mayWrite && isIn
          ? html`<button class="quiet" aria-label="${t("people.remove")} ${name}" @click=${() => this.#remove(entry)}>
              ${t("people.remove")}
            </button>`
          : nothing}
      </li>
    `;
  }

  /** The button goes, so one goes on at the first of those it has brought. */
  async #showWhole(button) {
    const list = button.previousElementSibling;
    const before = list.children.length;
    this.isWhole = true;
    await this.updateComplete;
    list.children[before].tabIndex = -1;
    list.children[before].focus();
  }

  async #remove(entry) {
    if (this.#isAsking) {
      return;
    }
    this.#isAsking = true;
    this.problem = undefined;
    try {
      const answer = await ask({
        title: t("people.removeTitle", { name: nameOf(entry) }),
        text: await removalText(this.event, entry, api),
        yes: t("people.removeYes"),
        isGrave: true,
        option: t("people.bar"),
      });
      if (answer === null) {
        return;
      }
      store.put(await api.removePerson(this.event.id, entry.userKey, answer.option));
      // The line with the button is gone.
      this.querySelector("#people").focus();
    } catch (failure) {
      this.problem = wordsFor(failure);
    } finally {
      this.#isAsking = false;
    }
  }
}

const nameOf = ({ name, userKey }) => name ?? userKey;

customElements.define("people-list", PeopleList);
