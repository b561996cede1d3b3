import { instantOf, isOver, knowsZone, offsetAt, readersZone, startOf } from "../core/times.js";
import { locale, t } from "./text.js";

const civil = (options) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
const weekday = civil({ weekday: "short" });
const month = civil({ month: "short" });
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const clockWithSeconds = new Intl.DateTimeFormat(locale, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
const relativeShort = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const short = (text) => text.replace(".", "");

/** The parts of a day: `Sat`, `20`, `Dec`, and the year where it is not this one. */
export function dayParts(date) {
  const day = new Date(`${date}T00:00:00Z`);
  const year = day.getUTCFullYear();
  return {
    weekday: short(weekday.format(day)),
    day: day.getUTCDate(),
    month: short(month.format(day)).slice(0, 4),
    year: year === new Date().getFullYear() ? "" : String(year),
  };
}

/** `Sat 20 Dec` */
export function dayText(date) {
  const { weekday: name, day, month: ofYear, year } = dayParts(date);
  return [name, day, ofYear, year].filter((part) => part !== "").join(" ");
}

/** `28 Nov – 4 Dec` */
export function spanText(from, to) {
  const first = dayParts(from);
  const last = dayParts(to);
  const month = first.month === last.month ? "" : ` ${first.month}`;
  return `${first.day}${month} – ${last.day} ${last.month}${last.year === "" ? "" : ` ${last.year}`}`;
}

const longWeekday = civil({ weekday: "long" });

/** `Tomorrow, Sunday 29`, `Monday 30 Nov` */
export function longDayText(date, now) {
  const { day, month: ofYear, year } = dayParts(date);
  const ahead = Math.round((Date.parse(date) - Date.parse(readersDay(now))) / DAY_MS);
  const name = longWeekday.format(new Date(`${date}T00:00:00Z`));
  const text = ahead < 7 && ahead >= 0 ? `${name} ${day}` : [name, day, ofYear, year].filter((part) => part !== "").join(" ");
  return capital(ahead === 0 || ahead === 1 ? `${t(ahead === 0 ? "when.today" : "when.tomorrow")}, ${text}` : text);
}

/** `today`, `tomorrow`, `Tuesday 1`, `Fri 18 Dec`, for the end of a line */
export function shiftDayText(event, now) {
  const ahead = Math.round((Date.parse(event.date) - Date.parse(readersDay(now))) / DAY_MS);
  if (ahead === 0 || ahead === 1) {
    return t(ahead === 0 ? "when.today" : "when.tomorrow");
  }
  return ahead > 1 && ahead < 7 ? longDayText(event.date, now) : dayText(event.date);
}

const readersDay = (now) => new Date(now - new Date(now).getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 10);
const capital = (text) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

/** `≈ 52 €`, by the reader's language */
export const moneyText = ({ amount, currency }) =>
  `≈ ${new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 0, minimumFractionDigits: 0 }).format(amount)}`;

const longDay = civil({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const dayNames = new Map();

/** Whatever a day may be searched by: `Tuesday 1 December 2026 Tue Dec 2026-12-01`. */
export function dayWords(date) {
  if (!dayNames.has(date)) {
    const { weekday: name, month: ofYear } = dayParts(date);
    dayNames.set(date, `${longDay.format(new Date(`${date}T00:00:00Z`))} ${name} ${ofYear} ${date}`);
  }
  return dayNames.get(date);
}

/** `13:00–18:30`, short, for a column. */
export function hoursSpan({ start_time: start, end_time: end, timezone, ...event }) {
  const hours = start ? (end ? `${start}–${end}` : t("when.from", { start })) : t("when.allDay");
  return withZone(hours, timezone, startOf({ start_time: start, timezone, ...event }));
}

/** `today 18:00`, `Sun 12:00`, `Fri 18 Dec 12:00`, by the event's clock */
export function soonText(instant, timezone, now) {
  const local = toLocal(instant, timezone);
  const day = local.slice(0, 10);
  const ahead = (Date.parse(day) - Date.parse(toLocal(now, timezone).slice(0, 10))) / DAY_MS;
  const name = ahead === 0 ? t("when.today") : ahead > 0 && ahead < 7 ? dayParts(day).weekday : dayText(day);
  return `${name} ${local.slice(11)}`;
}

/** `18:00 to 23:00`, with the zone named where its clocks differ from the reader's. */
export function hoursText(event) {
  return withZone(plainHours(event), event.timezone, startOf(event));
}

const plainHours = ({ start_time: start, end_time: end }) =>
  start && end ? t("when.hours", { start, end }) : start ? t("when.from", { start }) : t("when.allDay");

/** `Gala, Sat 20 Jun, 18:00 to 23:00`: where somebody has a place at the time, by that event's clock. */
export const conflictText = (conflict) =>
  [conflict.event_name ?? t("event.unnamed"), dayText(conflict.date), plainHours(conflict)].join(", ");

/** `18:00 to 23:00`, `from 18:00` or `until 23:00`, by the event's clock; undefined where a role has no hours of its own. */
export function roleHoursText({ start_time: start, end_time: end } = {}) {
  if (start) {
    return end ? t("when.hours", { start, end }) : t("when.from", { start });
  }
  return end ? t("when.until", { end }) : undefined;
}

export function whenText(event) {
  return `${dayText(event.date)}, ${hoursText(event)}`;
}

const zoneNames = new Map();

/** What its clocks say, with the zone named where they differ from the reader's, or where the reader's browser cannot tell. */
function withZone(text, zone, instant) {
  const isTheReaders = knowsZone(zone) && offsetAt(zone, instant) === offsetAt(readersZone(), instant);
  return isTheReaders ? text : `${text} · ${zoneName(zone, instant)}`;
}

function zoneName(zone, instant) {
  if (!zoneNames.has(zone)) {
    zoneNames.set(zone, newZoneName(zone, instant));
  }
  return zoneNames.get(zone);
}

function newZoneName(zone, instant) {
  const city = t("when.zoneOf", { city: zone.split("/").at(-1).replaceAll("_", " ") });
  if (!knowsZone(zone)) {
    return city;
  }
  const format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "longGeneric" });
  const name = format.formatToParts(instant).find(({ type }) => type === "timeZoneName").value;
  return /GMT|UTC/.test(name) ? city : name;
}

/** Until when one may respond. */
export const deadlineText = ({ respond_by: instant, timezone }) => momentText(instant, timezone);

/** An instant on the event's clock, as its hours are: `Fri 18 Dec, 10:00`, or `10:00` if that is today. */
export function momentText(instant, timezone) {
  const local = toLocal(instant, timezone);
  const today = toLocal(Date.now(), timezone).slice(0, 10);
  const day = local.slice(0, 10);
  const text = day === today ? local.slice(11) : `${dayText(day)}, ${local.slice(11)}`;
  return knowsZone(timezone) ? withZone(text, timezone, Date.parse(instant)) : `${text} UTC`;
}

/** `in 2 days`, `in 3 hours`; once it is over `3 days ago` */
export const untilText = (event, now) => untilIn(relative, event, now);

/** `in 3 hr`, for the end of a line */
export const untilShort = (event, now) => untilIn(relativeShort, event, now);

function untilIn(format, event, now) {
  const ms = startOf(event) - now;
  if (ms < 0) {
    return isOver(event, now) ? daysText(event, now) : t("when.begun");
  }
  if (ms < DAY_MS) {
    return ms < HOUR_MS ? format.format(Math.ceil(ms / MINUTE_MS), "minute") : format.format(Math.round(ms / HOUR_MS), "hour");
  }
  return daysText(event, now);
}

function daysText(event, now) {
  const days = (date) => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
  const today = new Date(now + offsetAt(event.timezone, now)).toISOString().slice(0, 10);
  return relative.format(days(event.date) - days(today), "day");
}

/** An instant on the reader's clock: `19:02` */
export const clockText = (instant) => clock.format(new Date(instant));

export const clockTextToTheSecond = (instant) => clockWithSeconds.format(new Date(instant));

/** `19:02`, or `Fri 18 Dec, 19:02` if that was another day. */
export function instantText(instant) {
  const at = new Date(instant);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 10);
  const now = new Date();
  const today = new Date(now.getTime() - now.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 10);
  return local === today ? clockText(at) : `${dayText(local)}, ${clockText(at)}`;
}

