import { t } from "../text/text.js";

const KINDS = {
  "event:created": "created",
  "event:published": "published",
  "event:updated": "updated",
  "event:unpublished": "unpublished",
  "event:canceled": "cancelled",
  "event:completed": "completed",
  "event:reopened": "reopened",
  "event:deleted": "deleted",
  "staff:assigned": "assigned",
  "staff:moved": "moved",
  "staff:removed": "removed",
  "staff:confirmed": "confirmed",
  "staff:rekeyed": "rekeyed",
};
const RESPONSES = { accept: "accepted", standby: "standby", decline: "declined" };
const WITH_ROLE = new Set(["accepted", "standby", "promoted", "assigned", "moved"]);

/** A frame as a line of the feed; null where there is nothing to say. */
export function lineOfFrame({ event, data }) {
  const kind = kindOf(event, data);
  return kind === undefined
    ? null
    : { kind, version: data.version, at: data.timestamp, userKey: data.userId, role: data.role, changed: data.changed };
}

/** Whoever was refused is told of with where the person stands now; whoever was removed stands nowhere. */
function kindOf(event, { promoted, response, respondedStaff }) {
  if (event === "event:response") {
    return promoted ? "promoted" : RESPONSES[response];
  }
  return event === "staff:removed" && respondedStaff != null ? "refused" : KINDS[event];
}

/** A line of the journal as one of the feed. Only a repair that leaves no response has taken somebody out. */
export function lineOfJournal({ kind, version, at, userKey, response, role, changed }) {
  const tookNobody = kind === "repaired" && !(userKey && !response);
  return { kind: tookNobody ? "putRight" : kind, version, at, userKey, role, changed };
}

/** @param {(userKey: string) => string} nameOf the name, as far as it is known by now */
export function textOf({ kind, userKey, role, changed }, nameOf) {
  const who = nameOf(userKey);
  if (WITH_ROLE.has(kind)) {
    return t(`feed.${kind}`, { who, role });
  }
  if (kind === "updated") {
    return t("feed.updated", { fields: (changed ?? []).map(fieldName).join(", ") });
  }
  return t(`feed.${kind}`, { who });
}

function fieldName(field) {
  const known = ["event_name", "client_name", "date", "start_time", "end_time", "venue_name", "notes", "roles", "uniform", "opens_at", "waves", "withdraw_until", "promote_until"];
  return t(known.includes(field) ? `field.${field}` : "field.other").toLocaleLowerCase();
}
