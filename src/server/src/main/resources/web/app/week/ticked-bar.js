import { html, nothing } from "lit";
import { store } from "../core/context.js";
import { addDays, todayOf } from "../core/week.js";
import { printRosters } from "../board/roster-print.js";
import { t } from "../text/text.js";
import "../ui/day-chips.js";
import { View } from "../ui/view.js";
import { wordsFor } from "../ui/words.js";
import { cancelAll, copyAll, publishAll } from "./many.js";

/**
 * What can be done with the rows that are ticked, at the foot of the week.
 *
 * @property {string[]} ids of events that are known
 */
export class TickedBar extends View {
  static properties = {
    ids: { attribute: false },
    dates: { state: true },
    problem: { state: true },
    isSending: { state: true },
  };

  render() {
    if (this.ids.length === 0 && this.problem === undefined) {
      return nothing;
    }
    const events = this.ids.map((id) => store.get(id));
    const drafts = events.filter(({ status }) => status === "draft");
    const open = events.filter(({ status }) => status !== "cancelled" && status !== "completed");
    return html`
      <section class="ticked" aria-label=${t("ticked.title")}>
        <p role="status"><strong>${t("ticked.n", { n: events.length })}</strong></p>
        ${this.problem ? html`<p class="field-error" role="alert">${this.problem}</p>` : nothing}
        ${this.dates === undefined ? this.#acts(events, drafts, open) : this.#days(events)}
        <button class="icon quiet" aria-label=${t("ticked.none")} @click=${() => this.#done()}>✕</button>
      </section>
    `;
  }

  #acts(events, drafts, open) {
    return html`
      ${drafts.length > 0
        ? html`<button class="primary" ?disabled=${this.isSending} @click=${() => this.#do(() => publishAll(drafts))}>
            ${t("week.publish", { n: drafts.length })}
          </button>`
        : nothing}
      <button ?disabled=${this.isSending} @click=${() => this.#chooseDays()}>${t("ticked.copy")}</button>
      <button ?disabled=${this.isSending} @click=${() => this.#do(() => this.#print())}>${t("action.print")}</button>
      ${open.length > 0
        ? html`<button class="grave" ?disabled=${this.isSending} @click=${() => this.#do(() => cancelAll(open))}>${t("ticked.cancel")}</button>`
        : nothing}
    `;
  }

  #days(events) {
    return html`
      <form class="ticked-days" @submit=${(event) => this.#copy(event, events)} @keydown=${(event) => event.key === "Escape" && this.#leaveDays()}>
        <day-chips .days=${this.dates} @days=${({ detail }) => (this.dates = detail)}></day-chips>
        <button class="primary" ?disabled=${this.isSending || this.dates.length === 0}>
          ${t("ticked.copyYes", { n: events.length * this.dates.length })}
        </button>
        <button type="button" @click=${() => this.#leaveDays()}>${t("ask.back")}</button>
      </form>
    `;
  }

  /** A week later, unless somebody says otherwise: most of what is copied comes again then. */
  async #chooseDays() {
    const last = this.ids.map((id) => store.get(id).date).sort().at(-1);
    const next = addDays(last, 7);
    this.dates = next >= todayOf(Date.now()) ? [next] : [];
    await this.updateComplete;
    this.querySelector("day-chips").focusInput();
  }

  async #leaveDays() {
    this.dates = undefined;
    await this.updateComplete;
    this.querySelector("button")?.focus();
  }

  #copy(event, events) {
    event.preventDefault();
    const { dates } = this;
    this.#do(async () => {
      const problem = await copyAll(events, dates);
      this.dates = undefined;
      return problem;
    });
  }

  async #print() {
    await printRosters(this.ids);
    return null;
  }

  async #do(act) {
    this.isSending = true;
    this.problem = undefined;
    let outcome;
    try {
      outcome = await act();
    } catch (failure) {
      outcome = wordsFor(failure);
    }
    this.isSending = false;
    this.problem = outcome ?? undefined;
    if (outcome === undefined) {
      this.#done();
    }
  }

  #done() {
    this.problem = undefined;
    this.dates = undefined;
    this.dispatchEvent(new CustomEvent("done"));
    document.querySelector("main")?.focus({ preventScroll: true });
  }
}

customElements.define("ticked-bar", TickedBar);
