import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { api, session, store } from "../core/context.js";
import { finds, nameKey } from "../core/names.js";
import { hoursOf } from "../core/shifts.js";
import { telephone } from "../core/telephone.js";
import { isDue } from "../core/week.js";
import { number, t } from "../text/text.js";
import { ageText, clockText, conflictText } from "../text/when.js";
import "../ui/menu-button.js";
import { chairs, gap } from "../ui/seat-row.js";
import { offerUndo } from "../ui/undo.js";
import { View } from "../ui/view.js";
import { wordsFor } from "../ui/words.js";
import { calledAt, isLate, partOfDay } from "./attendance.js";
import { move, nameOf, putSomebodyIn, takeOut } from "./staffing.js";
import { bySurname } from "./surnames.js";

const MOST_PLACES = 2_000;
/** So many names are drawn at first: an event may have two thousand people. */
const FIRST = 50;
/** More free places than these are a sum. */
const MOST_FREE = 12;
const MOST_SEATS = 60;
const COLUMNS = 3;
const CHANGEABLE = new Set(["draft", "published", "fulfilled"]);
const OPEN = new Set(["published", "fulfilled"]);

/**
 * One role of an event: its number and seats, who is in, and the free places. On the day, who has come.
 *
 * @property {object} event whole
 * @property {string} role
 * @property {string} words of names that are looked for
 * @property {import("./attendance.js").Attendance} attendance
 */
export class RoleBlock extends View {
  static properties = {
    event: { attribute: false },
    role: { attribute: false },
    words: { attribute: false },
    attendance: { attribute: false },
    isChanging: { state: true },
    isWhole: { state: true },
    isSending: { state: true },
    problem: { state: true },
    personProblem: { state: true },
  };

  render() {
    const { event } = this;
    const at = event.role_stats.findIndex(({ role }) => role === this.role);
    const stats = event.role_stats[at];
    if (stats === undefined) {
      return nothing;
    }
    const now = Date.now();
    const part = partOfDay(event, now);
    const people = (event.accepted_staff ?? []).filter((entry) => entry.role && nameKey(entry.role) === nameKey(stats.role));
    return html`
      <section class="block panel" aria-labelledby="role-${at}">
        ${this.#head(stats, event.roles[at], at, people, part, now)} ${this.isChanging ? this.#form(stats) : nothing}
        ${this.personProblem ? html`<p class="notice" role="alert">${this.personProblem}</p>` : nothing}
        ${this.#people(stats, event.roles[at], people, part, now)}
      </section>
    `;
  }

  #head(stats, role, at, people, part, now) {
    const mayChange = session.mayWrite && CHANGEABLE.has(this.event.status) && part !== "over" && part !== "past";
    const isAttended = part !== "before" && session.mayWrite;
    const here = people.filter(({ userKey }) => isHere(this.attendance.of(userKey))).length;
    const taken = isAttended ? here : stats.taken;
    const lacks = isAttended ? people.length - here : stats.remaining;
    return html`
      <div class="block-head ${isDue(this.event, now) || part === "day" ? "is-due" : ""}">
        <h2 id="role-${at}">${stats.role}</h2>
        ${stats.capacity <= MOST_SEATS ? chairs(stats.capacity, taken) : html`<span></span>`}
        <span class="role-count num">${t(isAttended ? "attend.here" : "places.taken", { taken, capacity: isAttended ? people.length : stats.capacity })}</span>
        ${lacks > 0 && (isAttended || OPEN.has(this.event.status))
          ? gap(lacks, isAttended ? part === "day" : isDue(this.event, now))
          : html`<span class="ok small">${lacks === 0 ? `✓ ${t(isAttended ? "attend.all" : "week.dayFull")}` : nothing}</span>`}
        <span class="soft small num">${isOver(part) ? hoursText(here, hoursOf(this.event, role)) : role?.call_time ? t("role.callTime", { time: role.call_time }) : nothing}</span>
        ${mayChange && !this.isChanging
          ? html`<button class="quiet" aria-label="${t("role.change")}: ${t("role.headcount", { role: stats.role })}" @click=${() => this.#open()}>
              ${t("role.change")}
            </button>`
          : html`<span></span>`}
      </div>
    `;
  }

