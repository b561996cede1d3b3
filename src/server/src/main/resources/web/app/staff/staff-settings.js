import { html } from "lit";
import { signOut } from "../account/sign-out.js";
import { session } from "../core/context.js";
import { nextTheme, theme } from "../style/theme.js";
import { changeLanguage, language, languages, t } from "../text/text.js";
import { ask } from "../ui/ask.js";
import { otherFirms } from "../ui/other-firms.js";
import { View } from "../ui/view.js";
import { responder } from "./responders.js";

/** Who one is, how one likes the page, and the way out. */
export class StaffSettings extends View {
  render() {
    return html`
      <div class="panel settings">
        <p><strong>${[session.name, session.firm?.name].filter(Boolean).join(" · ")}</strong></p>
        ${otherFirms("staff")}
        <button aria-label=${t("theme.label", { theme: t(`theme.${theme()}`) })} @click=${() => this.#changeTheme()}>
          ${t("theme.name")} <span class="soft">${t(`theme.${theme()}`)}</span>
        </button>
        ${languages.filter((other) => other !== language).map((other) => html`<button lang=${other} @click=${() => changeLanguage(other)}>${t(`language.${other}`)}</button>`)}
        <button @click=${() => this.#signOut()}>${t("session.signOut")}</button>
      </div>
    `;
  }

  #changeTheme() {
    nextTheme();
    this.requestUpdate();
  }

  /** What was not sent goes with all the rest. */
  async #signOut() {
    const n = responder().unanswered;
    if (n === 0 || (await ask({ title: t("ask.signOut"), text: t("ask.signOut.text", { n }), yes: t("session.signOut"), isGrave: true })) !== null) {
      signOut();
    }
  }
}

customElements.define("staff-settings", StaffSettings);
