import { html, nothing, render } from "lit";
import { api } from "../core/context.js";
import { stripped } from "../core/names.js";
import { t } from "../text/text.js";
import { dayText } from "../text/when.js";
import { View } from "../ui/view.js";
import { wordsFor } from "../ui/words.js";

const MOST_NAME = 200;
/** Not over plain http. */
const { clipboard } = navigator;

/** The button in the menu behind which the links of wall screens are made and taken back. */
export class WallLink extends View {
  render() {
    return html`<button @click=${() => showWallLinks()}>${t("wallLink.open")}</button>`;
  }
}

/** Asks which wall screens there are, and makes a link for another one. */
export function showWallLinks() {
  const dialog = document.createElement("dialog");
  dialog.className = "ask wall-links";
  dialog.setAttribute("aria-labelledby", "wall-links-title");
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  new WallLinks(dialog).begin();
}

class WallLinks {
  #tokens;
  #made;
  #problem;
  #isSending = false;
  #isCopied = false;

  constructor(dialog) {
    this.dialog = dialog;
  }

  async begin() {
    this.#draw();
    this.dialog.showModal();
    await this.#try(async () => (this.#tokens = (await api.machineTokens()).filter(({ scope }) => scope === "wall")));
  }

  #draw() {
    render(
      html`
        <h2 id="wall-links-title" tabindex="-1">${t("wallLink.title")}</h2>
        <p>${t("wallLink.text")}</p>
        ${this.#made === undefined ? this.#form() : this.#link()}
        ${this.#tokens === undefined || this.#tokens.length === 0 ? nothing : this.#list()}
        <p class="field-error" role="alert">${this.#problem}</p>
        <div class="ask-answers"><button @click=${() => this.dialog.close()}>${t("wallLink.close")}</button></div>
      `,
      this.dialog,
    );
  }

  #form() {
    return html`
      <form class="wall-links-form" @submit=${(event) => this.#make(event)}>
        <p class="field">
          <label for="wall-name">${t("wallLink.name")}</label>
          <input id="wall-name" maxlength=${MOST_NAME} required autocomplete="off" .value=${t("wallLink.usualName")} />
        </p>
        <button class="primary" ?disabled=${this.#isSending}>${t("wallLink.make")}</button>
      </form>
    `;
  }

  #link() {
    return html`
      <form class="wall-links-form" @submit=${(event) => this.#copy(event)}>
        <p class="field">
          <label for="wall-address">${t("wallLink.address")}</label>
          <input id="wall-address" readonly aria-describedby="wall-once" .value=${this.#made} @focus=${({ target }) => target.select()} />
        </p>
        ${clipboard === undefined ? nothing : html`<button class="primary">${t(this.#isCopied ? "wallLink.copied" : "wallLink.copy")}</button>`}
      </form>
      <p id="wall-once" class="small soft" role="status">${t("wallLink.once")}</p>
    `;
  }

  #list() {
    return html`
      <h3>${t("wallLink.known")}</h3>
      <ul class="wall-links-known">
        ${this.#tokens.map(
          ({ id, name, expires_at: until }) => html`
            <li>
              <span>${name} <small class="soft">${t("wallLink.until", { day: dayText(until.slice(0, 10)) })}</small></span>
              <button class="quiet" aria-label="${t("wallLink.revoke")}: ${name}" ?disabled=${this.#isSending} @click=${() => this.#revoke(id)}>${t("wallLink.revoke")}</button>
            </li>
          `,
        )}
      </ul>
    `;
  }

  async #make(event) {
    event.preventDefault();
    const name = stripped(this.dialog.querySelector("#wall-name").value) || t("wallLink.usualName");
    await this.#try(async () => {
      const { token, ...made } = await api.makeMachineToken("wall", name);
      this.#made = `${location.origin}/?wall#token=${token}`;
      this.#tokens = [...(this.#tokens ?? []), made];
    });
    this.dialog.querySelector("#wall-address")?.focus();
  }

  async #copy(event) {
    event.preventDefault();
    try {
      await clipboard.writeText(this.#made);
      this.#isCopied = true;
      this.#draw();
    } catch {
      // The browser does not let it: what is selected can be copied by hand.
      this.dialog.querySelector("#wall-address").focus();
    }
  }

  async #revoke(id) {
    await this.#try(async () => {
      await api.revokeMachineToken(id);
      this.#tokens = this.#tokens.filter((token) => token.id !== id);
    });
    // What was pressed is gone.
    this.dialog.querySelector("#wall-links-title").focus();
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

customElements.define("wall-link", WallLink);
