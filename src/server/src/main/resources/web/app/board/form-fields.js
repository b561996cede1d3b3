import { html, nothing } from "lit";
import { t } from "../text/text.js";
import { OFFERED } from "./known-values.js";

/**
 * The fields that the form of an event is made of.
 *
 * @typedef {object} Form what they are drawn for
 * @property {object} draft
 * @property {Map<string, string>} problems by field, in the service's own naming
 * @property {Map<string, string>} warnings by field of the draft: what is odd and keeps it from nothing
 * @property {(name: string, value: unknown, named?: string) => void} change
 */

/**
 * @param {Form} form
 * @param {string} name of the draft's
 * @param {object} [options] `named`: what the service calls it; `more`: what stands below it
 */
export function field(form, name, { type = "text", wide = false, required = false, list, help, named = name, more = nothing } = {}) {
  return html`
    <div class="field ${wide ? "is-wide" : type === "datetime-local" ? "is-moment" : ""}">
      <label for=${name}>${t(`field.${name}`)}${required ? html`<span aria-hidden="true"> *</span>` : nothing}</label>
      <input
        id=${name}
        type=${type}
        list=${list ?? (OFFERED.includes(name) ? `known-${name}` : nothing)}
        ?required=${required}
        autocomplete="off"
        .value=${form.draft[name]}
        aria-invalid=${form.problems.has(named) ? "true" : "false"}
        aria-describedby=${described(name, help)}
        @input=${(event) => form.change(name, event.target.value, named)}
      />
      ${below(form, name, help, named, more)}
    </div>
  `;
}

/** Of several lines. */
export function longField(form, name, { help, named = name, more = nothing } = {}) {
  return html`
    <div class="field is-wide">
      <label for=${name}>${t(`field.${name}`)}</label>
      <textarea
        id=${name}
        .value=${form.draft[name]}
        spellcheck=${name === "notes" ? "true" : "false"}
        aria-invalid=${form.problems.has(named) ? "true" : "false"}
        aria-describedby=${described(name, help)}
        @input=${(event) => form.change(name, event.target.value, named)}
      ></textarea>
      ${below(form, name, help, named, more)}
    </div>
  `;
}

const described = (name, help) => `${name}-error ${name}-warning${help ? ` ${name}-help` : ""}`;

const below = (form, name, help, named, more) => html`
  ${help ? html`<p id="${name}-help" class="small soft">${help}</p>` : nothing} ${more} ${warning(form, name)} ${fieldError(form, named, `${name}-error`)}
`;

/** A field of one of several: `path` is what the service calls it. */
export function partField(form, { id, path, label, type = "text", inputmode, value, change }) {
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <input
        id=${id}
        type=${type}
        inputmode=${inputmode ?? nothing}
        autocomplete="off"
        .value=${value}
        aria-invalid=${form.problems.has(path) ? "true" : "false"}
        aria-describedby="${id}-error"
        @input=${(event) => change(event.target.value)}
      />
      ${fieldError(form, path, `${id}-error`)}
    </div>
  `;
}

export const fieldError = ({ problems }, name, id = `${name}-error`) => html`<p id=${id} class="field-error">${problems.get(name)}</p>`;

const warning = ({ warnings }, name) =>
  html`<p id="${name}-warning" class="field-warning" role="status">${warnings.has(name) ? html`<span class="mark" aria-hidden="true">▲</span> ${warnings.get(name)}` : nothing}</p>`;
