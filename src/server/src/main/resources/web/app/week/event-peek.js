import { html, nothing } from "lit";
import { api, live, session, store } from "../core/context.js";
import { placesLeft } from "../core/order.js";
import { isDue, partOf } from "../core/week.js";
import { t } from "../text/text.js";
import { deadlineText, whenText } from "../text/when.js";
import "../board/event-actions.js";
import "../board/event-feed.js";
import "../board/no-answer.js";
import { chairs, gap } from "../ui/seat-row.js";
import { standingTag } from "../ui/standing-tag.js";
import { View } from "../ui/view.js";
import { areKeysOn } from "./week-keys.js";

/** More places than this of one role are only numbers. */
const MOST_SEATS = 60;

/**
 * One event beside the list: enough to see what to do.
 *
 * @property {string} eventId
 */
export class EventPeek extends View {
  static properties = { eventId: { attribute: false } };

  connectedCallback() {
    super.connectedCallback();
    this.follow(store.watch(this.eventId, () => this.requestUpdate()));
    this.followTime(30_000);
    this.#fetchPeople();
  }

  /** Lists of events come without their people, and the journal tells of them by their keys. */
  async #fetchPeople() {
    const { eventId } = this;
    try {
      await live.fetchMore(async () => [await api.event(eventId)]);
    } catch {
      // The rest is shown all the same.
    }
  }

  render() {
    const event = store.get(this.eventId);
    const now = Date.now();
    return html`
      <aside class="peek panel" aria-labelledby="peek-name">
        <div class="peek-bar">
          <span class="keys" aria-hidden="true">
            ${areKeysOn() ? html`<kbd>J</kbd><kbd>K</kbd> ${t("peek.keys")} <kbd>Esc</kbd> ${t("peek.close")}` : nothing}
          </span>
          <a class="button quiet" id="open-page" href="#/events/${this.eventId}">${t("peek.open")} <kbd aria-hidden="true">Enter</kbd></a>
          <button class="icon quiet" aria-label=${t("peek.close")} @click=${() => this.dispatchEvent(new CustomEvent("shut"))}>✕</button>
        </div>
        ${event === undefined ? html`<h2 id="peek-name" class="peek-head">${t("event.missing")}</h2>` : this.#event(event, now)}
      </aside>
    `;
  }

  #event(event, now) {
    const part = partOf(event, now);
    const due = isDue(event, now);
    const left = placesLeft(event);
    return html`
      <div class="peek-head">
        <h2 id="peek-name" tabindex="-1">${event.event_name ?? t("event.unnamed")}</h2>
        <p class="small"><strong>${whenText(event)}</strong>${placeOf(event) === "" ? nothing : ` · ${placeOf(event)}`}</p>
        <p class="small">
          ${event.respond_by && part === "lacking"
            ? html`<span class=${due ? "lack" : ""}>${t("peek.closes", { at: deadlineText(event) })}</span>`
            : standingTag(event, now)}
          ${event.client_name ? html`<span class="soft">· ${event.client_name}</span>` : nothing}
        </p>
        ${part === "lacking" && left > 0 ? gap(left, due) : nothing}
      </div>
      <ul class="peek-roles ${due ? "is-due" : ""}">
        ${event.role_stats.map(
          ({ role, capacity, taken, remaining }) => html`
            <li class="peek-role">
              <span>${role}</span>
              ${capacity <= MOST_SEATS ? chairs(capacity, taken) : html`<span></span>`}
              <span class="count num">${t("places.taken", { taken, capacity })}</span>
              ${remaining > 0 ? gap(remaining, false) : html`<span class="ok num small">✓ ${t("week.dayFull")}</span>`}
            </li>
          `,
        )}
      </ul>
      ${part === "lacking" && session.mayWrite && event.accepted_staff !== undefined
        ? html`<no-answer .event=${event} .whenNone=${counts(event)}></no-answer>`
        : counts(event)}
      <event-feed .eventId=${event.id}></event-feed>
      <div class="peek-acts">
        ${session.mayWrite ? html`<event-actions .event=${event}></event-actions>` : nothing}
      </div>
    `;
  }
}

/** What those have said who have answered. */
const counts = (event) => html`
  <dl class="asked">
    ${[
      ["peek.in", event.accepted_count],
      ["peek.standby", event.standby_count],
      ["peek.no", event.declined_count],
      ["peek.unconfirmed", event.unconfirmed_count],
    ]
      .filter(([key, n]) => n > 0 || key === "peek.in" || key === "peek.no")
      .map(([key, n]) => html`<div><dt>${t(key)}</dt><dd>${n}</dd></div>`)}
  </dl>
`;

const placeOf = ({ venue_name: venue, city }) => [venue, city].filter(Boolean).join(", ");

customElements.define("event-peek", EventPeek);
