import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { api, live, session, store } from "../core/context.js";
import { isOfSession, knownLast } from "../core/known-shifts.js";
import { Past } from "../core/past.js";
import { isIn, isOff, standsBy } from "../core/shifts.js";
import { isOver, startOf } from "../core/times.js";
import { number, t } from "../text/text.js";
import { ageText, instantText, longDayText } from "../text/when.js";
import { pastFoot } from "../ui/past-foot.js";
import { seats } from "../ui/role-seats.js";
import { entitle } from "../ui/title.js";
import { View } from "../ui/view.js";
import { Changes } from "./changes.js";
import { changeText } from "./change-text.js";
import { daysOf, rolesOf, WHENS } from "./finding.js";
import { openingOf } from "./offer.js";
import { responder } from "./responders.js";
import { keepWhatIsKnown } from "./keeping.js";
import "./shift-card.js";
import "./staff-settings.js";
import { Staying } from "./staying.js";
import "./unsent-list.js";
import { weekStrip } from "./week-strip.js";

const TABS = ["find", "mine", "settings"];
const STALE_MS = 15_000;
/** So long a page that has just been opened is on its way to be right. */
const ARRIVES_MS = 5_000;
/** What was chosen, for as long as the tab is open. */
const CHOICE = "muster.find";

/** The strip of the week has its place among the cards. */
const WEEK_LINE = { id: "week" };
/** So has the heading of what one stands by for: a card whose person gets in moves. */
const WAIT_LINE = { id: "wait" };
/** And so has the button that unfolds what cannot be taken: a card that was pressed there moves, and says what came of it. */
const FOLD_LINE = { id: "fold" };

const bySoonest = (a, b) => startOf(a) - startOf(b) || a.id.localeCompare(b.id);

/** What one of the staff may take, and what one has taken. */
export class StaffPage extends View {
  static properties = {
    isLoaded: { state: true },
    isWhole: { state: true },
    choice: { state: true },
    unfolded: { state: true },
    isOfPast: { state: true },
  };
  /** What is shown was fetched since the page was opened. */
  #isFetched = false;
  #openedAt = Date.now();
  #staying = new Staying();
  #changes = new Changes(session.shiftsKey);
  /** By id: events as the service answered a press, until all lists were fetched. */
  #answered = new Map();
  #past = new Past((part) => api.pastShifts(part));

  constructor() {
    super();
    this.choice = { role: "", when: "any", ...JSON.parse(sessionStorage.getItem(CHOICE) ?? "{}") };
    this.unfolded = new Set();
  }

