import ICAL from "./ical.js";

/** What ical.js finds in a calendar, as JSON. */
export function read(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  calendar.getAllSubcomponents("vtimezone").forEach((part) => ICAL.TimezoneService.register(new ICAL.Timezone(part)));
  return JSON.stringify(calendar.getAllSubcomponents("vevent").map(entry));
}

function entry(component) {
  const event = new ICAL.Event(component);
  const said = (name) => component.getFirstPropertyValue(name)?.toString() ?? null;
  return {
    uid: event.uid,
    sequence: event.sequence,
    status: said("status"),
    from: moment(event.startDate),
    until: component.hasProperty("dtend") ? moment(event.endDate) : null,
    summary: said("summary"),
    location: said("location"),
    description: said("description"),
    address: said("url"),
  };
}

const moment = (time) => (time.isDate ? time.toString() : new Date(time.toUnixTime() * 1_000).toISOString().replace(".000Z", "Z"));
