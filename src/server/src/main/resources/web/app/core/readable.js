/**
 * Whether an event has the parts that every page goes by. One that has not costs itself alone: it is left out, and the others
 * are shown.
 */
export function isReadable(event) {
  return (
    isText(event?.id) &&
    Number.isInteger(event.version) &&
    isText(event.status) &&
    isDate(event.date) &&
    [event.start_time, event.end_time].every((time) => time == null || TIME.test(time)) &&
    isText(event.timezone) &&
    !Number.isNaN(Date.parse(event.endsAt)) &&
    isListOf(event.roles, ({ role }) => isText(role)) &&
    isListOf(event.role_stats, isStats) &&
    [event.accepted_staff, event.standby_staff, event.declined_staff].every((people) => people === undefined || isListOf(people, isPerson)) &&
    TEXTS.every((name) => event[name] == null || isText(event[name])) &&
    [event.respond_by, event.opens_at, event.my_opens_at].every((instant) => instant == null || !Number.isNaN(Date.parse(instant))) &&
    (event.my_response == null || isText(event.my_response.response)) &&
    (event.my_standby == null || isText(event.my_standby.role))
  );
}

const DATE = /^\d{4}-\d\d-\d\d$/;
const TIME = /^\d\d:\d\d$/;
const TEXTS = ["event_name", "client_name", "venue_name", "venue_address", "city", "uniform", "pay_rate_info", "cancel_reason", "notes"];

const isDate = (date) => DATE.test(date) && !Number.isNaN(Date.parse(`${date}T00:00:00Z`));
const isText = (value) => typeof value === "string";
const isListOf = (list, isOne) => Array.isArray(list) && list.every((one) => one !== null && typeof one === "object" && isOne(one));
const isPerson = ({ userKey }) => isText(userKey);
const isStats = ({ role, ...counts }) => isText(role) && ["capacity", "taken", "remaining"].every((name) => Number.isInteger(counts[name]));
