/** What the tabs of one person's browser tell each other; nobody else hears it. */
export class Tabs {
  #channel;

  /** @param {typeof BroadcastChannel | undefined} [Channel] */
  constructor(Channel = globalThis.BroadcastChannel) {
    this.#channel = Channel && new Channel("muster.account");
  }

  tell(message) {
    this.#channel?.postMessage(message);
  }

  /** @param {(message: object) => void} then */
  listen(then) {
    this.#channel?.addEventListener("message", ({ data }) => then(data));
  }
}