  #people(stats, role, people, part, now) {
    const isFound = finds(this.words);
    const called = calledAt(this.event, role);
    const isAttended = part !== "before" && session.mayWrite;
    const away = ({ userKey }) => isAttended && !isHere(this.attendance.of(userKey));
    const found = people.filter((entry) => isFound(nameOf(entry))).sort((a, b) => away(b) - away(a) || bySurname(a, b));
    const shown = this.isWhole ? found : found.slice(0, FIRST);
    const isOpen = OPEN.has(this.event.status) && part !== "over" && part !== "past";
    const free = isOpen && this.words === "" ? stats.remaining : 0;
    return html`
      <ul class="people" data-count=${shown.length + Math.min(free, MOST_FREE)} aria-label=${t("role.list", { role: stats.role, n: people.length, free: stats.remaining })}>
        ${repeat(
          shown,
          ({ userKey }) => userKey,
          (entry) => this.#person(entry, { isAttended, part, called, now, hours: hoursOf(this.event, role) }),
        )}
        ${Array.from(
          { length: Math.min(free, MOST_FREE) },
          () => html`
            <li class="free">
              <i class="seat" aria-hidden="true"></i>
              <span>${t("role.free")}</span>
              ${session.mayWrite
                ? html`<button class="put" aria-label=${t("put.title", { role: stats.role })} @click=${() => this.#do(() => putSomebodyIn(this.event, stats.role))}>
                    ${t("put.in")}
                  </button>`
                : nothing}
            </li>
          `,
        )}
      </ul>
      ${found.length > shown.length
        ? html`<button class="quiet" @click=${(event) => this.#showWhole(event.target)}>${t("people.more", { n: found.length - shown.length })}</button>`
        : nothing}
      ${free > MOST_FREE ? html`<p class="soft small block-foot">${t("role.moreFree", { n: free - MOST_FREE })}</p>` : nothing}
    `;
  }

  #person(entry, { isAttended, part, called, now, hours }) {
    const name = nameOf(entry);
    const note = this.attendance.of(entry.userKey);
    const isAway = isAttended && !isHere(note);
    return html`
      <li class="person ${isAway ? "is-away" : isAttended ? "is-here" : ""}">
        ${isAttended
          ? html`<input
              type="checkbox"
              .checked=${isHere(note)}
              ?disabled=${part === "past"}
              aria-label=${t("attend.came", { name })}
              @change=${(event) => this.#came(entry, event.target.checked)}
            />`
          : nothing}
        <span class="person-name">${name}</span>
        ${entry.unconfirmed && !isAttended ? html`<span class="small soft">${t("people.unconfirmed")}</span>` : nothing}
        ${conflictsOf(entry)}
        ${isAttended ? html`<span class="small num ${isAway ? "lack" : "soft"}">${attendanceText(note, called, now, part)}${isOver(part) && isHere(note) ? ` · ${hoursText(1, hours)}` : nothing}</span>` : nothing}
        ${session.mayWrite && part !== "past"
          ? html`<menu-button label=${t("people.actions", { name })} .items=${() => this.#actions(entry, note, part)}></menu-button>`
          : nothing}
      </li>
    `;
  }

  #actions(entry, note, part) {
    const others = this.event.role_stats.filter(({ role }) => nameKey(role) !== nameKey(entry.role));
    const phone = this.attendance.phones.get(entry.userKey);
    return html`
      ${phone ? html`<a class="button" href=${telephone(phone)}>${t("people.call")} <small class="num">${phone}</small></a>` : nothing}
      ${part === "before"
        ? nothing
        : html`
            ${note?.state === "arrived" ? html`<button @click=${() => this.#note(entry, "left")}>${t("attend.left")}</button>` : nothing}
            ${note?.state === "absent" ? nothing : html`<button @click=${() => this.#note(entry, "absent")}>${t("attend.absent")}</button>`}
            ${note === undefined ? nothing : html`<button @click=${() => this.#note(entry, null)}>${t("attend.takeBack")}</button>`}
          `}
      ${isOver(part) || !OPEN.has(this.event.status)
        ? nothing
        : others.map(
            ({ role, remaining }) => html`
              <button aria-disabled=${remaining > 0 ? "false" : "true"} @click=${() => remaining > 0 && this.#do(() => move(this.event, entry, role))}>
                ${t("move.to", { role })} <small>${remaining > 0 ? t("move.free", { n: remaining }) : t("week.dayFull")}</small>
              </button>
            `,
          )}
      ${isOver(part) ? nothing : html`<button class="grave" @click=${() => this.#do(() => takeOut(this.event, entry))}>${t("people.takeOut")} <small>${t("people.withReason")}</small></button>`}
    `;
  }

  async #came(entry, isHereNow) {
    const before = this.attendance.of(entry.userKey);
    await this.#note(entry, isHereNow ? "arrived" : null);
    if (isHereNow && isHere(this.attendance.of(entry.userKey))) {
      offerUndo(t("attend.hasCome", { name: nameOf(entry), at: clockText(Date.now()) }), () =>
        this.attendance.note(entry.userKey, before?.state ?? null, before?.at),
      );
    }
  }

  async #note(entry, state) {
    this.personProblem = undefined;
    try {
      await this.attendance.note(entry.userKey, state);
    } catch (failure) {
      this.personProblem = wordsFor(failure);
      this.requestUpdate();
    }
  }

  /** A second press opens no second question while the first is being worded. */
  async #do(act) {
    if (this.isSending) {
      return;
    }
    this.isSending = true;
    this.personProblem = undefined;
    try {
      const after = await act();
      if (after !== null) {
        store.put(after);
        // The line with the button is gone.
        document.querySelector("#people")?.focus({ preventScroll: true });
      }
    } catch (failure) {
      this.personProblem = wordsFor(failure);
    } finally {
      this.isSending = false;
    }
  }

  updated() {
    // A style attribute would be refused by the page's own policy.
    const list = this.querySelector(".people");
    list?.style.setProperty("--rows", String(Math.max(1, Math.ceil(Number(list.dataset.count) / COLUMNS))));
  }

  /** The button goes, so one goes on at the first of those it has brought. */
  async #showWhole(button) {
    const list = this.querySelector(".people");
    const before = list.querySelectorAll(".person").length;
    this.isWhole = true;
    await this.updateComplete;
    const first = list.querySelectorAll(".person")[before];
    first.tabIndex = -1;
    first.focus();
    button.blur();
  }

  #form(stats) {
    return html`
      <form class="headcount" novalidate @submit=${(event) => this.#save(event)} @keydown=${(event) => event.key === "Escape" && this.#leave()}>
        <div class="field">
          <label for="headcount">${t("role.headcount", { role: stats.role })}</label>
          <input
            id="headcount"
            type="number"
            inputmode="numeric"
            min="1"
            max=${MOST_PLACES}
            .value=${String(stats.capacity)}
            aria-invalid=${this.problem ? "true" : "false"}
            aria-describedby="headcount-problem"
          />
        </div>
        <button class="primary" ?disabled=${this.isSending}>${t("form.save")}</button>
        <button type="button" @click=${() => this.#leave()}>${t("form.leave")}</button>
        <p id="headcount-problem" class="field-error" role="alert">${this.problem}</p>
      </form>
    `;
  }

  async #open() {
    this.isChanging = true;
    this.problem = undefined;
    await this.updateComplete;
    this.querySelector("#headcount").select();
  }

  /** Back to where it was opened. */
  async #leave() {
    this.isChanging = false;
    await this.updateComplete;
    this.querySelector(".block-head button")?.focus();
  }

  async #save(event) {
    event.preventDefault();
    const count = Number(this.querySelector("#headcount").value);
    if (!Number.isInteger(count) || count < 1 || count > MOST_PLACES) {
      this.problem = t("form.count");
      return;
    }
    this.isSending = true;
    try {
      const roles = this.event.roles.map((each) => (each.role === this.role ? { ...each, count } : each));
      store.put(await api.change(this.event.id, this.event.version, { roles }));
      await this.#leave();
    } catch (failure) {
      this.problem = wordsFor(failure);
      this.querySelector("#headcount").focus();
    } finally {
      this.isSending = false;
    }
  }
}

const isOver = (part) => part === "over" || part === "past";

/** As planned: who has left earlier stands there with the hour. */
const hoursText = (people, hours) => (hours === undefined ? "" : t("age.hours", { n: people * hours }));

/** Where else the person has a place at the time, or too near to it: the first one, which leads there, and how many more. */
const conflictsOf = ({ conflicts: [first, ...more] = [] }) =>
  first === undefined
    ? nothing
    : html`<a class="small lack person-conflict" href="#/events/${first.eventId}">${t("people.conflicts", { place: conflictText(first), n: more.length })}</a>`;

const isHere = (note) => note !== undefined && note.state !== "absent";

function attendanceText(note, called, now, part) {
  if (note === undefined) {
    return part === "day" ? (now < called ? clockText(called) : t("attend.since", { age: ageText(now - called) })) : t("attend.unknown");
  }
  switch (note.state) {
    case "absent":
      return t("attend.isAbsent");
    case "left":
      return t("attend.leftAt", { at: clockText(note.at) });
    default:
      return isLate(note, called) ? t("attend.late", { at: clockText(note.at) }) : clockText(note.at);
  }
}

customElements.define("role-block", RoleBlock);
