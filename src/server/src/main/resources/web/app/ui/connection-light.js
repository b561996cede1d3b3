import { html, nothing } from "lit";
import { live } from "../core/context.js";
import { t } from "../text/text.js";
import { ageText, clockText } from "../text/when.js";
import { View } from "./view.js";

const RESYNCED_MS = 6_000;

/** Whether what is shown is what is; and if not, how old it is. */
export class ConnectionLight extends View {
  #resyncedAt = Number.NEGATIVE_INFINITY;

  connectedCallback() {
    super.connectedCallback();
    this.followEvent(live, "light", () => this.#changed());
    this.followEvent(window, "online");
    this.followEvent(window, "offline");
    this.followTime(1_000);
  }

  render() {
    const { state, text, age } = this.#said();
    return html`
      <span class="light is-${state}" role="status">
        <span class="light-dot" aria-hidden="true"></span>
        <span>${text}</span>
      </span>
      ${age === null ? nothing : html`<span class="light-age">${age}</span>`}
    `;
  }

  #changed() {
    if (live.light.name === "resynced") {
      this.#resyncedAt = Date.now();
    }
    this.requestUpdate();
  }

  #said() {
    const { name, since } = live.light;
    if (name === "live") {
      const isFresh = Date.now() - this.#resyncedAt < RESYNCED_MS;
      return { state: "live", text: t(isFresh ? "light.resynced" : "light.live"), age: null };
    }
    const text = t(navigator.onLine ? (since === undefined ? "light.connecting" : "light.reconnecting") : "light.offline");
    const age = since === undefined ? null : t("light.age", { at: clockText(since), age: ageText(Date.now() - since) });
    return { state: since === undefined ? "connecting" : "reconnecting", text, age };
  }
}

customElements.define("connection-light", ConnectionLight);
