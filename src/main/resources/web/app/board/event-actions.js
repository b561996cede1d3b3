import { html, nothing } from "lit";
import { api, store } from "../core/context.js";
import { t } from "../text/text.js";
import { ask } from "../ui/ask.js";
import { View } from "../ui/view.js";
import { wordsFor } from "../ui/words.js";
import { goTo } from "./place.js";

/** Where an event may go from its status. */
const STEPS = {
  draft: ["publish", "cancel"],
  published: ["unpublish", "complete", "cancel"],
  fulfilled: ["unpublish", "complete", "cancel"],
  cancelled: [],
  completed: [],
};

/**
 * The life of an event, in buttons.
 *
 * @property {object} event
 */
export class EventActions extends View {
  static properties = { event: { attribute: false }, isSending: { state: true }, problem: { state: true } };

  render() {
    const { id, status } = this.event;
    const isOver = STEPS[status].length === 0;
    return html`
      <div class="actions">
        ${isOver ? nothing : html`<a class="button" href="#/events/${id}/edit">${t("action.edit")}</a>`}
        <a class="button" href="#/new/${id}">${t("action.duplicate")}</a>
        ${STEPS[status].map(
          (step) => html`
            <button
              class=${step === "publish" ? "primary" : step === "cancel" ? "grave" : ""}
              ?disabled=${this.isSending}
              @click=${() => this.#move(step)}
            >
              ${t(`action.${step}`)}
            </button>
          `,
        )}
        ${isOver || status === "draft"
          ? html`<button class="grave" ?disabled=${this.isSending} @click=${() => this.#remove()}>${t("action.delete")}</button>`
          : nothing}
      </div>
      <p class="actions-problem field-error" role="alert">${this.problem}</p>
    `;
  }

  async #move(step) {
    const answer = await ask({
      title: t(`ask.${step}`),
      text: t(`ask.${step}.text`, { n: this.event.accepted_count }),
      yes: t(`action.${step}`),
      isGrave: step === "cancel",
    });
    if (answer !== null) {
      await this.#send(async () => store.put(await api.move(this.event.id, step)));
    }
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

  /** What is pressed is disabled meanwhile, and another button may stand in its place afterwards. */
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
    if (this.problem === undefined) {
      document.querySelector(".event-head h1")?.focus();
    } else {
      pressed.focus();
    }
  }
}

customElements.define("event-actions", EventActions);
