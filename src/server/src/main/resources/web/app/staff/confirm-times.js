import { html, nothing } from "lit";
import { api, store } from "../core/context.js";
import { newKey } from "../core/platform.js";
import { t } from "../text/text.js";
import { View } from "../ui/view.js";
import { wordsFor } from "../ui/words.js";

/**
 * Asks whoever is in to confirm times and place that have changed.
 *
 * @property {object} event as it is shown: what is confirmed
 */
export class ConfirmTimes extends View {
  static properties = {
    event: { attribute: false },
    isSending: { state: true },
    problem: { state: true },
  };
  /** One key for one version, however often it is pressed. */
  #key = { version: 0, key: "" };

  render() {
    if (this.event.my_response?.unconfirmed !== true) {
      return nothing;
    }
    return html`
      <p class="notice">${t("shift.changed")}</p>
      <button
        class="primary"
        ?disabled=${this.isSending}
        aria-busy=${this.isSending ? "true" : "false"}
        aria-label="${t("shift.confirm")}: ${this.event.event_name ?? t("event.unnamed")}"
        @click=${() => this.#confirm(this.event)}
      >
        ${t("shift.confirm")}
      </button>
      <p class="soft" role="alert">${this.problem}</p>
    `;
  }

  async #confirm({ id, version }) {
    if (this.#key.version !== version) {
      this.#key = { version, key: newKey() };
    }
    const card = this.closest("article");
    this.isSending = true;
    this.problem = undefined;
    try {
      store.put(await api.confirm(id, this.#key));
      card?.querySelector("h2")?.focus();
    } catch (failure) {
      this.problem = failure.code === "CHANGED_SINCE" ? t("shift.changedAgain") : wordsFor(failure);
      if (failure.code === "CHANGED_SINCE") {
        api.event(id).then((event) => store.put(event), () => {});
      }
    } finally {
      this.isSending = false;
    }
  }
}

customElements.define("confirm-times", ConfirmTimes);
