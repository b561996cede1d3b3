import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { session, store } from "../core/context.js";
import { chosen, placesLeft, standing } from "../core/order.js";
import { t } from "../text/text.js";
import { View } from "../ui/view.js";
import "./event-card.js";

const SHOWN = ["all", "filling", "full", "draft", "closed"];
const SORTS = ["soonest", "urgent"];
/** Cards change at once; their order only so often, or nothing could be pressed. */
const REORDER_MS = 1_000;
/** What was chosen, for as long as the page is open. */
const choice = { sort: "soonest", show: "all", words: "" };

/**
 * All events, as cards.
 *
 * @property {boolean} isLoaded
 */
export class EventList extends View {
  static properties = { isLoaded: { attribute: false } };
  #reorder;

  connectedCallback() {
    super.connectedCallback();
    this.follow(
      store.watchAll(() => this.#changed()),
      () => clearTimeout(this.#reorder),
    );
    this.followTime(30_000);
  }

  render() {
    const events = store.all();
    const now = Date.now();
    const shown = chosen(events, { ...choice, now });
    return html`
      <div class="list-head">
        <div>
          <h1>${t("list.title")}</h1>
          <p class="soft" aria-live="polite">${this.isLoaded ? this.#summary(events) : t("page.loading")}</p>
        </div>
        ${session.mayWrite ? html`<a class="button primary" href="#/new">${t("list.new")}</a>` : nothing}
      </div>
      ${this.isLoaded && events.length > 0 ? this.#controls() : nothing}
      ${this.isLoaded ? this.#cards(events, shown) : this.#waiting()}
    `;
  }

  #summary(events) {
    const filling = events.filter((event) => standing(event) === "filling");
    const open = filling.reduce((sum, event) => sum + placesLeft(event), 0);
    return open === 0 ? t("list.nothingOpen") : t("list.summary", { n: open, events: t("list.events", { n: filling.length }) });
  }

  #controls() {
    return html`
      <div class="list-controls">
        ${this.#choices("show", SHOWN, t("list.show"))} ${this.#choices("sort", SORTS, t("list.sort"))}
        <div class="list-search">
          <label class="unseen" for="words">${t("list.search")}</label>
          <input
            id="words"
            type="search"
            placeholder=${t("list.search")}
            .value=${choice.words}
            @input=${(event) => this.#choose("words", event.target.value)}
          />
        </div>
      </div>
    `;
  }

  #choices(name, values, label) {
    return html`
      <div class="choices" role="group" aria-label=${label}>
        ${values.map(
          (value) => html`
            <button aria-pressed=${choice[name] === value ? "true" : "false"} @click=${() => this.#choose(name, value)}>
              ${t(`list.${name}.${value}`)}
            </button>
          `,
        )}
      </div>
    `;
  }

  #cards(events, shown) {
    if (events.length === 0) {
      return this.#nothingYet();
    }
    if (shown.length === 0) {
      return html`<div class="empty"><h2>${t("list.noMatch")}</h2><p>${t("list.noMatchText")}</p></div>`;
    }
    return html`
      <div class="cards">
        ${repeat(
          shown,
          ({ id }) => id,
          ({ id }) => html`<event-card .eventId=${id}></event-card>`,
        )}
      </div>
    `;
  }

  #nothingYet() {
    return html`
      <div class="empty">
        ${seats("is-taken", "", "")}
        <h2>${t("list.empty")}</h2>
        <p>${t("list.emptyText")}</p>
        ${session.mayWrite ? html`<a class="button primary" href="#/new">${t("list.emptyNew")}</a>` : nothing}
      </div>
    `;
  }

  #waiting() {
    return html`<div class="empty waiting">${seats("", "", "")}</div>`;
  }

  #choose(name, value) {
    choice[name] = value;
    this.requestUpdate();
  }

  #changed() {
    this.#reorder ??= setTimeout(() => {
      this.#reorder = undefined;
      this.requestUpdate();
    }, REORDER_MS);
  }
}

const seats = (...states) =>
  html`<div class="empty-seats" aria-hidden="true">${states.map((state) => html`<span class="seat ${state}"></span>`)}</div>`;

customElements.define("event-list", EventList);
