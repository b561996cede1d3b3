import { html, nothing } from "lit";
import { commonCall, payOf } from "../core/shifts.js";
import { todayOf } from "../core/week.js";
import { t } from "../text/text.js";
import { dayText, hoursSpan, longDayText, moneyText } from "../text/when.js";
import { zoneOf } from "./draft.js";

/**
 * What staff will see of it on a phone, and what comes of the press in numbers.
 *
 * @param {import("./event-form.js").EventForm} form
 * @param {{people: number, phones: number, isWhole: boolean} | undefined} reach undefined while it is not known
 */
export function preview(form, reach) {
  const { draft, defaultZone } = form;
  const days = [draft.date, ...(draft.otherDays ?? [])].filter(Boolean);
  const event = seen(draft, defaultZone);
  return html`
    <aside class="form-preview" aria-labelledby="preview-title">
      <h2 id="preview-title">${t("form.preview")} ${days.length > 1 ? html`<span>${t("form.previewOf", { n: days.length })}</span>` : nothing}</h2>
      <div class="preview-screen">
        ${draft.date === "" ? nothing : html`<h3 class="shift-day">${longDayText(draft.date, Date.now())}</h3>`} ${card(event)}
      </div>
      ${sum(draft, days, reach)}
    </aside>
  `;
}

/** The draft as an event that its reader could take. */
function seen(draft, defaultZone) {
  return {
    ...draft,
    start_time: draft.start_time || null,
    end_time: draft.end_time || null,
    date: draft.date || todayOf(Date.now()),
    timezone: zoneOf(draft, defaultZone) ?? "UTC",
    roles: draft.roles.filter(({ role }) => role !== "").map(({ role, count, call_time: call }) => ({ role, count: Number(count) || 0, call_time: call || null })),
  };
}

function card(event) {
  const call = event.roles.length === 0 ? undefined : commonCall(event);
  const pay = payOf(event);
  const place = [event.venue_name || event.venue_address, event.city].filter(Boolean).join(", ");
  return html`
    <div class="shift">
      <div class="shift-line">
        <strong class="shift-hours num">${hoursSpan(event)}</strong>
        ${call ? html`<span class="shift-be">${t("shift.be")} <b class="num">${call}</b></span>` : nothing}
        <span class="shift-pay num">${pay === undefined ? nothing : moneyText(pay)}</span>
      </div>
      <div class="shift-line">
        <strong>${event.event_name || t("event.unnamed")}</strong>
        <span class="soft small num">${event.pay_rate_info}</span>
      </div>
      ${place === "" ? nothing : html`<p>${place}</p>`}
      <div class="takes">
        ${event.roles.map(
          (role) => html`
            <span class="take">
              <b>${role.role}</b>
              <span class="take-why">${t("shift.left", { n: role.count })}${role.call_time && call === undefined ? html` · <span class="num">${role.call_time}</span>` : nothing}</span>
            </span>
          `,
        )}
      </div>
    </div>
  `;
}

function sum(draft, days, reach) {
  const places = draft.roles.reduce((all, { count }) => all + (Number(count) || 0), 0) * Math.max(1, days.length);
  return html`
    <dl class="preview-sum num">
      <dt>${t("form.inAll")}</dt>
      <dd>${t("form.events", { n: Math.max(1, days.length) })}, ${t("form.allPlaces", { n: places })}</dd>
      ${reach === undefined ? nothing : html`<dt>${t("form.reaches")}</dt><dd>${reachText(reach)}</dd>`}
      ${draft.respond_by === "" ? nothing : html`<dt>${t("form.until")}</dt><dd>${dayText(draft.respond_by.slice(0, 10))}, ${draft.respond_by.slice(11)}</dd>`}
    </dl>
  `;
}

/** `100 people, 3 of them without an account` */
function reachText({ people, phones, isWhole }) {
  const text = t(isWhole ? "form.people.n" : "form.people.more", { n: people });
  return people === phones ? text : `${text}, ${t("form.people.noAccount", { n: people - phones })}`;
}
