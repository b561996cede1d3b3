import { html, nothing } from "lit";
import { api } from "../core/context.js";
import { nameKey, stripped } from "../core/names.js";
import { t } from "../text/text.js";
import { byFrequency, OFFERED } from "./known-values.js";

/** More than these nobody looks through. */
const MOST = 8;

/**
 * What the firm has written down; nothing where nobody answers.
 *
 * @returns {Promise<{teams: {id: string, name: string}[], qualifications: string[], members?: object[], isWhole?: boolean}>}
 *     `isWhole`: there are no more members than these
 */
export async function offeredByFirm() {
  try {
    const [teams, { members, isWhole }] = await Promise.all([api.teams(), api.knownMembers()]);
    const qualifications = byFrequency(members.flatMap(({ qualifications: own = [] }) => own.map(({ name }) => name)));
    return { teams, qualifications, members, isWhole };
  } catch {
    return { teams: [], qualifications: [] };
  }
}

/** The lists that fields of the form suggest from. */
export const suggestions = (texts) =>
  OFFERED.map((name) => html`<datalist id="known-${name}">${texts[name].map((text) => html`<option value=${text}></option>`)}</datalist>`);

/** Roles of other events that this one has not. */
export function offeredRoles({ roles }, offered, add) {
  const has = new Set(roles.map(({ role }) => nameKey(role)));
  return offers(choicesOf(offered.roles.filter((role) => !has.has(nameKey(role)))), t("form.offeredRoles"), add);
}

/** @param {(teams: string) => void} change called with the whole field */
export function offeredTeams({ teams }, firm, change) {
  const has = new Set(teams.split(/[\s,]+/));
  const free = firm.teams.filter(({ id }) => !has.has(id)).map(({ id, name }) => ({ value: id, label: name }));
  return offers(free, t("form.offeredTeams"), (id) => change([teams.trim(), id].filter(Boolean).join(", ")));
}

/**
 * What other events require, and what the firm's people can.
 *
 * @param {(requires: string) => void} change called with the whole field
 */
export function offeredQualifications({ requires }, offered, firm, change) {
  const lines = requires.split("\n").map(stripped).filter(Boolean);
  const has = new Set(lines.map(nameKey));
  const free = byFrequency([...offered.qualifications, ...firm.qualifications]).filter((name) => !has.has(nameKey(name)));
  return offers(choicesOf(free), t("form.offeredQualifications"), (name) => change([...lines, name].join("\n")));
}

const choicesOf = (names) => names.map((name) => ({ value: name, label: name }));

/**
 * Buttons for what is added most often.
 *
 * @param {{value: string, label: string}[]} choices
 * @param {string} what they are, for whoever hears them
 * @param {(value: string) => void} add
 */
const offers = (choices, what, add) =>
  choices.length === 0
    ? nothing
    : html`
        <div class="offers" role="group" aria-label=${what}>
          ${choices
            .slice(0, MOST)
            .map(({ value, label }) => html`<button type="button" class="chip" aria-label=${t("form.offer", { name: label })} @click=${() => add(value)}>+ ${label}</button>`)}
        </div>
      `;
