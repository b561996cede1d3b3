import { nameKey, stripped } from "../core/names.js";
import { instantOf, knowsZone } from "../core/times.js";
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
/** Instants, which the form has as a day and a time by the event's clock. */
const MOMENTS = ["respond_by", "opens_at", "withdraw_until", "promote_until"];
const MOST_PLACES = 2_000;
const MOST_STANDBY = 500;
/** On standby for a role, where nobody says how many. */
const STANDBY = "50";
const MOST_QUALIFICATIONS = 10;
const MOST_CHARACTERS = 64;
const MOST_PEOPLE = 1_000;
const USER_KEY = /^[\w-]{1,32}:[!-~]{1,128}$/;
const DAY_MS = 86_400_000;

/** So many groups of teams can be let in at a time of their own. */
export const MOST_WAVES = 2;

export const emptyWave = () => ({ opens_at: "", teams: "" });

/** How people get into a role: whoever comes first, and the others not at all or by a waiting list; or whom the manager chooses. */
export const ENTRIES = ["first", "waitlist", "approval"];

export const emptyRole = () => ({ role: "", count: "1", call_time: "", ...standbyOf({}) });

/** What the form has of a stored role besides its name, number and call time; `kept` is what it does not show. */
function standbyOf({ waitlist, approval, standby_max: most, requires, ...kept }) {
  return {
    entry: waitlist ? "waitlist" : approval ? "approval" : "first",
    standby_max: String(most ?? STANDBY),
    requires: (requires ?? []).join("\n"),
    kept,
  };
}

/** A draft as an older page kept it, whose roles had all of that among what they do not show. */
export const upToDate = (draft) => ({
  ...draft,
  roles: draft.roles.map((role) => ("entry" in role ? role : { ...role, ...standbyOf(role.kept) })),
});

/** What a form for an event starts with. */
export function draftOf(event, zone) {
  if (event === undefined) {
    const moments = Object.fromEntries(MOMENTS.map((name) => [name, ""]));
    return { ...Object.fromEntries(TEXTS.map((name) => [name, ""])), timezone: zone, ...moments, waves: [], teams: "", people: "", roles: [emptyRole()] };
  }
  return {
    ...Object.fromEntries(TEXTS.map((name) => [name, event[name] ?? ""])),
    ...Object.fromEntries(MOMENTS.map((name) => [name, event[name] ? toLocal(event[name], event.timezone) : ""])),
    waves: (event.waves ?? []).map(({ opens_at: opensAt, audience_team_ids: teams }) => ({
      opens_at: toLocal(opensAt, event.timezone),
      teams: teams.join(", "),
      stored: { instant: opensAt, zone: event.timezone },
    })),
    teams: event.audience_team_ids.join(", "),
    people: event.audience_user_keys.join("\n"),
    roles: event.roles.map(({ role, count, call_time, ...others }) => ({
      role,
      was: role,
      count: String(count),
      call_time: call_time ?? "",
      ...standbyOf(others),
    })),
  };
}

/** What a form for another event like this one starts with: its day is still to be chosen, and with it the times that go by it. */
export function copyOf(event) {
  const draft = draftOf(event);
  return { ...draft, date: "", ...timesLike(event, "", 0), roles: draft.roles.map(({ was, ...role }) => role) };
}

/**
 * What of a copy is as far before its day as in the event it is made like.
 *
 * @param {string} date of the copy; empty while it is not chosen
 * @param {number} now a deadline or an opening before it is none; teams that are let in first stay so
 */
export const timesLike = (event, date, now) => ({
  ...Object.fromEntries(MOMENTS.map((name) => [name, momentLike(event[name], event, date, now)])),
  waves: (event.waves ?? []).map(({ opens_at: opensAt, audience_team_ids: teams }) => ({
    opens_at: momentLike(opensAt, event, date, -Infinity),
    teams: teams.join(", "),
  })),
});

