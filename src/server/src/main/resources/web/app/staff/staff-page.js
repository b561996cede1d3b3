import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { api, live, store } from "../core/context.js";
import { Past } from "../core/past.js";
import { isOver, startOf } from "../core/times.js";
import { t } from "../text/text.js";
import { ageText } from "../text/when.js";
import { pastFoot } from "../ui/past-foot.js";
import { seats } from "../ui/role-seats.js";
import { entitle } from "../ui/title.js";
import { View } from "../ui/view.js";
import { openingOf } from "./offer.js";
import { isIn } from "./outcome.js";
import { responder } from "./responders.js";
import "./shift-card.js";
import { Staying } from "./staying.js";

const TABS = ["available", "mine", "past"];
const STALE_MS = 15_000;

const bySoonest = (a, b) => startOf(a) - startOf(b) || a.id.localeCompare(b.id);

/** What one of the staff may take, and what one has taken. */
export class StaffPage extends View {
  static properties = { isLoaded: { state: true }, isWhole: { state: true }, tab: { state: true } };
  #staying = new Staying();
  #past = new Past((part) => api.pastShifts(part));

  constructor() {
    super();
    this.tab = "available";
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow(store.watchAll(() => this.requestUpdate()));
    this.followEvent(live, "light");
    this.followTime(10_000);
    entitle(t("staff.title"));
    live.start({ fetchAll: () => this.#fetchAll(), fetchEvent: (id) => this.#fetchEvent(id) });
  }

  render() {
    const now = Date.now();
    const events = store.all();
    const ahead = events.filter((event) => !isOver(event, now));
    const open = ahead.filter((event) => !isIn(event) && isOpen(event));
    const mine = ahead.filter(isIn);
    this.#staying.learn(events);
    const { pressed, lost } = this.#staying;
    const shifts = {
      available: together(open, pressed).sort(bySoonest),
      mine: together(mine, pressed, lost.filter((event) => !isOver(event, now))).sort(bySoonest),
      past: this.#past.of(events.filter(isIn), now),
    };
    const numbers = { available: open.length, mine: mine.length };
    return html`
      <div class="staff">
        <h1>${t("staff.title")}</h1>
        ${this.#stale()}
        <div class="choices staff-tabs" role="group" aria-label=${t("staff.title")}>
          ${TABS.map((tab) => this.#tab(tab, numbers[tab]))}
        </div>
        ${this.isLoaded && !this.isWhole ? html`<p class="notice">${t("list.notWhole", { n: events.length })}</p>` : nothing}
        ${this.isLoaded ? this.#shifts(shifts[this.tab]) : html`<p class="soft" role="status">${t("page.loading")}</p>`}
        ${this.isLoaded && this.tab === "past" ? pastFoot(this.#past, () => this.#more()) : nothing}
      </div>
    `;
  }

  #tab(tab, n) {
    return html`
      <button aria-pressed=${this.tab === tab ? "true" : "false"} @click=${() => this.#show(tab)}>
        ${t(`staff.${tab}`)} ${this.isLoaded && n !== undefined ? html`<span class="staff-number">${n}</span>` : nothing}
      </button>
    `;
  }

  #shifts(events) {
    if (events.length === 0) {
      if (this.tab === "past" && (this.#past.state !== "shown" || this.#past.hasMore)) {
        return nothing;
      }
      return html`
        <div class="empty">
          ${seats()}
          <h2>${t(`staff.${this.tab}.none`)}</h2>
          <p>${t(`staff.${this.tab}.noneText`)}</p>
        </div>
      `;
    }
    return html`
      <div class="shifts" @responded=${(event) => this.#staying.press(event.detail)}>
        ${repeat(
          events,
          ({ id }) => id,
          (event) => html`
            <shift-card
              .eventId=${event.id}
              .last=${event}
              .wasMine=${this.#staying.isLost(event.id)}
              .opening=${openingOf(event, Date.now())}
            ></shift-card>
          `,
        )}
      </div>
    `;
  }

  #stale() {
    const { since } = live.light;
    const age = since === undefined ? 0 : Date.now() - since;
    return age < STALE_MS ? nothing : html`<p class="notice stale" role="status">${t("page.stale", { age: ageText(age) })}</p>`;
  }

  #show(tab) {
    this.#staying.leave();
    if (this.tab === "mine") {
      this.#staying.leaveMine();
    }
    this.tab = tab;
    if (tab === "past" && this.#past.state === "unasked") {
      this.#more();
    }
  }

  /** Where the next ones begin is where one goes on reading. */
  async #more() {
    const isFirst = this.#past.state === "unasked";
    const before = this.querySelectorAll("shift-card").length;
    const more = live.fetchMore(() => this.#past.more());
    this.requestUpdate();
    try {
      await more;
    } catch {
      // The foot of the list says so.
    }
    this.requestUpdate();
    await this.updateComplete;
    if (!isFirst && this.#past.state === "shown") {
      this.querySelectorAll("shift-card h2")[before]?.focus();
    }
  }

  async #fetchAll() {
    const { lists, isWhole } = await this.#lists();
    lists.push(...(await this.#past.again()));
    store.replaceAll(lists);
    if (!this.isLoaded) {
      // What was meant before the page was opened and is not answered yet: its cards send it.
      lists.filter(({ id }) => responder().open(id) !== undefined).forEach((event) => this.#staying.press(event));
    }
    this.isWhole = isWhole;
    this.isLoaded = true;
    return lists;
  }

  async #fetchEvent(id) {
    try {
      const event = await api.event(id);
      store.put(event);
      return event;
    } catch (problem) {
      if (problem.status !== 404) {
        throw problem;
      }
      store.drop(id);
      return undefined;
    }
  }

  async #lists() {
    const [available, mine] = await Promise.all([api.available(), api.myShifts("future")]);
    // Between the two answers one may have moved over: the later version is the true one.
    const events = new Map();
    for (const event of [...available.events, ...mine.events]) {
      const other = events.get(event.id);
      if (other === undefined || other.version < event.version) {
        events.set(event.id, event);
      }
    }
    return { lists: [...events.values()], isWhole: available.isWhole && mine.isWhole };
  }
}

/** Each once. */
const together = (...lists) => [...new Map(lists.flat().reverse().map((event) => [event.id, event])).values()];

const isOpen = ({ status }) => status === "published" || status === "fulfilled";

customElements.define("staff-page", StaffPage);
