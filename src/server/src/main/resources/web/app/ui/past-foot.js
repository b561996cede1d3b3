import { html, nothing } from "lit";
import { t } from "../text/text.js";
import { seats } from "./role-seats.js";

const BUTTON = { loading: "page.loading", failed: "past.again", shown: "past.more" };

/**
 * What stands below a list of what is over: that more is on its way, that it did not come, or the way to it.
 *
 * @param {import("../core/past.js").Past} past
 * @param {() => void} more
 */
export function pastFoot(past, more) {
  const { state, hasMore } = past;
  if (state === "unasked" || (state === "loading" && !hasMore)) {
    return html`<div class="empty waiting" role="status">${seats()}<span class="unseen">${t("page.loading")}</span></div>`;
  }
  if (state === "shown" && !hasMore) {
    return nothing;
  }
  return html`
    <div class="past-foot">
      ${state === "failed" ? html`<p class="notice" role="alert">${t("past.failed")}</p>` : nothing}
      <button aria-disabled=${state === "loading" ? "true" : "false"} @click=${() => state !== "loading" && more()}>
        ${t(BUTTON[state])}
      </button>
    </div>
  `;
}
