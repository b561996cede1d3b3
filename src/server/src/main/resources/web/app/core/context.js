import { LiveClient, wakeWithPage } from "../live/live-client.js";
import { Api } from "./api.js";
import { Http } from "./http.js";
import { Session } from "./session.js";
import { Store } from "./store.js";

/** What the parts of a page share: one of each per tab. */
export const session = new Session();
export const api = new Api(new Http(session));
export const store = new Store();

/** What the light shows, and whoever follows what happens. */
export class Live extends EventTarget {
  light = { name: "connecting" };
  #client = null;

  /**
   * @param {{fetchAll: (reason: string) => Promise<object[]>, fetchEvent: (id: string) => Promise<object | undefined>}} page
   *     what it shows, fetched into the store
   * @param {number} [knownAt] what it shows from the beginning was right then
   */
  start(page, knownAt) {
    this.stop();
    this.#client = new LiveClient({
      url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/ws`,
      token: session.token,
      knownAt,
      page: {
        fetchAll: (reason) => page.fetchAll(reason),
        fetchEvent: async (id) => (await page.fetchEvent(id))?.version,
        onFrame: (frame) => this.#frame(frame),
        onLight: (light) => this.#show(light),
        isSignedIn: () => api.isSignedIn(session.isManager),
      },
    });
    this.#client.start();
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
      session.expire();
    }
  }
}

export const live = new Live();
wakeWithPage(live);
