import { html, nothing } from "lit";
import { session, store } from "../core/context.js";
import { nameKey } from "../core/names.js";
import { places, placesLeft } from "../core/order.js";
import { isDue, missingRoles, partOf } from "../core/week.js";
import { t } from "../text/text.js";
import { dayText, hoursSpan, soonText } from "../text/when.js";
import { gap, minus, tenths } from "../ui/seat-row.js";
import { View } from "../ui/view.js";

/** So many roles stand in a row; the others are a sum. */
const MOST_ROLES = 2;

/**
 * One event as a line of the week; it follows that event by itself.
 *
 * @property {string} eventId
 * @property {string | undefined} role that stands first
 * @property {boolean} isTicked
 * @property {boolean} isOpen it is shown beside the list
 */
export class WeekRow extends View {
  static properties = {
    eventId: { attribute: false },
    role: { attribute: false },
    isTicked: { attribute: false },
    isOpen: { attribute: false },
  };

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
    const part = partOf(event, now);
    const name = event.event_name ?? t("event.unnamed");
    const isLacking = part === "lacking" && placesLeft(event) > 0;
    const due = isLacking && isDue(event, now);
    const capacity = places(event);
    const taken = capacity - placesLeft(event);
    return html`
      <div class="row is-${part} ${due ? "is-due" : ""}" data-open=${this.isOpen ? "" : nothing}>
        ${session.mayWrite
          ? html`<input
              type="checkbox"
              .checked=${this.isTicked}
              aria-label="${t("week.tick", { name })}"
              @change=${(change) => this.#tick(change.target.checked)}
            />`
          : html`<span></span>`}
        ${isLacking ? gap(placesLeft(event), due) : html`<span class="none">${this.#state(event, part)}</span>`}
        <span class="hours num" title=${hoursSpan(event)}>${hoursSpan(event)}</span>
        <a
          class="name"
          id="row-${event.id}"
          href="#/events/${event.id}"
          aria-label="${name}, ${dayText(event.date)}"
          aria-current=${this.isOpen ? "true" : nothing}
          >${name}</a
        >
        <span class="place">${event.venue_name ?? event.city}</span>
        ${tenths(capacity, taken)}
        <span class="count num" aria-hidden="true">${taken}/${capacity}</span>
        <span class="roles">${part === "closed" || part === "over" ? event.cancel_reason : this.#roles(event)}</span>
        <span class="closes num">${part === "lacking" ? closesText(event, now) : nothing}</span>
      </div>
    `;
  }

  #state(event, part) {
    if (part === "drafts" || part === "closed") {
      return t(`standing.${event.status}`);
    }
    return placesLeft(event) === 0 ? html`<span class="ok" aria-hidden="true">✓</span><span class="unseen">${t("standing.full")}</span>` : minus(placesLeft(event));
  }

  #roles(event) {
    const roles = missingRoles(event);
    const wanted = this.role === undefined ? -1 : roles.findIndex(({ role }) => nameKey(role) === nameKey(this.role));
    if (wanted > 0) {
      roles.unshift(...roles.splice(wanted, 1));
    }
    const others = roles.slice(MOST_ROLES).reduce((sum, { missing }) => sum + missing, 0);
    return html`${roles.slice(0, MOST_ROLES).map(({ role, missing }) => html`<span>${role} <b>${minus(missing)}</b></span>`)}${others > 0
      ? html`<span class="soft">${t("week.others")} <b>${minus(others)}</b></span>`
      : nothing}`;
  }

  #tick(isTicked) {
    this.dispatchEvent(new CustomEvent("tick", { detail: { id: this.eventId, isTicked }, bubbles: true }));
  }
}

function closesText(event, now) {
  if (!event.respond_by) {
    return nothing;
  }
  return Date.parse(event.respond_by) <= now
    ? t("week.closed")
    : t("week.closes", { at: soonText(event.respond_by, event.timezone, now) });
}

customElements.define("week-row", WeekRow);
