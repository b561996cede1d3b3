import { html, nothing } from "lit";
import { View } from "./view.js";

/**
 * A button that shows more to press, and puts it away again: by another press, Escape, or a press elsewhere.
 *
 * @property {string} label said of the button
 * @property {string} name what stands on it; `⋯` unless given
 * @property {() => object[]} items what is drawn then; buttons and links close it
 */
export class MenuButton extends View {
  static properties = { label: {}, name: {}, items: { attribute: false }, isOpen: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.followEvent(document, "pointerdown", (event) => this.isOpen && !this.contains(event.target) && this.#close());
    this.addEventListener("keydown", this.#key);
    this.addEventListener("focusout", this.#left);
  }

  render() {
    return html`
      <button
        class="icon ${this.name ? "" : "is-dots"}"
        type="button"
        aria-label=${this.label}
        aria-expanded=${this.isOpen ? "true" : "false"}
        @click=${() => (this.isOpen ? this.#close() : this.#open())}
      >
        ${this.name ?? "⋯"}
      </button>
      ${this.isOpen ? html`<div class="menu" @click=${{ handleEvent: this.#pressed, capture: true }}>${this.items()}</div>` : nothing}
    `;
  }

  async #open() {
    this.isOpen = true;
    await this.updateComplete;
    this.#all()[0]?.focus();
    const menu = this.querySelector(".menu");
    menu?.classList.toggle("is-above", menu.getBoundingClientRect().bottom > innerHeight && this.getBoundingClientRect().top > menu.offsetHeight);
  }

  #close() {
    this.isOpen = false;
  }

  #all() {
    return [...this.querySelectorAll(".menu :is(button, a):not(:disabled)")];
  }

  /** Before what was pressed is done: what that opens gives the focus back to the button. */
  #pressed = ({ target }) => {
    const pressed = target.closest("a, button");
    if (pressed === null || pressed.disabled || "stays" in pressed.dataset) {
      return;
    }
    if (pressed.localName === "a") {
      setTimeout(() => this.#close());
    } else {
      this.querySelector("button").focus({ preventScroll: true });
      this.#close();
    }
  };

  #key = (event) => {
    if (!this.isOpen) {
      return;
    }
    if (event.key === "Escape") {
      event.stopPropagation();
      this.#close();
      this.querySelector("button").focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const all = this.#all();
      const at = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      all[(at + all.length) % all.length]?.focus();
    }
  };

  #left = (event) => {
    if (event.relatedTarget !== null && !this.contains(event.relatedTarget)) {
      this.#close();
    }
  };
}

customElements.define("menu-button", MenuButton);
