import { t } from "../text/text.js";
import { dayText } from "../text/when.js";

/** @param {import("./changes.js").Change} change */
export function changeText({ kind, was, now }) {
  const name = was.name ?? t("event.unnamed");
  const day = dayText(was.date);
  switch (kind) {
    case "moved":
      return t("change.moved.text", { name, to: timeText(now, was), from: timeText(was, now) });
    case "place":
      return `${name}, ${day}: ${now.venue || "–"}`;
    case "role":
      return t("change.role.text", { name, day, to: now.role, from: was.role });
    case "in":
      return `${name}, ${day}: ${now.role}`;
    case "refused":
      return `${name}, ${day}: ${was.role}`;
    case "cancelled":
      return now?.reason ? t("change.cancelled.reason", { name, day, reason: now.reason }) : `${name}, ${day}`;
    case "off":
    case "goneStandby":
      return `${name}, ${day}`;
    default:
      return t("change.out.text", { name, day });
  }
}

/** As much of a time as differs. */
function timeText(shift, other) {
  const parts = [
    shift.date === other.date ? "" : dayText(shift.date),
    shift.start_time === other.start_time && shift.end_time === other.end_time ? "" : [shift.start_time, shift.end_time].filter(Boolean).join("–"),
    shift.call === other.call ? "" : shift.call ? t("role.callTime", { time: shift.call }) : "",
  ];
  return parts.filter(Boolean).join(", ") || "–";
}
