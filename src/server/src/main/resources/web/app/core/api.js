const PAGE = 200;
/** 10,000 events: more than this a page says it has not. */
const MOST_PAGES = 50;
const MOST_MEMBER_PAGES = 10;
const JOURNAL_PAGE = 500;
const CALENDARS = { mine: "/api/me/calendar", firm: "/api/firm/calendar" };

/** The calls that the pages make, as the contract names them. */
export class Api {
  constructor(http) {
    this.http = http;
  }

  /**
   * A manager's events from a day on.
   *
   * @returns {Promise<{events: object[], isWhole: boolean}>} `isWhole`: there are no more than these
   */
  events(from) {
    return this.#pages("/api/events", { from });
  }

  /** A manager's events of some days, both included. */
  eventsOf(from, to) {
    return this.#pages("/api/events", { from, to });
  }

  /** A part of a manager's events up to a day, the newest first. */
  eventsUpTo({ bound, limit, cursor }) {
    return this.#part("/api/events", { to: bound, order: "desc" }, limit, cursor);
  }

  event(id) {
    return this.http.get(`/api/events/${id}`);
  }

  /** @param {string} key the same for the same intention, however often it is sent: the service makes one event of it */
  create(event, key) {
    return this.http.send("POST", "/api/events", { body: event, headers: { "Idempotency-Key": key } });
  }

  /** @param {number} version that the change is made from */
  change(id, version, patch) {
    return this.http.send("PATCH", `/api/events/${id}`, { body: patch, headers: { "If-Match": `"${version}"` } });
  }

  /** @param {"publish" | "unpublish" | "cancel" | "complete" | "reopen"} step */
  move(id, step, body) {
    return this.http.send("POST", `/api/events/${id}/${step}`, { body });
  }

  remove(id) {
    return this.http.send("DELETE", `/api/events/${id}`);
  }

  /**
   * Copies of an event without its people, for other days; all or none.
   *
   * @returns {Promise<object[]>} as they were made
   */
  async copies(id, dates, key, status = "draft") {
    const body = { dates, status };
    return (await this.http.send("POST", `/api/events/${id}/copies`, { body, headers: { "Idempotency-Key": key } })).events;
  }

  /** Puts somebody in who has answered or is known to the firm alone, or moves one who is in. */
  assign(id, userKey, role) {
    return this.http.send("PUT", `/api/events/${id}/staff/${encodeURIComponent(userKey)}`, { body: { role } });
  }

  /** @param {string} [reason] */
  removePerson(id, userKey, bar, reason = "") {
    const query = new URLSearchParams({ bar, ...(reason === "" ? {} : { reason }) });
    return this.http.send("DELETE", `/api/events/${id}/staff/${encodeURIComponent(userKey)}?${query}`);
  }

