import { html, nothing, svg } from "lit";
import { api, live, store } from "../core/context.js";
import { places } from "../core/order.js";
import { t } from "../text/text.js";
import { instantText } from "../text/when.js";
import { View } from "../ui/view.js";
import { filling, headcountSince } from "./filling.js";

const WIDTH = 400;
const HEIGHT = 96;
const ROOM = 4;
/** A history of more changes than this is not fetched to be drawn. */
const MOST_CHANGES = 10_000;

/**
 * Places filled over time, drawn from the journal and then from what happens.
 *
 * @property {string} eventId
 */
export class FillChart extends View {
  static properties = { eventId: { attribute: false }, points: { state: true }, since: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.followEvent(live, "frame", ({ detail }) => this.#heard(detail.data));
    this.followEvent(live, "light", () => live.light.name === "live" && this.#fetch());
    this.followTime(10_000);
    this.#fetch();
  }

  render() {
    const event = store.get(this.eventId);
    if (event === undefined || this.points === undefined) {
      return nothing;
    }
    const capacity = places(event);
    const taken = event.accepted_count;
    return html`
      <section class="panel" aria-labelledby="chart">
        <div class="chart-head">
          <h2 id="chart">${t("chart.title")}</h2>
          <span class="chart-number">${t("places.taken", { taken, capacity })}</span>
        </div>
        ${this.points.length === 0 ? html`<p class="soft">${t("chart.nothing")}</p>` : this.#drawing(taken, capacity)}
      </section>
    `;
  }

  #drawing(taken, capacity) {
    const from = this.points[0].at;
    const until = Math.max(Date.now(), this.points.at(-1).at, from + 1);
    const x = (at) => ((at - from) / (until - from)) * WIDTH;
    const most = Math.max(capacity, taken, ...this.points.map((point) => point.taken));
    const y = (places) => HEIGHT - ROOM - (places / most) * (HEIGHT - 2 * ROOM);
    const isWhole = this.since !== undefined && this.since <= from;
    const steps = this.points.map((point) => `H${x(point.at).toFixed(1)}V${y(point.taken).toFixed(1)}`).join("");
    const line = `M0 ${y(0)}${steps}H${WIDTH}`;
    return html`
      <svg
        class="chart"
        viewBox="0 0 ${WIDTH} ${HEIGHT}"
        preserveAspectRatio="none"
        role="img"
        aria-label=${t("chart.label", { taken, capacity, from: instantText(from) })}
      >
        ${svg`
          <line class="chart-capacity" x1=${isWhole ? 0 : x(this.since ?? until)} x2=${WIDTH} y1=${y(capacity)} y2=${y(capacity)} />
          <path class="chart-area" d="${line}V${HEIGHT}H0Z" />
          <path class="chart-line" d=${line} />
        `}
      </svg>
      <p class="chart-foot soft small"><span>${instantText(from)}</span><span>${t("chart.now")}</span></p>
      ${isWhole || this.since === undefined
        ? nothing
        : html`<p class="soft small">${t("chart.headcount", { at: instantText(this.since) })}</p>`}
    `;
  }

  #heard({ eventId, acceptedCount, changed, timestamp }) {
    if (eventId !== this.eventId || this.points === undefined) {
      return;
    }
    if (acceptedCount !== undefined) {
      this.points = [...this.points, { at: Date.parse(timestamp), taken: acceptedCount }];
    }
    if (changed?.includes("roles")) {
      this.since = Date.parse(timestamp);
    }
  }

  async #fetch() {
    if (store.get(this.eventId)?.version > MOST_CHANGES) {
      this.points = [];
      return;
    }
    try {
      const journal = await api.journal(this.eventId);
      this.points = filling(journal);
      this.since = headcountSince(journal);
    } catch {
      // Without the journal there is no drawing; the page says by itself when nobody answers.
    }
  }
}

customElements.define("fill-chart", FillChart);
