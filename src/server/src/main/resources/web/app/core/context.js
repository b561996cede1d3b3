import { Account } from "../account/account.js";
import { Belonging } from "../account/belonging.js";
import { Provider } from "../account/provider.js";
import { LiveClient, wakeWithPage } from "../live/live-client.js";
import { Api } from "./api.js";
import { Http, NoAnswer } from "./http.js";
import { Session } from "./session.js";
import { settings } from "./settings.js";
import { Store } from "./store.js";

/** Whoever cannot be asked for another token now is asked again. */
const AGAIN_MS = 5_000;
const FORBIDDEN = 403;

/** The provider where people sign in, null where the pages take a token alone; its library is loaded when it is needed. */
async function provider() {
  const told = await settings();
  if (told === undefined) {
    throw new NoAnswer("nobody says where to sign in");
  }
  return told.signIn === null ? null : new Provider(told.signIn, await import("../account/oidc.js"));
}

/** What the parts of a page share: one of each per tab. */
export const session = new Session();
export const account = new Account({ session, provider });
export const api = new Api(new Http(session));
export const store = new Store();
export const belonging = new Belonging({ session, api, settings });

/** What the light shows, and whoever follows what happens. */
export class Live extends EventTarget {
  light = { name: "connecting" };
  #client = null;
  #page;

  /**
   * @param {{fetchAll: (reason: string) => Promise<object[]>, fetchEvent: (id: string) => Promise<object | undefined>}} page
   *     what it shows, fetched into the store
   * @param {number} [knownAt] what it shows from the beginning was right then
   */
  start(page, knownAt) {
    this.stop();
    this.#page = page;
    this.#client = new LiveClient({
      url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/ws${session.firm ? `?firm=${encodeURIComponent(session.firm.managerId)}` : ""}`,
      token: session.token,
      knownAt,
      page: {
        fetchAll: (reason) => this.#fetchAll(page, reason),
        fetchEvent: async (id) => (await page.fetchEvent(id))?.version,
        onFrame: (frame) => this.#frame(frame),
        onLight: (light) => this.#show(light),
        isSignedIn: () => api.isSignedIn(session.isManager),
      },
    });
    this.#client.start();
  }

  /** Where the firm is not theirs any more, asking again is of no use: `shut-out`. */
  async #fetchAll(page, reason) {
    try {
      return await page.fetchAll(reason);
    } catch (failure) {
      if (failure.status === FORBIDDEN && session.firm !== null) {
        this.dispatchEvent(new Event("shut-out"));
      }
      throw failure;
    }
  }

  /** The page is where it was; whoever is signed in has another token. */
  goOn() {
    if (this.#client === null && this.#page !== undefined) {
      this.start(this.#page);
    } else {
      this.#client?.renew(session.token);
    }
  }

  stop() {
    this.#client?.stop();
    this.#client = null;
  }

  /**
   * Fetches events besides those of the page's own question, into the store.
   *
   * @param {() => Promise<object[]>} question
   */
  async fetchMore(question) {
    await this.#client?.fetchMore(async () => {
      const events = await question();
      events.forEach((event) => store.put(event));
      return events;
    });
  }

  wake() {
    this.#client?.wake();
  }

  lost() {
    this.#client?.lost();
  }

  #frame(frame) {
    store.apply(frame);
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  }

  #show(light) {
    this.light = light;
    this.dispatchEvent(new CustomEvent("light", { detail: light }));
    if (light.name === "signed-out") {
      this.#refused();
    }
  }

  /** Nothing is heard until there is another token, or it is known that there is none. */
  async #refused() {
    const client = this.#client;
    this.#client = null;
    try {
      if (await session.refused(client.token)) {
        this.goOn();
      }
    } catch {
      setTimeout(() => this.#client === null && session.isSignedIn && this.goOn(), AGAIN_MS);
    }
  }
}

export const live = new Live();
session.addEventListener("renew", () => live.goOn());
wakeWithPage(live);