  /** The firm's members that an event is for and who have not answered, by name. */
  async unanswered(id) {
    return (await this.#pages(`/api/events/${id}/audience`, { answer: "none" }, "members")).members;
  }

  /**
   * How many people were told of what, the latest first.
   *
   * @returns {Promise<{left: number, notices: {kind: string, at: string, told: number}[]}>} `left`: how many notes can be sent today
   */
  notices(id) {
    return this.http.get(`/api/events/${id}/notices`);
  }

  /**
   * Sends a note to people of an event.
   *
   * @param {{to: string, text: string, key: string}} note the same body for the same key
   */
  sendNote(id, { to, text, key }) {
    return this.http.send("POST", `/api/events/${id}/notices`, { body: { to, text }, headers: { "Idempotency-Key": key } });
  }

  /** The firm's teams, by name. */
  async teams() {
    return (await this.http.get("/api/teams")).teams;
  }

  /**
   * The firm's members by name, 2,000 of them at most: enough to know what they can do, and how many an event reaches.
   *
   * @returns {Promise<{members: object[], isWhole: boolean}>}
   */
  knownMembers() {
    return this.#pages("/api/members", {}, "members", MOST_MEMBER_PAGES);
  }

  /**
   * A part of the firm's members, by name.
   *
   * @param {string} words that are looked for
   * @param {string | null} [cursor]
   * @returns {Promise<{members: object[], nextCursor: string | null}>}
   */
  members(words, cursor = null) {
    return this.#part("/api/members", words.trim() === "" ? {} : { q: words.trim() }, PAGE, cursor);
  }

  /** All members as whom nobody has joined, by name. */
  async invitedMembers() {
    return (await this.#pages("/api/members", { state: "invited" }, "members")).members;
  }

  /** @param {boolean} release whether the places of somebody who is blocked by it are freed */
  changeMember({ id, version }, patch, release) {
    const query = release ? "?release=true" : "";
    return this.http.send("PATCH", `/api/members/${id}${query}`, { body: patch, headers: { "If-Match": `"${version}"` } });
  }

  /** Erases a member: from the firm's people at once, from its events soon. */
  eraseMember({ id }) {
    return this.http.send("DELETE", `/api/members/${id}?erase=true`);
  }

  /**
   * Brings a sheet in, or says what would come of it.
   *
   * @param {string} sheet in CSV
   * @returns {Promise<{created: number, updated: number, unchanged: number, errors: object[]}>}
   */
  importSheet(sheet, isTrial) {
    const headers = { "Content-Type": "text/csv" };
    return this.http.send("POST", `/api/members/import?dryRun=${isTrial}`, { body: sheet, headers });
  }

  /** @param {string} language of the letters */
  invite(body, language) {
    return this.http.send("POST", "/api/members/invitations", { body, headers: { "Accept-Language": language } });
  }

  /** Who is in, by role and by name, with what is noted of them. */
  async roster(id) {
    return (await this.http.get(`/api/events/${id}/roster`)).roster;
  }

  /** @returns {Promise<string>} the roster as a sheet, in CSV */
  rosterSheet(id) {
    return this.http.text(`/api/events/${id}/roster?format=csv`);
  }

  /** @param {{state: "arrived" | "absent" | "left" | null, at?: string}} note */
  attendance(id, userKey, note) {
    return this.http.send("PUT", `/api/events/${id}/staff/${encodeURIComponent(userKey)}/attendance`, { body: note });
  }

  /**
   * What would come of removing somebody now. Nothing is recorded.
   *
   * @returns {Promise<{event: object, effects: {kind: string, userKey: string, name: string | null, role: string}[]}>}
   */
  tryRemovePerson(id, userKey) {
    return this.http.send("DELETE", `/api/events/${id}/staff/${encodeURIComponent(userKey)}?dryRun=true`);
  }

  /**
   * An event's journal to its end.
   *
   * @param {number} after the version from which on it is wanted, exclusive
   */
  async journal(id, after = 0) {
    const entries = [];
    for (;;) {
      const last = entries.at(-1)?.version ?? after;
      const answer = await this.http.get(`/api/events/${id}/journal?after=${last}&limit=${JOURNAL_PAGE}`);
      entries.push(...answer.entries);
      if (answer.entries.length < JOURNAL_PAGE) {
        return entries;
      }
    }
  }

  /** @returns {Promise<{events: object[], isWhole: boolean}>} */
  available() {
    return this.#pages("/api/events/available", {});
  }

  /**
   * What one is in, waits for or has asked for and what is not over, whatever has become of it.
   *
   * @returns {Promise<{events: object[], isWhole: boolean}>}
   */
  myShifts() {
    return this.#pages("/api/events/my-shifts", { period: "future", standing: "all" });
  }

  /** A part of the shifts that are over, the newest first. */
  pastShifts({ limit, cursor }) {
    return this.#part("/api/events/my-shifts", { period: "past" }, limit, cursor);
  }

  /** @param {{response: string, role: string | null, standby?: boolean, key: string}} intent the same body for the same key */
  respond(id, { response, role, standby, key }, signal) {
    return this.http.send("POST", `/api/events/${id}/respond`, {
      body: { response, ...(role === null ? {} : { role }), ...(standby ? { standby } : {}) },
      headers: { "Idempotency-Key": key },
      signal,
    });
  }

  /** @param {{version: number, key: string}} seen the version whose times and place are confirmed, and the request's key */
  confirm(id, { version, key }, signal) {
    return this.http.send("POST", `/api/events/${id}/respond`, {
      body: { response: "confirm", version },
      headers: { "Idempotency-Key": key },
      signal,
    });
  }

  /** The tokens of the firm's machines, without their secrets, the oldest first. */
  async machineTokens() {
    return (await this.http.get("/api/firm/tokens")).tokens;
  }

  /** @returns {Promise<{id: string, token: string}>} with its secret, which no other answer has */
  makeMachineToken(scope, name) {
    return this.http.send("POST", "/api/firm/tokens", { body: { scope, name } });
  }

  revokeMachineToken(id) {
    return this.http.send("DELETE", `/api/firm/tokens/${encodeURIComponent(id)}`);
  }

  /** @returns {Promise<string>} an event for a calendar (RFC 5545) */
  eventCalendar(id, language) {
    return this.http.text(`/api/events/${id}.ics`, { headers: { Accept: "text/calendar", "Accept-Language": language } });
  }

  /** @param {"mine" | "firm"} of whether there is an address of this calendar */
  async hasCalendar(of) {
    return (await this.http.send("GET", of === "mine" ? "/api/me" : CALENDARS[of])).calendar;
  }

  /** @returns {Promise<{url: string}>} the address, which no other answer has; the one before ends */
  makeCalendar(of, language) {
    return this.http.send("POST", CALENDARS[of], { headers: { "Accept-Language": language } });
  }

  endCalendar(of) {
    return this.http.send("DELETE", CALENDARS[of]);
  }

  /** Who is signed in, by the token and by what firms say. */
  me() {
    return this.http.get("/api/me");
  }

  /** All that is stored of whoever is signed in, in one piece. It is kept nowhere. */
  async exportMe() {
    const whole = await this.http.send("GET", "/api/me/export");
    for (let { next } = whole; next !== null; ) {
      const part = await this.http.send("GET", `/api/me/export?after=${next}`);
      whole.events.push(...part.events);
      next = part.next;
    }
    const { next, ...data } = whole;
    return data;
  }

  /** Erases whoever is signed in, who must have signed in just now. */
  eraseMe() {
    return this.http.send("DELETE", "/api/me", { body: { confirm: "erase" } });
  }

  /** Becomes the member who was given this code. */
  join(code) {
    return this.http.send("POST", "/api/invitations", { body: { code } });
  }

  /** Whether the service takes the token; rejects where nobody answers. */
  async isSignedIn(isManager) {
    try {
      await this.http.get(isManager ? "/api/events?limit=1" : "/api/events/available?limit=1");
      return true;
    } catch (problem) {
      if (problem.status === 401) {
        return false;
      }
      throw problem;
    }
  }

  async #pages(path, parameters, name = "events", most = MOST_PAGES) {
    const all = [];
    let cursor = null;
    for (let page = 0; page < most; page += 1) {
      const answer = await this.#part(path, parameters, PAGE, cursor);
      all.push(...answer[name]);
      cursor = answer.nextCursor;
      if (cursor === null) {
        return { [name]: all, isWhole: true };
      }
    }
    return { [name]: all, isWhole: false };
  }

  #part(path, parameters, limit, cursor) {
    const query = new URLSearchParams({ ...parameters, limit });
    if (cursor !== null) {
      query.set("cursor", cursor);
    }
    return this.http.get(`${path}?${query}`);
  }
}
