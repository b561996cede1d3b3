import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { api, live } from "../core/context.js";
import { finds } from "../core/names.js";
import { newKey } from "../core/platform.js";
import { number, t } from "../text/text.js";
import { ask } from "../ui/ask.js";
import { View } from "../ui/view.js";
import { wordsFor } from "../ui/words.js";

/** After a change, whom the event is for is asked for again, and only so often. */
const REFETCH_MS = 2_000;
/** So many names are drawn at first, and searched from one more on. */
const FIRST = 10;
/** Of a note. The service counts code points, of which there are never more. */
const MOST_TEXT = 200;

/**
 * How many were asked and what they have said, and who of the firm's members has not answered.
 *
 * @property {object} event whole
 * @property {object} [whenNone] what is drawn where everybody has answered
 */
export class NoAnswer extends View {
  static properties = {
    event: { attribute: false },
    whenNone: { attribute: false },
    members: { state: true },
    words: { state: true },
    isWhole: { state: true },
    isSending: { state: true },
    left: { state: true },
    told: { state: true },
    problem: { state: true },
  };
  /** A note that is not known to have arrived: pressed again it counts once. */
  #unsent = { text: "", key: "" };
  #refetch;
  #version;

  constructor() {
    super();
    this.members = [];
    this.words = "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow(() => clearTimeout(this.#refetch));
    this.followEvent(live, "light", () => live.light.name === "live" && this.#fetch());
    this.#version = this.event.version;
    this.#fetch();
  }

  willUpdate() {
    if (this.event.version !== this.#version) {
      this.#version = this.event.version;
      clearTimeout(this.#refetch);
      this.#refetch = setTimeout(() => this.#fetch(), REFETCH_MS);
    }
  }

  render() {
    const { accepted_staff: accepted, standby_staff: standby = [], declined_staff: declined } = this.event;
    const answered = new Set([...accepted, ...standby, ...declined].map(({ userKey }) => userKey));
    const silent = this.members.filter(({ userKey }) => !answered.has(userKey));
    if (silent.length === 0) {
      return this.whenNone ?? nothing;
    }
    const counts = [
      ["audience.asked", answered.size + silent.length],
      ["peek.in", accepted.length],
      ["peek.standby", standby.length],
      ["peek.no", declined.length],
      ["audience.none", silent.length],
      ["peek.unconfirmed", this.event.unconfirmed_count],
    ];
    const isSeldom = new Set(["peek.standby", "peek.unconfirmed"]);
    return html`
      <section class="panel no-answer" aria-labelledby="no-answer">
        <dl class="asked">
          ${counts.filter(([key, n]) => n > 0 || !isSeldom.has(key)).map(([key, n]) => html`<div><dt>${t(key)}</dt><dd>${number(n)}</dd></div>`)}
        </dl>
        <h2 id="no-answer" tabindex="-1">${t("audience.title")} <span class="soft">${number(silent.length)}</span></h2>
        ${this.event.status === "published" ? html`<button ?disabled=${this.isSending || this.left === 0} @click=${() => this.#remind(silent.length)}>${t("audience.remind")}</button>` : nothing}
        <p class="soft" role="status">${this.told}</p>
        <p class="field-error" role="alert">${this.problem}</p>
        ${silent.length > FIRST ? this.#search(silent.length) : nothing} ${this.#names(silent)}
      </section>
    `;
  }

  #search(n) {
    return html`
      <input
        type="search"
        aria-label=${t("people.among", { n })}
        placeholder=${t("people.among", { n })}
        .value=${this.words}
        @input=${(event) => (this.words = event.target.value)}
      />
    `;
  }

  #names(silent) {
    const isFound = finds(this.words);
    const found = silent.filter((member) => isFound(nameOf(member)));
    const shown = this.isWhole ? found : found.slice(0, FIRST);
    return html`
      <ul>
        ${repeat(
          shown,
          ({ id }) => id,
          (member) => html`<li>${nameOf(member)}</li>`,
        )}
      </ul>
      ${found.length > shown.length
        ? html`<button class="quiet" @click=${() => this.#showWhole()}>${t("people.more", { n: found.length - shown.length })}</button>`
        : nothing}
    `;
  }

  /** The question has the words already, so that two presses are enough. */
  async #remind(n) {
    this.problem = "";
    const answer = await ask({
      title: t("audience.remindTitle", { n }),
      text: t("audience.remindText"),
      yes: t("audience.send"),
      words: { label: t("audience.words"), most: MOST_TEXT, value: this.#unsent.text || t("audience.usualWords") },
    });
    const text = answer?.words.trim() ?? "";
    if (text === "") {
      return;
    }
    if (text !== this.#unsent.text) {
      this.#unsent = { text, key: newKey() };
    }
    this.isSending = true;
    try {
      ({ left: this.left } = await api.sendNote(this.event.id, { to: "silent", ...this.#unsent }));
      this.#unsent = { text: "", key: "" };
      this.told = t("audience.sent", { n: this.left });
    } catch (failure) {
      this.problem = wordsFor(failure);
    } finally {
      this.isSending = false;
    }
  }

  /** The button goes. */
  async #showWhole() {
    this.isWhole = true;
    await this.updateComplete;
    this.querySelector("#no-answer").focus({ preventScroll: true });
  }

  async #fetch() {
    try {
      this.members = await api.unanswered(this.event.id);
      const { left, notices } = await api.notices(this.event.id);
      this.left = left;
      const note = notices.find(({ kind }) => kind === "note");
      this.told ||= note && t("audience.told", { n: note.told });
    } catch {
      // The page says by itself when nobody answers; the rest is shown all the same.
    }
  }
}

const nameOf = ({ name, userKey }) => name ?? userKey;

customElements.define("no-answer", NoAnswer);
