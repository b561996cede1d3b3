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

/** As many as are read across a room. */
const MOST_EVENTS = 4;

/**
 * For a screen on a wall: nothing to press, only what is soonest and not yet full.
 *
 * @property {boolean} isLoaded
 */
export class WallBoard extends View {
  static properties = { isLoaded: { attribute: false } };

  connectedCallback() {
    super.connectedCallback();
    this.follow(store.watchAll(() => this.requestUpdate()));
    this.followTime(10_000);
  }

  render() {
    const now = Date.now();
    const events = chosen(store.all(), { sort: "soonest", show: "filling", words: "", now });
    return html`
      <main class="wall-main">
        <header class="wall-head">
          <h1>${t("wall.title")}</h1>
          <connection-light></connection-light>
          <span class="wall-clock">${clockText(now)}</span>
        </header>
        ${!this.isLoaded ? nothing : events.length === 0 ? html`<p class="wall-full">${t("wall.allFull")}</p>` : this.#events(events)}
        ${events.length > MOST_EVENTS
          ? html`<p class="soft wall-more">${t("wall.more", { n: events.length - MOST_EVENTS })}</p>`
          : nothing}
      </main>
    `;
  }

  #events(events) {
    return html`
      <div class="wall-events">
        ${repeat(
          events.slice(0, MOST_EVENTS),
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
                ${event.role_stats
                  .filter(({ is_full }) => !is_full)
                  .map((stats) => html`<role-seats .stats=${stats}></role-seats>`)}
              </div>
            </article>
          `,
        )}
      </div>
    `;
  }
}

customElements.define("wall-board", WallBoard);
