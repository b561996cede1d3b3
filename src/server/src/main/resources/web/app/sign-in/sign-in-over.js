import { html } from "lit";
import { View } from "../ui/view.js";
import "./sign-in.js";

/**
 * The sign-in over a page whose person's sign-in has run out: what is on the page stays there, and cannot be pressed.
 *
 * @property {"board" | "staff"} page
 */
export class SignInOver extends View {
  static properties = { page: {} };
  /** Who signs in again goes on typing where they were. */
  #focused = document.activeElement;

  render() {
    return html`
      <dialog class="ask sign-in-over" @cancel=${(event) => event.preventDefault()}>
        <sign-in page=${this.page} .isExpired=${true}></sign-in>
      </dialog>
    `;
  }

  firstUpdated() {
    this.querySelector("dialog").showModal();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    queueMicrotask(() => this.#focused?.isConnected && this.#focused.focus({ preventScroll: true }));
  }
}

customElements.define("sign-in-over", SignInOver);