/** @returns {string} for the form; empty without an instant, or where that has passed already */
function momentLike(instant, event, date, now) {
  if (!instant || date === "") {
    return "";
  }
  const local = toLocal(instant, event.timezone);
  const daysBefore = utcDay(event.date) - utcDay(local.slice(0, 10));
  const day = new Date(utcDay(date) - daysBefore).toISOString().slice(0, 10);
  const time = local.slice(11, 16);
  return instantOf(day, time, event.timezone) > now ? `${day}T${time}` : "";
}

const utcDay = (date) => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS) * DAY_MS;

/** The people that a text names. */
export const peopleIn = (text) => text.split(/\s+/).filter(Boolean);

/**
 * The zone that a draft's times are in.
 *
 * @param {string | undefined} defaultZone the service's own, where an event names none; undefined while it is not known
 */
export const zoneOf = (draft, defaultZone) => stripped(draft.timezone) || defaultZone;

/**
 * @param {object} draft
 * @param {{base: object, defaultZone?: string, nameOf: (userKey: string) => string}} known
 * @returns {Map<string, string>} by field, in the service's own naming, what is wrong with it
 */
export function problemsOf(draft, { base, defaultZone, nameOf }) {
  const problems = new Map();
  if (draft.date === "") {
    problems.set("date", t("form.date"));
  }
  const zone = zoneOf(draft, defaultZone);
  const moments = momentsSet(draft, base);
  if (moments.length > 0 && zone === undefined) {
    problems.set("timezone", t("form.zoneNeeded"));
  } else if (moments.length > 0 && !knowsZone(zone)) {
    moments.forEach((name) => problems.set(name, t("form.zoneUnknown", { zone })));
  }
  problemsOfWaves(draft.waves, problems);
  const names = new Set();
  let places = 0;
  draft.roles.forEach(({ role, count, entry, standby_max: most, requires }, index) => {
    const name = nameKey(role);
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
    if (entry !== "first" && !isStandbyMost(most)) {
      problems.set(`roles[${index}].standby_max`, t("form.standby"));
    }
    const ofQualifications = problemOfQualifications(linesIn(requires));
    if (ofQualifications !== undefined) {
      problems.set(`roles[${index}].requires`, ofQualifications);
    }
  });
  if (places > MOST_PLACES) {
    problems.set("roles", t("form.places"));
  }
  const ofPeople = problemOfPeople(peopleIn(draft.people), nameOf);
  if (ofPeople !== undefined) {
    problems.set("audience_user_keys", ofPeople);
  }
  return problems;
}

/** By what they are called, those that have to be reckoned: what nobody touched stays as it is stored. */
function momentsSet(draft, base) {
  const isSet = (value, before) => value !== "" && (value !== before || draft.timezone !== base.timezone);
  return [
    ...MOMENTS.filter((name) => isSet(draft[name], base[name])),
    ...draft.waves.flatMap(({ opens_at: opensAt }, at) => (isSet(opensAt, base.waves[at]?.opens_at) ? [`waves[${at}].opens_at`] : [])),
  ];
}

function problemsOfWaves(waves, problems) {
  const others = new Set();
  waves.forEach(({ opens_at: opensAt, teams }, at) => {
    if (opensAt === "") {
      problems.set(`waves[${at}].opens_at`, t("form.waveTime"));
    }
    const own = teamsIn(teams);
    const twice = own.find((team) => others.has(team));
    if (own.length === 0) {
      problems.set(`waves[${at}].audience_team_ids`, t("form.waveTeams"));
    } else if (twice !== undefined) {
      problems.set(`waves[${at}].audience_team_ids`, t("form.waveTwice", { team: twice }));
    }
    own.forEach((team) => others.add(team));
  });
}

function problemOfQualifications(names) {
  const twice = names.find((name, index) => names.findIndex((other) => nameKey(other) === nameKey(name)) !== index);
  if (twice !== undefined) {
    return t("form.qualificationTwice", { name: twice });
  }
  return names.length > MOST_QUALIFICATIONS || names.some((name) => [...name].length > MOST_CHARACTERS) ? t("form.qualifications") : undefined;
}

