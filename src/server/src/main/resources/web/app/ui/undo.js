import { html, render } from "lit";
import { t } from "../text/text.js";
import { wordsFor } from "./words.js";

const SHOWN_MS = 8_000;
let shown;

/**
 * Says at the foot what was done, and takes it back for as long as it is seen. Only for what nobody else was told of.
 *
 * @param {string} text
 * @param {() => Promise<void>} back
 */
export function offerUndo(text, back) {
  shown?.end();
  const foot = document.createElement("div");
  foot.className = "undo";
  foot.setAttribute("role", "status");
  document.body.append(foot);
  const before = document.activeElement;
  let timer;
  const end = () => {
    clearTimeout(timer);
    if (foot.contains(document.activeElement) && before?.isConnected) {
      before.focus();
    }
    foot.remove();
    shown = undefined;
  };
  const wait = () => (timer = setTimeout(end, SHOWN_MS));
  const say = (words, button) => render(html`<span>${words}</span>${button}`, foot);
  const press = async () => {
    clearTimeout(timer);
    try {
      await back();
      end();
    } catch (failure) {
      say(wordsFor(failure));
      wait();
    }
  };
  say(text, html`<button @click=${press}>${t("undo.undo")}</button>`);
  // Whoever is on it has more time.
  foot.addEventListener("focusin", () => clearTimeout(timer));
  foot.addEventListener("focusout", wait);
  shown = { end };
  wait();
}
