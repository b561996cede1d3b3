import { html, nothing } from "lit";
import { api } from "../core/context.js";
import { nameKey } from "../core/names.js";
import { t } from "../text/text.js";

/** More than these nobody looks through. */
const MOST = 8;
const MOST_LISTED = 100;
/** Fields of which the form knows what they were before. */
export const OFFERED = ["event_name", "client_name", "venue_name", "city", "venue_address", "uniform", "pay_rate_info"];

/** @returns {string[]} without those that differ by case alone, what comes most often first */
export function byFrequency(values) {
  const counts = new Map();
  for (const value of values.filter(Boolean)) {
    const known = counts.get(nameKey(value)) ?? { value, n: 0 };
    known.n += 1;
    counts.set(nameKey(value), known);
  }
  return [...counts.values()].sort((a, b) => b.n - a.n).map(({ value }) => value);
}

/**
 * What can be offered, of the events that are known.
 *
 * @returns {{texts: Object<string, string[]>, roles: string[], qualifications: string[]}}
 */
export function offeredBy(events) {
  const roles = events.flatMap((event) => event.roles);
  return {
    texts: Object.fromEntries(OFFERED.map((name) => [name, byFrequency(events.map((event) => event[name])).slice(0, MOST_LISTED)])),
    roles: byFrequency(roles.map(({ role }) => role)),
    qualifications: byFrequency(roles.flatMap(({ requires }) => requires ?? [])),
  };
}

/** @returns {Promise<{teams: {id: string, name: string}[], qualifications: string[]}>} what the firm has written down; nothing where nobody answers */
export async function offeredByFirm() {
  try {
    const [teams, members] = await Promise.all([api.teams(), api.someMembers()]);
    return { teams, qualifications: byFrequency(members.flatMap(({ qualifications = [] }) => qualifications.map(({ name }) => name))) };
  } catch {
    return { teams: [], qualifications: [] };
  }
}

/** The lists that fields of the form suggest from. */
export const suggestions = (texts) =>
  OFFERED.map((name) => html`<datalist id="known-${name}">${texts[name].map((text) => html`<option value=${text}></option>`)}</datalist>`);

/**
 * Buttons for what is added most often.
 *
 * @param {{value: string, label: string}[]} choices
 * @param {string} what they are, for whoever hears them
 * @param {(value: string) => void} add
 */
export const offers = (choices, what, add) =>
  choices.length === 0
    ? nothing
    : html`
        <div class="offers" role="group" aria-label=${what}>
          ${choices
            .slice(0, MOST)
            .map(({ value, label }) => html`<button type="button" class="chip" aria-label=${t("form.offer", { name: label })} @click=${() => add(value)}>+ ${label}</button>`)}
        </div>
      `;
