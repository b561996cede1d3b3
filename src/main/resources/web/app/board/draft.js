import { store } from "../core/context.js";
import { t } from "../text/text.js";
import { toInstant, toLocal } from "../text/when.js";

const TEXTS = [
  "event_name",
  "client_name",
  "date",
  "start_time",
  "end_time",
  "timezone",
  "venue_name",
  "venue_address",
  "city",
  "uniform",
  "pay_rate_info",
  "notes",
];
const MOST_PLACES = 2_000;
const MOST_PEOPLE = 1_000;
const USER_KEY = /^[\w-]{1,32}:[!-~]{1,128}$/;

export const emptyRole = () => ({ role: "", count: "1", call_time: "", kept: {} });

/** What a form for an event starts with. */
export function draftOf(event, zone) {
  if (event === undefined) {
    return { ...Object.fromEntries(TEXTS.map((name) => [name, ""])), timezone: zone, respond_by: "", teams: "", people: "", roles: [emptyRole()] };
  }
  return {
    ...Object.fromEntries(TEXTS.map((name) => [name, event[name] ?? ""])),
    respond_by: event.respond_by ? toLocal(event.respond_by, event.timezone) : "",
    teams: event.audience_team_ids.join(", "),
    people: event.audience_user_keys.join("\n"),
    roles: event.roles.map(({ role, count, call_time, ...kept }) => ({
      role,
      count: String(count),
      call_time: call_time ?? "",
      kept,
    })),
  };
}

/** The people that a text names. */
export const peopleIn = (text) => text.split(/\s+/).filter(Boolean);

/** @returns {Map<string, string>} by field, in the service's own naming, what is wrong with it */
export function problemsOf(draft) {
  const problems = new Map();
  if (draft.date === "") {
    problems.set("date", t("form.date"));
  }
  const names = new Set();
  let places = 0;
  draft.roles.forEach(({ role, count }, index) => {
    const name = role.trim().toLowerCase();
    if (name === "") {
      problems.set(`roles[${index}].role`, t("form.role"));
    } else if (names.has(name)) {
      problems.set(`roles[${index}].role`, t("form.sameRole"));
    }
    names.add(name);
    places += Number(count);
    if (!/^\d+$/.test(count) || Number(count) < 1 || Number(count) > MOST_PLACES) {
      problems.set(`roles[${index}].count`, t("form.count"));
    }
  });
  if (places > MOST_PLACES) {
    problems.set("roles", t("form.places"));
  }
  const ofPeople = problemOfPeople(peopleIn(draft.people));
  if (ofPeople !== undefined) {
    problems.set("audience_user_keys", ofPeople);
  }
  return problems;
}

function problemOfPeople(people) {
  if (people.length > MOST_PEOPLE) {
    return t("form.people");
  }
  const wrong = people.find((key) => !USER_KEY.test(key));
  const twice = people.find((key, index) => people.indexOf(key) !== index);
  if (wrong !== undefined) {
    return t("form.person", { key: wrong });
  }
  return twice === undefined ? undefined : t("form.personTwice", { who: store.nameOf(twice) });
}

/** The draft as a body of a request; empty fields clear what was there. */
export function bodyOf(draft) {
  return {
    ...Object.fromEntries(TEXTS.map((name) => [name, draft[name].trim() || null])),
    respond_by: draft.respond_by === "" ? null : toInstant(draft.respond_by, draft.timezone || "UTC"),
    audience_team_ids: [...new Set(draft.teams.split(/[\s,]+/).filter(Boolean))],
    audience_user_keys: peopleIn(draft.people),
    roles: draft.roles.map(({ role, count, call_time, kept }) => ({
      ...kept,
      role: role.trim(),
      count: Number(count),
      call_time: call_time || null,
    })),
  };
}
