import { html, nothing } from "lit";
import { session } from "../core/context.js";
import { addDays, todayOf, WEEK } from "../core/week.js";
import { goTo, place, replaced, replaceWith, weekAddress } from "../board/place.js";
import { t } from "../text/text.js";
import { spanText } from "../text/when.js";
import { View } from "../ui/view.js";
import { lastWeek } from "./last-week.js";

/** What the top of the board says of where one is: the week with its search, or the way back to it. */
export class WeekTop extends View {
  connectedCallback() {
    super.connectedCallback();
    this.followEvent(window, "hashchange");
    this.followEvent(replaced, "change");
  }

  render() {
    const here = place();
    return here.name === "week" ? this.#week(here) : this.#back();
  }

  #back() {
    const { from } = place(lastWeek());
    return html`
      <a class="back" href=${lastWeek()}><span aria-hidden="true">‹ </span>${t("week.back", { week: spanText(from, addDays(from, WEEK - 1)) })}</a>
      <span class="top-space"></span>
    `;
  }

  #week(here) {
    const span = spanText(here.from, addDays(here.from, WEEK - 1));
    const isNow = here.from === todayOf(Date.now());
    return html`
      <div class="week-nav">
        <button class="icon quiet" aria-label=${t("week.before")} @click=${() => this.#turn(here, -WEEK)}>‹</button>
        <h1>${span}</h1>
        <button class="icon quiet" aria-label=${t("week.after")} @click=${() => this.#turn(here, WEEK)}>›</button>
        <button aria-disabled=${isNow ? "true" : "false"} @click=${() => isNow || this.#turnTo(here, todayOf(Date.now()))}>${t("when.Today")}</button>
      </div>
      <div class="find" role="search">
        <input
          id="find"
          type="search"
          aria-label=${t("week.find")}
          placeholder=${t("week.findHint")}
          aria-keyshortcuts="/"
          .value=${here.words}
          @input=${(event) => this.#find(event.target.value)}
        />
        ${here.words === "" ? html`<kbd aria-hidden="true">/</kbd>` : nothing}
      </div>
      ${session.mayWrite ? html`<a class="button primary" href="#/new" aria-keyshortcuts="c">${t("list.new")}</a>` : nothing}
    `;
  }

  #turn(here, days) {
    this.#turnTo(here, addDays(here.from, days));
  }

  #turnTo({ role, words }, from) {
    goTo(weekAddress({ from, role, words }));
  }

  #find(words) {
    replaceWith(weekAddress({ ...place(), words, day: undefined, event: undefined }));
  }
}

customElements.define("week-top", WeekTop);
