import { html, nothing } from "lit";
import { api, session, store } from "../core/context.js";
import { t } from "../text/text.js";
import { View } from "../ui/view.js";
import { wordsFor } from "../ui/words.js";

const MOST_PLACES = 2_000;
const CHANGEABLE = new Set(["draft", "published", "fulfilled"]);

/**
 * The roles of an event with their seats, and their headcounts to change. What is wrong with a headcount is said where it is
 * changed.
 *
 * @property {object} event
 */
export class RolePanel extends View {
  static properties = {
    event: { attribute: false },
    changing: { state: true },
    isSending: { state: true },
    problem: { state: true },
  };

  render() {
    return html`
      <section class="panel roles" aria-labelledby="roles">
        <h2 id="roles">${t("event.places")}</h2>
        ${this.event.role_stats.map((stats, index) => this.#role(stats, this.event.roles[index]))}
      </section>
    `;
  }

  #role(stats, role) {
    const mayChange = session.mayWrite && CHANGEABLE.has(this.event.status);
    const call = role?.call_time ? t("role.callTime", { time: role.call_time }) : null;
    return html`
      <div class="role">
        <div class="role-line">
          <role-seats .stats=${stats}></role-seats>
          ${mayChange && this.changing !== stats.role
            ? html`<button
              class="quiet"
              aria-label="${t("role.change")}: ${t("role.headcount", { role: stats.role })}"
              @click=${() => this.#open(stats.role)}
            >
              ${t("role.change")}
            </button>`
            : nothing}
        </div>
        ${call === null ? nothing : html`<p class="soft small">${call}</p>`}
        ${this.changing === stats.role ? this.#form(stats) : nothing}
      </div>
    `;
  }

  #form(stats) {
    return html`
      <form class="headcount" novalidate @submit=${(event) => this.#save(event, stats)} @keydown=${(event) => this.#key(event)}>
        <div class="field">
          <label for="headcount">${t("role.headcount", { role: stats.role })}</label>
          <input
            id="headcount"
            type="number"
            inputmode="numeric"
            min="1"
            max=${MOST_PLACES}
            .value=${String(stats.capacity)}
            aria-invalid=${this.problem ? "true" : "false"}
            aria-describedby="headcount-problem"
          />
        </div>
        <button class="primary" ?disabled=${this.isSending}>${t("form.save")}</button>
        <button type="button" @click=${() => this.#leave()}>${t("form.leave")}</button>
        <p id="headcount-problem" class="field-error" role="alert">${this.problem}</p>
      </form>
    `;
  }

  async #open(role) {
    this.changing = role;
    this.problem = undefined;
    await this.updateComplete;
    this.querySelector("#headcount").select();
  }

  /** Back to where it was opened. */
  async #leave() {
    const index = this.event.role_stats.findIndex(({ role }) => role === this.changing);
    this.changing = undefined;
    await this.updateComplete;
    this.querySelectorAll(".role")[index]?.querySelector("button")?.focus();
  }

  #key(event) {
    if (event.key === "Escape") {
      this.#leave();
    }
  }

  async #save(event, { role }) {
    event.preventDefault();
    const count = Number(this.querySelector("#headcount").value);
    if (!Number.isInteger(count) || count < 1 || count > MOST_PLACES) {
      this.problem = t("form.count");
      return;
    }
    this.isSending = true;
    try {
      const roles = this.event.roles.map((each) => (each.role === role ? { ...each, count } : each));
      store.put(await api.change(this.event.id, this.event.version, { roles }));
      await this.#leave();
    } catch (failure) {
      this.problem = wordsFor(failure);
      this.querySelector("#headcount").focus();
    } finally {
      this.isSending = false;
    }
  }
}

customElements.define("role-panel", RolePanel);
