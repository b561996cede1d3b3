import { html, nothing, render } from "lit";
import { stripped } from "../core/names.js";
import { t } from "../text/text.js";

/**
 * Asks before what cannot be undone.
 *
 * @param {{title: string, text: string, yes: string, isGrave?: boolean, option?: string,
 *   words?: {label: string, most: number, value?: string}}} question
 *   `option`: a box to tick; `words`: a line to fill in or to leave empty, how long it may be, and what it begins with
 * @returns {Promise<{option: boolean, words: string} | null>} null for no
 */
export function ask({ title, text, yes, isGrave = false, option, words }) {
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
        ${words === undefined
          ? nothing
          : html`<p class="field">
              <label for="ask-words">${words.label}</label>
              <input id="ask-words" maxlength=${words.most} .value=${words.value ?? ""} autocomplete="off" />
            </p>`}
        <div class="ask-answers">
          <button @click=${() => close("no")} autofocus>${t("ask.back")}</button>
          <button class=${isGrave ? "grave" : "primary"} @click=${() => close("yes")}>${yes}</button>
        </div>
      `,
      dialog,
    );
    dialog.addEventListener("close", () => {
      const isTicked = dialog.querySelector(".ask-option")?.checked ?? false;
      const written = dialog.querySelector("#ask-words")?.value ?? "";
      dialog.remove();
      resolve(dialog.returnValue === "yes" ? { option: isTicked, words: stripped(written) } : null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
