import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { api, live } from "../core/context.js";
import { finds } from "../core/names.js";
import { number, t } from "../text/text.js";
import { View } from "../ui/view.js";

/** After a change, whom the event is for is asked for again, and only so often. */
const REFETCH_MS = 2_000;
/** So many names are drawn at first, and searched from one more on. */
const FIRST = 10;

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
  };
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

  /** The button goes. */
  async #showWhole() {
    this.isWhole = true;
    await this.updateComplete;
    this.querySelector("#no-answer").focus({ preventScroll: true });
  }

  async #fetch() {
    try {
      this.members = await api.unanswered(this.event.id);
    } catch {
      // The page says by itself when nobody answers; the rest is shown all the same.
    }
  }
}

const nameOf = ({ name, userKey }) => name ?? userKey;

customElements.define("no-answer", NoAnswer);
