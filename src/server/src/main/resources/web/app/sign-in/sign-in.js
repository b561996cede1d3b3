import { html, nothing } from "lit";
import { openAgain } from "../account/again.js";
import { arrival, reasonOf } from "../account/arrival.js";
import { signOut } from "../account/sign-out.js";
import { account, session } from "../core/context.js";
import { settings } from "../core/settings.js";
import { t } from "../text/text.js";
import { View } from "../ui/view.js";
import { arePlayed, managers, staff, tokenOf } from "./personas.js";

/**
 * Who is it?
 *
 * @property {"board" | "staff"} page
 * @property {boolean} isExpired somebody was signed in, until the token ran out: what is on the page stays there, below this
 * @property {boolean} isOther somebody is signed in for whom this page is not
 */
export class SignIn extends View {
  static properties = {
    page: {},
    isExpired: { attribute: false },
    isOther: { attribute: false },
    problem: { state: true },
    settings: { state: true },
    failure: { state: true },
    isLeaving: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.failure = arrival.failure;
    this.followEvent(arrival, "change", () => (this.failure = arrival.failure));
    this.#ask();
  }

  /** Where people sign in. */
  async #ask() {
    this.settings = await settings();
    this.failure = this.settings === undefined ? "away" : this.failure;
  }

  render() {
    return html`
      <div class="sign-in">
        <h1>${t(this.isExpired ? "signIn.again" : this.page === "staff" ? "signIn.staff" : "signIn.board")}</h1>
        ${this.isExpired ? nothing : html`<p class="soft">${t(this.page === "staff" ? "signIn.staffText" : "signIn.boardText")}</p>`}
        ${this.isExpired ? html`<p class="notice" role="alert">${t("signIn.expired")}</p>` : nothing}
        ${this.isOther ? html`<p class="notice" role="alert">${t("signIn.noManager")}</p>` : nothing}
        ${this.failure ? html`<p class="notice" role="alert">${t(`signIn.failure.${this.failure}`)}</p>` : nothing}
        ${arePlayed ? this.#personas() : nothing}
        ${this.settings?.signIn ? this.#provider() : this.#token()}
        ${this.isExpired ? html`<button class="quiet" @click=${() => signOut()}>${t("signIn.leave")}</button>` : this.#otherPage()}
      </div>
    `;
  }

  #otherPage() {
    return html`
      <p class="small">
        ${this.page === "staff" ? html`<a href="/">${t("signIn.toBoard")}</a>` : html`<a href="/staff">${t("signIn.toStaff")}</a>`}
      </p>
    `;
  }

  #provider() {
    return html`
      <form class="panel sign-in-form" @submit=${(event) => this.#goToProvider(event)}>
        <button class="primary" ?disabled=${this.isLeaving}>${t("signIn.signIn")}</button>
        <label class="tick"><input type="checkbox" id="stay" ?checked=${account.isKept} /> ${t("signIn.stay")}</label>
        <p class="small soft">${t("signIn.stayHelp")}</p>
      </form>
      <details>
        <summary class="small">${t("signIn.withToken")}</summary>
        ${this.#token()}
      </details>
    `;
  }

  #token() {
    return html`
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
        <button class=${arePlayed || this.settings?.signIn ? "" : "primary"}>${t(this.settings?.signIn ? "signIn.useToken" : "signIn.signIn")}</button>
      </form>
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

  /** Over a page with something typed in it another tab goes to the provider, so that this one is left as it is. */
  async #goToProvider(event) {
    event.preventDefault();
    const isKept = this.querySelector("#stay").checked;
    if (this.isExpired && openAgain({ isKept })) {
      return;
    }
    this.isLeaving = true;
    this.failure = undefined;
    try {
      location.assign(await account.begin({ to: location.pathname + location.search + location.hash, isKept }));
    } catch (failure) {
      this.isLeaving = false;
      this.failure = isSecureContext ? reasonOf(failure) : "plain";
    }
  }
}

customElements.define("sign-in", SignIn);
