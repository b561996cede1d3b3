import { html, nothing } from "lit";
import { signOut } from "../account/sign-out.js";
import { api, session } from "../core/context.js";
import { nextTheme, theme } from "../style/theme.js";
import { changeLanguage, language, languages, t } from "../text/text.js";
import { ask } from "../ui/ask.js";
import { showCalendarLink } from "../ui/calendar-link.js";
import { otherFirms } from "../ui/other-firms.js";
import { saveFile } from "../ui/save-file.js";
import { View } from "../ui/view.js";
import { wordsFor } from "../ui/words.js";
import { responder } from "./responders.js";

/** Who one is, how one likes the page, and the way out. */
export class StaffSettings extends View {
  #failure = null;

  render() {
    return html`
      <div class="panel settings">
        <p><strong>${[session.name, session.firm?.name].filter(Boolean).join(" · ")}</strong></p>
        ${otherFirms("staff")}
        <button aria-label=${t("theme.label", { theme: t(`theme.${theme()}`) })} @click=${() => this.#changeTheme()}>
          ${t("theme.name")} <span class="soft">${t(`theme.${theme()}`)}</span>
        </button>
        ${languages.filter((other) => other !== language).map((other) => html`<button lang=${other} @click=${() => changeLanguage(other)}>${t(`language.${other}`)}</button>`)}
        <button @click=${() => showCalendarLink("mine")}>${t("calendar.open")}</button>
        <button @click=${() => this.#export()}>${t("me.export")}</button>
        <button @click=${() => this.#erase()}>${t("me.erase")}</button>
        <button @click=${() => this.#signOut()}>${t("session.signOut")}</button>
        ${this.#failure === null ? nothing : html`<p role="alert">${this.#failure}</p>`}
      </div>
    `;
  }

  async #export() {
    await this.#tried(async () => {
      saveFile(JSON.stringify(await api.exportMe(), null, 2), "application/json", "muster.json");
    });
  }

  /** What was not sent goes with all the rest; nothing is left to be signed in for. */
  async #erase() {
    if ((await ask({ title: t("me.erase.title"), text: t("me.erase.text"), yes: t("me.erase.yes"), isGrave: true })) !== null) {
      await this.#tried(async () => {
        await api.eraseMe();
        signOut();
      });
    }
  }

  async #tried(action) {
    this.#failure = null;
    try {
      await action();
    } catch (problem) {
      this.#failure = wordsFor(problem);
    }
    this.requestUpdate();
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
