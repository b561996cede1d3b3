import { html, nothing } from "lit";
import { signOut } from "../account/sign-out.js";
import { belonging, session } from "../core/context.js";
import { t } from "../text/text.js";
import { View } from "../ui/view.js";
import { wordsFor } from "../ui/words.js";

/**
 * Somebody is signed in whom no firm knows, or who brings a code along: what is missing, and the code.
 *
 * @property {"board" | "staff"} page
 */
export class JoiningPage extends View {
  static properties = { page: {}, problem: { state: true }, isSending: { state: true } };

  render() {
    const isInvited = belonging.state === "invited";
    return html`
      <div class="sign-in">
        <h1>${t(isInvited ? "join.invited" : "join.nowhere")}</h1>
        <p class="soft">${t("join.as", { name: session.claims.email ?? session.name })}</p>
        ${isInvited ? html`<p>${t("join.invitedText")}</p>` : html`<p class="notice">${t(`join.${missing(session.claims)}`)}</p>`}
        <form class="panel sign-in-form" @submit=${(event) => this.#join(event)}>
          <div class="field">
            <label for="code">${t("join.code")}</label>
            <input
              id="code"
              required
              autocomplete="off"
              autocapitalize="off"
              spellcheck="false"
              .value=${belonging.invitation}
              aria-describedby="code-help code-error"
              aria-invalid=${this.problem ? "true" : "false"}
            />
            <p id="code-help" class="small soft">${t("join.codeHelp")}</p>
            <p id="code-error" class="field-error" role="alert">${this.problem ?? nothing}</p>
          </div>
          <button class="primary" ?disabled=${this.isSending}>${t("join.join")}</button>
        </form>
        <p>
          <button class="quiet" @click=${() => belonging.putAway(this.page)}>${t(isInvited ? "join.later" : "join.again")}</button>
          <button class="quiet" @click=${() => signOut()}>${t("session.signOut")}</button>
        </p>
      </div>
    `;
  }

  async #join(event) {
    event.preventDefault();
    this.problem = undefined;
    this.isSending = true;
    try {
      await belonging.join(this.page, this.querySelector("#code").value.trim());
    } catch (failure) {
      this.problem = wordsFor(failure);
    }
    this.isSending = false;
  }
}

/** What a firm would have to know, or the provider to say, for somebody to be recognised; of the texts `join.*`. */
export function missing({ email, email_verified: isVerified }) {
  if (typeof email !== "string") {
    return "noEmail";
  }
  return isVerified === true ? "unknown" : "unverified";
}

customElements.define("joining-page", JoiningPage);
