/**
 * An event after a frame. Pure: a new object for what changes, or null once it is out of sight.
 *
 * @param {object | undefined} event as it is known; undefined if it is not
 * @param {{event: string, data: object}} frame
 * @returns {object | null | undefined} undefined: of an event that is not known the frame does not tell enough
 */
export function afterFrame(event, { event: kind, data }) {
  if (kind === "event:hidden" || kind === "event:deleted") {
    return null;
  }
  if (data.version === undefined) {
    // Of the day, not of the event: it stands for no version.
    return event;
  }
  if (event !== undefined && data.version < event.version) {
    return event;
  }
  if (data.event !== undefined) {
    return withPosition(withLists(data.event, event, kind, data), event);
  }
  if (event === undefined) {
    return undefined;
  }
  return withPosition(withPerson(withFigures(event, data), data), event);
}

function withFigures(event, data) {
  return {
    ...event,
    version: data.version,
    updatedAt: data.timestamp,
    status: data.status ?? event.status,
    accepted_count: data.acceptedCount ?? event.accepted_count,
    standby_count: data.standbyCount ?? event.standby_count,
    declined_count: data.declinedCount ?? event.declined_count,
    ...(event.unconfirmed_count === undefined ? {} : { unconfirmed_count: data.unconfirmedCount ?? event.unconfirmed_count }),
    role_stats: data.roleStats ?? event.role_stats,
  };
}

const WHOM_FOR = ["audience_user_keys", "audience_team_ids", "waves", "barred_user_keys"];
/** Who has to confirm is another after a change of these, though as many have to as before. */
const TO_CONFIRM = ["date", "start_time", "end_time", "timezone", "venue_name", "venue_address", "roles"];
const MAY_CHANGE_WHOM_FOR = new Set(["event:created", "event:published"]);

/**
 * A frame brings the event without its lists: those that are known stay, less whoever was taken out. Whoever was refused
 * stands among those who declined. Where those it is for may be others now, or those who have to confirm are, or their roles have other names,
 * that is not known
 * any more, and the event has to be fetched.
 */
function withLists(next, event, kind, data) {
  if (event?.accepted_staff === undefined || next.my_response !== null || next.my_standby != null) {
    return next;
  }
  const mayBeOthers =
    MAY_CHANGE_WHOM_FOR.has(kind) ||
    data.barred ||
    data.changed?.some((name) => WHOM_FOR.includes(name)) ||
    data.renamed !== undefined ||
    (kind === "event:updated" && next.unconfirmed_count !== unconfirmed(event)) ||
    (event.accepted_staff.length > 0 && data.changed?.some((name) => TO_CONFIRM.includes(name)));
  const kept = mayBeOthers ? [] : WHOM_FOR.filter((name) => name in event);
  const known = Object.fromEntries(kept.map((name) => [name, event[name]]));
  const { accepted_staff, standby_staff, declined_staff } = data.userId === undefined ? event : moved(event, data.userId, data.respondedStaff);
  return { ...next, ...known, accepted_staff, standby_staff, declined_staff };
}

/** As many as are known to have to confirm; undefined where the service says nothing of that. */
function unconfirmed({ accepted_staff: accepted, unconfirmed_count: count }) {
  return count === undefined ? undefined : accepted.filter((entry) => entry.unconfirmed).length;
}

function withPerson(event, data) {
  return withEntry(data.from === undefined ? event : renamed(event, data), data);
}

/** Whoever was known as `from` has an account now, by which those lists name the person that did so before. */
function renamed(event, { from, userId, changed = [] }) {
  const known = changed.filter((name) => name in event);
  const lists = known.map((name) => [name, [...new Set(event[name].map((userKey) => (userKey === from ? userId : userKey)))]]);
  const next = { ...event, ...Object.fromEntries(lists) };
  return event.accepted_staff === undefined ? next : moved(next, from, undefined);
}

function withEntry(event, { acceptedStaff, standbyStaff, declinedStaff, respondedStaff, userId }) {
  if (acceptedStaff !== undefined) {
    return { ...event, accepted_staff: withConflicts(acceptedStaff, event.accepted_staff), standby_staff: standbyStaff, declined_staff: declinedStaff };
  }
  if (respondedStaff === undefined) {
    return event;
  }
  if (userId === undefined) {
    // To staff the only person ever told of is the reader.
    const waits = respondedStaff.response === "standby";
    const own = moved({ ...event, accepted_staff: [], standby_staff: [], declined_staff: [] }, respondedStaff.userKey, respondedStaff);
    return { ...own, my_response: waits ? null : respondedStaff, my_standby: waits ? respondedStaff : null };
  }
  return event.accepted_staff === undefined ? event : moved(event, respondedStaff.userKey, respondedStaff);
}

/** Frames do not tell where else somebody has a place: what is known of an entry stays. */
function withConflicts(entries, known = []) {
  const before = new Map(known.filter(({ conflicts }) => conflicts).map((entry) => [entry.userKey, entry]));
  return entries.map((entry) => {
    const { version, conflicts } = before.get(entry.userKey) ?? {};
    return version === entry.version ? { ...entry, conflicts } : entry;
  });
}

/** @param {object | undefined} entry as it is now; undefined: the person has none any more */
function moved(event, person, entry) {
  const others = ({ userKey }) => userKey !== person;
  const accepted = event.accepted_staff.filter(others);
  const standby = (event.standby_staff ?? []).filter(others);
  const declined = event.declined_staff.filter(others);
  ({ accept: accepted, standby, decline: declined })[entry?.response]?.push(entry);
  return { ...event, accepted_staff: accepted, standby_staff: standby, declined_staff: declined };
}

/**
 * Frames tell no position. Whoever comes to wait stands behind the others, so it stays until somebody leaves who may have stood
 * before the reader; then it is not known. Of several steps in one frame, nobody left a list where each added a person to one.
 */
function withPosition(next, before) {
  const { my_standby: waits } = next;
  const known = before?.my_standby;
  if (waits == null || known?.position === undefined) {
    return next;
  }
  const steps = next.version - before.version;
  const nobodyLeft = steps > 1 ? people(next) - people(before) === steps : waiting(next, waits.role) >= waiting(before, known.role);
  const stays = known.since === waits.since && (known.position === 1 || nobodyLeft);
  return { ...next, my_standby: { ...waits, position: stays ? known.position : undefined } };
}

const waiting = ({ role_stats: stats }, name) => stats.find(({ role }) => role.toLowerCase() === name.toLowerCase())?.standby ?? 0;

const people = ({ accepted_count: accepted, standby_count: standby, declined_count: declined }) => accepted + standby + declined;
