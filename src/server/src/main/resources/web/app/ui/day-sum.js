import { html, nothing } from "lit";
import { t } from "../text/text.js";
import { minus, soonMark } from "./seat-row.js";

/** What is missing of a day, and a bar of what is not. Whoever draws it calls {@link drawTracks} afterwards. */
export const daySum = ({ missing, places, isDue }) => html`
  ${missing > 0
    ? html`<span class="lack">${isDue ? soonMark : nothing} ${minus(missing)}</span>`
    : places > 0
      ? html`<span class="ok small">${t("week.dayFull")} <span aria-hidden="true">✓</span></span>`
      : html`<span class="soft" aria-hidden="true">–</span>`}
  <span class="track" aria-hidden="true" data-filled=${places === 0 ? 0 : (100 * (places - missing)) / places}>
    <span class="fill"></span>${missing > 0 ? html`<span class="fill-lack"></span>` : nothing}
  </span>
`;

/** A style attribute would be refused by the page's own policy. */
export function drawTracks(element) {
  for (const track of element.querySelectorAll(".track")) {
    track.firstElementChild.style.setProperty("inline-size", `${track.dataset.filled}%`);
  }
}
