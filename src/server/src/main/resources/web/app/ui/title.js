import { t } from "../text/text.js";

/** What a tab is called: what it shows, and then whose page it is. */
export function entitle(what) {
  document.title = t("title.page", { what });
}
