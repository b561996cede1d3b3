import { html, nothing } from "lit";
import { api, live, session, store } from "../core/context.js";
import { places, placesLeft } from "../core/order.js";
import { isDue, partOf } from "../core/week.js";
import { t } from "../text/text.js";
import { dayText, deadlineText, momentText, untilText, whenText } from "../text/when.js";
import { wayTo } from "../core/map.js";
import { soonMark } from "../ui/seat-row.js";
import { standingTag } from "../ui/standing-tag.js";
import { entitle } from "../ui/title.js";
import { View } from "../ui/view.js";
import { Attendance, partOfDay } from "./attendance.js";
import "./barred-list.js";
import "./event-actions.js";
import "./event-feed.js";
import "./fill-chart.js";
import "./no-answer.js";
import "./not-here.js";
import "./people-list.js";
import { printsAs } from "./roster-print.js";
import { forgetWarnings, warningsOf, warningText } from "./warnings.js";

const CONFLICTS_AFTER_MS = 5_000;

/**
 * One event, whole.
 *
 * @property {string} eventId
 */
export class EventPage extends View {
  static properties = { eventId: { attribute: false }, isMissing: { state: true } };
  #attendance;
  /** Of the last fetch: of who has come in since it is not known where else they have a place. */
  #fetchedVersion = 0;
  #again;

