/** What modules find in a browser, for tests that run in none: imported before them. */

export class Storage {
  #items = new Map();
  get length() {
    return this.#items.size;
  }
  key = (index) => [...this.#items.keys()][index] ?? null;
  getItem = (name) => this.#items.get(name) ?? null;
  setItem = (name, value) => void this.#items.set(name, String(value));
  removeItem = (name) => void this.#items.delete(name);
}

globalThis.localStorage = new Storage();
globalThis.sessionStorage = new Storage();
globalThis.navigator = { languages: ["en-GB"] };
globalThis.document = { documentElement: { lang: "" } };
/** Pictures of the screen are drawn when the test says so. */
globalThis.pictures = [];
globalThis.requestAnimationFrame = (draw) => globalThis.pictures.push(draw);
/** As much of it as the pages use. */
globalThis.URLSearchParams ??= class {
  constructor(values) {
    this.values = new Map(typeof values === "string" ? pairsIn(values) : Object.entries(values));
  }
  has = (name) => this.values.has(name);
  get = (name) => this.values.get(name) ?? null;
  set = (name, value) => void this.values.set(name, value);
  toString = () => [...this.values].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
};

function pairsIn(query) {
  const pairs = query.replace(/^\?/, "").split("&").filter(Boolean);
  return pairs.map((pair) => pair.split("=").map(decodeURIComponent));
}
globalThis.Event ??= class {
  constructor(type) {
    this.type = type;
  }
};
globalThis.EventTarget ??= class {
  #listeners = [];
  addEventListener = (type, then) => void this.#listeners.push([type, then]);
  removeEventListener = (type, then) => void (this.#listeners = this.#listeners.filter(([, other]) => other !== then));
  dispatchEvent = (event) => this.#listeners.filter(([type]) => type === event.type).forEach(([, then]) => then(event));
};
globalThis.atob ??= (text) => {
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  let bits = "";
  for (const letter of text.replace(/=+$/, "")) {
    bits += LETTERS.indexOf(letter).toString(2).padStart(6, "0");
  }
  return (bits.match(/.{8}/g) ?? []).map((byte) => String.fromCharCode(Number.parseInt(byte, 2))).join("");
};
globalThis.TextDecoder ??= class {
  decode = (bytes) => decodeURIComponent([...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""));
};
