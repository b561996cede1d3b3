import { html, nothing } from "lit";
import { api, store } from "../core/context.js";
import { t } from "../text/text.js";
import { keepFocus } from "../ui/keep-focus.js";
import { View } from "../ui/view.js";
import { Confirmation, isAsked } from "./confirmation.js";

/**
 * Asks whoever is in to confirm times and place.
 *
 * @property {object} event as it is shown: what is confirmed
 */
export class ConfirmTimes extends View {
  static properties = {
    event: { attribute: false },
    isSending: { state: true },
  };
  #confirmation = new Confirmation({ api });

  willUpdate() {
    this.#confirmation.see(this.event);
  }

  render() {
    if (!isAsked(this.event)) {
      return nothing;
    }
    return html`
      <p class="notice">${t("confirm.please")}</p>
      <button
        class="primary"
        ?disabled=${this.isSending}
        aria-busy=${this.isSending ? "true" : "false"}
        aria-label="${t("confirm.yes")}: ${this.event.event_name ?? t("event.unnamed")}"
        @click=${() => this.#confirm(this.event)}
      >
        ${t("confirm.yes")}
      </button>
      <p class="soft" role="alert">${this.#confirmation.problem}</p>
    `;
  }

  async #confirm(event) {
    const heading = this.closest("article")?.querySelector("h3");
    const pressed = document.activeElement;
    this.isSending = true;
    try {
      store.put(await this.#confirmation.send(event));
      heading?.focus();
    } catch (failure) {
      if (failure.code === "CHANGED_SINCE") {
        api.event(event.id).then((now) => store.put(now), () => {});
      }
    } finally {
      this.isSending = false;
    }
    await this.updateComplete;
    keepFocus(pressed, heading);
  }
}

customElements.define("confirm-times", ConfirmTimes);
