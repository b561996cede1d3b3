import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { session, store } from "../core/context.js";
import { finds, nameKey } from "../core/names.js";
import { number, t } from "../text/text.js";
import { View } from "../ui/view.js";
import { wordsFor } from "../ui/words.js";
import "./role-block.js";
import { letIn, nameOf, refuse } from "./staffing.js";

/** So many names are drawn at first. */
const FIRST = 50;
const SEARCHED_FROM = 12;
const OPEN = new Set(["published", "fulfilled"]);

/**
 * The people of an event: who is in, by role, who waits or has asked, and who has said no.
 *
 * @property {object} event
 * @property {import("./attendance.js").Attendance} attendance
 */
export class PeopleList extends View {
  static properties = {
    event: { attribute: false },
    attendance: { attribute: false },
    words: { state: true },
    problem: { state: true },
    isWhole: { state: true },
  };
  #isAsking = false;

  constructor() {
    super();
    this.words = "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.followTime(30_000);
  }

  render() {
    const { accepted_staff: accepted, standby_staff: standby = [], declined_staff: declined } = this.event;
    if (accepted === undefined) {
      return html`<section class="panel soft" role="status">${t("page.loading")}</section>`;
    }
    return html`
      <div class="people-head">
        <h2 id="people" tabindex="-1">${t("people.title", { n: accepted.length })}</h2>
        ${accepted.length + standby.length + declined.length > SEARCHED_FROM ? this.#search() : nothing}
      </div>
      ${this.problem ? html`<p class="notice" role="alert">${this.problem}</p>` : nothing}
      ${accepted.length === 0 && this.event.status === "draft" ? html`<p class="soft">${t("people.none.draft")}</p>` : nothing}
      <div class="blocks">
        ${repeat(
          this.event.role_stats,
          ({ role }) => role,
          ({ role }) => html`<role-block .event=${this.event} .role=${role} .words=${this.words} .attendance=${this.attendance}></role-block>`,
        )}
        ${this.#others("people.standby", standby)} ${this.#others("people.declined", declined)}
      </div>
    `;
  }

  #search() {
    return html`
      <label class="unseen" for="people-words">${t("people.search")}</label>
      <input
        id="people-words"
        type="search"
        placeholder=${t("people.search")}
        .value=${this.words}
        @input=${(event) => (this.words = event.target.value)}
      />
    `;
  }

  #others(key, entries) {
    const isFound = finds(this.words);
    const found = entries.filter((entry) => isFound(nameOf(entry))).sort((a, b) => (a.since ?? a.version) - (b.since ?? b.version));
    if (found.length === 0) {
      return nothing;
    }
    const shown = this.isWhole ? found : found.slice(0, FIRST);
    return html`
      <section class="block panel others" aria-label=${t(key)}>
        <div class="block-head"><h2>${t(key)} <span class="soft">${number(entries.length)}</span></h2></div>
        <ul>
          ${repeat(
            shown,
            ({ userKey }) => userKey,
            (entry) => this.#other(entry),
          )}
        </ul>
        ${found.length > shown.length ? html`<button class="quiet" @click=${() => (this.isWhole = true)}>${t("people.more", { n: found.length - shown.length })}</button>` : nothing}
      </section>
    `;
  }

  #other(entry) {
    const isStandby = entry.response === "standby";
    const isRequest = entry.reason === "approval";
    const mayAct = session.mayWrite && OPEN.has(this.event.status);
    return html`
      <li class="person is-out">
        <span class="person-name">${nameOf(entry)}</span>
        <span class="small soft">${isStandby ? t(isRequest ? "put.asked" : "put.waits", { role: entry.role }) : entry.by === "manager" ? t("people.refused") : nothing}</span>
        ${mayAct && isStandby
          ? html`
              ${this.#hasRoom(entry.role)
                ? html`<button
                    class="put"
                    aria-label="${t(isRequest ? "refuse.grant" : "put.in")} ${nameOf(entry)}"
                    @click=${() => this.#do(() => letIn(this.event, entry, entry.role))}
                  >
                    ${t(isRequest ? "refuse.grant" : "put.in")}
                  </button>`
                : html`<span class="small soft">${t("put.full")}</span>`}
              <button class="put" aria-label="${t(isRequest ? "refuse.no" : "refuse.offYes")} ${nameOf(entry)}" @click=${() => this.#do(() => refuse(this.event, entry))}>
                ${t(isRequest ? "refuse.no" : "refuse.offYes")}
              </button>
            `
          : nothing}
      </li>
    `;
  }

  #hasRoom(name) {
    return this.event.role_stats.some(({ role, remaining }) => nameKey(role) === nameKey(name) && remaining > 0);
  }

  async #do(act) {
    if (this.#isAsking) {
      return;
    }
    this.#isAsking = true;
    this.problem = undefined;
    try {
      const after = await act();
      if (after !== null) {
        store.put(after);
        this.querySelector("#people").focus({ preventScroll: true });
      }
    } catch (failure) {
      this.problem = wordsFor(failure);
    } finally {
      this.#isAsking = false;
    }
  }

}

customElements.define("people-list", PeopleList);
