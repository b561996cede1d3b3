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
  /** @type {{managerId: string, name: string | null, access: string}[]} whose boards they may see */
  boards = [];

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

  bring(code) {
    this.tab.setItem(INVITATION, code);
  }

  /** @param {"board" | "staff"} page that is open */
  async find(page) {
    const { userKey } = this.session;
    this.boards = [];
    this.session.firm = null;
    if (this.invitation !== "") {
      this.#show("invited");
    } else if (isSaidByToken(page, this.session.claims)) {
      this.#show("here");
    } else {
      this.#show("asking");
      const state = await this.#asked(page);
      if (this.session.isSignedIn && this.session.userKey === userKey) {
        this.#show(state);
      }
    }
  }

  /**
   * By a code, which is good once.
   *
   * @returns {Promise<void>} rejects as the service refuses it
   */
  async join(page, code) {
    await this.api.join(code);
    await this.putAway(page);
  }

  /** Without the code. */
  async putAway(page) {
    this.tab.removeItem(INVITATION);
    await this.find(page);
  }

  /** Another firm's board; the page has to be opened again for it. */
  choose(managerId) {
    this.device.setItem(CHOSEN, managerId);
  }

  async #asked(page) {
    let me;
    let told;
    while (me === undefined) {
      try {
        [me, told] = await Promise.all([this.api.me(), this.settings()]);
      } catch (failure) {
        if (page === "staff") {
          // It says itself that nobody answers, and shows what it knows.
          return "here";
        }
        if (failure.status < 500) {
          return "elsewhere";
        }
        await this.sleep(AGAIN_MS);
      }
    }
    this.boards = me.firms.filter(({ access }) => access !== "staff");
    const worksSomewhere = me.firms.length > 0 || told?.singleTenant === true;
    if (page === "staff") {
      return worksSomewhere ? "here" : "nowhere";
    }
    const chosen = this.device.getItem(CHOSEN);
    this.session.firm = this.boards.find(({ managerId }) => managerId === chosen) ?? this.boards[0] ?? null;
    if (this.session.firm !== null) {
      return "here";
    }
    return worksSomewhere ? "elsewhere" : "nowhere";
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
