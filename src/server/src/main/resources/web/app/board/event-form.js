import { html, nothing } from "lit";
import { api, session, store } from "../core/context.js";
import { newKey, timeZones } from "../core/platform.js";
import { defaultZone } from "../core/settings.js";
import { readersZone } from "../core/times.js";
import { language, listText, t } from "../text/text.js";
import { dayText } from "../text/when.js";
import "../ui/day-chips.js";
import { entitle } from "../ui/title.js";
import { View } from "../ui/view.js";
import { wordsFor } from "../ui/words.js";
import { Creation } from "./creation.js";
import {
  bodyOf,
  copyOf,
  draftOf,
  emptyRole,
  emptyWave,
  ENTRIES,
  MOST_WAVES,
  patchOf,
  peopleIn,
  problemsOf,
  renamedAlready,
  timesLike,
  upToDate,
  zoneOf,
} from "./draft.js";
import { offeredByFirm, offeredQualifications, offeredRoles, offeredTeams, suggestions } from "./form-offers.js";
import { KeptForm } from "./kept-form.js";
import { OFFERED, offeredBy } from "./known-values.js";
import { merged } from "./merge.js";
import { goTo, weekAddress } from "./place.js";
import { noteWarnings } from "./warnings.js";

/** So many names are told; who names more knows whom. */
const MOST_NAMES = 12;
const zones = timeZones();

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
    isKept: { state: true },
    defaultZone: { state: true },
    firm: { state: true },
  };
  /** What is known of other events. */
  #offered;
  /** What the draft began with, and the version of the event that this was. */
  #base;
  #version;
  #creation;
  /** What was sent to make the event and is not answered yet. */
  #sent;
  #kept;
  /** The other days that it was sent for, and the key of that. */
  #others;

  constructor() {
    super();
    this.problems = new Map();
    this.firm = { teams: [], qualifications: [] };
  }

  connectedCallback() {
    super.connectedCallback();
    entitle(t(this.eventId === undefined ? "form.new" : "form.edit"));
    this.#askForDefaultZone();
    this.#askTheFirm();
  }

  willUpdate(changed) {
    if (this.draft === undefined || changed.has("eventId") || changed.has("from")) {
      this.#kept = new KeptForm(session.userKey, this.eventId ? `edit/${this.eventId}` : `new/${this.from ?? ""}`);
      this.#begin(this.#kept.read());
    }
  }

  /** @param {object} [kept] what was typed here before */
  #begin(kept) {
    this.#offered = offeredBy(store.all());
    this.#others = kept?.others;
    const event = store.get(this.eventId ?? this.from);
    const fresh = this.eventId ? draftOf(event) : { ...(this.from && event ? copyOf(event) : draftOf(undefined, readersZone())), otherDays: [] };
    this.isKept = kept !== undefined;
    // What was kept by an older page lacks what that did not know.
    this.draft = upToDate({ ...fresh, ...kept?.draft });
    this.#base = upToDate({ ...fresh, ...kept?.base });
    this.#version = kept?.version ?? event?.version;
    this.#sent = kept?.sent;
    this.#creation = new Creation({ api, newKey, sent: this.#sent, keep: (sent) => this.#keepSent(sent) });
  }

  #keepSent(sent) {
    this.#sent = sent;
    this.#keep();
  }

  #keep() {
    if (this.#sent === undefined && JSON.stringify(this.draft) === JSON.stringify(this.#base)) {
      this.#kept.forget();
      return;
    }
    this.#kept.write({ draft: this.draft, base: this.#base, version: this.#version, sent: this.#sent, others: this.#others });
  }

  #discard() {
    this.#kept.forget();
    this.problems = new Map();
    this.failure = undefined;
    this.#begin();
    this.querySelector("h1").focus();
  }

  async #askForDefaultZone() {
    this.defaultZone = await defaultZone();
  }

  async #askTheFirm() {
    this.firm = await offeredByFirm();
  }

  render() {
    if (this.draft === undefined) {
      return html`<p class=${this.failure ? "notice" : "soft"} role="status">${this.failure ?? t("page.loading")}</p>`;
    }
    const isNew = this.eventId === undefined;
    const n = 1 + (this.draft.otherDays?.length ?? 0);
    return html`
      <p class="event-back"><a href=${isNew ? "#/" : `#/events/${this.eventId}`}>${t("form.back")}</a></p>
      <form class="event-form" novalidate @submit=${(event) => this.#submit(event)}>
        <h1 tabindex="-1">${t(isNew ? "form.new" : "form.edit")}</h1>
        ${this.isKept ? this.#keptNotice() : nothing}
        ${this.#problemCount()}
        <fieldset>
          <legend>${t("form.what")}</legend>
          ${this.#field("event_name", { wide: true })} ${this.#field("client_name")} ${this.#field("venue_name")}
          ${this.#field("city")} ${this.#field("venue_address", { wide: true })}
        </fieldset>
        <fieldset>
          <legend>${t("form.when")}</legend>
          ${this.#field("date", { type: "date", required: true })} ${isNew ? this.#otherDays() : nothing} ${this.#field("start_time", { type: "time" })}
          ${this.#field("end_time", { type: "time" })} ${this.#field("timezone", { list: "zones" })}
          ${this.#field("respond_by", { type: "datetime-local", help: this.#clockText() })}
          ${suggestions(this.#offered.texts)}
          <datalist id="zones">${zones.map((zone) => html`<option value=${zone}></option>`)}</datalist>
          ${this.#moreTimes()}
        </fieldset>
        <fieldset class="form-roles">
          <legend>${t("form.roles")}</legend>
          ${this.draft.roles.map((role, index) => this.#role(role, index))}
          ${this.#error("roles")}
          <div class="form-add">
            <button type="button" @click=${() => this.#addRole()}>${t("form.addRole")}</button>
            ${offeredRoles(this.draft, this.#offered, (role) => this.#addRole(role))}
          </div>
        </fieldset>
        <fieldset>
          <legend>${t("form.forStaff")}</legend>
          ${this.#field("uniform")} ${this.#field("pay_rate_info")} ${this.#text("notes")}
          ${this.#field("teams", { wide: true, help: t("form.teamsHelp"), named: "audience_team_ids", more: offeredTeams(this.draft, this.firm, (teams) => this.#change("teams", teams, "audience_team_ids")) })}
          ${this.#text("people", { help: t("form.peopleHelp"), named: "audience_user_keys", more: this.#namesOfPeople() })}
        </fieldset>
        <fieldset class="form-waves">
          <legend>${t("form.opening")}</legend>
          ${this.#field("opens_at", { type: "datetime-local", help: [this.#clockText(), t("form.openingHelp")].filter(Boolean).join(" ") })}
          ${this.draft.waves.map((wave, index) => this.#wave(wave, index))}
          ${this.#error("waves")}
          ${this.draft.waves.length < MOST_WAVES
            ? html`<button type="button" @click=${() => this.#addWave()}>${t("form.addWave")}</button>`
            : nothing}
        </fieldset>
        <div class="form-foot">
          <button class=${isNew ? "" : "primary"} value="save" ?disabled=${this.isSending}>${isNew ? t(n > 1 ? "form.saveMany" : "form.saveDraft", { n }) : t("form.save")}</button>
          ${isNew ? html`<button class="primary" value="publish" ?disabled=${this.isSending}>${t(n > 1 ? "form.publishMany" : "form.publish", { n })}</button>` : nothing}
          <p class="field-error" role="alert">${this.failure}</p>
        </div>
      </form>
    `;
  }

  #otherDays() {
    return html`
      <div class="field form-days" role="group" aria-label=${t("form.otherDays")}>
        <span class="label">${t("form.otherDays")}</span>
        <day-chips .days=${this.draft.otherDays} @days=${({ detail }) => this.#change("otherDays", detail)}></day-chips>
      </div>
    `;
  }

  #keptNotice() {
    return html`
      <p class="notice form-kept" role="status">
        ${t("form.kept")} <button type="button" class="quiet" @click=${() => this.#discard()}>${t("form.discard")}</button>
      </p>
    `;
  }

  /** Whose clock the deadline goes by. */
  #clockText() {
    const zone = zoneOf(this.draft, this.defaultZone);
    return zone === undefined ? undefined : t("form.clock", { zone });
  }

  #problemCount() {
    const n = this.problems.size;
    return n === 0 ? nothing : html`<p class="notice" role="alert" tabindex="-1">${t("form.problems", { n })}</p>`;
  }

  #field(name, { type = "text", wide = false, required = false, list, help, named = name, more = nothing } = {}) {
    return html`
      <div class="field ${wide ? "is-wide" : ""}">
        <label for=${name}>${t(`field.${name}`)}${required ? html`<span aria-hidden="true"> *</span>` : nothing}</label>
        <input
          id=${name}
          type=${type}
          list=${list ?? (OFFERED.includes(name) ? `known-${name}` : nothing)}
          ?required=${required}
          autocomplete="off"
          .value=${this.draft[name]}
          aria-invalid=${this.problems.has(named) ? "true" : "false"}
          aria-describedby="${name}-error${help ? ` ${name}-help` : ""}"
          @input=${(event) => this.#change(name, event.target.value, named)}
        />
        ${help ? html`<p id="${name}-help" class="small soft">${help}</p>` : nothing} ${more} ${this.#error(named, `${name}-error`)}
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

  /** A field of one of several: `path` is what the service calls it. */
  #part({ id, path, label, type = "text", inputmode, value, change }) {
    return html`
      <div class="field">
        <label for=${id}>${label}</label>
        <input
          id=${id}
          type=${type}
          inputmode=${inputmode ?? nothing}
          autocomplete="off"
          .value=${value}
          aria-invalid=${this.problems.has(path) ? "true" : "false"}
          aria-describedby="${id}-error"
          @input=${(event) => change(event.target.value)}
        />
        ${this.#error(path, `${id}-error`)}
      </div>
    `;
  }

  /** Teams that are let in at a time of their own. */
  #wave(wave, index) {
    const part = (name, label, type, named = name) =>
      this.#part({
        id: `wave-${index}-${name}`,
        path: `waves[${index}].${named}`,
        label,
        type,
        value: wave[name],
        change: (value) => this.#changeWave(index, { [name]: value }, named),
      });
    return html`
      <div class="form-wave" role="group" aria-label=${t("form.waveNumber", { number: index + 1 })}>
        ${part("teams", t("field.waveTeams"), "text", "audience_team_ids")} ${part("opens_at", t("field.waveOpens"), "datetime-local")}
        <button type="button" class="quiet" aria-label="${t("form.dropRole")} ${wave.teams}" @click=${() => this.#dropWave(index)}>
          ${t("form.dropRole")}
        </button>
      </div>
    `;
  }

  #role(role, index) {
    const part = (name, label, { type, inputmode }) =>
      this.#part({
        id: `role-${index}-${name}`,
        path: `roles[${index}].${name}`,
        label,
        type,
        inputmode,
        value: role[name],
        change: (value) => this.#changeRole(index, name, value),
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
          ?disabled=${this.draft.roles.length === 1}
          @click=${() => this.#dropRole(index)}
        >
          ${t("form.dropRole")}
        </button>
        ${this.#entry(role, index, part)}
      </div>
    `;
  }

  /** Until when one may go, and until when who waits gets in: seldom another time than the usual. */
  #moreTimes() {
    const set = ["withdraw_until", "promote_until"].filter((name) => this.draft[name] !== "");
    const help = (name) => [this.#clockText(), t(`form.${name}Help`)].filter(Boolean).join(" ");
    const said = set.map((name) => `${t(`field.${name}`)} ${dayText(this.draft[name].slice(0, 10))}, ${this.draft[name].slice(11)}`).join(", ");
    return html`
      <details class="form-more is-wide">
        <summary><span>${t("form.moreTimes")}</span> <span class="soft">${said || t("form.usual")}</span></summary>
        <div class="form-folded">
          ${this.#field("withdraw_until", { type: "datetime-local", help: help("withdraw_until") })}
          ${this.#field("promote_until", { type: "datetime-local", help: help("promote_until") })}
        </div>
      </details>
    `;
  }

  /** How people get into a role, and who can. */
  #entry(role, index, part) {
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
            <select id=${id} aria-describedby="${id}-help" @change=${(event) => this.#changeRole(index, "entry", event.target.value)}>
              ${ENTRIES.map((entry) => html`<option value=${entry} .selected=${entry === role.entry}>${t(`form.entry.${entry}`)}</option>`)}
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
              aria-invalid=${this.problems.has(path) ? "true" : "false"}
              aria-describedby="role-${index}-requires-error role-${index}-requires-help"
              @input=${(event) => this.#changeRole(index, "requires", event.target.value)}
            ></textarea>
            <p id="role-${index}-requires-help" class="small soft">${t("form.requiresHelp")}</p>
            ${offeredQualifications(role, this.#offered, this.firm, (requires) => this.#changeRole(index, "requires", requires))}
            ${this.#error(path, `role-${index}-requires-error`)}
          </div>
        </div>
      </details>
    `;
  }

  #error(name, id = `${name}-error`) {
    return html`<p id=${id} class="field-error">${this.problems.get(name)}</p>`;
  }

  #change(name, value, named = name) {
    this.draft = { ...this.draft, [name]: value, ...this.#following(name, value) };
    this.#keep();
    this.#forgive(named);
  }

  /** Of a copy the deadline and the openings go with its day, until somebody sets them. */
  #following(name, value) {
    const event = name === "date" && this.from ? store.get(this.from) : undefined;
    if (event === undefined) {
      return {};
    }
    const before = timesLike(event, this.draft.date, 0);
    const isUntouched = ([time]) => [this.#base[time], before[time]].some((known) => isSame(known, this.draft[time]));
    return Object.fromEntries(Object.entries(timesLike(event, value, Date.now())).filter(isUntouched));
  }

  #changeRole(index, name, value) {
    const roles = this.draft.roles.map((role, at) => (at === index ? { ...role, [name]: value } : role));
    this.draft = { ...this.draft, roles };
    this.#keep();
    this.#forgive(`roles[${index}].${name}`);
  }

  #changeWave(index, change, named) {
    const waves = this.draft.waves.map((wave, at) => (at === index ? { ...wave, ...change } : wave));
    this.draft = { ...this.draft, waves };
    this.#keep();
    this.#forgive(`waves[${index}].${named}`);
  }

  async #addWave() {
    this.draft = { ...this.draft, waves: [...this.draft.waves, emptyWave()] };
    this.#keep();
    await this.updateComplete;
    this.querySelector(`#wave-${this.draft.waves.length - 1}-teams`).focus();
  }

  async #dropWave(index) {
    this.draft = { ...this.draft, waves: this.draft.waves.filter((_, at) => at !== index) };
    this.#keep();
    this.problems = new Map();
    await this.updateComplete;
    this.querySelector(".form-waves > button").focus();
  }

  /** @param {string} [role] that is offered: it takes the place of one that has no name yet */
  async #addRole(role = "") {
    const empty = this.draft.roles.findIndex((each) => each.role === "");
    const at = role === "" || empty < 0 ? this.draft.roles.length : empty;
    const roles = [...this.draft.roles];
    roles[at] = { ...(roles[at] ?? emptyRole()), role };
    this.draft = { ...this.draft, roles };
    this.#keep();
    this.#forgive(`roles[${at}].role`);
    await this.updateComplete;
    this.querySelector(`#role-${at}-${role === "" ? "role" : "count"}`).focus();
  }

  async #dropRole(index) {
    this.draft = { ...this.draft, roles: this.draft.roles.filter((_, at) => at !== index) };
    this.#keep();
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
    if (this.isSending) {
      return;
    }
    this.failure = undefined;
    this.isSending = true;
    try {
      this.defaultZone ??= await defaultZone();
      this.problems = problemsOf(this.draft, {
        base: this.#base,
        defaultZone: this.defaultZone,
        nameOf: (userKey) => store.nameOf(userKey),
      });
      if (this.problems.size > 0) {
        await this.#showProblems();
        return;
      }
      const saved = await this.#save(event.submitter?.value === "publish");
      await this.#makeOthers(saved);
      this.#saved(saved);
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

  #saved(event) {
    this.#kept.forget();
    store.put(event);
    noteWarnings(event);
    goTo(this.draft.otherDays?.length > 0 ? weekAddress({ from: event.date }) : `#/events/${event.id}`);
  }

  /** On the other days, all or none. The same days have the same key: where an answer is lost, none is made twice. */
  async #makeOthers({ id, status }) {
    const { otherDays: dates = [] } = this.draft;
    if (dates.length === 0) {
      return;
    }
    if (this.#others === undefined || !isSame(this.#others.dates, dates)) {
      this.#others = { dates, key: newKey() };
      this.#keep();
    }
    const copies = await api.copies(id, dates, this.#others.key, status === "draft" ? "draft" : "published");
    copies.forEach((copy) => store.put(copy));
  }

  #save(isPublished) {
    return this.eventId === undefined
      ? this.#creation.save({ ...bodyOf(this.draft, this.defaultZone), status: isPublished ? "published" : "draft" })
      : this.#saveChange();
  }

  async #saveChange() {
    const patch = patchOf(this.draft, this.#base, this.defaultZone);
    if (Object.keys(patch).length === 0) {
      return api.event(this.eventId);
    }
    try {
      return await api.change(this.eventId, this.#version, patch);
    } catch (failure) {
      if (failure.code !== "VERSION_STALE") {
        throw failure;
      }
      return this.#catchUp(failure);
    }
  }

  /** Somebody else changed the event; or it was this very change, and its answer was lost. */
  async #catchUp(failure) {
    const event = await api.event(this.eventId);
    store.put(event);
    const theirs = draftOf(event);
    const { draft, changed, both } = merged(this.#base, renamedAlready(this.draft, theirs), theirs);
    this.draft = draft;
    this.#base = theirs;
    this.#version = event.version;
    this.#keep();
    if (Object.keys(patchOf(draft, theirs, this.defaultZone)).length === 0) {
      return event;
    }
    failure.changed = changed;
    failure.both = new Map(both.map((name) => [NAMED[name] ?? name, t("form.bothChanged", { value: shown(theirs[name]) })]));
    throw failure;
  }

  async #refused(failure) {
    const violations = failure.body?.violations ?? [];
    if (violations.length > 0) {
      this.problems = new Map(violations.map(({ field, message }) => [fieldOf(field), language === "en" ? message : t("form.wrong")]));
      await this.#showProblems();
    } else if (failure.changed !== undefined) {
      this.failure = t("form.changedMeanwhile", { fields: listText(failure.changed.map((name) => t(`field.${name}`))) });
      this.problems = failure.both;
    } else {
      this.failure = wordsFor(failure);
    }
  }

  /** What is wrong is not left folded. */
  updated(changed) {
    if (changed.has("problems")) {
      this.querySelectorAll('details:not([open]) [aria-invalid="true"]').forEach((field) => (field.closest("details").open = true));
    }
  }

  async #showProblems() {
    await this.updateComplete;
    this.querySelector('[aria-invalid="true"]')?.focus();
  }
}

/** Fields of the form whose lists have another name in the service. */
const NAMED = { teams: "audience_team_ids", people: "audience_user_keys" };

const shown = (value) => (Array.isArray(value) ? listText(value.map(shownOne)) || "–" : value || "–");
const shownOne = ({ role, count, opens_at: opensAt, teams }) => (role === undefined ? `${teams} (${localText(opensAt)})` : `${role} (${count})`);

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const localText = (local) => local.replace("T", " ");

/** Lists that are one field of the form: what is wrong with one of its entries is said there. */
const fieldOf = (field) => field.replace(/((?:^|\.)(?:audience_user_keys|audience_team_ids|requires))\[\d+\]$/, "$1");

customElements.define("event-form", EventForm);