/** `today`, `tomorrow`, or `Mon 30`: of the day an event begins. */
export function wallDayText({ date }, now) {
  const ahead = Math.round((Date.parse(date) - Date.parse(readersDay(now))) / DAY_MS);
  const { weekday, day, month: ofYear } = dayParts(date);
  return ahead === 0 || ahead === 1 ? t(ahead === 0 ? "when.today" : "when.tomorrow").toLocaleLowerCase(locale) : ahead < 7 ? `${weekday} ${day}` : `${day} ${ofYear}`;
}

/** `12 s`, `4 min`, `2 h` */
export function ageText(ms) {
  if (ms < MINUTE_MS) {
    return t("age.seconds", { n: Math.max(1, Math.round(ms / 1000)) });
  }
  return ms < HOUR_MS ? t("age.minutes", { n: Math.round(ms / MINUTE_MS) }) : t("age.hours", { n: Math.round(ms / HOUR_MS) });
}

/** What a form's day and time mean in a zone, for the service; and back. */
export const toInstant = (local, zone) => new Date(instantOf(local.slice(0, 10), local.slice(11, 16), zone)).toISOString();

/** @param {string | number} instant */
export function toLocal(instant, zone) {
  const at = new Date(instant).getTime();
  return new Date(at + offsetAt(zone, at)).toISOString().slice(0, 16);
}
