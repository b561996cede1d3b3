import { html, nothing, render } from "lit";
import { api } from "../core/context.js";
import { language, t } from "../text/text.js";
import { wordsFor } from "./words.js";

/** Not over plain http. */
const { clipboard } = navigator;

/** @param {"mine" | "firm"} of whose shifts the calendar has */
export function showCalendarLink(of) {
  const dialog = document.createElement("dialog");
  dialog.className = "ask calendar-link";
  dialog.setAttribute("aria-labelledby", "calendar-link-title");
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  new CalendarLink(dialog, of).begin();
}

/** Makes the address under which a calendar program reads shifts, shows it this once, and ends it. */
class CalendarLink {
  #has;
  #made;
  #problem;
  #isSending = false;
  #isCopied = false;

  constructor(dialog, of) {
    this.dialog = dialog;
    this.of = of;
  }

  async begin() {
    this.#draw();
    this.dialog.showModal();
    await this.#try(async () => (this.#has = await api.hasCalendar(this.of)));
  }

  #draw() {
    render(
      html`
        <h2 id="calendar-link-title" tabindex="-1">${t("calendar.title")}</h2>
        <p>${t(`calendar.text.${this.of}`)}</p>
        ${this.#made === undefined ? this.#form() : this.#link()}
        <p class="field-error" role="alert">${this.#problem}</p>
        <div class="ask-answers">
          ${this.#has ? html`<button class="quiet" ?disabled=${this.#isSending} @click=${() => this.#end()}>${t("calendar.end")}</button>` : nothing}
          <button @click=${() => this.dialog.close()}>${t("calendar.close")}</button>
        </div>
      `,
      this.dialog,
    );
  }

  #form() {
    return html`
      ${this.#has ? html`<p role="status">${t("calendar.has")}</p>` : nothing}
      <form class="wall-links-form" @submit=${(event) => this.#make(event)}>
        <button class="primary" ?disabled=${this.#isSending || this.#has === undefined}>${t(this.#has ? "calendar.another" : "calendar.make")}</button>
      </form>
    `;
  }

  #link() {
    return html`
      <p><a class="button primary" href=${this.#made.replace(/^https?:/, "webcal:")}>${t("calendar.subscribe")}</a></p>
      <form class="wall-links-form" @submit=${(event) => this.#copy(event)}>
        <p class="field">
          <label for="calendar-address">${t("calendar.address")}</label>
          <input id="calendar-address" readonly aria-describedby="calendar-once" .value=${this.#made} @focus=${({ target }) => target.select()} />
        </p>
        ${clipboard === undefined ? nothing : html`<button>${t(this.#isCopied ? "calendar.copied" : "calendar.copy")}</button>`}
      </form>
      <p id="calendar-once" class="small soft" role="status">${t("calendar.once")}</p>
    `;
  }

  async #make(event) {
    event.preventDefault();
    await this.#try(async () => {
      const { url } = await api.makeCalendar(this.of, language);
      // Where this page is, however the service is reached behind its proxy.
      this.#made = location.origin + new URL(url).pathname;
      this.#has = true;
    });
    this.dialog.querySelector("#calendar-address")?.focus();
  }

  async #copy(event) {
    event.preventDefault();
    try {
      await clipboard.writeText(this.#made);
      this.#isCopied = true;
      this.#draw();
    } catch {
      // The browser does not let it: what is selected can be copied by hand.
      this.dialog.querySelector("#calendar-address").focus();
    }
  }

  async #end() {
    await this.#try(async () => {
      await api.endCalendar(this.of);
      this.#has = false;
      this.#made = undefined;
    });
    // What was pressed is gone.
    this.dialog.querySelector("#calendar-link-title").focus();
  }

  async #try(what) {
    this.#problem = undefined;
    this.#isSending = true;
    this.#draw();
    try {
      await what();
    } catch (failure) {
      this.#problem = wordsFor(failure);
    }
    this.#isSending = false;
    this.#draw();
  }
}