function problemOfPeople(people, nameOf) {
  if (people.length > MOST_PEOPLE) {
    return t("form.people");
  }
  const wrong = people.find((key) => !USER_KEY.test(key));
  const twice = people.find((key, index) => people.indexOf(key) !== index);
  if (wrong !== undefined) {
    return t("form.person", { key: wrong });
  }
  return twice === undefined ? undefined : t("form.personTwice", { who: nameOf(twice) });
}

/** The draft as a body of a request; empty fields clear what was there. */
export function bodyOf(draft, defaultZone) {
  const zone = zoneOf(draft, defaultZone);
  return {
    ...Object.fromEntries(TEXTS.map((name) => [name, stripped(draft[name]) || null])),
    ...Object.fromEntries(MOMENTS.map((name) => [name, draft[name] === "" ? null : toInstant(draft[name], zone)])),
    waves: draft.waves.map((wave) => ({ opens_at: openingOf(wave, zone), audience_team_ids: teamsIn(wave.teams) })),
    audience_team_ids: teamsIn(draft.teams),
    audience_user_keys: peopleIn(draft.people),
    roles: draft.roles.map(({ role, count, call_time, kept, ...standby }) => ({
      ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== null)),
      role: stripped(role),
      count: Number(count),
      call_time: call_time || null,
      ...standbyBody(standby),
    })),
  };
}

/** Only what is not so by itself: a service that is being updated refuses it. */
function standbyBody({ entry, standby_max: most, requires }) {
  const names = linesIn(requires);
  return {
    ...(entry === "first" ? {} : { [entry]: true }),
    // Where nobody can stand by the number is not shown, and stays as it is stored.
    ...(most === STANDBY || !isStandbyMost(most) ? {} : { standby_max: Number(most) }),
    ...(names.length === 0 ? {} : { requires: names }),
  };
}

const isStandbyMost = (text) => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_STANDBY;

/** The names that a text has, one a line. */
const linesIn = (text) => text.split("\n").map(stripped).filter(Boolean);

/** The ids of teams that a text names. */
export const teamsIn = (text) => [...new Set(text.split(/[\s,]+/).filter(Boolean))];

/** One that nobody touched is the stored one, to the second: it is sent again where another is changed. */
function openingOf({ opens_at: opensAt, stored }, zone) {
  if (stored?.zone === zone && toLocal(stored.instant, zone) === opensAt) {
    return stored.instant;
  }
  return opensAt === "" ? null : toInstant(opensAt, zone);
}

/**
 * What changes one draft into the other, as a body of a request: what nobody touched stays as it is stored. A role with
 * another name is still the stored one, with its people.
 */
export function patchOf(draft, base, defaultZone) {
  const changes = changesOf(bodyOf(draft, defaultZone), bodyOf(base, defaultZone));
  if (changes.roles === undefined) {
    return changes;
  }
  const stored = base.roles.map(({ role }) => nameKey(role));
  const isRenamed = ({ role, was }) => was !== undefined && nameKey(role) !== nameKey(was) && stored.includes(nameKey(was));
  const roles = changes.roles.map((role, at) => (isRenamed(draft.roles[at]) ? { ...role, was: draft.roles[at].was } : role));
  return { ...changes, roles };
}

/**
 * A draft that is to be held against a later state of its event: a role that is stored by its new name already is renamed no
 * more. Two that swapped names would swap them once more.
 *
 * @param {object} draft
 * @param {object} theirs the draft that the event gives now
 */
export function renamedAlready(draft, theirs) {
  const isStored = ({ role, was }, at) => was !== undefined && nameKey(role) === nameKey(theirs.roles[at]?.role ?? "");
  return { ...draft, roles: draft.roles.map((role, at) => (isStored(role, at) ? { ...role, was: theirs.roles[at].was } : role)) };
}

/** The members of one body that differ from those of another. */
export function changesOf(body, before) {
  return Object.fromEntries(Object.entries(body).filter(([name, value]) => !isSame(name, value, before[name])));
}

/** Whom an event is for has no order. */
function isSame(name, value, other) {
  const comparable = (list) => JSON.stringify(name.startsWith("audience_") ? [...list].sort() : list);
  return comparable(value) === comparable(other);
}
