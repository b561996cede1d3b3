import { html, nothing } from "lit";
import { api, store } from "../core/context.js";
import { readersZone } from "../core/times.js";
import { language, listText, t } from "../text/text.js";
import { View } from "../ui/view.js";
import { wordsFor } from "../ui/words.js";
import { bodyOf, draftOf, emptyRole, peopleIn, problemsOf } from "./draft.js";
import { goTo } from "./place.js";

/** So many names are told; who names more knows whom. */
const MOST_NAMES = 12;
const zones = Intl.supportedValuesOf("timeZone");

/**
 * Makes an event, or changes one.
 *
 * @property {string} eventId the event to change
 * @property {string} from the event to make another one like
 */
export class EventForm extends View {
  static properties = {
    eventId: { attribute: false },
    from: { attribute: false },
    draft: { state: true },
    problems: { state: true },
    failure: { state: true },
    isSending: { state: true },
  };

  constructor() {
    super();
    this.problems = new Map();
  }

  willUpdate(changed) {
    if (this.draft === undefined || changed.has("eventId") || changed.has("from")) {
      this.base = store.get(this.eventId ?? this.from);
      this.draft = draftOf(this.base, readersZone());
      if (this.from) {
        this.draft.date = "";
      }
    }
  }

  render() {
    const isNew = this.eventId === undefined;
    return html`
      <p class="event-back"><a href=${isNew ? "#/" : `#/events/${this.eventId}`}>${t("form.back")}</a></p>
      <form class="event-form" novalidate @submit=${(event) => this.#submit(event)}>
        <h1>${t(isNew ? "form.new" : "form.edit")}</h1>
        ${this.#problemCount()}
        <fieldset>
          <legend>${t("form.what")}</legend>
          ${this.#field("event_name", { wide: true })} ${this.#field("client_name")} ${this.#field("venue_name")}
          ${this.#field("city")} ${this.#field("venue_address", { wide: true })}
        </fieldset>
        <fieldset>
          <legend>${t("form.when")}</legend>
          ${this.#field("date", { type: "date", required: true })} ${this.#field("start_time", { type: "time" })}
          ${this.#field("end_time", { type: "time" })} ${this.#field("timezone", { list: "zones" })}
          ${this.#field("respond_by", { type: "datetime-local" })}
          <datalist id="zones">${zones.map((zone) => html`<option value=${zone}></option>`)}</datalist>
        </fieldset>
        <fieldset class="form-roles">
          <legend>${t("form.roles")}</legend>
          ${this.draft.roles.map((role, index) => this.#role(role, index))}
          ${this.#error("roles")}
          <button type="button" @click=${() => this.#addRole()}>${t("form.addRole")}</button>
        </fieldset>
        <fieldset>
          <legend>${t("form.forStaff")}</legend>
          ${this.#field("uniform")} ${this.#field("pay_rate_info")} ${this.#text("notes")}
          ${this.#field("teams", { wide: true, help: t("form.teamsHelp"), named: "audience_team_ids" })}
          ${this.#text("people", { help: t("form.peopleHelp"), named: "audience_user_keys", more: this.#namesOfPeople() })}
        </fieldset>
        <div class="form-foot">
          <button class="primary" value="save" ?disabled=${this.isSending}>${t(isNew ? "form.saveDraft" : "form.save")}</button>
          ${isNew ? html`<button value="publish" ?disabled=${this.isSending}>${t("form.publish")}</button>` : nothing}
          <p class="field-error" role="alert">${this.failure}</p>
        </div>
      </form>
    `;
  }

  #problemCount() {
    const n = this.problems.size;
    return n === 0 ? nothing : html`<p class="notice" role="alert" tabindex="-1">${t("form.problems", { n })}</p>`;
  }

  #field(name, { type = "text", wide = false, required = false, list, help, named = name } = {}) {
    return html`
      <div class="field ${wide ? "is-wide" : ""}">
        <label for=${name}>${t(`field.${name}`)}${required ? html`<span aria-hidden="true"> *</span>` : nothing}</label>
        <input
          id=${name}
          type=${type}
          list=${list ?? nothing}
          ?required=${required}
          autocomplete="off"
          .value=${this.draft[name]}
          aria-invalid=${this.problems.has(named) ? "true" : "false"}
          aria-describedby="${name}-error${help ? ` ${name}-help` : ""}"
          @input=${(event) => this.#change(name, event.target.value, named)}
        />
        ${help ? html`<p id="${name}-help" class="small soft">${help}</p>` : nothing} ${this.#error(named, `${name}-error`)}
      </div>
    `;
  }

  #text(name, { help, named = name, more = nothing } = {}) {
    return html`
      <div class="field is-wide">
        <label for=${name}>${t(`field.${name}`)}</label>
        <textarea
          id=${name}
          .value=${this.draft[name]}
          spellcheck=${name === "notes" ? "true" : "false"}
          aria-invalid=${this.problems.has(named) ? "true" : "false"}
          aria-describedby="${name}-error${help ? ` ${name}-help` : ""}"
          @input=${(event) => this.#change(name, event.target.value, named)}
        ></textarea>
        ${help ? html`<p id="${name}-help" class="small soft">${help}</p>` : nothing} ${more}
        ${this.#error(named, `${name}-error`)}
      </div>
    `;
  }

  #namesOfPeople() {
    const names = peopleIn(this.draft.people)
      .filter((key) => store.knows(key))
      .map((key) => store.nameOf(key));
    const told = names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), "…"] : names;
    return html`
      <p class="small" aria-live="polite">${names.length === 0 ? nothing : t("form.peopleNames", { names: listText(told) })}</p>
    `;
  }

  #role(role, index) {
    const part = (name, label, attributes) => {
      const path = `roles[${index}].${name}`;
      const id = `role-${index}-${name}`;
      return html`
        <div class="field">
          <label for=${id}>${label}</label>
          <input
            id=${id}
            type=${attributes.type}
            inputmode=${attributes.inputmode ?? nothing}
            .value=${role[name]}
            aria-invalid=${this.problems.has(path) ? "true" : "false"}
            aria-describedby="${id}-error"
            @input=${(event) => this.#changeRole(index, name, event.target.value)}
          />
          ${this.#error(path, `${id}-error`)}
        </div>
      `;
    };
    return html`
      <div class="form-role" role="group" aria-label=${t("form.roleNumber", { number: index + 1 })}>
        ${part("role", t("field.role"), { type: "text" })}
        ${part("count", t("field.count"), { type: "text", inputmode: "numeric" })}
        ${part("call_time", t("field.call_time"), { type: "time" })}
        <button
          type="button"
          class="quiet"
          aria-label="${t("form.dropRole")} ${role.role}"
          ?disabled=${this.draft.roles.length === 1}
          @click=${() => this.#dropRole(index)}
        >
          ${t("form.dropRole")}
        </button>
      </div>
    `;
  }

  #error(name, id = `${name}-error`) {
    return html`<p id=${id} class="field-error">${this.problems.get(name)}</p>`;
  }

  #change(name, value, named = name) {
    this.draft = { ...this.draft, [name]: value };
    this.#forgive(named);
  }

  #changeRole(index, name, value) {
    const roles = this.draft.roles.map((role, at) => (at === index ? { ...role, [name]: value } : role));
    this.draft = { ...this.draft, roles };
    this.#forgive(`roles[${index}].${name}`);
  }

  async #addRole() {
    this.draft = { ...this.draft, roles: [...this.draft.roles, emptyRole()] };
    await this.updateComplete;
    this.querySelector(`#role-${this.draft.roles.length - 1}-role`).focus();
  }

  async #dropRole(index) {
    this.draft = { ...this.draft, roles: this.draft.roles.filter((_, at) => at !== index) };
    this.problems = new Map();
    await this.updateComplete;
    this.querySelector(`#role-${Math.min(index, this.draft.roles.length - 1)}-role`).focus();
  }

  #forgive(name) {
    if (this.problems.has(name)) {
      this.problems = new Map([...this.problems].filter(([other]) => other !== name));
    }
  }

  async #submit(event) {
    event.preventDefault();
    this.failure = undefined;
    this.problems = problemsOf(this.draft);
    if (this.problems.size > 0) {
      await this.#showProblems();
      return;
    }
    this.isSending = true;
    try {
      const saved = await this.#save(event.submitter?.value === "publish");
      store.put(saved);
      goTo(`#/events/${saved.id}`);
    } catch (failure) {
      await this.#refused(failure);
    } finally {
      this.isSending = false;
    }
    if (this.failure !== undefined) {
      // While it was disabled it could not keep the focus.
      await this.updateComplete;
      event.submitter?.focus();
    }
  }

  #save(isPublished) {
    const body = bodyOf(this.draft);
    return this.eventId === undefined
      ? api.create({ ...body, status: isPublished ? "published" : "draft" })
      : api.change(this.eventId, this.base.version, body);
  }

  async #refused(failure) {
    const violations = failure.body?.violations ?? [];
    if (violations.length > 0) {
      this.problems = new Map(violations.map(({ field, message }) => [fieldOf(field), language === "en" ? message : t("form.wrong")]));
      await this.#showProblems();
    } else {
      this.failure = wordsFor(failure);
    }
  }

  async #showProblems() {
    await this.updateComplete;
    this.querySelector('[aria-invalid="true"]')?.focus();
  }
}

/** Lists that are one field of the form: what is wrong with one of its entries is said there. */
const fieldOf = (field) => field.replace(/^(audience_user_keys|audience_team_ids)\[\d+\]$/, "$1");

customElements.define("event-form", EventForm);
