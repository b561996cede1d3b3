import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { repeat } from "lit/directives/repeat.js";
import { goTo, place, replaced, replaceWith, weekAddress } from "../board/place.js";
import { session, store } from "../core/context.js";
import { nameKey } from "../core/names.js";
import { speaksOf } from "../core/order.js";
import { isOver, startOf } from "../core/times.js";
import { addDays, todayOf, WEEK, weekOf } from "../core/week.js";
import { t } from "../text/text.js";
import { dayParts, dayText, dayWords, spanText } from "../text/when.js";
import { seats } from "../ui/role-seats.js";
import { minus } from "../ui/seat-row.js";
import { entitle } from "../ui/title.js";
import { daySum, drawTracks } from "../ui/day-sum.js";
import { View } from "../ui/view.js";
import "./event-peek.js";
import { publishAll } from "./many.js";
import { PeopleSearch } from "./people-search.js";
import "./ticked-bar.js";
import { keyOf } from "./week-keys.js";
import "./week-row.js";

/** Rows change at once; their order and the sums only so often, or nothing could be pressed. */
const REORDER_MS = 1_000;
const MOST_CHIPS = 5;
/** So many of those that are found are drawn. */
const MOST_FOUND = 150;
const FOLDS = ["running", "full", "drafts", "over", "closed"];
/** There an event opens beside the list; on less it opens as a page. */
const isWide = matchMedia("(min-width: 1241px)");

/**
 * A week of events, by what is missing.
 *
 * @property {boolean} isLoaded
 * @property {boolean} isWhole no event of the week is left out
 */
export class WeekPage extends View {
  static properties = {
    isLoaded: { attribute: false },
    isWhole: { attribute: false },
    ticked: { state: true },
    areAllRoles: { state: true },
    problem: { state: true },
  };
  #reorder;
  /** What decides which rows there are: nothing stays ticked that is seen no more. */
  #shown;
  /** The event that was beside the list when it was drawn last. */
  #opened;
  #people = new PeopleSearch(() => this.requestUpdate());

