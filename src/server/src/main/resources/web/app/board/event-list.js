import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { live, session, store } from "../core/context.js";
import { chosen, placesLeft, speaksOf, standing } from "../core/order.js";
import { isOver } from "../core/times.js";
import { t } from "../text/text.js";
import { pastFoot } from "../ui/past-foot.js";
import { seats } from "../ui/role-seats.js";
import { entitle } from "../ui/title.js";
import { View } from "../ui/view.js";
import "./event-card.js";

const SHOWN = ["all", "filling", "full", "draft", "closed"];
const SORTS = ["soonest", "urgent"];
/** Cards change at once; their order only so often, or nothing could be pressed. */
const REORDER_MS = 1_000;
/** What was chosen, for as long as the page is open. */
const choice = { sort: "soonest", show: "all", words: "" };

/**
 * All events, as cards; those that are over apart.
 *
 * @property {boolean} isLoaded
 * @property {boolean} isWhole there are no more than were fetched
 * @property {import("../core/past.js").Past} past
 */
export class EventList extends View {
  static properties = { isLoaded: { attribute: false }, isWhole: { attribute: false }, past: { attribute: false } };
  #reorder;

  connectedCallback() {
    super.connectedCallback();
    this.follow(
      store.watchAll(() => this.#changed()),
      () => clearTimeout(this.#reorder),
    );
    this.followTime(30_000);
  }

  updated() {
    const left = missing(store.all().filter((event) => !isOver(event, Date.now())));
    entitle(left === 0 ? t("list.title") : `${t("list.title")} · ${t("places.left", { n: left })}`);
    if (this.isLoaded && isOfPast() && this.past.state === "unasked") {
      this.#more();
    }
  }

  render() {
    const now = Date.now();
    const events = store.all().filter((event) => !isOver(event, now));
    return html`
      <div class="list-head">
        <div>
          <h1>${t("list.title")}</h1>
          <p class="soft" aria-live="polite">${this.isLoaded ? summaryOf(events, now) : t("page.loading")}</p>
        </div>
        ${session.mayWrite ? html`<a class="button primary" href="#/new">${t("list.new")}</a>` : nothing}
      </div>
      ${this.isLoaded && !this.isWhole ? html`<p class="notice">${t("list.notWhole", { n: store.all().length })}</p>` : nothing}
      ${this.isLoaded && (events.length > 0 || isOfPast()) ? this.#controls() : nothing}
      ${!this.isLoaded ? html`<div class="empty waiting">${seats()}</div>` : isOfPast() ? this.#past(now) : this.#events(events, now)}
    `;
  }

  #controls() {
    return html`
      <div class="list-controls">
        ${this.#choices("show", SHOWN, t("list.show"))} ${this.#choices("show", ["past"], t("list.show"))}
        ${isOfPast() ? nothing : this.#choices("sort", SORTS, t("list.sort"))}
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

  #events(events, now) {
    if (events.length === 0) {
      return this.#nothingYet();
    }
    const shown = chosen(events, { ...choice, now });
    return shown.length === 0 ? emptyText("list.noMatch") : this.#cards(shown);
  }

  #past(now) {
    const { past } = this;
    const events = past.of(store.all(), now);
    const shown = events.filter(speaksOf(choice.words));
    const isWhole = past.state === "shown" && !past.hasMore;
    return html`
      ${shown.length > 0 ? this.#cards(shown) : nothing}
      ${isWhole && events.length === 0 ? emptyText("past.none") : nothing}
      ${past.state === "shown" && events.length > 0 && shown.length === 0
        ? emptyText(past.hasMore ? "past.noMatchYet" : "list.noMatch")
        : nothing}
      ${pastFoot(past, () => this.#more())}
    `;
  }

  #cards(shown) {
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
        ${seats("is-taken")}
        <h2>${t("list.empty")}</h2>
        <p>${t("list.emptyText")}</p>
        ${session.mayWrite ? html`<a class="button primary" href="#/new">${t("list.emptyNew")}</a>` : nothing}
        <button class="quiet" @click=${() => this.#lookBack()}>${t("list.emptyPast")}</button>
      </div>
    `;
  }

  async #lookBack() {
    this.#choose("show", "past");
    await this.updateComplete;
    // The button is gone; the way back is where the choice is.
    this.querySelector('.choices [aria-pressed="true"]').focus();
  }

  /** Where the next ones begin is where one goes on reading. */
  async #more() {
    const before = this.querySelectorAll(".card-link").length;
    const isFirst = this.past.state === "unasked";
    const more = live.fetchMore(() => this.past.more());
    this.requestUpdate();
    try {
      await more;
    } catch {
      // The foot of the list says so.
    }
    this.requestUpdate();
    await this.updateComplete;
    if (!isFirst && this.past.state === "shown") {
      this.querySelectorAll(".card-link")[before]?.focus();
    }
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

const isOfPast = () => choice.show === "past";

const fillingOf = (events, now) => events.filter((event) => standing(event, now) === "filling");

const missing = (events) => fillingOf(events, Date.now()).reduce((sum, event) => sum + placesLeft(event), 0);

function summaryOf(events, now) {
  const filling = fillingOf(events, now);
  const open = missing(filling);
  return open === 0 ? t("list.nothingOpen") : t("list.summary", { n: open, events: t("list.events", { n: filling.length }) });
}

const emptyText = (key) => html`<div class="empty"><h2>${t(key)}</h2><p>${t(`${key}Text`)}</p></div>`;

customElements.define("event-list", EventList);
