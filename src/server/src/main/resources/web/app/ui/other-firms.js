import { html } from "lit";
import { belonging } from "../core/context.js";
import { t } from "../text/text.js";

const ADDRESSES = { board: "/", staff: "/staff" };

/**
 * The other firms of whoever is signed in: pressed, the page is opened again for that one.
 *
 * @param {"board" | "staff"} page that is open
 */
export const otherFirms = (page) =>
  belonging.others.map(
    ({ managerId, name }) => html`<button @click=${() => open(page, managerId)}>${t(`firm.${page}`, { name: name ?? managerId })}</button>`,
  );

function open(page, managerId) {
  belonging.choose(managerId);
  location.assign(ADDRESSES[page]);
}
