import { html, nothing } from "lit";
import { t } from "../text/text.js";
import { ENTRIES } from "./draft.js";
import { fieldError, partField } from "./form-fields.js";
import { offeredQualifications, offeredRoles } from "./form-offers.js";

/**
 * Whom an event needs: its roles, and how people get into them.
 *
 * @param {import("./event-form.js").EventForm} form
 */
export const rolesPart = (form) => html`
  <fieldset class="form-roles">
    <legend>${t("form.roles")}</legend>
    ${form.draft.roles.map((role, index) => oneRole(form, role, index))}
    ${fieldError(form, "roles")}
    <div class="form-add">
      <button type="button" @click=${() => form.addRole()}>${t("form.addRole")}</button>
      ${offeredRoles(form.draft, form.offered, (role) => form.addRole(role))}
    </div>
  </fieldset>
`;

function oneRole(form, role, index) {
  const part = (name, label, { type, inputmode }) =>
    partField(form, {
      id: `role-${index}-${name}`,
      path: `roles[${index}].${name}`,
      label,
      type,
      inputmode,
      value: role[name],
      change: (value) => form.changeRole(index, name, value),
    });
  return html`
    <div class="form-role" role="group" aria-label=${t("form.roleNumber", { number: index + 1 })}>
      ${part("role", t("field.role"), { type: "text" })}
      ${part("count", t("field.count"), { type: "text", inputmode: "numeric" })}
      ${part("call_time", t("field.call_time"), { type: "time" })}
      <button
        type="button"
        class="quiet"
        aria-label="${t("form.dropRole")} ${role.role}"
        ?disabled=${form.draft.roles.length === 1}
        @click=${() => form.dropRole(index)}
      >
        ${t("form.dropRole")}
      </button>
      ${entry(form, role, index, part)}
    </div>
  `;
}

/** How people get into a role, and who can. */
function entry(form, role, index, part) {
  const id = `role-${index}-entry`;
  const hasList = role.entry !== "first";
  const needs = role.requires.split("\n").filter(Boolean);
  const said = [t(`form.entry.${role.entry}`), hasList ? t("form.standbyMost", { n: role.standby_max }) : "", ...needs].filter(Boolean);
  const path = `roles[${index}].requires`;
  return html`
    <details class="form-more">
      <summary aria-label="${t("form.entry")} ${role.role}: ${said.join(", ")}"><span>${t("form.entry")}</span> <span class="soft">${said.join(" · ")}</span></summary>
      <div class="form-folded">
        <div class="field">
          <label for=${id}>${t("field.entry")}</label>
          <select id=${id} aria-describedby="${id}-help" @change=${(event) => form.changeRole(index, "entry", event.target.value)}>
            ${ENTRIES.map((each) => html`<option value=${each} .selected=${each === role.entry}>${t(`form.entry.${each}`)}</option>`)}
          </select>
          <p id="${id}-help" class="small soft">${t(`form.entry.${role.entry}Help`)}</p>
        </div>
        ${hasList ? part("standby_max", t("field.standby_max"), { type: "text", inputmode: "numeric" }) : nothing}
        <div class="field">
          <label for="role-${index}-requires">${t("field.requires")}</label>
          <textarea
            id="role-${index}-requires"
            rows="2"
            .value=${role.requires}
            spellcheck="false"
            aria-invalid=${form.problems.has(path) ? "true" : "false"}
            aria-describedby="role-${index}-requires-error role-${index}-requires-help"
            @input=${(event) => form.changeRole(index, "requires", event.target.value)}
          ></textarea>
          <p id="role-${index}-requires-help" class="small soft">${t("form.requiresHelp")}</p>
          ${offeredQualifications(role, form.offered, form.firm, (requires) => form.changeRole(index, "requires", requires))}
          ${fieldError(form, path, `role-${index}-requires-error`)}
        </div>
      </div>
    </details>
  `;
}
