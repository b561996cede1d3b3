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
  if (event !== undefined && data.version < event.version) {
    return event;
  }
  if (data.event !== undefined) {
    return withLists(data.event, event, data);
  }
  if (event === undefined) {
    return undefined;
  }
  return withPerson(withFigures(event, data), data);
}

function withFigures(event, data) {
  return {
    ...event,
    version: data.version,
    updatedAt: data.timestamp,
    status: data.status ?? event.status,
    accepted_count: data.acceptedCount ?? event.accepted_count,
    declined_count: data.declinedCount ?? event.declined_count,
    role_stats: data.roleStats ?? event.role_stats,
  };
}

/** A frame brings the event without its lists: those that are known stay, less whoever was taken out. */
function withLists(next, event, data) {
  if (event?.accepted_staff === undefined || next.my_response !== null) {
    return next;
  }
  const stays = ({ userKey }) => userKey !== data.userId;
  const isRemoval = data.userId !== undefined;
  return {
    ...next,
    accepted_staff: isRemoval ? event.accepted_staff.filter(stays) : event.accepted_staff,
    declined_staff: isRemoval ? event.declined_staff.filter(stays) : event.declined_staff,
  };
}

function withPerson(event, { acceptedStaff, declinedStaff, respondedStaff, userId }) {
  if (acceptedStaff !== undefined) {
    return { ...event, accepted_staff: acceptedStaff, declined_staff: declinedStaff };
  }
  if (respondedStaff === undefined) {
    return event;
  }
  if (userId === undefined) {
    // To staff the only person ever told of is the reader.
    return { ...event, my_response: respondedStaff };
  }
  return event.accepted_staff === undefined ? event : moved(event, respondedStaff);
}

function moved(event, entry) {
  const others = ({ userKey }) => userKey !== entry.userKey;
  const accepted = event.accepted_staff.filter(others);
  const declined = event.declined_staff.filter(others);
  (entry.response === "accept" ? accepted : declined).push(entry);
  return { ...event, accepted_staff: accepted, declined_staff: declined };
}
