import { html, nothing } from "lit";
import { session } from "../core/context.js";
import { changeLanguage, language, languages, t } from "../text/text.js";
import { nextTheme, theme } from "../style/theme.js";
import "./connection-light.js";
import { View } from "./view.js";

/** The top of every page: whose it is, whether it is live, and how one likes it. */
export class TopBar extends View {
  static properties = { page: {} };

  connectedCallback() {
    super.connectedCallback();
    this.followEvent(session, "change");
  }

  render() {
    return html`
      <header class="top">
        <a class="wordmark" href=${this.page === "staff" ? "/staff" : "#/"}>
          <span class="wordmark-seats" aria-hidden="true"><i></i><i></i><i></i></span>Muster
        </a>
        ${session.isSignedIn ? html`<connection-light></connection-light>` : nothing}
        <span class="top-space"></span>
        <button class="quiet" aria-label=${t("theme.label", { theme: t(`theme.${theme()}`) })} @click=${() => this.#changeTheme()}>
          ${t(`theme.${theme()}`)}
        </button>
        ${languages
          .filter((other) => other !== language)
          .map(
            (other) => html`
              <button class="quiet" lang=${other} @click=${() => changeLanguage(other)}>${t(`language.${other}`)}</button>
            `,
          )}
        ${session.isSignedIn ? this.#who() : nothing}
      </header>
    `;
  }

  #who() {
    return html`
      <span class="top-who">${session.name}</span>
      <button class="quiet" @click=${() => session.signOut()}>${t("session.signOut")}</button>
    `;
  }

  #changeTheme() {
    nextTheme();
    this.requestUpdate();
  }
}

customElements.define("top-bar", TopBar);
