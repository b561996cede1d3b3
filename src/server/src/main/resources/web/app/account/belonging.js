const CHOSEN = "muster.firm";
const INVITATION = "muster.invite";
const AGAIN_MS = 5_000;

/**
 * Where whoever is signed in belongs: by the token where that says enough, else by what the service says (`GET /api/me`).
 *
 * It tells of `change`.
 */
export class Belonging extends EventTarget {
  /**
   * `here`: the page is theirs; `elsewhere`: the other page is; `nowhere`: no firm knows them; `invited`: they bring a code along.
   *
   * @type {"asking" | "here" | "elsewhere" | "nowhere" | "invited"}
   */
  state = "asking";
  /** @type {import("../core/session.js").Firm[]} for which the page may be opened, one at a time; none where the token alone says it */
  firms = [];
  /** Of what was asked before, no answer counts any more. */
  #search = 0;

  /**
   * @param {object} parts
   * @param {import("../core/session.js").Session} parts.session
   * @param {import("../core/api.js").Api} parts.api
   * @param {() => Promise<import("../core/settings.js").Settings | undefined>} parts.settings
   */
  constructor({ session, api, settings, tab = sessionStorage, device = localStorage, sleep = sleepFor }) {
    super();
    Object.assign(this, { session, api, settings, tab, device, sleep });
  }

  /** The code that somebody was sent, until it has been used or put away. */
  get invitation() {
    return this.tab.getItem(INVITATION) ?? "";
  }

  /** The firms for which the page is not open. */
  get others() {
    return this.firms.filter(({ managerId }) => managerId !== this.session.firm?.managerId);
  }

  bring(code) {
    this.tab.setItem(INVITATION, code);
  }

  /** @param {"board" | "staff"} page that is open */
  async find(page) {
    this.#search += 1;
    this.firms = [];
    this.session.firm = null;
    if (this.invitation !== "") {
      this.#show("invited");
    } else if (isSaidByToken(page, this.session.claims)) {
      this.#show("here");
    } else {
      this.#show("asking");
      await this.#ask(page);
    }
  }

  /**
   * By a code, which is good once; the page is that firm's then.
   *
   * @returns {Promise<void>} rejects as the service refuses it
   */
  async join(page, code) {
    const { managerId } = await this.api.join(code);
    this.choose(managerId);
    await this.putAway(page);
  }

  /** Without the code. */
  async putAway(page) {
    this.tab.removeItem(INVITATION);
    await this.find(page);
  }

  /** Another firm; the page has to be opened again for it. */
  choose(managerId) {
    this.device.setItem(CHOSEN, managerId);
  }

  /** Until somebody answers; who has to sign in again meanwhile is asked for afterwards. */
  async #ask(page) {
    const search = this.#search;
    const isWanted = () => search === this.#search && (this.session.isSignedIn || this.session.isExpired);
    while (isWanted() && !(this.session.isSignedIn && (await this.#isAnswered(page, isWanted)))) {
      await this.sleep(AGAIN_MS);
    }
  }

  async #isAnswered(page, isWanted) {
    try {
      const [me, told] = await Promise.all([this.api.me(), this.settings()]);
      if (isWanted()) {
        // A token that names none works for none there either.
        this.#found(page, me.firms, told?.singleTenant === true && this.session.claims.managerIds === undefined);
      }
      return true;
    } catch (failure) {
      return isWanted() && this.session.isSignedIn && this.#isRefused(page, failure);
    }
  }

  /** Whether asking again is of no use. */
  #isRefused(page, { status }) {
    const isRefused = status < 500;
    if (page === "staff") {
      // It says itself that nobody answers, and shows what it knows.
      this.#show("here");
    } else if (isRefused) {
      this.#show("elsewhere");
    }
    return isRefused;
  }

  #found(page, firms, seesAll) {
    const isBoard = page === "board";
    const worksSomewhere = firms.length > 0 || seesAll;
    if (isBoard) {
      this.firms = firms.filter(({ access }) => access !== "staff");
    } else {
      this.firms = seesAll ? [] : firms;
    }
    const chosen = this.device.getItem(CHOSEN);
    // On the shifts' page a firm that somebody works for comes before one that somebody manages.
    const first = (!isBoard && this.firms.find(({ access }) => access === "staff")) || this.firms[0];
    this.session.firm = this.firms.find(({ managerId }) => managerId === chosen) ?? first ?? null;
    if (isBoard ? this.session.firm !== null : worksSomewhere) {
      this.#show("here");
    } else {
      this.#show(worksSomewhere ? "elsewhere" : "nowhere");
    }
  }

  #show(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}

const sleepFor = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A token that says for whom somebody works needs nobody else to say it. */
function isSaidByToken(page, { managerId, managerIds }) {
  return page === "board" ? typeof managerId === "string" : Array.isArray(managerIds) && managerIds.length > 0;
}
