import { html, nothing, render } from "lit";
import { t } from "../text/text.js";

/**
 * Asks before what cannot be undone.
 *
 * @param {{title: string, text: string, yes: string, isGrave?: boolean, option?: string}} question `option`: a box to tick
 * @returns {Promise<{option: boolean} | null>} null for no
 */
export function ask({ title, text, yes, isGrave = false, option }) {
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "ask";
    dialog.setAttribute("aria-labelledby", "ask-title");
    const close = (answer) => dialog.close(answer);
    render(
      html`
        <h2 id="ask-title">${title}</h2>
        <p>${text}</p>
        ${option === undefined
          ? nothing
          : html`<label class="tick"><input type="checkbox" class="ask-option" />${option}</label>`}
        <div class="ask-answers">
          <button @click=${() => close("no")} autofocus>${t("ask.back")}</button>
          <button class=${isGrave ? "grave" : "primary"} @click=${() => close("yes")}>${yes}</button>
        </div>
      `,
      dialog,
    );
    dialog.addEventListener("close", () => {
      const isTicked = dialog.querySelector(".ask-option")?.checked ?? false;
      dialog.remove();
      resolve(dialog.returnValue === "yes" ? { option: isTicked } : null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
