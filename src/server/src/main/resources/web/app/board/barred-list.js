import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { api, session, store } from "../core/context.js";
import { t } from "../text/text.js";
import { personMark } from "../ui/person-mark.js";
import { View } from "../ui/view.js";
import { wordsFor } from "../ui/words.js";

const CHANGEABLE = new Set(["draft", "published", "fulfilled"]);

/**
 * Who is kept out of an event, and the way back in.
 *
 * @property {object} event with somebody barred
 */
export class BarredList extends View {
  static properties = { event: { attribute: false }, problem: { state: true }, isSending: { state: true } };

  render() {
    const { barred_user_keys: barred, status } = this.event;
    const mayLift = session.mayWrite && CHANGEABLE.has(status);
    return html`
      <section class="panel" aria-labelledby="barred">
        <h2 id="barred" tabindex="-1">${t("barred.title", { n: barred.length })}</h2>
        <p class="soft small">${t("barred.text")}</p>
        ${this.problem ? html`<p class="notice" role="alert">${this.problem}</p>` : nothing}
        <ul class="barred">
          ${repeat(
            barred,
            (userKey) => userKey,
            (userKey) => this.#person(userKey, store.nameOf(userKey), mayLift),
          )}
        </ul>
      </section>
    `;
  }

  #person(userKey, name, mayLift) {
    return html`
      <li class="person">
        ${personMark(name)}
        <span class="person-name">${name}</span>
        ${mayLift
          ? html`<button class="quiet" aria-label="${t("barred.lift")} ${name}" @click=${() => this.#lift(userKey)}>
              ${t("barred.lift")}
            </button>`
          : nothing}
      </li>
    `;
  }

  async #lift(userKey) {
    if (this.isSending) {
      return;
    }
    this.isSending = true;
    this.problem = undefined;
    const { id, version, barred_user_keys: barred } = this.event;
    try {
      store.put(await api.change(id, version, { barred_user_keys: barred.filter((other) => other !== userKey) }));
      // The line with the button is gone, and with the last one all of this.
      document.querySelector(barred.length > 1 ? "#barred" : "#people")?.focus();
    } catch (failure) {
      this.problem = wordsFor(failure);
    } finally {
      this.isSending = false;
    }
  }
}

customElements.define("barred-list", BarredList);
