import { html, nothing } from "lit";
import { t } from "../text/text.js";

/** More places than this are ten tenths in a row of the week. */
const MOST_SEATS = 10;

/** A chair for each place. */
export const chairs = (capacity, taken) => seatRow(capacity, taken, "seat", capacity);

/** A chair for each place up to ten, above that ten tenths: rounded down, so that ten lit means full. */
export const tenths = (capacity, taken) =>
  capacity <= MOST_SEATS ? chairs(capacity, taken) : seatRow(MOST_SEATS, Math.floor((MOST_SEATS * taken) / capacity), "tenth", capacity, taken);

function seatRow(count, lit, kind, capacity, taken = lit) {
  return html`<span
    class="seats ${taken >= capacity ? "is-full" : ""}"
    role="img"
    aria-label=${t("places.taken", { taken, capacity })}
    >${Array.from({ length: count }, (_, at) => html`<i class="${kind} ${at < lit ? "is-taken" : ""}"></i>`)}</span
  >`;
}

/** How many are missing: the one loud thing. Read aloud as words. */
export const minus = (n) => html`<span aria-hidden="true">−${n}</span><span class="unseen">${t("gap.missing", { n })}</span>`;

/** The mark of what is missing soon. */
export const soonMark = html`<span class="mark" aria-hidden="true">▲</span><span class="unseen">${t("gap.soon")} </span>`;

export const gap = (n, isDue) => html`<span class="gap ${isDue ? "is-due" : ""}">${isDue ? soonMark : nothing}${minus(n)}</span>`;