  constructor() {
    super();
    this.ticked = new Set();
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow(
      store.watchAll(() => this.#changed()),
      () => clearTimeout(this.#reorder),
    );
    this.followEvent(replaced, "change");
    this.followEvent(window, "hashchange");
    this.followEvent(document, "keydown", (event) => this.#key(event));
    this.followTime(30_000);
  }

  willUpdate() {
    const { from, role, words } = place();
    const shown = JSON.stringify([from, role, words]);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.ticked = new Set();
    }
  }

  render() {
    const here = place();
    const now = Date.now();
    const week = weekOf(store.all(), { from: here.from, now, role: here.role });
    entitle(`${week.missing === 0 ? "" : `${t("gap.missing", { n: week.missing })} · `}${spanText(here.from, addDays(here.from, WEEK - 1))}`);
    if (!this.isLoaded) {
      return html`<div class="empty waiting" role="status">${seats()}<span class="unseen">${t("page.loading")}</span></div>`;
    }
    if (store.all().length === 0) {
      return this.#nothing(here, now);
    }
    return html`
      <div class=${here.event === undefined ? "" : "has-peek"}>
        ${this.#sums(week, here)} ${this.#strip(week, here, now)}
        ${this.isWhole === false ? html`<p class="notice week-notice">${t("list.notWhole", { n: store.all().length })}</p>` : nothing}
        ${this.problem ? html`<p class="notice week-notice" role="alert">${this.problem}</p>` : nothing}
        <div class=${here.event === undefined ? "" : "split"}>
          <div class="list" @click=${(event) => this.#press(event)} @tick=${({ detail }) => this.#tick(detail)}>
            ${here.words === "" ? this.#days(week, here, now) : this.#found(here, now)}
          </div>
          ${here.event === undefined
            ? nothing
            : keyed(here.event, html`<event-peek .eventId=${here.event} @shut=${() => this.#shut()}></event-peek>`)}
        </div>
      </div>
      <ticked-bar .ids=${this.#tickedNow()} @done=${() => (this.ticked = new Set())}></ticked-bar>
    `;
  }

  #sums({ missing, places, events, drafts, byRole }, here) {
    const shown = this.areAllRoles ? byRole : byRole.filter(({ role }, at) => at < MOST_CHIPS || isSame(role, here.role));
    return html`
      <div class="sum">
        <p class="loud ${missing === 0 ? "is-none" : ""}" role="status">
          ${missing === 0 ? t("week.nothingMissing") : html`<b class="num">${missing}</b> ${t("week.missing", { n: missing })}`}
        </p>
        <p class="soft small num">${t("week.sums", { places, events: t("list.events", { n: events }) })}${drafts.length > 0 ? ` · ${t("week.drafts", { n: drafts.length })}` : nothing}</p>
        ${drafts.length > 0 && session.mayWrite
          ? html`<button class="text-button" @click=${() => this.#publish(drafts)}>${t("week.publish", { n: drafts.length })}</button>`
          : nothing}
        <div class="chips" role="group" aria-label=${t("week.byRole")}>
          ${shown.map(
            ({ role, missing: lack }) => html`
              <button
                class="chip"
                aria-pressed=${isSame(role, here.role) ? "true" : "false"}
                @click=${() => goTo(weekAddress({ ...here, role: isSame(role, here.role) ? undefined : role, event: undefined }))}
              >
                ${role} <strong class="num">${minus(lack)}</strong>
              </button>
            `,
          )}
          ${byRole.length > shown.length
            ? html`<button class="chip" @click=${() => this.#showRoles(shown.length)}>${t("week.moreRoles", { n: byRole.length - shown.length })}</button>`
            : nothing}
          ${here.role !== undefined && !byRole.some(({ role }) => isSame(role, here.role))
            ? html`<button class="chip" aria-pressed="true" @click=${() => goTo(weekAddress({ ...here, role: undefined }))}>${here.role}</button>`
            : nothing}
        </div>
      </div>
    `;
  }

  async #showRoles(before) {
    this.areAllRoles = true;
    await this.updateComplete;
    this.querySelectorAll(".chip")[before]?.focus();
  }

  #strip({ days }, here, now) {
    const current = here.day ?? todayOf(now);
    return html`
      <nav aria-label=${t("week.days")}>
        <ol class="strip">
          ${days.map((day) => {
            const { weekday, day: number } = dayParts(day.date);
            return html`
              <li>
                <a
                  href=${weekAddress({ ...here, day: day.date })}
                  class=${day.missing === 0 && day.places > 0 ? "is-full" : ""}
                  aria-current=${day.date === current ? "date" : nothing}
                  @click=${(event) => this.#jump(event, here, day.date)}
                >
                  <span><strong>${weekday} ${number}</strong>${day.date === todayOf(now) ? html` <span class="soft">${t("when.today")}</span>` : nothing}</span>
                  ${daySum(day)}
                </a>
              </li>
            `;
          })}
        </ol>
      </nav>
    `;
  }

  updated() {
    const { event } = place();
    if (this.#opened !== undefined && event === undefined && document.activeElement === document.body) {
      // What had the focus was beside the list and is gone.
      this.#row(this.#opened)?.focus();
    }
    this.#opened = event;
    drawTracks(this);
  }

  #days({ days, events, drafts }, here, now) {
    if (days.every(({ all }) => all.length === 0)) {
      return this.#nothing(here, now);
    }
    const shown = days.filter((day) => day.all.length > 0 && (here.role === undefined || day.lacking.length > 0));
    if (shown.length === 0) {
      return html`<div class="empty"><h2>${t("week.noneOfRole", { role: here.role })}</h2></div>`;
    }
    return shown.map((day) => this.#day(day, here, now));
  }

  #day(day, here, now) {
    const folds = here.role === undefined ? FOLDS.filter((part) => day[part].length > 0) : [];
    const id = `day-${day.date}`;
    const today = todayOf(now);
    return html`
      <section aria-labelledby=${id}>
        <div class="day-head">
          <h2 id=${id} tabindex="-1">
            ${dayText(day.date)}
            ${day.date === today || day.date === addDays(today, 1) ? html`<span>${t(day.date === today ? "when.today" : "when.tomorrow")}</span>` : nothing}
          </h2>
          ${day.missing > 0
            ? html`<span><span class="lack">${minus(day.missing)}</span> <span class="soft">${t("week.atSome", { k: day.lacking.length, n: day.all.length })}</span></span>`
            : nothing}
          <span class="folds">
            ${folds.map((part) => this.#fold(day, part, here))}
            ${day.drafts.length > 0 && session.mayWrite && here.role === undefined
              ? html`<button class="text-button" @click=${() => this.#publish(day.drafts)}>${t("week.publish", { n: day.drafts.length })}</button>`
              : nothing}
          </span>
        </div>
        ${day.lacking.length > 0 ? this.#rows(day.lacking, here, { label: t("week.lackingOf", { day: dayText(day.date) }) }) : nothing}
        ${folds
          .filter((part) => isUnfolded(here, day.date, part))
          .map((part) => this.#rows(day[part], here, { id: `${id}-${part}`, label: t(`week.fold.${part}`, { n: day[part].length }), isDone: part !== "drafts" }))}
      </section>
    `;
  }

  #fold(day, part, here) {
    const isOpen = isUnfolded(here, day.date, part);
    const fold = `${day.date}.${part}`;
    const folds = isOpen ? here.folds.filter((other) => other !== fold) : [...here.folds, fold];
    return html`
      <button
        class="quiet"
        id="fold-${fold}"
        aria-expanded=${isOpen ? "true" : "false"}
        aria-controls=${isOpen ? `day-${day.date}-${part}` : nothing}
        @click=${() => replaceWith(weekAddress({ ...here, folds }))}
      >
        <span aria-hidden="true">${MARKS[part]}</span> ${t(`week.fold.${part}`, { n: day[part].length })}
        <span aria-hidden="true">${isOpen ? "▾" : "▸"}</span>
      </button>
    `;
  }

  #rows(events, here, { id, label, isDone = false }) {
    return html`
      <ol class="rows ${isDone ? "is-done" : ""}" id=${id ?? nothing} aria-label=${label}>
        ${repeat(
          events,
          (event) => event.id,
          (event) => html`
            <li>
              <week-row
                .eventId=${event.id}
                .role=${here.role}
                .isTicked=${this.ticked.has(event.id)}
                .isOpen=${here.event === event.id}
              ></week-row>
            </li>
          `,
        )}
      </ol>
    `;
  }

  /** Of all that is known, whatever the week; what is over only if it is of the week. */
  #found(here, now) {
    const last = addDays(here.from, WEEK - 1);
    const searched = store
      .all()
      .filter((event) => !isOver(event, now) || (event.date >= here.from && event.date <= last))
      .sort((a, b) => startOf(a) - startOf(b));
    this.#people.lookUp(searched);
    const all = searched.filter(speaksOf(here.words, dayWords));
    const shown = all.slice(0, MOST_FOUND);
    const dates = [...new Set(shown.map(({ date }) => date))];
    return html`
      <p class="found small soft" role="status">
        ${this.#people.isUnderWay ? t("week.lookingUp") : t("week.found", { n: all.length })}
        ${all.length > shown.length ? t("week.foundMore", { n: shown.length }) : nothing}
      </p>
      ${all.length === 0 && !this.#people.isUnderWay
        ? html`<div class="empty"><h2>${t("list.noMatch")}</h2><p>${t("week.noMatchText")}</p></div>`
        : nothing}
      ${dates.map(
        (date) => html`
          <section aria-labelledby="day-${date}">
            <div class="day-head"><h2 id="day-${date}" tabindex="-1">${dayText(date)}</h2></div>
            ${this.#rows(shown.filter((event) => event.date === date), here, { label: dayText(date) })}
          </section>
        `,
      )}
    `;
  }

  #nothing(here, now) {
    const ahead = store.all().filter((event) => event.date > here.from && !isOver(event, now));
    const next = ahead.map(({ date }) => date).sort()[0];
    const isEmpty = store.all().length === 0;
    return html`
      <div class="empty">
        ${seats("is-taken")}
        <h2>${t(isEmpty ? "list.empty" : "week.empty")}</h2>
        ${isEmpty ? html`<p>${t("list.emptyText")}</p>` : nothing}
        ${next === undefined ? nothing : html`<a class="button" href=${weekAddress({ from: next })}>${t("week.next", { day: dayText(next) })}</a>`}
        ${session.mayWrite ? html`<a class="button ${isEmpty ? "primary" : ""}" href="#/new">${t(isEmpty ? "list.emptyNew" : "list.new")}</a>` : nothing}
      </div>
    `;
  }

  #jump(event, here, day) {
    event.preventDefault();
    replaceWith(weekAddress({ ...here, day }));
    this.#scrollTo(day);
  }

  async #scrollTo(day) {
    await this.updateComplete;
    const heading = this.querySelector(`#day-${day}`);
    heading?.closest("section").scrollIntoView({ block: "start" });
    heading?.focus({ preventScroll: true });
  }

  /** Beside the list, where there is room for it; a second press opens its page. */
  #press(event) {
    const id = event.target.closest?.("a.name")?.id.slice("row-".length);
    if (!id || !isWide.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) {
      return;
    }
    const here = place();
    if (here.event !== id) {
      event.preventDefault();
      this.#open(here, id);
    }
  }

  #open(here, id) {
    const address = weekAddress({ ...here, event: id });
    if (here.event === undefined) {
      goTo(address);
    } else {
      replaceWith(address);
    }
  }

  async #shut() {
    const { event, ...here } = place();
    replaceWith(weekAddress(here));
    await this.updateComplete;
    this.#row(event)?.focus();
  }

  #row(eventId) {
    return document.getElementById(`row-${eventId}`);
  }

  #tick({ id, isTicked }) {
    const ticked = new Set(this.ticked);
    ticked[isTicked ? "add" : "delete"](id);
    this.ticked = ticked;
  }

  #tickedNow() {
    return [...this.ticked].filter((id) => store.get(id) !== undefined);
  }

  async #publish(events) {
    this.problem = await publishAll(events);
  }

  #key(event) {
    switch (keyOf(event)) {
      case "find":
        event.preventDefault();
        document.getElementById("find")?.focus();
        break;
      case "new":
        if (session.mayWrite) {
          event.preventDefault();
          goTo("#/new");
        }
        break;
      case "next":
        this.#step(1);
        break;
      case "before":
        this.#step(-1);
        break;
      case "shut":
        this.#escape();
        break;
      default:
    }
  }

  #step(by) {
    const links = [...this.querySelectorAll(".row .name")];
    const here = place();
    const at = links.findIndex((link) => (here.event === undefined ? link === document.activeElement : link.id === `row-${here.event}`));
    const next = links[at === -1 ? (by > 0 ? 0 : links.length - 1) : at + by];
    next?.focus();
    if (next !== undefined && here.event !== undefined) {
      this.#open(here, next.id.slice("row-".length));
    }
  }

  #escape() {
    const here = place();
    if (here.event !== undefined) {
      this.#shut();
    } else if (here.words !== "") {
      replaceWith(weekAddress({ ...here, words: "" }));
    }
  }

  #changed() {
    this.#reorder ??= setTimeout(() => {
      this.#reorder = undefined;
      this.requestUpdate();
    }, REORDER_MS);
  }
}

const MARKS = { running: "●", full: "✓", drafts: "◌", over: "■", closed: "×" };

const isSame = (role, other) => other !== undefined && nameKey(role) === nameKey(other);

const isUnfolded = ({ folds }, date, part) => folds.includes(`${date}.${part}`);

customElements.define("week-page", WeekPage);
