import { html, nothing } from "lit";
import { live } from "../core/context.js";
import { t } from "../text/text.js";
import { longDayText } from "../text/when.js";
import { View } from "../ui/view.js";
import { responder } from "./responders.js";
import { LETS_GO_MS } from "./shift-card.js";

/**
 * What was pressed and waits for a network, wherever its card is.
 *
 * @property {object[]} events all that are known
 */
export class UnsentList extends View {
  static properties = { events: { attribute: false } };

  connectedCallback() {
    super.connectedCallback();
    this.followEvent(live, "light");
    this.followEvent(window, "online");
    this.followEvent(window, "offline");
    this.followTime(1_000);
  }

  render() {
    const waiting = live.light.name === "live" ? [] : this.events.map((event) => ({ event, open: responder().open(event.id) })).filter(waitsForNetwork);
    return waiting.length === 0
      ? nothing
      : html`
          <ul class="unsent" aria-label=${t("unsent.title")}>
            ${waiting.map(({ event, open }) => this.#line(event, open))}
          </ul>
        `;
  }

  #line(event, { response, role }) {
    const when = { day: longDayText(event.date, Date.now()), time: event.start_time ?? "" };
    return html`
      <li>
        <strong>${t(`unsent.${response}`, { role, ...when })}</strong>
        <p>
          ${t(`unsent.${response}.text`)}
          <button class="link" aria-label="${t("unsent.takeBack")}: ${event.event_name ?? t("event.unnamed")}" @click=${() => this.#takeBack(event)}>
            ${t("unsent.takeBack")}
          </button>
        </p>
      </li>
    `;
  }

  async #takeBack({ id }) {
    responder().takeBack(id);
    this.requestUpdate();
    await this.updateComplete;
    document.querySelector("main")?.focus();
  }
}

/** Most are answered before anybody could read that they wait. */
const waitsForNetwork = ({ open }) => open !== undefined && (!navigator.onLine || Date.now() - open.at >= LETS_GO_MS);

customElements.define("unsent-list", UnsentList);
