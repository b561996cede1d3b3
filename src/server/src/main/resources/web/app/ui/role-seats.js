import { html, nothing } from "lit";
import { t } from "../text/text.js";
import { View } from "./view.js";

/** Up to so many places each is a seat; above, they are a bar. */
const MOST_SEATS = 24;
/** More than these are drawn smaller, to stand in one row. */
const MANY_SEATS = 10;

/**
 * A role's places: a row of seats of which the taken ones are lit, with the numbers beside it.
 *
 * @property {{role: string, capacity: number, taken: number}} stats
 * @property {string} label instead of the role's name
 */
export class RoleSeats extends View {
  static properties = { stats: { attribute: false }, label: {} };

  render() {
    const { role, capacity, taken } = this.stats;
    const isFull = taken >= capacity;
    return html`
      <span class="role-name">${this.label ?? role}</span>
      <span class="role-places ${isFull ? "is-full" : ""} ${capacity > MANY_SEATS ? "is-many" : ""}" aria-hidden="true">
        ${capacity <= MOST_SEATS ? this.#seats(capacity, taken) : html`<span class="bar"><span class="bar-taken"></span></span>`}
      </span>
      <span class="role-count">
        ${isFull ? html`<span class="full-mark" aria-hidden="true">✓</span>` : nothing}
        ${t("places.taken", { taken, capacity })}
      </span>
    `;
  }

  updated() {
    // A style attribute would be refused by the page's own policy.
    const { capacity, taken } = this.stats;
    this.querySelector(".bar-taken")?.style.setProperty("inline-size", `${(100 * taken) / capacity}%`);
  }

  #seats(capacity, taken) {
    return Array.from({ length: capacity }, (_, seat) => html`<span class="seat ${seat < taken ? "is-taken" : ""}"></span>`);
  }
}

/** Three seats, for pages on which there is nothing else yet. */
export const seats = (first = "") => html`
  <div class="empty-seats" aria-hidden="true">
    <span class="seat ${first}"></span><span class="seat"></span><span class="seat"></span>
  </div>
`;

customElements.define("role-seats", RoleSeats);
