import { html, nothing } from "lit";
import { session, store } from "../core/context.js";
import { timeZones } from "../core/platform.js";
import { defaultZone } from "../core/settings.js";
import { readersZone } from "../core/times.js";
import { language, listText, number, t } from "../text/text.js";
import { dayText } from "../text/when.js";
import "../ui/day-chips.js";
import { entitle } from "../ui/title.js";
import { View } from "../ui/view.js";
import { wordsFor } from "../ui/words.js";
import { copyOf, draftOf, emptyRole, emptyWave, peopleIn, problemsOf, timesLike, upToDate, zoneOf } from "./draft.js";
import { field, longField } from "./form-fields.js";
import { offeredByFirm, offeredTeams, suggestions } from "./form-offers.js";
import { openingPart } from "./form-opening.js";
import { preview } from "./form-preview.js";
import { rolesPart } from "./form-roles.js";
import { FormSaving } from "./form-saving.js";
import { lengthOf, warningsOf } from "./form-warnings.js";
import { KeptForm } from "./kept-form.js";
import { offeredBy } from "./known-values.js";
import { goTo, weekAddress } from "./place.js";
import { reachOf } from "./reach.js";
import { noteWarnings } from "./warnings.js";

/** So many names are told; who names more knows whom. */
const MOST_NAMES = 12;
const zones = timeZones();

