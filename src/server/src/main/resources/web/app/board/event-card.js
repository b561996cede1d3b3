import { html, nothing } from "lit";
import { store } from "../core/context.js";
import { placesLeft, places, standing } from "../core/order.js";
import { t } from "../text/text.js";
import { dayText, hoursText, untilText } from "../text/when.js";
import { dayBlock } from "../ui/day-block.js";
import "../ui/role-seats.js";
import { standingTag } from "../ui/standing-tag.js";
import { View } from "../ui/view.js";

/** More roles than this are summed up in a line. */
const MOST_ROLES = 6;

/**
 * One event of the board; it follows that event by itself.
 *
 * @property {string} eventId
 */
export class EventCard extends View {
  static properties = { eventId: { attribute: false } };

  /** Also where it was moved to in its list. */
  connectedCallback() {
    super.connectedCallback();
    this.follow(store.watch(this.eventId, () => this.requestUpdate()));
  }

  render() {
    const event = store.get(this.eventId);
    if (event === undefined) {
      return nothing;
    }
    const now = Date.now();
    const name = event.event_name ?? t("event.unnamed");
    return html`
      <article class="card is-${standing(event, now)}">
        ${dayBlock(event.date)}
        <div class="card-head">
          <h2>
            <a class="card-link" href="#/events/${event.id}" aria-label="${name}, ${dayText(event.date)}">${name}</a>
          </h2>
          <p class="soft small">${[event.venue_name, event.city].filter(Boolean).join(", ") || event.client_name}</p>
          <p class="small"><span class="unseen">${dayText(event.date)}, </span>${hoursText(event)}</p>
        </div>
        <div class="card-roles">${this.#roles(event)}</div>
        <p class="card-foot">
          ${standingTag(event, now)}
          <span class="soft small">${untilText(event, now)}</span>
        </p>
      </article>
    `;
  }

  #roles(event) {
    if (event.role_stats.length <= MOST_ROLES) {
      return event.role_stats.map((stats) => html`<role-seats .stats=${stats}></role-seats>`);
    }
    const shown = event.role_stats.slice(0, MOST_ROLES - 1);
    const capacity = places(event);
    const sum = { role: "", capacity, taken: capacity - placesLeft(event) };
    return html`
      ${shown.map((stats) => html`<role-seats .stats=${stats}></role-seats>`)}
      <role-seats .stats=${sum} .label=${t("event.allRoles", { n: event.role_stats.length })}></role-seats>
    `;
  }
}

customElements.define("event-card", EventCard);
