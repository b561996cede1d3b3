import { t } from "../text/text.js";

/** What a manager's question says of the people whom the answer concerns. */

/** @param {"publish" | "unpublish" | "cancel" | "complete" | "reopen"} step that is asked about */
export function stepText(step, { accepted_count: accepted, standby_count: standby = 0 }) {
  if (step === "unpublish" && standby > 0) {
    return t("ask.unpublish.standby", { n: accepted + standby });
  }
  return t(`ask.${step}.text`, { n: accepted });
}

/**
 * Where somebody waits for the place, the service is asked who gets it.
 *
 * @param {object} event
 * @param {{userKey: string, role: string}} entry of the person to be removed
 * @param {import("../core/api.js").Api} api
 */
export async function removalText({ id, role_stats: roles }, { userKey, role }, api) {
  const isWaitedFor = roles.some((stats) => stats.role.toLowerCase() === role.toLowerCase() && stats.standby > 0);
  const effects = isWaitedFor ? (await api.tryRemovePerson(id, userKey)).effects : [];
  const next = effects.find((effect) => effect.kind === "promoted");
  return next === undefined
    ? t("people.removeText", { role })
    : t("people.removeTextNext", { role, next: next.name ?? next.userKey });
}
