import { LitElement } from "lit";

/**
 * What every component is: drawn into the page itself, so that the one set of styles holds for all, and free of what it
 * follows once it has left the page.
 */
export class View extends LitElement {
  #ends = [];

  createRenderRoot() {
    return this;
  }

  /** @param {...(() => void)} ends called when the component leaves the page */
  follow(...ends) {
    this.#ends.push(...ends);
  }

  /** Redraws whenever the target tells of this. */
  followEvent(target, name, then = () => this.requestUpdate()) {
    target.addEventListener(name, then);
    this.follow(() => target.removeEventListener(name, then));
  }

  /** Redraws now and then. */
  followTime(ms) {
    const timer = setInterval(() => this.requestUpdate(), ms);
    this.follow(() => clearInterval(timer));
  }

  /** What is moved within the page loses the focus by that. */
  performUpdate() {
    const held = this.contains(document.activeElement) ? document.activeElement : undefined;
    super.performUpdate();
    if (held?.isConnected && document.activeElement === document.body) {
      held.focus({ preventScroll: true });
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#ends.forEach((end) => end());
    this.#ends = [];
  }
}
