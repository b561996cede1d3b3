import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { api, live, signedIn, store } from "../core/context.js";
import { Past } from "../core/past.js";
import { t } from "../text/text.js";
import { ageText } from "../text/when.js";
import { View } from "../ui/view.js";
import "./event-form.js";
import "./event-list.js";
import "./event-page.js";
import { place } from "./place.js";
import "./wall-board.js";

const DAY_MS = 86_400_000;
/** From then on the age of what is shown is said in so many words. */
const STALE_MS = 15_000;

/** The manager's page: keeps the events fetched and live, and shows the part that is asked for. */
export class BoardPage extends View {
  static properties = { isWall: { attribute: false }, isLoaded: { state: true } };
  #past = new Past((part) => signedIn(() => api.eventsUpTo(part)));

  connectedCallback() {
    super.connectedCallback();
    this.followEvent(window, "hashchange", () => this.#moved());
    this.followEvent(live, "light");
    this.followTime(5_000);
    live.start({ fetchAll: () => this.#fetchAll(), fetchEvent: (id) => this.#fetchEvent(id) });
  }

  render() {
    if (this.isWall) {
      return html`<wall-board .isLoaded=${this.isLoaded}></wall-board>`;
    }
    return html`${this.#stale()}${this.#part()}`;
  }

  #part() {
    const { name, id, from } = place();
    if (!this.isLoaded && name !== "list") {
      return html`<p class="soft" role="status">${t("page.loading")}</p>`;
    }
    switch (name) {
      case "event":
        return keyed(id, html`<event-page .eventId=${id}></event-page>`);
      case "edit":
        return keyed(id, html`<event-form .eventId=${id}></event-form>`);
      case "new":
        return keyed(from, html`<event-form .from=${from}></event-form>`);
      default:
        return html`<event-list .isLoaded=${this.isLoaded} .past=${this.#past}></event-list>`;
    }
  }

  #stale() {
    const { since } = live.light;
    const age = since === undefined ? 0 : Date.now() - since;
    return age < STALE_MS
      ? nothing
      : html`<p class="notice stale" role="status">${t("page.stale", { age: ageText(age) })}</p>`;
  }

  #moved() {
    this.requestUpdate();
    document.querySelector("main")?.focus();
    scrollTo(0, 0);
  }

  async #fetchAll() {
    const now = Date.now();
    const events = await signedIn(() => api.events(dayOf(now - DAY_MS)));
    events.push(...(await this.#past.again(dayOf(now - 2 * DAY_MS))));
    const { id } = place();
    if (id !== undefined) {
      const open = await this.#fetched(id);
      const others = events.filter((event) => event.id !== id);
      events.splice(0, events.length, ...others, ...(open === undefined ? [] : [open]));
    }
    store.replaceAll(events);
    this.isLoaded = true;
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
      return await signedIn(() => api.event(id));
    } catch (problem) {
      if (problem.status === 404 || problem.status === 400) {
        return undefined;
      }
      throw problem;
    }
  }
}

/** In UTC. Wherever it is: what is not over began yesterday at the earliest. */
const dayOf = (instant) => new Date(instant).toISOString().slice(0, 10);

customElements.define("board-page", BoardPage);
