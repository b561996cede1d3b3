import { t } from "../text/text.js";

const KINDS = {
  "event:created": "created",
  "event:published": "published",
  "event:updated": "updated",
  "event:unpublished": "unpublished",
  "event:canceled": "cancelled",
  "event:completed": "completed",
  "event:deleted": "deleted",
  "staff:removed": "removed",
};

/** A frame as a line of the feed; its text is null where there is nothing to say. */
export function lineOfFrame({ event, data }) {
  const kind = event === "event:response" ? (data.response === "accept" ? "accepted" : "declined") : KINDS[event];
  const who = data.respondedStaff?.name ?? data.userId;
  return line(kind, data.version, data.timestamp, who, data.role, data.changed);
}

/** @param {Map<string, string | null>} names of those who are in the event, by userKey */
export function lineOfJournal({ kind, version, at, userKey, role, changed }, names) {
  return line(kind, version, at, names.get(userKey) ?? userKey, role, changed);
}

function line(kind, version, at, who, role, changed) {
  return { kind, version, at, text: kind === undefined ? null : textOf(kind, who, role, changed) };
}

function textOf(kind, who, role, changed) {
  if (kind === "accepted") {
    return t("feed.accepted", { who, role });
  }
  if (kind === "updated") {
    return t("feed.updated", { fields: (changed ?? []).map(fieldName).join(", ") });
  }
  return t(`feed.${kind}`, { who });
}

function fieldName(field) {
  const known = ["event_name", "client_name", "date", "start_time", "end_time", "venue_name", "notes", "roles", "uniform"];
  return t(known.includes(field) ? `field.${field}` : "field.other").toLocaleLowerCase();
}
