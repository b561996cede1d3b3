import { html, nothing } from "lit";
import { signOut } from "../account/sign-out.js";
import { belonging, session } from "../core/context.js";
import { changeLanguage, language, languages, t } from "../text/text.js";
import { nextTheme, theme } from "../style/theme.js";
import { showCalendarLink } from "./calendar-link.js";
import "./connection-light.js";
import "./menu-button.js";
import { otherFirms } from "./other-firms.js";
import { View } from "./view.js";
import { areKeysOn, switchKeys } from "../week/week-keys.js";

/** The top of every page: whose it is, whether it is live, and how one likes it. */
export class TopBar extends View {
  static properties = { page: {} };

  connectedCallback() {
    super.connectedCallback();
    this.followEvent(session, "change");
    this.followEvent(belonging, "change");
  }

  render() {
    const isIn = session.isSignedIn || session.isExpired;
    const isBoard = this.page === "board" && isIn && session.isManager;
    return html`
      <header class="top">
        <a class="wordmark" href=${this.page === "staff" ? "/staff" : "#/"}>
          <span class="wordmark-seats" aria-hidden="true"><i></i><i></i><i></i></span>Muster
        </a>
        ${isBoard ? nothing : html`<span class="top-space"></span>`}
        ${isIn ? html`<connection-light></connection-light>` : nothing}
        ${isBoard ? html`<week-top></week-top>` : nothing}
        ${!isIn ? this.#likings() : this.page === "staff" ? nothing : this.#menu()}
      </header>
    `;
  }

  #menu() {
    return html`
      <menu-button
        label=${t("top.menu")}
        .items=${() => html`
          <p class="small soft">${[session.name, session.firm?.name].filter(Boolean).join(" · ")}</p>
          ${otherFirms("board")}
          <a class="button" href="#/">${t("top.week")}</a>
          <a class="button" href="#/cards">${t("top.cards")}</a>
          ${session.mayWrite ? html`<a class="button" href="#/members">${t("top.members")}</a>` : nothing}
          ${session.mayWrite ? html`<wall-link></wall-link>` : nothing}
          ${session.mayWrite ? html`<button @click=${() => showCalendarLink("firm")}>${t("calendar.open")}</button>` : nothing}
          <hr />
          ${this.#likings()}
          <button data-stays @click=${() => this.#switchKeys()}>${t(areKeysOn() ? "keys.on" : "keys.off")}</button>
          <hr />
          <button @click=${() => signOut()}>${t("session.signOut")}</button>
        `}
      ></menu-button>
    `;
  }

  #likings() {
    return html`
      <button class="quiet" data-stays aria-label=${t("theme.label", { theme: t(`theme.${theme()}`) })} @click=${() => this.#changeTheme()}>
        ${t("theme.name")} <small>${t(`theme.${theme()}`)}</small>
      </button>
      ${languages
        .filter((other) => other !== language)
        .map((other) => html`<button class="quiet" lang=${other} @click=${() => changeLanguage(other)}>${t(`language.${other}`)}</button>`)}
    `;
  }

  async #switchKeys() {
    switchKeys();
    this.#drawn();
  }

  #changeTheme() {
    nextTheme();
    this.#drawn();
  }

  #drawn() {
    this.requestUpdate();
    this.querySelector("menu-button")?.requestUpdate();
  }
}

customElements.define("top-bar", TopBar);
