import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { arrival } from "./account/arrival.js";
import { account, belonging, live, session, store } from "./core/context.js";
import { forgetAll, forgetShown } from "./core/forget.js";
import { keepPages } from "./core/worker.js";
import "./sign-in/joining-page.js";
import "./sign-in/sign-in.js";
import "./sign-in/sign-in-over.js";
import "./staff/known-shifts.js";
import "./staff/staff-page.js";
import { t } from "./text/text.js";
import "./ui/top-bar.js";
import { View } from "./ui/view.js";

const AGAIN_MS = 5_000;
const isWall = new URLSearchParams(location.search).has("wall");

/**
 * A page: the sign-in, or what it is for.
 *
 * @property {"board" | "staff"} page
 */
export class MusterApp extends View {
  static properties = { page: {} };
  /** Whose the page is that is drawn. */
  #userKey;
  /** When somebody was last asked where they belong after a firm had shut them out. */
  #shutOutAt = 0;

  connectedCallback() {
    // What it says in the document is for browsers that get no further.
    this.replaceChildren();
    super.connectedCallback();
    this.followEvent(session, "change", () => this.#signedInOrOut());
    this.followEvent(session, "renew");
    this.followEvent(arrival, "change");
    this.followEvent(belonging, "change", () => this.#belongs());
    this.followEvent(live, "shut-out", () => this.#shutOut());
    document.documentElement.classList.toggle("wall", isWall);
    this.#userKey = session.isSignedIn ? session.userKey : undefined;
    if (session.isSignedIn) {
      belonging.find(this.page);
    }
    this.#entitle();
    keepPages(live, isWall);
  }

  render() {
    if (isWall && session.isMachine && session.isExpired) {
      return html`<main class="wall-main"><p class="wall-over">${t("wall.over")}</p></main>`;
    }
    const over = session.isExpired ? html`<sign-in-over page=${this.page}></sign-in-over>` : nothing;
    if (isWall && (session.isSignedIn || session.isExpired)) {
      return html`${this.#content()}${over}`;
    }
    return html`
      <a class="skip" href="#main" @click=${(event) => this.#skip(event)}>${t("page.skip")}</a>
      <top-bar page=${this.page}></top-bar>
      <main id="main" class="main" tabindex="-1">${this.#content()}</main>
      ${over}
    `;
  }

  #content() {
    if (arrival.state !== "") {
      return html`<p class="soft" role="status">${t(`signIn.arrival.${arrival.state}`)}</p>`;
    }
    if (!session.isSignedIn && !session.isExpired) {
      return html`${this.page === "staff" ? html`<known-shifts></known-shifts>` : nothing}<sign-in page=${this.page}></sign-in>`;
    }
    switch (belonging.state) {
      case "asking":
        return html`<p class="soft" role="status">${t("page.loading")}</p>`;
      case "elsewhere":
        return html`<sign-in page=${this.page} .isOther=${true}></sign-in>`;
      case "nowhere":
      case "invited":
        return html`<joining-page page=${this.page}></joining-page>`;
      default:
        return this.#theirs();
    }
  }

  #theirs() {
    return keyed(
      session.shiftsKey,
      this.page === "staff" ? html`<staff-page></staff-page>` : html`<board-page .isWall=${isWall}></board-page>`,
    );
  }

  async #signedInOrOut() {
    if (session.isExpired) {
      // The page stays as it is: what is typed is not lost.
      live.stop();
      this.requestUpdate();
      return;
    }
    if (session.isSignedIn && session.userKey === this.#userKey) {
      live.goOn();
      this.requestUpdate();
      return;
    }
    this.#userKey = session.isSignedIn ? session.userKey : undefined;
    live.stop();
    store.clear();
    if (session.isSignedIn) {
      belonging.find(this.page);
    } else {
      this.#entitle();
      forgetAll();
    }
    this.requestUpdate();
    await this.updateComplete;
    // What was pressed is gone with all the rest.
    this.querySelector("main")?.focus();
  }

  /** Who signs in at a provider does not have to know which page is theirs. */
  #belongs() {
    if (belonging.state === "elsewhere" && account.isOfProvider) {
      location.replace("/staff");
    }
    this.requestUpdate();
  }

  /** The firm has blocked them, or taken them out: nothing of it stays, here or on the device, and they may belong elsewhere. */
  #shutOut() {
    live.stop();
    store.clear();
    forgetShown(session.shiftsKey);
    // Who is shut out again at once is not asked without end.
    const wait = Math.max(0, this.#shutOutAt + AGAIN_MS - Date.now());
    this.#shutOutAt = Date.now() + wait;
    setTimeout(() => session.isSignedIn && belonging.find(this.page), wait);
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