  connectedCallback() {
    super.connectedCallback();
    this.follow(() => clearTimeout(this.#again));
    this.#attendance = new Attendance(this.eventId, () => this.#noted());
    this.follow(this.#attendance.follow());
    this.follow(store.watch(this.eventId, () => this.#changed()));
    this.#fetchWhole();
    this.followEvent(live, "light", () => live.light.name === "live" && this.#changed());
    this.followTime(30_000);
    this.follow(
      printsAs(() => {
        const event = store.get(this.eventId);
        return event?.accepted_staff === undefined ? [] : [{ event, phones: this.#attendance.phones }];
      }),
    );
  }

  render() {
    const event = store.get(this.eventId);
    if (event === undefined) {
      return html`
        <div class="empty">
          <h2 role="status">${this.isMissing ? t("event.missing") : t("page.loading")}</h2>
        </div>
      `;
    }
    const now = Date.now();
    const left = placesLeft(event);
    const part = partOf(event, now);
    const capacity = places(event);
    return html`
      <header class="event-head">
        <div>
          <div class="event-title">
            <h1 tabindex="-1">${event.event_name ?? t("event.unnamed")}</h1>
            ${part === "lacking" && left > 0
              ? html`<span class="gap ${isDue(event, now) ? "is-due" : ""}">${isDue(event, now) ? soonMark : nothing}${t("gap.missing", { n: left })}</span>`
              : nothing}
            <span class="soft num">${t("event.in", { taken: capacity - left, capacity })}</span>
          </div>
          <p class="event-facts">
            <strong class="event-when num">${whenText(event)}</strong>
            <span class="soft">${untilText(event, now)}</span>
            <span class="event-state">${part === "lacking" ? nothing : standingTag(event, now)}</span>
            ${[event.venue_name, event.venue_address, event.city].some(Boolean)
              ? html`<a href=${wayTo(event)} target="_blank" rel="noopener noreferrer">${[event.venue_name, event.venue_address, event.city].filter(Boolean).join(", ")}</a>`
              : nothing}
            ${event.client_name ? html`<span class="soft">${event.client_name}</span>` : nothing}
            ${event.respond_by && part === "lacking" ? html`<span>${t("peek.closes", { at: deadlineText(event) })}</span>` : nothing}
          </p>
        </div>
        ${session.mayWrite ? html`<event-actions .event=${event}></event-actions>` : nothing}
      </header>
      ${event.cancel_reason ? html`<p class="notice event-reason">${t("event.cancelReason", { reason: event.cancel_reason })}</p>` : nothing}
      ${this.#warnings()}
      <div class="event-parts">
        <div class="event-main">
          <people-list .event=${event} .attendance=${this.#attendance}></people-list>
          ${event.barred_user_keys?.length > 0 ? html`<barred-list .event=${event}></barred-list>` : nothing}
        </div>
        <div class="event-side">
          ${partOfDay(event, now) === "day" && session.mayWrite && !isPart(event) ? html`<not-here .event=${event} .attendance=${this.#attendance}></not-here>` : nothing}
          ${part === "lacking" && session.mayWrite && !isPart(event) ? html`<no-answer .event=${event}></no-answer>` : nothing}
          <fill-chart .eventId=${event.id}></fill-chart>
          <event-feed .eventId=${event.id}></event-feed>
          ${this.#details(event)}
        </div>
      </div>
    `;
  }

  /** Of what was saved last, and nothing to stop it. */
  #warnings() {
    const warnings = warningsOf(this.eventId);
    return warnings.length === 0
      ? nothing
      : html`
          <div class="notice event-warnings" role="status">
            <ul>
              ${warnings.map((warning) => html`<li>${warningText(warning)}</li>`)}
            </ul>
            <button class="quiet" @click=${() => this.#seen()}>${t("warning.seen")}</button>
          </div>
        `;
  }

  #seen() {
    forgetWarnings(this.eventId);
    this.requestUpdate();
    this.querySelector("h1").focus();
  }

  #details(event) {
    const audience = [...(event.audience_team_ids ?? []), ...(event.audience_user_keys ?? []).map((userKey) => store.nameOf(userKey))];
    const waves = (event.waves ?? []).map(({ opens_at: opensAt, audience_team_ids: teams }) => `${teams.join(", ")}: ${momentText(opensAt, event.timezone)}`);
    const details = [
      ["field.respond_by", event.respond_by && deadlineText(event)],
      ["field.opens_at", event.opens_at && momentText(event.opens_at, event.timezone)],
      ["field.waves", waves.join("; ")],
      ["field.withdraw_until", event.withdraw_until && momentText(event.withdraw_until, event.timezone)],
      ["field.promote_until", event.promote_until && momentText(event.promote_until, event.timezone)],
      ["field.uniform", event.uniform],
      ["field.pay_rate_info", event.pay_rate_info],
      ["field.notes", event.notes],
      ["event.audience", event.status === "draft" || event.audience_user_keys === undefined ? null : audience.length === 0 ? t("event.everyone") : audience.join(", ")],
    ].filter(([, text]) => text);
    return details.length === 0
      ? nothing
      : html`
          <section class="panel" aria-labelledby="details">
            <h2 id="details">${t("event.details")}</h2>
            <dl class="details">
              ${details.map(([key, text]) => html`<dt>${t(key)}</dt><dd>${text}</dd>`)}
            </dl>
          </section>
        `;
  }

  updated() {
    const event = store.get(this.eventId);
    if (event !== undefined) {
      const left = placesLeft(event);
      const name = `${event.event_name ?? t("event.unnamed")}, ${dayText(event.date)}`;
      entitle(left === 0 ? name : `${name} · ${t("places.left", { n: left })}`);
    }
  }

  #noted() {
    this.requestUpdate();
    this.querySelectorAll("not-here, role-block").forEach((part) => part.requestUpdate());
  }

  #changed() {
    const event = store.get(this.eventId);
    this.isMissing = event === undefined;
    if (event !== undefined && isPart(event)) {
      this.#fetchWhole();
    } else if (event !== undefined && event.accepted_staff.some(({ version }) => version > this.#fetchedVersion)) {
      this.#fetchSoon();
    }
    this.requestUpdate();
  }

  /** Of a rush once in a while. */
  #fetchSoon() {
    this.#again ??= setTimeout(() => {
      this.#again = undefined;
      this.#fetchWhole();
    }, CONFLICTS_AFTER_MS);
  }

  async #fetchWhole() {
    const id = this.eventId;
    try {
      await live.fetchMore(async () => {
        const fetched = await api.event(id);
        this.#fetchedVersion = fetched.version;
        return [fetched];
      });
      const event = store.get(id);
      if (event !== undefined && isPart(event) && this.isConnected && id === this.eventId) {
        await this.#fetchWhole();
      }
    } catch (problem) {
      this.isMissing = problem.status === 404 || problem.status === 400;
    }
  }
}

/** Lists of events come without their people, and frames without whom an event is for. */
function isPart(event) {
  return event.accepted_staff === undefined || event.audience_user_keys === undefined;
}

customElements.define("event-page", EventPage);
