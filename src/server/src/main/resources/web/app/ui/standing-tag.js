import { html } from "lit";
import { needsAttention, placesLeft, standing } from "../core/order.js";
import { t } from "../text/text.js";

/** How an event stands, in a word; the shape before it differs too, for whoever does not tell the colours apart. */
export function standingTag(event, now) {
  const state = needsAttention(event, now) ? "attention" : standing(event, now);
  const text =
    state === "closed"
      ? t(`standing.${event.status}`)
      : t(`standing.${state}`, { n: state === "filling" || state === "attention" ? placesLeft(event) : 0 });
  return html`<span class="tag is-${state}">${text}</span>`;
}
