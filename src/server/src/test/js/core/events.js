/** Events as the service tells them, for tests. */

/** @param {object} [more] instead of what it has otherwise */
export function event(id, date, more = {}) {
  const told = {
    id,
    version: 1,
    status: "published",
    date,
    start_time: "18:00",
    end_time: "23:00",
    timezone: "UTC",
    roles: [{ role: "Server", count: 5, call_time: null }],
    role_stats: [{ role: "Server", capacity: 5, taken: 0, remaining: 5, is_full: false }],
    audience_team_ids: [],
    audience_user_keys: [],
    my_response: null,
    ...more,
  };
  return { endsAt: endInUtc(told), ...told };
}

/** In UTC alone: elsewhere a test says itself when an event ends. */
function endInUtc({ date, start_time: start, end_time: end }) {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  if (!end) {
    return new Date(midnight + 86_400_000).toISOString();
  }
  const at = Date.parse(`${date}T${end}:00Z`);
  return new Date(start && end <= start ? at + 86_400_000 : at).toISOString();
}
