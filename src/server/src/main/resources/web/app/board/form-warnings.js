import { instantOf, knowsZone } from "../core/times.js";
import { t } from "../text/text.js";
import { teamsIn, zoneOf } from "./draft.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Nobody works longer: one of the two times is wrong as a rule. */
const LONGEST_HOURS = 16;

/** @returns {{hours: number, isNextDay: boolean} | undefined} how long it lasts by its clock; undefined where a time is missing */
export function lengthOf({ date, start_time: start, end_time: end }, zone) {
  if (!start || !end || date === "" || !knowsZone(zone ?? "")) {
    return undefined;
  }
  const from = instantOf(date, start, zone);
  const sameDay = instantOf(date, end, zone);
  const isNextDay = sameDay <= from;
  return { hours: Math.round((10 * ((isNextDay ? sameDay + DAY_MS : sameDay) - from)) / HOUR_MS) / 10, isNextDay };
}

/**
 * What is odd about a draft and keeps it from nothing.
 *
 * @param {object} draft
 * @param {object} known
 * @param {number} known.now
 * @param {string | undefined} known.defaultZone
 * @param {{id: string}[] | undefined} known.teams the firm's; undefined while they are not known
 * @param {object} known.base what the draft began with: nobody is warned of what was so before
 * @returns {Map<string, string>} by field of the draft
 */
export function warningsOf(draft, { now, defaultZone, teams, base }) {
  const warnings = new Map();
  const zone = zoneOf(draft, defaultZone);
  if (zone !== undefined && knowsZone(zone)) {
    warnOfTimes(draft, zone, { now, base }, warnings);
  }
  const unknown = teams === undefined || teams.length === 0 ? [] : teamsIn(draft.teams).filter((id) => teams.every((team) => team.id !== id));
  if (unknown.length > 0 && draft.teams !== base.teams) {
    warnings.set("teams", t("warn.noTeam", { n: unknown.length, teams: unknown.join(", ") }));
  }
  return warnings;
}

function warnOfTimes(draft, zone, { now, base }, warnings) {
  const { date, start_time: start } = draft;
  const isNew = (name) => draft[name] !== base[name] || draft.date !== base.date;
  const begins = date === "" ? undefined : instantOf(date, start || "23:59", zone);
  if (begins !== undefined && begins < now && (isNew("date") || isNew("start_time"))) {
    warnings.set("date", t("warn.past"));
  }
  const length = lengthOf(draft, zone);
  if (length !== undefined && length.hours > LONGEST_HOURS) {
    warnings.set("end_time", t("warn.long", { hours: length.hours }));
  }
  if (draft.respond_by !== "" && isNew("respond_by")) {
    const closes = instantOf(draft.respond_by.slice(0, 10), draft.respond_by.slice(11, 16), zone);
    if (closes < now) {
      warnings.set("respond_by", t("warn.closed"));
    } else if (begins !== undefined && closes > begins) {
      warnings.set("respond_by", t("warn.closesLate"));
    }
  }
}
