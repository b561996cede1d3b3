import { html, nothing } from "lit";
import { session } from "../core/context.js";
import { t } from "../text/text.js";
import { View } from "../ui/view.js";
import { arePlayed, managers, staff, tokenOf } from "./personas.js";

/**
 * Who is it?
 *
 * @property {"board" | "staff"} page
 * @property {boolean} isExpired somebody was signed in, until the token ran out
 * @property {boolean} isOther somebody is signed in for whom this page is not
 */
export class SignIn extends View {
  static properties = {
    page: {},
    isExpired: { attribute: false },
    isOther: { attribute: false },
    problem: { state: true },
  };

  render() {
    return html`
      <div class="sign-in">
        <h1>${t(this.page === "staff" ? "signIn.staff" : "signIn.board")}</h1>
        <p class="soft">${t(this.page === "staff" ? "signIn.staffText" : "signIn.boardText")}</p>
        ${this.isExpired ? html`<p class="notice" role="alert">${t("signIn.expired")}</p>` : nothing}
        ${this.isOther ? html`<p class="notice" role="alert">${t("signIn.noManager")}</p>` : nothing}
        ${arePlayed ? this.#personas() : nothing}
        <form class="panel sign-in-form" @submit=${(event) => this.#signIn(event)}>
          <div class="field">
            <label for="token">${t("signIn.token")}</label>
            <textarea
              id="token"
              rows="3"
              required
              autocomplete="off"
              spellcheck="false"
              aria-describedby="token-help ${this.problem ? "token-error" : ""}"
              aria-invalid=${this.problem ? "true" : "false"}
            ></textarea>
            <p id="token-help" class="small soft">${t("signIn.tokenHelp")}</p>
            ${this.problem ? html`<p id="token-error" class="field-error" role="alert">${this.problem}</p>` : nothing}
          </div>
          <button class=${arePlayed ? "" : "primary"}>${t("signIn.signIn")}</button>
        </form>
        <p class="small">
          ${this.page === "staff" ? html`<a href="/">${t("signIn.toBoard")}</a>` : html`<a href="/staff">${t("signIn.toStaff")}</a>`}
        </p>
      </div>
    `;
  }

  #personas() {
    return html`
      <section class="panel" aria-labelledby="play">
        <h2 id="play">${t("signIn.play")}</h2>
        <p class="small soft">${t("signIn.playText")}</p>
        <div class="personas">
          ${(this.page === "staff" ? staff : managers).map(
            ({ key, values, claims }) => html`<button @click=${() => this.#play(claims)}>${t(key, values)}</button>`,
          )}
        </div>
      </section>
    `;
  }

  async #play(claims) {
    session.signIn(await tokenOf(claims));
  }

  #signIn(event) {
    event.preventDefault();
    const token = this.querySelector("#token").value.trim().replace(/^Bearer\s+/i, "");
    this.problem = session.signIn(token) ? undefined : t("signIn.noToken");
  }
}

customElements.define("sign-in", SignIn);
