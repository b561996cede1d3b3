import { subprotocols } from "./subprotocols.js";

const NORMAL = 1000;
/** What the end of a socket is called that never told why: as browsers have it. */
const ABNORMAL = 1006;

/**
 * One WebSocket, from opening to its end, which is told exactly once. A socket that says nothing, not even when pinged, is
 * taken for dead: after a laptop slept the browser would hold on to it for minutes.
 */
export class Connection {
  #socket;
  #timer;
  #opened = false;
  #ended = false;

  /**
   * @param {object} options
   * @param {string} options.url with the place to resume from
   * @param {string} options.token
   * @param {object} options.environment `WebSocket`, `setTimeout`, `clearTimeout`
   * @param {{openMs: number, quietMs: number, answerMs: number}} options.limits how long opening may take; after how much
   *     silence to ping; how long the answer may take
   * @param {(message: object) => void} options.onMessage
   * @param {(code: number, opened: boolean) => void} options.onEnd
   */
  constructor({ url, token, environment, limits, onMessage, onEnd }) {
    this.environment = environment;
    this.limits = limits;
    this.onMessage = onMessage;
    this.onEnd = onEnd;
    this.#socket = new environment.WebSocket(url, subprotocols(token));
    this.#socket.onopen = () => this.#open();
    this.#socket.onmessage = (event) => this.#heard(event.data);
    this.#socket.onclose = (event) => this.#end(event.code);
    this.#wait(limits.openMs, () => this.#end(ABNORMAL));
  }

  /** Asks whether anybody is there: the answer comes soon, or the connection ends. */
  ping() {
    if (this.#opened && !this.#ended) {
      this.#socket.send('{"type":"ping"}');
      this.#wait(this.limits.answerMs, () => this.#end(ABNORMAL));
    }
  }

  /** It is of no use any more. */
  end() {
    this.#end(ABNORMAL);
  }

  /** Ends it without a word to whoever listens. */
  close() {
    this.#ended = true;
    this.#letGo();
  }

  #open() {
    this.#opened = true;
    this.#listen();
  }

  #heard(text) {
    this.#listen();
    this.onMessage(JSON.parse(text));
  }

  #listen() {
    this.#wait(this.limits.quietMs, () => this.ping());
  }

  #wait(ms, then) {
    this.environment.clearTimeout(this.#timer);
    this.#timer = this.environment.setTimeout(then, ms);
  }

  #end(code) {
    if (!this.#ended) {
      this.close();
      this.onEnd(code, this.#opened);
    }
  }

  /** A dead socket takes its time to close: nothing of it is heard any more. */
  #letGo() {
    this.environment.clearTimeout(this.#timer);
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close(NORMAL);
  }
}
