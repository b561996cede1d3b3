import { html, nothing, render } from "lit";
import { finds, stripped } from "../core/names.js";
import { t } from "../text/text.js";

/** More choices than these can be searched. */
const MANY = 10;

/**
 * Asks before what cannot be undone.
 *
 * @param {{title: string, text: string, yes: string, isGrave?: boolean, option?: string,
 *   words?: {label: string, most: number, value?: string}, choices?: {value: string, label: string, hint: string}[]}} question
 *   `option`: a box to tick; `words`: a line to fill in or to leave empty, how long it may be, and what it begins with;
 *   `choices`: one of them is the answer, instead of `yes`. A field to type in has the focus, or else the safe answer.
 * @returns {Promise<{option: boolean, words: string, choice?: string} | null>} null for no
 */
export function ask({ title, text, yes, isGrave = false, option, words, choices }) {
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
              <input id="ask-words" maxlength=${words.most} .value=${words.value ?? ""} autocomplete="off" autofocus />
            </p>`}
        ${choices === undefined
          ? nothing
          : html`${choices.length > MANY
                ? html`<input
                    type="search"
                    aria-label=${t("people.among", { n: choices.length })}
                    placeholder=${t("people.among", { n: choices.length })}
                    autocomplete="off"
                    autofocus
                    @input=${({ target }) => narrow(dialog, target.value)}
                  />`
                : nothing}
              <ul class="ask-choices">
              ${choices.map(({ value, label, hint }) => html`<li><button @click=${() => close(`choice ${value}`)}>${label} <small class="soft">${hint}</small></button></li>`)}
            </ul>`}
        <div class="ask-answers">
          <button @click=${() => close("no")} ?autofocus=${words === undefined && !(choices?.length > MANY)}>${t("ask.back")}</button>
          ${choices === undefined ? html`<button class=${isGrave ? "grave" : "primary"} @click=${() => close("yes")}>${yes}</button>` : nothing}
        </div>
      `,
      dialog,
    );
    dialog.addEventListener("close", () => {
      const isTicked = dialog.querySelector(".ask-option")?.checked ?? false;
      const written = dialog.querySelector("#ask-words")?.value ?? "";
      dialog.remove();
      const [answer, choice] = dialog.returnValue.split(" ");
      resolve(answer === "yes" || answer === "choice" ? { option: isTicked, words: stripped(written), choice } : null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function narrow(dialog, words) {
  const isFound = finds(words);
  for (const line of dialog.querySelectorAll(".ask-choices li")) {
    line.hidden = !isFound(line.textContent);
  }
}
