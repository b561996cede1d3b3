import { html, nothing } from "lit";
import { knownLast } from "../core/known-shifts.js";
import { isIn, isOff } from "../core/shifts.js";
import { telephone } from "../core/telephone.js";
import { isOver, startOf } from "../core/times.js";
import { t } from "../text/text.js";
import { ageText, hoursSpan, instantText, longDayText } from "../text/when.js";
import { View } from "../ui/view.js";
import { wayTo } from "../core/map.js";
import { heldRole } from "./outcome.js";

/** One's shifts as this device knew them last, to be read before one has signed in: with no network nobody can. */
export class KnownShifts extends View {
  render() {
    const known = knownLast();
    const now = Date.now();
    const shifts = (known?.events ?? []).filter((event) => isIn(event) && !isOff(event) && !isOver(event, now)).sort((a, b) => startOf(a) - startOf(b));
    return shifts.length === 0
      ? nothing
      : html`
          <section class="known" aria-labelledby="known">
            <h2 id="known">${t("known.title", { name: known.name })}</h2>
            <p class="soft">${t("known.text", { at: instantText(known.at), age: ageText(now - known.at) })}</p>
            <div class="shifts">${shifts.map((event) => this.#shift(event, now))}</div>
          </section>
        `;
  }

  #shift(event, now) {
    const call = heldRole(event)?.call_time ?? event.start_time;
    const place = [event.venue_name, event.venue_address, event.city].filter(Boolean).join(", ");
    return html`
      <article class="shift is-in">
        <p><strong>${longDayText(event.date, now)}</strong> <span class="num">${hoursSpan(event)}</span></p>
        ${call ? html`<p class="shift-call"><span>${t("shift.beAt")}</span> <b class="num">${call}</b></p>` : nothing}
        <h3>${event.event_name ?? t("event.unnamed")}</h3>
        <p>${event.my_response.role}</p>
        ${place === "" ? nothing : html`<p><a href=${wayTo(event)} target="_blank" rel="noopener noreferrer">${place}</a></p>`}
        ${event.uniform ? html`<p class="soft">${event.uniform}</p>` : nothing}
        ${event.contact_phone ? html`<p><a href=${telephone(event.contact_phone)}>${t("shift.call", { name: event.contact_name ?? event.contact_phone })}</a></p>` : nothing}
      </article>
    `;
  }
}

customElements.define("known-shifts", KnownShifts);
