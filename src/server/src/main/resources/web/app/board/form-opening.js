import { html, nothing } from "lit";
import { t } from "../text/text.js";
import { MOST_WAVES } from "./draft.js";
import { field, fieldError, partField } from "./form-fields.js";

/**
 * When an event opens, and the teams that are let in at a time of their own.
 *
 * @param {import("./event-form.js").EventForm} form
 */
export const openingPart = (form) => html`
  <fieldset class="form-waves">
    <legend>${t("form.opening")}</legend>
    ${field(form, "opens_at", { type: "datetime-local", help: [form.clockText(), t("form.openingHelp")].filter(Boolean).join(" ") })}
    ${form.draft.waves.map((wave, index) => oneWave(form, wave, index))}
    ${fieldError(form, "waves")}
    ${form.draft.waves.length < MOST_WAVES ? html`<button type="button" @click=${() => form.addWave()}>${t("form.addWave")}</button>` : nothing}
  </fieldset>
`;

function oneWave(form, wave, index) {
  const part = (name, label, type, named = name) =>
    partField(form, {
      id: `wave-${index}-${name}`,
      path: `waves[${index}].${named}`,
      label,
      type,
      value: wave[name],
      change: (value) => form.changeWave(index, { [name]: value }, named),
    });
  return html`
    <div class="form-wave" role="group" aria-label=${t("form.waveNumber", { number: index + 1 })}>
      ${part("teams", t("field.waveTeams"), "text", "audience_team_ids")} ${part("opens_at", t("field.waveOpens"), "datetime-local")}
      <button type="button" class="quiet" aria-label="${t("form.dropRole")} ${wave.teams}" @click=${() => form.dropWave(index)}>
        ${t("form.dropRole")}
      </button>
    </div>
  `;
}
