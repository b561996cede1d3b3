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
globalThis.navigator = { languages: ["en-GB"] };
globalThis.document = { documentElement: { lang: "" } };
/** Pictures of the screen are drawn when the test says so. */
globalThis.pictures = [];
globalThis.requestAnimationFrame = (draw) => globalThis.pictures.push(draw);
/** As much of it as the pages use. */
globalThis.URLSearchParams ??= class {
  constructor(values) {
    this.values = new Map(Object.entries(values));
  }
  set = (name, value) => void this.values.set(name, value);
  toString = () => [...this.values].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
};
