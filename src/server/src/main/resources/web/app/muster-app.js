import { html, nothing } from "lit";
import "./board/board-page.js";
import { live, session, store } from "./core/context.js";
import { forgetAll } from "./core/forget.js";
import { keepPages } from "./core/worker.js";
import "./sign-in/sign-in.js";
import "./staff/known-shifts.js";
import "./staff/staff-page.js";
import { t } from "./text/text.js";
import "./ui/top-bar.js";
import { View } from "./ui/view.js";

const isWall = new URLSearchParams(location.search).has("wall");

/**
 * A page: the sign-in, or what it is for.
 *
 * @property {"board" | "staff"} page
 */
export class MusterApp extends View {
  static properties = { page: {} };

  connectedCallback() {
    // What it says in the document is for browsers that get no further.
    this.replaceChildren();
    super.connectedCallback();
    this.followEvent(session, "change", () => this.#signedInOrOut());
    document.documentElement.classList.toggle("wall", isWall);
    this.#entitle();
    keepPages(live, isWall);
  }

  render() {
    if (isWall && session.isSignedIn) {
      return this.#content();
    }
    return html`
      <a class="skip" href="#main" @click=${(event) => this.#skip(event)}>${t("page.skip")}</a>
      <top-bar page=${this.page}></top-bar>
      <main id="main" class="main" tabindex="-1">${this.#content()}</main>
    `;
  }

  #content() {
    if (!session.isSignedIn || (this.page === "board" && !session.isManager)) {
      return html`${this.page === "staff" && !session.isSignedIn ? html`<known-shifts></known-shifts>` : nothing}<sign-in page=${this.page} .isExpired=${session.isExpired} .isOther=${session.isSignedIn}></sign-in>`;
    }
    return this.page === "staff" ? html`<staff-page></staff-page>` : html`<board-page .isWall=${isWall}></board-page>`;
  }

  async #signedInOrOut() {
    if (!session.isSignedIn) {
      live.stop();
      store.clear();
      this.#entitle();
      if (!session.isExpired) {
        forgetAll();
      }
    }
    this.requestUpdate();
    await this.updateComplete;
    // What was pressed is gone with all the rest.
    this.querySelector("main")?.focus();
  }

  #entitle() {
    document.title = t(this.page === "staff" ? "title.staff" : "title.board");
  }

  /** The address after the sign is the board's own way of saying what is shown. */
  #skip(event) {
    event.preventDefault();
    this.querySelector("main").focus();
  }
}

customElements.define("muster-app", MusterApp);
