import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { api, live, store } from "../core/context.js";
import { t } from "../text/text.js";
import { clockTextToTheSecond, instantText } from "../text/when.js";
import { View } from "../ui/view.js";
import { lineOfFrame, lineOfJournal, textOf } from "./feed-lines.js";

const MOST = 40;

/**
 * What happened last, and what happens now.
 *
 * @property {string} eventId
 */
export class EventFeed extends View {
  static properties = { eventId: { attribute: false }, lines: { state: true } };

  constructor() {
    super();
    this.lines = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.followEvent(live, "frame", ({ detail }) => this.#heard(detail));
    this.followEvent(live, "light", () => live.light.name === "live" && this.#fetch());
    this.follow(store.watch(this.eventId, () => this.requestUpdate()));
    this.#fetch();
  }

  render() {
    return html`
      <section class="panel" aria-labelledby="feed">
        <h2 id="feed">${t("feed.title")}</h2>
        <ol class="feed" tabindex="0" aria-labelledby="feed" aria-live="polite" aria-relevant="additions">
          ${repeat(
            this.lines,
            ({ version, kind }) => `${version} ${kind}`,
            (line) => html`
              <li class=${line.isNew ? "is-new" : ""}>
                <time class="soft small" datetime=${line.at}>
                  ${line.isNew ? clockTextToTheSecond(line.at) : instantText(line.at)}
                </time>
                <span>${textOf(line)}</span>
              </li>
            `,
          )}
        </ol>
        ${this.lines.length === 0 ? html`<p class="soft">${t("feed.nothing")}</p>` : nothing}
      </section>
    `;
  }

  #heard(frame) {
    const line = frame.data.eventId === this.eventId ? lineOfFrame(frame) : null;
    if (line !== null) {
      this.#add([{ ...line, isNew: true }]);
    }
  }

  async #fetch() {
    try {
      const entries = await api.journal(this.eventId);
      this.#add(entries.slice(-MOST).map(lineOfJournal));
    } catch {
      // The page says by itself when nobody answers; what is heard from now on is shown all the same.
    }
  }

  /** One line a version: a step is told by the journal and by a frame. */
  #add(lines) {
    const all = new Map(this.lines.map((line) => [`${line.version} ${line.kind}`, line]));
    for (const line of lines) {
      const key = `${line.version} ${line.kind}`;
      if (!all.has(key)) {
        all.set(key, line);
      }
    }
    this.lines = [...all.values()].sort((a, b) => b.version - a.version).slice(0, MOST);
  }
}

customElements.define("event-feed", EventFeed);
