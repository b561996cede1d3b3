import { html, nothing } from "lit";
import { api, store } from "../core/context.js";
import { hasBegun, isOver } from "../core/times.js";
import { t } from "../text/text.js";
import { ask } from "../ui/ask.js";
import { saveFile } from "../ui/save-file.js";
import "../ui/menu-button.js";
import { View } from "../ui/view.js";
import { wordsFor } from "../ui/words.js";
import { partOfDay } from "./attendance.js";
import { goTo } from "./place.js";
import { stepText } from "./questions.js";
import { printRosters } from "./roster-print.js";
import { noteWarnings } from "./warnings.js";

/** Where an event may go from its status, and when that makes sense. */
const OPEN_STEPS = [
  { step: "unpublish", makesSense: (event, now) => !isOver(event, now) },
  { step: "complete", makesSense: hasBegun },
  { step: "cancel", makesSense: (event, now) => !isOver(event, now) },
];
/** Of a cancellation. The service counts code points, of which there are never more. */
const MOST_REASON = 200;
const REOPEN = { step: "reopen", makesSense: (event, now) => !isOver(event, now) };
const STEPS = {
  draft: [
    { step: "publish", makesSense: (event, now) => !isOver(event, now) },
    { step: "cancel", makesSense: (event, now) => !isOver(event, now) },
  ],
  published: OPEN_STEPS,
  fulfilled: OPEN_STEPS,
  cancelled: [REOPEN],
  completed: [REOPEN],
};

/**
 * The life of an event: what is done often as buttons, the rest in a menu.
 *
 * @property {object} event
 */
export class EventActions extends View {
  static properties = { event: { attribute: false }, isSending: { state: true }, problem: { state: true } };
  /** Why an event is to be cancelled, as it was written: until that is done it is there again with the next question. */
  #written = { id: "", reason: "" };

  connectedCallback() {
    super.connectedCallback();
    this.followTime(30_000);
  }

  render() {
    const { id, status } = this.event;
    const now = Date.now();
    const isClosed = status === "cancelled" || status === "completed";
    const isAttended = partOfDay(this.event, now) !== "before";
    const steps = STEPS[status].filter(({ makesSense }) => makesSense(this.event, now));
    return html`
      <div class="actions">
        ${steps.some(({ step }) => step === "publish") ? this.#button("publish", "primary") : nothing}
        <button @click=${() => this.#print()}>${t("action.print")}</button>
        ${isAttended ? html`<button @click=${() => this.#saveRoster()}>${t("action.csv")}</button>` : nothing}
        ${isClosed ? nothing : html`<a class="button" href="#/events/${id}/edit">${t("action.edit")}</a>`}
        <menu-button label=${t("action.more")} .items=${() => this.#more(steps, isClosed, isAttended)}></menu-button>
      </div>
      <p class="actions-problem field-error" role="alert">${this.problem}</p>
    `;
  }

  /** Grave things are only here. */
  #more(steps, isClosed, isAttended) {
    const { id, status } = this.event;
    return html`
      <a class="button" href="#/new/${id}">${t("action.duplicate")}</a>
      ${isAttended ? nothing : html`<button @click=${() => this.#saveRoster()}>${t("action.csv")}</button>`}
      ${steps.filter(({ step }) => step !== "publish").map(({ step }) => this.#button(step, step === "cancel" ? "grave" : ""))}
      ${isClosed || status === "draft"
        ? html`<button class="grave" ?disabled=${this.isSending} @click=${() => this.#remove()}>${t("action.delete")}</button>`
        : nothing}
    `;
  }

  #button(step, kind) {
    return html`<button class=${kind} ?disabled=${this.isSending} @click=${() => this.#move(step)}>${t(`action.${step}`)}</button>`;
  }

  /** All people, also where the page shows a part of the event. */
  async #print() {
    await this.#send(async () => printRosters([this.event.id]));
  }

  /** For a spreadsheet: who was in, when each had to be there, came and left. */
  async #saveRoster() {
    await this.#send(async () => {
      const { id, date } = this.event;
      saveFile(await api.rosterSheet(id), "text/csv", `${date}.csv`);
    });
  }

  async #move(step) {
    const answer = await ask({
      title: t(`ask.${step}`),
      text: stepText(step, this.event),
      yes: t(`action.${step}`),
      isGrave: step === "cancel",
      words: step === "cancel" ? { label: t("ask.cancel.reason"), most: MOST_REASON, value: this.#reason() } : undefined,
    });
    if (answer !== null) {
      const { id } = this.event;
      this.#written = { id, reason: answer.words };
      const body = answer.words === "" ? undefined : { reason: answer.words };
      await this.#send(async () => {
        const moved = await api.move(id, step, body);
        this.#written = { id: "", reason: "" };
        noteWarnings(moved);
        store.put(moved);
      });
    }
  }

  #reason() {
    return this.#written.id === this.event.id ? this.#written.reason : "";
  }

  async #remove() {
    const question = { title: t("ask.delete"), text: t("ask.delete.text"), yes: t("action.delete"), isGrave: true };
    if ((await ask(question)) !== null) {
      await this.#send(async () => {
        await api.remove(this.event.id);
        store.drop(this.event.id);
        goTo("#/");
      });
    }
  }

  /**
   * What is pressed is disabled meanwhile, and another button may stand in its place afterwards. Whoever has gone on meanwhile
   * stays there.
   */
  async #send(call) {
    const pressed = document.activeElement;
    this.isSending = true;
    this.problem = undefined;
    try {
      await call();
    } catch (failure) {
      this.problem = wordsFor(failure);
    } finally {
      this.isSending = false;
    }
    await this.updateComplete;
    if (document.activeElement !== document.body && document.activeElement !== pressed) {
      return;
    }
    if (this.problem === undefined) {
      document.querySelector(".event-head h1, .peek-head h2")?.focus();
    } else {
      pressed.focus();
    }
  }
}

customElements.define("event-actions", EventActions);