/**
 * Makes an event, or changes one. Its parts are drawn by `form-….js`; what they call is public here.
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
  offered;
  /** What is odd and keeps it from nothing, by field. */
  warnings = new Map();
  /** @type {FormSaving} */
  #saving;
  #kept;

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
    document.documentElement.classList.add("has-foot");
    this.follow(() => document.documentElement.classList.remove("has-foot"));
  }

  willUpdate(changed) {
    if (this.draft === undefined || changed.has("eventId") || changed.has("from")) {
      this.#kept = new KeptForm(session.userKey, this.eventId ? `edit/${this.eventId}` : `new/${this.from ?? ""}`);
      this.#begin(this.#kept.read());
    }
    if (this.draft !== undefined) {
      const { defaultZone: zone, firm } = this;
      this.warnings = warningsOf(this.draft, { now: Date.now(), defaultZone: zone, teams: firm.teams, base: this.#saving.base });
    }
  }

  /** @param {object} [kept] what was typed here before */
  #begin(kept) {
    this.offered = offeredBy(store.all());
    const event = store.get(this.eventId ?? this.from);
    const fresh = this.eventId ? draftOf(event) : { ...(this.from && event ? copyOf(event) : draftOf(undefined, readersZone())), otherDays: [] };
    this.isKept = kept !== undefined;
    // What was kept by an older page lacks what that did not know.
    this.draft = upToDate({ ...fresh, ...kept?.draft });
    this.#saving = new FormSaving({
      eventId: this.eventId,
      base: upToDate({ ...fresh, ...kept?.base }),
      version: kept?.version ?? event?.version,
      sent: kept?.sent,
      others: kept?.others,
      keep: () => this.#keep(),
    });
  }

  #keep() {
    const { base, version, sent, others } = this.#saving;
    if (sent === undefined && isSame(this.draft, base)) {
      this.#kept.forget();
      return;
    }
    this.#kept.write({ draft: this.draft, base, version, sent, others });
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
    const reach = this.#reach();
    return html`
      <form class="event-form" novalidate @submit=${(event) => this.#submit(event)}>
        <div class="form-fields">
          <p class="event-back"><a href=${isNew ? "#/" : `#/events/${this.eventId}`}>${t("form.back")}</a></p>
          <h1 tabindex="-1">${t(isNew ? "form.new" : "form.edit")}</h1>
          ${this.isKept ? this.#keptNotice() : nothing} ${this.#problemCount()} ${this.#whatAndWhere()} ${this.#when(isNew)} ${rolesPart(this)}
          ${this.#forStaff(reach)} ${openingPart(this)}
        </div>
        ${preview(this, reach)} ${this.#foot(isNew, reach)}
      </form>
    `;
  }

  #whatAndWhere() {
    return html`
      <fieldset>
        <legend>${t("form.what")}</legend>
        ${field(this, "event_name", { wide: true })} ${field(this, "client_name")} ${field(this, "venue_name")} ${field(this, "city")}
        ${field(this, "venue_address", { wide: true })}
      </fieldset>
    `;
  }

  #when(isNew) {
    return html`
      <fieldset>
        <legend>${t("form.when")}</legend>
        ${field(this, "date", { type: "date", required: true })} ${isNew ? this.#otherDays() : nothing} ${field(this, "start_time", { type: "time" })}
        ${field(this, "end_time", { type: "time", help: this.#lengthText() })} ${field(this, "timezone", { list: "zones" })}
        ${field(this, "respond_by", { type: "datetime-local", help: this.clockText() })}
        ${suggestions(this.offered.texts)}
        <datalist id="zones">${zones.map((zone) => html`<option value=${zone}></option>`)}</datalist>
        ${this.#moreTimes()}
      </fieldset>
    `;
  }

  #forStaff(reach) {
    const teams = offeredTeams(this.draft, this.firm, (all) => this.change("teams", all, "audience_team_ids"));
    return html`
      <fieldset>
        <legend>${t("form.forStaff")}</legend>
        ${field(this, "uniform")} ${field(this, "pay_rate_info")} ${longField(this, "notes")}
        ${field(this, "teams", { wide: true, help: t("form.teamsHelp"), named: "audience_team_ids", more: teams })}
        ${longField(this, "people", { help: t("form.peopleHelp"), named: "audience_user_keys", more: this.#namesOfPeople() })}
        <p class="form-reach is-wide" role="status">
          ${reach === undefined ? nothing : html`${t("form.reaches")} <b class="num">${number(reach.people)}${reach.isWhole ? "" : "+"}</b> ${t("form.people.word", { n: reach.people })}`}
        </p>
      </fieldset>
    `;
  }

  #foot(isNew, reach) {
    const n = 1 + (this.draft.otherDays?.length ?? 0);
    return html`
      <div class="form-foot">
        <button class=${isNew ? "" : "primary"} value="save" ?disabled=${this.isSending}>${isNew ? t(n > 1 ? "form.saveMany" : "form.saveDraft", { n }) : t("form.save")}</button>
        ${isNew ? html`<button class="primary" value="publish" ?disabled=${this.isSending}>${publishText(n, reach)}</button>` : nothing}
        <p class="field-error" role="alert">${this.failure}</p>
      </div>
    `;
  }

  #otherDays() {
    return html`
      <div class="field form-days" role="group" aria-label=${t("form.otherDays")}>
        <span class="label">${t("form.otherDays")}</span>
        <day-chips .days=${this.draft.otherDays} @days=${({ detail }) => this.change("otherDays", detail)}></day-chips>
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

  /** How many of the firm's members it is for; undefined where the firm has written down nobody, or nobody answers. */
  #reach() {
    const { members, isWhole } = this.firm;
    if (members === undefined || members.length === 0) {
      return undefined;
    }
    return { ...reachOf(this.draft, members, store.get(this.eventId)?.barred_user_keys), isWhole };
  }

  /** `7 h, ends the same day` */
  #lengthText() {
    const length = lengthOf(this.draft, zoneOf(this.draft, this.defaultZone));
    return length && t(length.isNextDay ? "form.endsNextDay" : "form.endsSameDay", { hours: length.hours });
  }

  /** Whose clock the deadline goes by. */
  clockText() {
    const zone = zoneOf(this.draft, this.defaultZone);
    return zone === undefined ? undefined : t("form.clock", { zone });
  }

  #problemCount() {
    const n = this.problems.size;
    return n === 0 ? nothing : html`<p class="notice" role="alert" tabindex="-1">${t("form.problems", { n })}</p>`;
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

  /** Until when one may go, and until when who waits gets in: seldom another time than the usual. */
  #moreTimes() {
    const set = ["withdraw_until", "promote_until"].filter((name) => this.draft[name] !== "");
    const help = (name) => [this.clockText(), t(`form.${name}Help`)].filter(Boolean).join(" ");
    const said = set.map((name) => `${t(`field.${name}`)} ${dayText(this.draft[name].slice(0, 10))}, ${this.draft[name].slice(11)}`).join(", ");
    return html`
      <details class="form-more is-wide">
        <summary><span>${t("form.moreTimes")}</span> <span class="soft">${said || t("form.usual")}</span></summary>
        <div class="form-folded">
          ${field(this, "withdraw_until", { type: "datetime-local", help: help("withdraw_until") })}
          ${field(this, "promote_until", { type: "datetime-local", help: help("promote_until") })}
        </div>
      </details>
    `;
  }

  /** @param {string} [named] what the service calls it */
  change(name, value, named = name) {
    this.#draw({ [name]: value, ...this.#following(name, value) });
    this.#forgive(named);
  }

  #draw(change) {
    this.draft = { ...this.draft, ...change };
    this.#keep();
  }

  /** Of a copy the deadline and the openings go with its day, until somebody sets them. */
  #following(name, value) {
    const event = name === "date" && this.from ? store.get(this.from) : undefined;
    if (event === undefined) {
      return {};
    }
    const before = timesLike(event, this.draft.date, 0);
    const isUntouched = ([time]) => [this.#saving.base[time], before[time]].some((known) => isSame(known, this.draft[time]));
    return Object.fromEntries(Object.entries(timesLike(event, value, Date.now())).filter(isUntouched));
  }

  changeRole(index, name, value) {
    this.#draw({ roles: this.draft.roles.map((role, at) => (at === index ? { ...role, [name]: value } : role)) });
    this.#forgive(`roles[${index}].${name}`);
  }

  changeWave(index, change, named) {
    this.#draw({ waves: this.draft.waves.map((wave, at) => (at === index ? { ...wave, ...change } : wave)) });
    this.#forgive(`waves[${index}].${named}`);
  }

  async addWave() {
    this.#draw({ waves: [...this.draft.waves, emptyWave()] });
    await this.updateComplete;
    this.querySelector(`#wave-${this.draft.waves.length - 1}-teams`).focus();
  }

  async dropWave(index) {
    this.#draw({ waves: this.draft.waves.filter((_, at) => at !== index) });
    this.problems = new Map();
    await this.updateComplete;
    this.querySelector(".form-waves > button").focus();
  }

  /** @param {string} [role] that is offered: it takes the place of one that has no name yet */
  async addRole(role = "") {
    const empty = this.draft.roles.findIndex((each) => each.role === "");
    const at = role === "" || empty < 0 ? this.draft.roles.length : empty;
    const roles = [...this.draft.roles];
    roles[at] = { ...(roles[at] ?? emptyRole()), role };
    this.#draw({ roles });
    this.#forgive(`roles[${at}].role`);
    await this.updateComplete;
    this.querySelector(`#role-${at}-${role === "" ? "role" : "count"}`).focus();
  }

  async dropRole(index) {
    this.#draw({ roles: this.draft.roles.filter((_, at) => at !== index) });
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
        base: this.#saving.base,
        defaultZone: this.defaultZone,
        nameOf: (userKey) => store.nameOf(userKey),
      });
      if (this.problems.size > 0) {
        await this.#showProblems();
        return;
      }
      const isPublished = event.submitter?.value === "publish";
      this.#saved(await this.#saving.save(this.draft, this.defaultZone, isPublished, (draft) => this.#draw(draft)));
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

  async #refused(failure) {
    const violations = failure.body?.violations ?? [];
    if (violations.length > 0) {
      this.problems = new Map(violations.map(({ field: name, message }) => [fieldOf(name), language === "en" ? message : t("form.wrong")]));
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
      this.querySelectorAll('details:not([open]) [aria-invalid="true"]').forEach((each) => (each.closest("details").open = true));
    }
  }

  async #showProblems() {
    await this.updateComplete;
    this.querySelector('[aria-invalid="true"]')?.focus();
  }
}

function publishText(n, reach) {
  if (reach === undefined || !reach.isWhole) {
    return t(n > 1 ? "form.publishMany" : "form.publish", { n });
  }
  return t("form.publishTo", { what: t("form.publishMany", { n }), people: t("form.people.n", { n: reach.people }) });
}

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Lists that are one field of the form: what is wrong with one of its entries is said there. */
const fieldOf = (name) => name.replace(/((?:^|\.)(?:audience_user_keys|audience_team_ids|requires))\[\d+\]$/, "$1");

customElements.define("event-form", EventForm);
