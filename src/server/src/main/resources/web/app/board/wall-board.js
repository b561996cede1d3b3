import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { live, store } from "../core/context.js";
import { placesLeft } from "../core/order.js";
import { startOf } from "../core/times.js";
import { isDue, missingRoles, partOf, todayOf, weekOf } from "../core/week.js";
import { t } from "../text/text.js";
import { clockText, dayParts, dayText, wallDayText } from "../text/when.js";
import "../ui/connection-light.js";
import { daySum, drawTracks } from "../ui/day-sum.js";
import { gap, minus } from "../ui/seat-row.js";
import { View } from "../ui/view.js";

/** As many as are looked for; as few as the screen has room for. */
const MOST_ROWS = 14;
const isOnAWall = matchMedia("(min-width: 48rem)");
/** Of one event; those that lack most. */
const MOST_ROLES = 2;
/** So long a page of rows is read. */
const PAGE_MS = 15_000;

const bySoonest = (a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1);

/**
 * For a screen on a wall: nothing to press, only how many are missing this week, and of which events; what starts first, and as the
 * last row the one that lacks most. What has begun leaves.
 *
 * @property {boolean} isLoaded
 * @property {boolean} isWhole there are no more than were fetched
 */
export class WallBoard extends View {
  static properties = {
    isLoaded: { attribute: false },
    isWhole: { attribute: false },
    fits: { state: true },
    page: { state: true },
    news: { state: true },
  };
  #count = 0;

  constructor() {
    super();
    this.fits = MOST_ROWS;
    this.page = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.followEvent(window, "resize", () => this.#measureAgain());
    this.followEvent(live, "frame", ({ detail }) => this.#hear(detail));
    this.follow(store.watchAll(() => this.requestUpdate()));
    this.followTime(10_000);
    const turning = setInterval(() => this.#turn(), PAGE_MS);
    this.follow(() => clearInterval(turning));
  }

  render() {
    const now = Date.now();
    const events = store
      .all()
      .filter((event) => partOf(event, now) === "lacking")
      .sort(bySoonest);
    if (events.length !== this.#count) {
      this.#count = events.length;
      this.fits = MOST_ROWS;
    }
    const week = weekOf(store.all(), { from: todayOf(now), now });
    const { rows, from, to } = this.#shown(events);
    return html`
      <main class="wall-main">
        <header class="wall-head">
          <h1 class="unseen">${t("wall.title")}</h1>
          ${this.isLoaded ? this.#loud(week) : nothing}
          <p class="wall-now">
            <span><connection-light></connection-light> · ${dayText(todayOf(now))}</span>
            <b class="wall-clock num">${clockText(now)}</b>
          </p>
        </header>
        ${!this.isLoaded ? html`<p></p>` : events.length === 0 ? html`<p class="wall-full">${t("wall.allFull")}</p>` : this.#rows(rows, now)}
        <ol class="wall-strip" aria-label=${t("week.days")}>
          ${week.days.map((day) => {
            const { weekday, day: number } = dayParts(day.date);
            return html`<li class="${day.missing === 0 && day.places > 0 ? "is-full" : ""} ${day.date === todayOf(now) ? "is-today" : ""}">
              <strong>${weekday} ${number}</strong>${daySum(day)}
            </li>`;
          })}
        </ol>
        <footer class="wall-foot">
          <p>${this.news ? html`<span class="num">${clockText(this.news.at)}</span> · <b>${this.news.name}</b> ${this.news.text}` : nothing}</p>
          <p class="num">
            ${rows.length < events.length || (this.isLoaded && !this.isWhole) ? html`<span class="wall-more">${t(this.isWhole ? "wall.rows" : "wall.rowsOfMore", { from, to, n: events.length })}</span>` : nothing}
          </p>
        </footer>
      </main>
    `;
  }

  #loud({ missing, days, events }) {
    const lacking = days.reduce((sum, day) => sum + day.lacking.length, 0);
    return missing === 0
      ? html`<p class="wall-loud is-none">${t("wall.noneMissing")}</p>`
      : html`
          <p class="wall-loud"><b class="num">${missing}</b> <span>${t("wall.missing", { n: missing })}</span></p>
          <p class="wall-sub num">${t("week.atSome", { k: lacking, n: events })}</p>
        `;
  }

  /** The one that lacks most is on every page. */
  #shown(events) {
    if (events.length <= this.fits) {
      return { rows: events, from: 1, to: events.length };
    }
    const most = events.reduce((one, other) => (placesLeft(other) > placesLeft(one) ? other : one));
    const others = events.filter((event) => event !== most);
    const size = Math.max(1, this.fits - 1);
    const page = this.page % Math.ceil(others.length / size);
    const rows = others.slice(page * size, (page + 1) * size);
    return { rows: [...rows, most], from: page * size + 1, to: page * size + rows.length };
  }

  #rows(events, now) {
    return html`
      <ol class="wall-events" aria-label=${t("wall.events")}>
        ${repeat(
          events,
          ({ id }) => id,
          (event) => html`
            <li class="wall-event ${isDue(event, now) ? "is-due" : ""}">
              ${gap(placesLeft(event), isDue(event, now))}
              <span class="wall-when">${wallDayText(event, now)} <b class="num">${event.start_time}</b></span>
              <h2>${event.event_name ?? t("event.unnamed")}</h2>
              <span class="wall-roles">${roles(event)}</span>
            </li>
          `,
        )}
      </ol>
    `;
  }

  /** There may be less room for as many rows. */
  #measureAgain() {
    this.fits = MOST_ROWS;
    this.requestUpdate();
  }

  #turn() {
    this.page += 1;
  }

  #hear({ event, data }) {
    const person = data.respondedStaff;
    const name = store.get(data.eventId)?.event_name;
    if (event === "event:response" && person?.response === "accept" && person.name && name) {
      this.news = { at: Date.now(), name: person.name, text: t("wall.took", { role: person.role, event: name }) };
    }
  }

  /** Nobody scrolls on a wall, as one does on a phone: what does not fit waits for its page. */
  updated() {
    drawTracks(this);
    if (isOnAWall.matches && this.fits > 2 && document.documentElement.scrollHeight > innerHeight) {
      this.fits -= 1;
    }
  }
}

function roles(event) {
  const lacking = missingRoles(event);
  const others = lacking.slice(MOST_ROLES).reduce((sum, { missing }) => sum + missing, 0);
  return html`${lacking.slice(0, MOST_ROLES).map(({ role, missing }) => html`<span class="role-name">${role} <b class="num">${minus(missing)}</b></span>`)}${others > 0
    ? html`<span class="soft">${t("week.others")} <b class="num">${minus(others)}</b></span>`
    : nothing}`;
}

customElements.define("wall-board", WallBoard);
