import { html, nothing, render } from "lit";
import { api } from "../core/context.js";
import { nameKey } from "../core/names.js";
import { places, placesLeft } from "../core/order.js";
import { t } from "../text/text.js";
import { dayText, hoursText } from "../text/when.js";
import { phonesIn } from "./attendance.js";
import { bySurname } from "./surnames.js";

let sheets;

/**
 * Prints one table a role: everybody who is in, with the telephone number that the firm has, and an empty line for each free place.
 *
 * @param {string[]} eventIds
 */
export async function printRosters(eventIds) {
  const rosters = [];
  for (const id of eventIds) {
    const [event, lines] = await Promise.all([api.event(id), api.roster(id)]);
    rosters.push({ event, phones: phonesIn(lines) });
  }
  draw(rosters);
  print();
}

/**
 * What a print of the page itself is meant to be, until the end is called.
 *
 * @param {() => {event: object, phones: Map<string, string>}[]} rosters of whole events
 */
export function printsAs(rosters) {
  const begin = () => draw(rosters());
  addEventListener("beforeprint", begin);
  return () => removeEventListener("beforeprint", begin);
}

addEventListener("afterprint", () => {
  sheets?.remove();
  sheets = undefined;
});

function draw(rosters) {
  if (sheets !== undefined || rosters.length === 0) {
    return;
  }
  sheets = document.createElement("div");
  sheets.className = "sheets";
  document.body.append(sheets);
  render(rosters.map(sheet), sheets);
}

function sheet({ event, phones }) {
  const name = event.event_name ?? t("event.unnamed");
  const day = dayText(event.date);
  const capacity = places(event);
  const facts = [
    ["field.venue_name", event.venue_name],
    ["field.venue_address", [event.venue_address, event.city].filter(Boolean).join(", ")],
    ["roster.contact", [event.contact_name, event.contact_phone].filter(Boolean).join(", ")],
    ["field.uniform", event.uniform],
  ].filter(([, text]) => text);
  return html`
    <article class="sheet">
      <header>
        <div><h1>${name}</h1><p>${event.client_name}</p></div>
        <div>
          <p class="sheet-day">${day}, ${hoursText(event)}</p>
          <p>${t("places.taken", { taken: capacity - placesLeft(event), capacity })} · ${t("roster.free", { n: placesLeft(event) })}</p>
        </div>
      </header>
      <dl>${facts.map(([key, text]) => html`<div><dt>${t(key)}</dt><dd>${text}</dd></div>`)}</dl>
      ${event.role_stats.map((stats, at) => table(event, stats, event.roles[at], `${name}, ${day}`, phones))}
    </article>
  `;
}

function table(event, { role, capacity, taken }, { call_time: call } = {}, head, phones) {
  const people = event.accepted_staff.filter((entry) => nameKey(entry.role) === nameKey(role)).sort(bySurname);
  const lines = Array.from({ length: Math.max(capacity, people.length) }, (_, at) => people[at]);
  return html`
    <table>
      <colgroup>
        <col class="sheet-no" />
        <col class="sheet-name" />
        <col class="sheet-phone" />
        <col class="sheet-time" />
        <col class="sheet-time" />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th colspan="6">
            <span><b>${role}</b> ${t("places.taken", { taken, capacity })}</span>
            <span>${head}${call ? html` · <b>${t("role.callTime", { time: call })}</b>` : nothing}</span>
          </th>
        </tr>
        <tr>${["no", "name", "phone", "in", "out", "signature"].map((key) => html`<th scope="col">${t(`roster.${key}`)}</th>`)}</tr>
      </thead>
      <tbody>
        ${lines.map(
          (person, at) => html`
            <tr>
              <td>${at + 1}</td>
              <td>${person === undefined ? html`<small>${t("roster.place")}</small>` : (person.name ?? person.userKey)}</td>
              <td class="sheet-number">${phones.get(person?.userKey)}</td>
              <td></td><td></td><td></td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}
