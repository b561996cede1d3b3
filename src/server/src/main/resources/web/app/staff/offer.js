import { t } from "../text/text.js";
import { momentText } from "../text/when.js";
import { wasRefused } from "./outcome.js";

/**
 * What a role offers to one who is not in.
 *
 * @typedef {object} Offer
 * @property {string} key of the button's text
 * @property {boolean} isOpen whether it can be pressed
 * @property {boolean} standby whether a press says: where I cannot get in now, let me wait or ask
 * @property {string} reason what stands beside the button
 */

/** A device's clock may be so far behind the service's, which alone decides. */
const CLOCKS_DIFFER_MS = 120_000;

/**
 * Whether an event is open to its reader.
 *
 * @returns {"closed" | "soon" | "open"} `soon`: it may be open already
 */
export function openingOf({ my_opens_at: opensAt }, now) {
  const ms = opensAt == null ? 0 : Date.parse(opensAt) - now;
  return ms <= 0 ? "open" : ms <= CLOCKS_DIFFER_MS ? "soon" : "closed";
}

/** Whether nobody can answer any more. */
export const isLate = ({ respond_by: deadline }, now) => Boolean(deadline) && Date.parse(deadline) < now;

/**
 * @param {object} event as its reader sees it
 * @param {object} stats of the role
 * @param {object | undefined} role
 * @param {number} now
 * @returns {Offer}
 */
export function offerOf(event, stats, role, now) {
  const isTooLate = isLate(event, now);
  const opening = openingOf(event, now);
  const needsStandby = Boolean(role?.approval || stats.is_full);
  const isStandingBy = needsStandby && event.my_standby?.role.toLowerCase() === stats.role.toLowerCase();
  const hasLine = Boolean(role?.approval || role?.waitlist);
  const isLineFull = hasLine && needsStandby && !isStandingBy && stats.standby >= role.standby_max;
  return {
    key: isStandingBy ? standingKey(event.my_standby) : offerKey(stats, role),
    isOpen: !isTooLate && opening !== "closed" && !isStandingBy && !isLineFull && !wasRefused(event) && (!needsStandby || hasLine),
    standby: needsStandby && hasLine,
    reason: isTooLate
      ? t("shift.late")
      : opening !== "open"
        ? t("shift.opens", { at: momentText(event.my_opens_at, event.timezone) })
        : isLineFull
          ? t("outcome.standbyFull", { role: stats.role })
          : reasonOf(stats, role),
  };
}

const standingKey = ({ reason }) => (reason === "approval" ? "shift.isAsked" : "shift.isWaiting");

function offerKey(stats, role) {
  if (role?.approval) {
    return "shift.ask";
  }
  return stats.is_full && role?.waitlist ? "shift.wait" : "shift.accept";
}

function reasonOf(stats, role) {
  if (role?.approval) {
    return t("shift.approval");
  }
  if (!stats.is_full) {
    return t("shift.left", { n: stats.remaining });
  }
  return role?.waitlist ? t("shift.waitlist", { n: stats.standby ?? 0 }) : t("shift.full");
}
