import { html } from "lit";
import { dayParts } from "../text/when.js";

/** A day as on a tear-off calendar. What it says is said in words beside it, so it is for the eye alone. */
export function dayBlock(date) {
  const { weekday, day, month, year } = dayParts(date);
  return html`
    <span class="day-block" aria-hidden="true">
      <span class="day-name">${weekday}</span>
      <span class="day-number">${day}</span>
      <span class="day-name">${month} ${year}</span>
    </span>
  `;
}
