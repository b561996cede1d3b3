import { html } from "lit";
import { todayOf } from "../core/week.js";
import { t } from "../text/text.js";
import { dayText } from "../text/when.js";
import { View } from "./view.js";

/** Of one call. */
const MOST_DAYS = 60;

/**
 * Days that are chosen one after the other; each is a button that drops it again.
 *
 * @property {string[]} days as `2026-12-01`, by date
 * @fires days with all of them
 */
export class DayChips extends View {
  static properties = { days: { attribute: false } };

  render() {
    return html`
      ${this.days.map(
        (date) => html`
          <button type="button" class="day-chip" aria-label=${t("ticked.dropDay", { day: dayText(date) })} @click=${() => this.#drop(date)}>
            ${dayText(date)} <span aria-hidden="true">✕</span>
          </button>
        `,
      )}
      <label class="unseen" for="another-day">${t("ticked.day")}</label>
      <input id="another-day" type="date" min=${todayOf(Date.now())} @change=${(event) => this.#add(event.target)} />
    `;
  }

  async focusInput() {
    await this.updateComplete;
    this.querySelector("input").focus();
  }

  /** While it is typed a year is one of the first centuries: that is no day yet. The next one is typed from its first digit on. */
  #add(input) {
    if (input.value >= input.min && !this.days.includes(input.value) && this.days.length < MOST_DAYS) {
      this.#tell([...this.days, input.value].sort());
      input.value = "";
      input.blur();
      input.focus();
    }
  }

  #drop(date) {
    this.#tell(this.days.filter((other) => other !== date));
    this.querySelector("input").focus();
  }

  #tell(days) {
    this.dispatchEvent(new CustomEvent("days", { detail: days }));
  }
}

customElements.define("day-chips", DayChips);