  connectedCallback() {
    super.connectedCallback();
    const known = knownLast();
    const isOwn = isOfSession(known, session);
    if (isOwn) {
      this.#take(known.events, true);
    }
    this.follow(store.watchAll(() => this.requestUpdate()));
    this.followEvent(live, "light");
    this.followEvent(window, "recorded", ({ detail }) => this.#recorded(detail));
    this.followEvent(window, "hashchange", () => this.#moved());
    this.followTime(10_000);
    live.start({ fetchAll: () => this.#fetchAll(), fetchEvent: (id) => this.#fetchEvent(id) }, isOwn ? known.at : undefined);
    if (!isOwn) {
      this.#showEarly();
    }
  }

  render() {
    const now = Date.now();
    const events = store.all();
    const mine = events.filter((event) => isIn(event) && !isOver(event, now)).sort(bySoonest);
    this.#staying.learn(events);
    const changes = this.isLoaded ? this.#unread(events) : [];
    const stays = (id) => this.#staying.has(id);
    const known = [...events, ...this.#staying.pressed.filter(({ id }) => store.get(id) === undefined)];
    const days = daysOf(known, { now, mine, stays, ...this.choice });
    const tab = tabNow();
    entitle(t(`staff.${tab}`));
    return html`
      <div class="staff">
        <h1 class="unseen">${t(`staff.${tab}`)}</h1>
        ${this.#stale()}
        ${this.isLoaded && !this.isWhole ? html`<p class="notice">${t("list.notWhole", { n: events.length })}</p>` : nothing}
        ${tab === "settings" ? html`<staff-settings></staff-settings>` : !this.isLoaded ? html`<p class="soft" role="status">${t("page.loading")}</p>` : html`
          <div @responded=${(event) => this.#staying.press(event.detail)}>
            <unsent-list .events=${events}></unsent-list>
            ${tab === "find" ? this.#find(days, mine, events) : this.#mine(mine, changes, events, now)}
          </div>`}
      </div>
      ${this.#nav(tab, days, mine, changes, now)}
    `;
  }

  #nav(tab, days, mine, changes, now) {
    const free = days.flatMap(({ open }) => open).filter((event) => !isIn(event) && !isOver(event, now)).length;
    const numbers = { find: free, mine: mine.filter(({ status }) => status !== "cancelled").length };
    return html`
      <nav class="bar-nav" aria-label=${t("staff.pages")}>
        <ul>
          ${TABS.map(
            (name) => html`
              <li>
                <a href="#${name}" aria-current=${name === tab ? "page" : nothing}>
                  ${name === "settings" ? SLIDERS : html`<b>${this.isLoaded ? number(numbers[name]) : "–"}</b>`}
                  <span>${t(`staff.${name}`)}</span>
                  ${name === "mine" && changes.length > 0 ? html`<span class="bar-mark"><span class="unseen">${t("change.unread", { n: changes.length })}</span></span>` : nothing}
                </a>
              </li>
            `,
          )}
        </ul>
      </nav>
    `;
  }

  #find(days, mine, events) {
    const roles = rolesOf(events.filter((event) => !isIn(event)));
    return html`
      <div class="filters">
        ${this.#select("role", [["", t("find.anyRole")], ...roles.map((role) => [role, role])], t("field.role"))}
        ${this.#select("when", Object.keys(WHENS).map((when) => [when, t(`find.when.${when}`)]), t("form.when"))}
      </div>
      ${days.length === 0 ? this.#none(this.choice.role === "" && this.choice.when === "any" ? "find" : "choice") : days.map((day) => this.#day(day, mine))}
    `;
  }

  #select(name, options, label) {
    return html`
      <select aria-label=${label} @change=${(event) => this.#choose(name, event.target.value)}>
        ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === this.choice[name]}>${text}</option>`)}
      </select>
    `;
  }

  #choose(name, value) {
    this.choice = { ...this.choice, [name]: value };
    sessionStorage.setItem(CHOICE, JSON.stringify(this.choice));
    this.#staying.leave();
  }

  #day(day, mine) {
    const folded = [...day.full, ...day.overlapping, ...day.late, ...day.declined];
    const isOpen = this.unfolded.has(day.date);
    const said = [
      day.full.length > 0 ? t("find.full", { n: day.full.length }) : "",
      day.overlapping.length > 0 ? t("find.overlapping", { n: day.overlapping.length }) : "",
      day.late.length > 0 ? t("find.late", { n: day.late.length }) : "",
      day.declined.length > 0 ? t("find.declined", { n: day.declined.length }) : "",
    ];
    return html`
      <section aria-labelledby="day-${day.date}">
        <h2 class="shift-day" id="day-${day.date}">
          ${longDayText(day.date, Date.now())} <span>${day.open.length > 0 ? t("find.shifts", { n: day.open.length }) : nothing}</span>
        </h2>
        <div class="shifts">
          ${repeat(
            [...day.open, ...(folded.length > 0 ? [FOLD_LINE] : []), ...(isOpen ? folded : [])],
            ({ id }) => id,
            (each) =>
              each === FOLD_LINE
                ? html`
                    <button class="rest" aria-expanded=${isOpen ? "true" : "false"} @click=${() => this.#fold(day.date)}>
                      <span>${said.filter(Boolean).join(", ")}</span> <span aria-hidden="true">${isOpen ? "▾" : "▸"}</span>
                    </button>
                  `
                : this.#card(each, mine, "find"),
          )}
        </div>
      </section>
    `;
  }

  #fold(date) {
    const unfolded = new Set(this.unfolded);
    unfolded[unfolded.has(date) ? "delete" : "add"](date);
    this.unfolded = unfolded;
  }

  #cards(events, mine, form) {
    return html`
      <div class="shifts">
        ${repeat(
          events,
          ({ id }) => id,
          (event) => this.#card(event, mine, form),
        )}
      </div>
    `;
  }

  #card(event, mine, form) {
    return html`<shift-card
      .eventId=${event.id}
      .last=${event}
      .mine=${mine}
      .form=${form}
      .opening=${openingOf(event, Date.now())}
    ></shift-card>`;
  }

  #mine(mine, changes, events, now) {
    if (this.isOfPast) {
      return this.#ofPast(events, now);
    }
    const others = events.filter((event) => !isIn(event) && !isOver(event, now));
    const waiting = others.filter((event) => standsBy(event) && !isOff(event)).sort(bySoonest);
    const off = others.filter((event) => standsBy(event) && isOff(event));
    // Out of sight it is here as it was known last.
    const pressed = this.#staying.pressed.filter((event) => !isIn(event) && !isOver(event, now) && !waiting.includes(event) && !off.includes(event));
    const shown = [...mine, ...pressed, ...off].sort(bySoonest);
    const next = shown.find((event) => isIn(event) && event.status !== "cancelled" && event.status !== "completed");
    const after = next === undefined ? 0 : shown.indexOf(next) + 1;
    // A card stays the same where it is the next no more: it says what came of its press.
    const own = mine.length === 0 ? shown : [...shown.slice(0, after), WEEK_LINE, ...shown.slice(after)];
    const parts = waiting.length === 0 ? own : [...own, WAIT_LINE, ...waiting];
    return html`
      ${changes.length === 0
        ? nothing
        : html`
            <ul class="changes" aria-label=${t("change.unread", { n: changes.length })}>
              ${changes.map(
                (change) => html`
                  <li class="change">
                    <p><strong>${t(`change.${change.kind}`)}</strong> ${changeText(change)}</p>
                    <button aria-label="${t("change.seen")}: ${change.was.name ?? t("event.unnamed")}" @click=${() => this.#seen(change)}>${t("change.seen")}</button>
                  </li>
                `,
              )}
            </ul>
          `}
      ${shown.length === 0 && waiting.length === 0 ? this.#none("mine") : html`<h2 class="unseen">${t("mine.next")}</h2>`}
      <div class="shifts">
        ${repeat(
          parts,
          ({ id }) => id,
          (each) => {
            switch (each) {
              case WEEK_LINE:
                return weekStrip(mine, now);
              case WAIT_LINE:
                return html`<h2 class="shift-day">${t("mine.waiting")}</h2>`;
              default:
                return this.#card(each, mine, each === next ? "next" : "mine");
            }
          },
        )}
      </div>
      <button class="rest" @click=${() => this.#showPast(true)}><span>${t("staff.past")}</span> <span aria-hidden="true">▸</span></button>
    `;
  }

  #ofPast(events, now) {
    const shifts = this.#past.of(events.filter(isIn), now);
    const isNone = shifts.length === 0 && this.#past.state === "shown" && !this.#past.hasMore;
    return html`
      <h2 class="shift-day" tabindex="-1">${t("staff.past")}</h2>
      ${isNone ? this.#none("past") : this.#cards(shifts, [], "mine")} ${pastFoot(this.#past, () => this.#more())}
      <button class="rest" @click=${() => this.#showPast(false)}><span>${t("staff.mine")}</span> <span aria-hidden="true">◂</span></button>
    `;
  }

  #none(what) {
    return html`
      <div class="empty">
        ${seats()}
        <h2>${t(`staff.${what}.none`)}</h2>
        <p>${t(`staff.${what}.noneText`)}</p>
      </div>
    `;
  }

  #stale() {
    const { since } = live.light;
    const age = since === undefined ? 0 : Date.now() - since;
    const isArriving = navigator.onLine && !this.#isFetched && Date.now() - this.#openedAt < ARRIVES_MS;
    return age < STALE_MS || isArriving ? nothing : html`<p class="notice stale" role="status">${t("page.stale", { at: instantText(since), age: ageText(age) })}</p>`;
  }

  /** What one's own press is about to bring is no news. */
  #unread(events) {
    return this.#changes.learn(events, this.isWhole && this.#isFetched).filter(({ was }) => responder().open(was.id) === undefined);
  }

  async #seen({ was }) {
    this.#changes.read(was.id, store.get(was.id));
    this.requestUpdate();
    await this.updateComplete;
    (this.querySelector(".change button") ?? document.querySelector("main"))?.focus();
  }

  #moved() {
    this.#staying.leave();
    this.isOfPast = false;
    this.requestUpdate();
    scrollTo(0, 0);
  }

  async #showPast(isOfPast) {
    this.isOfPast = isOfPast;
    if (isOfPast && this.#past.state === "unasked") {
      this.#more();
    }
    scrollTo(0, 0);
    await this.updateComplete;
    (isOfPast ? this.querySelector(".shift-day") : document.querySelector("main"))?.focus();
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
      this.querySelectorAll("shift-card h3")[before]?.focus();
    }
  }

  /**
   * Where nothing is known from before, what there is to take is shown while the socket is still on its way: that takes several trips
   * over a slow line. Once it is there the lists are asked for again, and have not changed as a rule.
   */
  async #showEarly() {
    try {
      const { lists, isWhole } = await this.#lists();
      if (!this.#isFetched) {
        this.#take(lists, isWhole);
      }
    } catch {
      // They are asked for anyway.
    }
  }

  async #fetchAll() {
    const { lists, isWhole } = await this.#lists();
    lists.push(...(await this.#past.again()));
    if (!this.#isFetched) {
      // What was known from before is known no better: a database that was put back has lower versions. What was answered since is newer
      // than a list may be.
      store.clear();
      this.#answered.forEach((event) => store.put(event));
      this.#isFetched = true;
      this.follow(keepWhatIsKnown());
    }
    this.#take(lists, isWhole);
    return lists;
  }

  #take(events, isWhole) {
    store.replaceAll(events);
    if (!this.isLoaded) {
      // What was meant before the page was opened and is not answered yet: its cards send it.
      events.filter(({ id }) => responder().open(id) !== undefined).forEach((event) => this.#staying.press(event));
    }
    this.isWhole = isWhole;
    this.isLoaded = true;
  }

  #recorded({ id, version }) {
    const event = store.get(id);
    this.#changes.read(id, event, version);
    if (event !== undefined && !this.#isFetched) {
      this.#answered.set(id, event);
    }
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
    const [available, mine] = await Promise.all([api.available(), api.myShifts()]);
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

const tabNow = () => TABS.find((tab) => location.hash === `#${tab}`) ?? TABS[0];

const SLIDERS = html`<svg viewBox="0 0 22 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round">
  <path d="M2 7h10M18 7h2M2 17h2M10 17h10" />
  <circle cx="15" cy="7" r="3" />
  <circle cx="7" cy="17" r="3" />
</svg>`;

customElements.define("staff-page", StaffPage);
