import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { api, live, store } from "../core/context.js";
import { t } from "../text/text.js";
import { clockTextToTheSecond, instantText } from "../text/when.js";
import { Announcer } from "../ui/announcer.js";
import { View } from "../ui/view.js";
import { lineOfFrame, lineOfJournal, textOf } from "./feed-lines.js";

const MOST = 40;
const nameOf = (userKey) => store.nameOf(userKey);

/**
 * What happened last, and what happens now.
 *
 * @property {string} eventId
 */
export class EventFeed extends View {
  static properties = { eventId: { attribute: false }, lines: { state: true }, said: { state: true } };
  #announcer = new Announcer((lines) => (this.said = this.#summary(lines)));

  constructor() {
    super();
    this.lines = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.followEvent(live, "frame", ({ detail }) => this.#heard(detail));
    this.followEvent(live, "light", () => live.light.name === "live" && this.#fetch());
    this.follow(store.watch(this.eventId, () => this.requestUpdate()));
    this.follow(() => this.#announcer.stop());
    this.#fetch();
  }

  render() {
    return html`
      <section class="panel" aria-labelledby="feed">
        <h2 id="feed">${t("feed.title")}</h2>
        <ol class="feed" tabindex="0" aria-labelledby="feed">
          ${repeat(
            this.lines,
            ({ version, kind }) => `${version} ${kind}`,
            (line) => html`
              <li class=${line.isNew ? "is-new" : ""}>
                <time class="soft small" datetime=${line.at}>
                  ${line.isNew ? clockTextToTheSecond(line.at) : instantText(line.at)}
                </time>
                <span>${textOf(line, nameOf)}</span>
              </li>
            `,
          )}
        </ol>
        <p class="unseen feed-said" role="status">${this.said}</p>
        ${this.lines.length === 0 ? html`<p class="soft">${t("feed.nothing")}</p>` : nothing}
      </section>
    `;
  }

  #heard(frame) {
    const line = frame.data.eventId === this.eventId ? lineOfFrame(frame) : null;
    if (line !== null) {
      this.#add([{ ...line, isNew: true }]);
      this.#announcer.hear(line);
    }
  }

  /** What happened within a moment, for whoever hears it and does not see it. */
  #summary(lines) {
    const last = textOf(lines.at(-1), nameOf);
    return lines.length === 1 ? last : t("feed.several", { n: lines.length, last });
  }

  async #fetch() {
    try {
      const version = store.get(this.eventId)?.version ?? 0;
      const entries = await api.journal(this.eventId, Math.max(0, version - MOST));
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
