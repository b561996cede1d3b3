import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { store } from "../core/context.js";
import { chosen } from "../core/order.js";
import { t } from "../text/text.js";
import { clockText, hoursText } from "../text/when.js";
import "../ui/connection-light.js";
import { dayBlock } from "../ui/day-block.js";
import "../ui/role-seats.js";
import { View } from "../ui/view.js";

/** As many as are read across a room, if there is the room. */
const MOST_EVENTS = 4;
const isOnAWall = matchMedia("(min-width: 48rem)");
/** Of one event; those that lack most. */
const MOST_ROLES = 4;

/**
 * For a screen on a wall: nothing to press, only what is soonest and not yet full.
 *
 * @property {boolean} isLoaded
 * @property {boolean} isWhole there are no more than were fetched
 */
export class WallBoard extends View {
  static properties = { isLoaded: { attribute: false }, isWhole: { attribute: false }, fits: { state: true } };

  #events = [];
  /** What decides how much room is needed. */
  #shape;

  constructor() {
    super();
    this.fits = MOST_EVENTS;
  }

  connectedCallback() {
    super.connectedCallback();
    this.followEvent(window, "resize", () => (this.fits = MOST_EVENTS));
    this.follow(store.watchAll(() => this.requestUpdate()));
    this.followTime(10_000);
  }

  willUpdate() {
    this.#events = chosen(store.all(), { sort: "ahead", show: "filling", words: "", now: Date.now() });
    const shape = this.#events.slice(0, MOST_EVENTS).map((event) => `${event.id} ${openRoles(event).length}`);
    if (shape.join() !== this.#shape) {
      this.#shape = shape.join();
      this.fits = MOST_EVENTS;
    }
  }

  render() {
    const events = this.#events;
    return html`
      <main class="wall-main">
        <header class="wall-head">
          <h1>${t("wall.title")}</h1>
          <connection-light></connection-light>
          <span class="wall-clock">${clockText(Date.now())}</span>
        </header>
        ${!this.isLoaded ? nothing : events.length === 0 ? html`<p class="wall-full">${t("wall.allFull")}</p>` : this.#rows(events)}
        ${events.length > this.fits
          ? html`<p class="soft wall-more">${t(this.isWhole ? "wall.more" : "wall.moreThan", { n: events.length - this.fits })}</p>`
          : nothing}
      </main>
    `;
  }

  #rows(events) {
    return html`
      <div class="wall-events">
        ${repeat(
          events.slice(0, this.fits),
          ({ id }) => id,
          (event) => html`
            <article class="wall-event">
              ${dayBlock(event.date)}
              <div>
                <h2>${event.event_name ?? t("event.unnamed")}</h2>
                <p>${hoursText(event)}</p>
                <p class="soft">${event.venue_name}</p>
              </div>
              <div class="wall-roles">
                ${this.#roles(event)}
              </div>
            </article>
          `,
        )}
      </div>
    `;
  }

  #roles(event) {
    const open = openRoles(event);
    const others = open.length - MOST_ROLES;
    return html`
      ${open.slice(0, MOST_ROLES).map((stats) => html`<role-seats .stats=${stats}></role-seats>`)}
      ${others > 0 ? html`<p class="soft">${t("wall.moreRoles", { n: others })}</p>` : nothing}
    `;
  }

  /** Nobody scrolls on a wall, as one does on a phone: what does not fit waits. */
  async updated() {
    await Promise.all([...this.querySelectorAll("role-seats")].map((seats) => seats.updateComplete));
    if (isOnAWall.matches && this.fits > 1 && document.documentElement.scrollHeight > innerHeight) {
      this.fits -= 1;
    }
  }
}

/** Those that lack most first. */
const openRoles = ({ role_stats: stats }) => stats.filter(({ is_full }) => !is_full).sort((a, b) => b.remaining - a.remaining);

customElements.define("wall-board", WallBoard);
