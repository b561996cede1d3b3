import { html, nothing } from "lit";
import { hoursOf, payOf } from "../core/shifts.js";
import { addDays, todayOf, WEEK } from "../core/week.js";
import { t } from "../text/text.js";
import { dayParts, moneyText } from "../text/when.js";
import { heldRole } from "./outcome.js";

/** Seven days from today, with the hours of each. */
export function weekStrip(mine, now) {
  const today = todayOf(now);
  const days = Array.from({ length: WEEK }, (_, at) => addDays(today, at));
  const shifts = mine.filter(({ date, status }) => days.includes(date) && status !== "cancelled");
  const hours = (events) => events.reduce((sum, event) => sum + (hoursOf(event, heldRole(event)) ?? 0), 0);
  const pays = shifts.map((event) => payOf(event, heldRole(event)));
  const isReckoned = pays.length > 0 && pays.every((pay) => pay !== undefined && pay.currency === pays[0].currency);
  const total = isReckoned ? [moneyText({ ...pays[0], amount: pays.reduce((sum, { amount }) => sum + amount, 0) })] : [];
  const sums = [t("find.shifts", { n: shifts.length }), t("age.hours", { n: hours(shifts) }), ...total];
  return html`
    <section class="weekline" aria-labelledby="weekline">
      <h2 id="weekline" class="shift-day">${t("mine.week")} <span class="num">${sums.join(" · ")}</span></h2>
      <ol>
        ${days.map((date) => {
          const ofDay = shifts.filter((event) => event.date === date);
          const { weekday, day } = dayParts(date);
          return html`<li class=${ofDay.length > 0 ? "has" : ""}>
            <span>${weekday}</span><span class="num">${day}</span>${ofDay.length > 0 ? html`<b>${t("age.hours", { n: hours(ofDay) })}</b>` : nothing}
          </li>`;
        })}
      </ol>
    </section>
  `;
}
