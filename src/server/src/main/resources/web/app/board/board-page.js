import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { api, live, store } from "../core/context.js";
import { Past } from "../core/past.js";
import { Weeks } from "./weeks.js";
import { t } from "../text/text.js";
import { ageText, instantText } from "../text/when.js";
import { View } from "../ui/view.js";
import "./event-form.js";
import "./event-list.js";
import "./event-page.js";
import "./members-page.js";
import { place, replaced } from "./place.js";
import { comeBack, leave } from "./way-back.js";
import "./wall-board.js";
import "./wall-link.js";
import "../week/week-page.js";
import "../week/week-top.js";

const DAY_MS = 86_400_000;
/**
 * What is not over began so many days ago in UTC at the most: an event lasts a day, and where clocks are behind UTC its day ends
 * up to twelve hours later.
 */
const MOST_DAYS = 2;
/** From then on the age of what is shown is said in so many words. */
const STALE_MS = 15_000;

/** The manager's page: keeps the events fetched and live, and shows the part that is asked for. */
export class BoardPage extends View {
  static properties = { isWall: { attribute: false }, isLoaded: { state: true }, isWhole: { state: true } };
  #past = new Past((part) => api.eventsUpTo(part));
  #weeks = new Weeks((from, to) => api.eventsOf(from, to));

  connectedCallback() {
    super.connectedCallback();
    history.scrollRestoration = "manual";
    this.followEvent(window, "hashchange", (event) => this.#moved(event));
    this.followEvent(window, "pagehide", () => leave(location.hash));
    this.followEvent(replaced, "change", () => this.#fetchWeek());
    this.followEvent(live, "light");
    this.followTime(5_000);
    live.start({ fetchAll: () => this.#fetchAll(), fetchEvent: (id) => this.#fetchEvent(id) });
  }

  render() {
    if (this.isWall) {
      return html`<wall-board .isLoaded=${this.isLoaded} .isWhole=${this.isWhole}></wall-board>`;
    }
    return html`${this.#stale()}${this.#part()}`;
  }

  #part() {
    const { name, id, from } = place();
    if (!this.isLoaded && name !== "week" && name !== "cards" && name !== "members") {
      return html`<p class="soft" role="status">${t("page.loading")}</p>`;
    }
    switch (name) {
      case "event":
        return keyed(id, html`<event-page .eventId=${id}></event-page>`);
      case "edit":
        return this.#whole(id, () => keyed(id, html`<event-form .eventId=${id}></event-form>`));
      case "new":
        return this.#whole(from, () => keyed(from, html`<event-form .from=${from}></event-form>`));
      case "members":
        return html`<members-page></members-page>`;
      case "week":
        return html`<week-page .isLoaded=${this.isLoaded && this.#weeks.has(from)} .isWhole=${this.#weeks.isWhole(from)}></week-page>`;
      default:
        return html`<event-list .isLoaded=${this.isLoaded} .isWhole=${this.isWhole} .past=${this.#past}></event-list>`;
    }
  }

  /** A form begins with a whole event: lists of events come without whom they are for. */
  #whole(id, form) {
    const event = store.get(id);
    if (event === undefined || event.audience_user_keys !== undefined) {
      return form();
    }
    live.fetchMore(async () => [await api.event(id)]).then(() => this.requestUpdate());
    return html`<p class="soft" role="status">${t("page.loading")}</p>`;
  }

  #stale() {
    const { since } = live.light;
    const age = since === undefined ? 0 : Date.now() - since;
    return age < STALE_MS
      ? nothing
      : html`<p class="notice stale" role="status">${t("page.stale", { at: instantText(since), age: ageText(age) })}</p>`;
  }

  async #moved({ oldURL }) {
    const old = new URL(oldURL).hash;
    leave(old);
    const isSameWeek = place(old).name === "week" && place().name === "week" && place(old).from === place().from;
    this.requestUpdate();
    this.#fetchWeek();
    if (isSameWeek) {
      return;
    }
    await this.#drawn();
    if (!comeBack(location.hash)) {
      if (place(old).name !== "week" || place().name !== "week") {
        document.querySelector("main")?.focus({ preventScroll: true });
      }
      scrollTo(0, 0);
    }
  }

  /** Parts draw themselves once this has been drawn. */
  async #drawn() {
    await this.updateComplete;
    await new Promise((drawn) => requestAnimationFrame(drawn));
  }

  /** A week that is not among what is fetched anyway. */
  async #fetchWeek() {
    const { name, from } = place();
    if (this.isLoaded && name === "week" && !this.#weeks.has(from)) {
      try {
        await live.fetchMore(() => this.#weeks.fetch(from));
      } catch {
        // The page says by itself when nobody answers; it is asked again with all the rest.
      }
      this.requestUpdate();
    }
  }

  async #fetchAll() {
    const now = Date.now();
    const { events, isWhole } = await api.events(dayOf(now - MOST_DAYS * DAY_MS));
    this.#weeks.cover(dayOf(now - MOST_DAYS * DAY_MS), isWhole ? undefined : events.at(-1)?.date);
    events.push(...(await this.#past.again(dayOf(now - (MOST_DAYS + 1) * DAY_MS))));
    const { id, name, from } = place();
    if (name === "week" && !this.#weeks.has(from)) {
      const known = new Set(events.map((event) => event.id));
      events.push(...(await this.#weeks.fetch(from)).filter((event) => !known.has(event.id)));
    }
    if (id !== undefined) {
      const open = await this.#fetched(id);
      const others = events.filter((event) => event.id !== id);
      events.splice(0, events.length, ...others, ...(open === undefined ? [] : [open]));
    }
    store.replaceAll(events);
    this.isWhole = isWhole;
    const isFirst = !this.isLoaded;
    this.isLoaded = true;
    if (isFirst) {
      this.#drawn().then(() => comeBack(location.hash));
    }
    return events;
  }

  async #fetchEvent(id) {
    const event = await this.#fetched(id);
    if (event === undefined) {
      store.drop(id);
    } else {
      store.put(event);
    }
    return event;
  }

  async #fetched(id) {
    try {
      return await api.event(id);
    } catch (problem) {
      if (problem.status === 404 || problem.status === 400) {
        return undefined;
      }
      throw problem;
    }
  }
}

/** In UTC. */
const dayOf = (instant) => new Date(instant).toISOString().slice(0, 10);

customElements.define("board-page", BoardPage);
