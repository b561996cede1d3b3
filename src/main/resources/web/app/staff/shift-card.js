import { html, nothing } from "lit";
import { api, session, store } from "../core/context.js";
import { isOver } from "../core/times.js";
import { t } from "../text/text.js";
import { instantText, untilText, whenText } from "../text/when.js";
import { dayBlock } from "../ui/day-block.js";
import "../ui/role-seats.js";
import { View } from "../ui/view.js";
import { Intents } from "./intents.js";
import { recordedText, refusedText } from "./outcome.js";
import { Responder } from "./responder.js";

const userKey = () => `${session.claims.provider ?? "oidc"}:${session.claims.sub}`;
const responders = new Map();

function responder() {
  if (!responders.has(userKey())) {
    responders.set(userKey(), new Responder({ api, intents: new Intents(userKey()) }));
  }
  return responders.get(userKey());
}

/**
 * A shift to take, or one that is taken, and what came of pressing.
 *
 * @property {string} eventId
 */
export class ShiftCard extends View {
  static properties = {
    eventId: { attribute: false },
    sending: { state: true },
    outcome: { state: true },
  };
  #end;

  willUpdate(changed) {
    if (changed.has("eventId")) {
      this.#end?.();
      this.#end = store.watch(this.eventId, () => this.#changed());
      this.follow(this.#end);
    }
  }

  render() {
    const event = store.get(this.eventId);
    if (event === undefined) {
      return nothing;
    }
    const now = Date.now();
    const isIn = event.my_response?.response === "accept";
    const isPast = isOver(event, now);
    return html`
      <article class="card shift ${isPast ? "is-over" : isIn ? "is-in" : ""}">
        ${dayBlock(event.date)}
        <div class="card-head">
          <h2 tabindex="-1">${nameOf(event)}</h2>
          <p class="shift-when">${whenText(event)}</p>
          <p class="soft">${untilText(event, now)} · ${[event.venue_name, event.venue_address, event.city].filter(Boolean).join(", ")}</p>
          ${this.#facts(event)}
        </div>
        <div class="card-roles">
          ${isIn ? this.#taken(event, isPast) : event.role_stats.map((stats, index) => this.#role(event, stats, event.roles[index]))}
        </div>
        ${isPast && this.outcome === undefined ? nothing : this.#foot(event, isIn, isPast)}
      </article>
    `;
  }

  #foot(event, isIn, isPast) {
    return html`
      <div class="shift-foot">
        <p class="shift-outcome ${this.outcome?.isGood ? "is-good" : ""}" role="status">${this.outcome?.text}</p>
        ${isPast ? nothing : this.#decline(event, isIn)}
      </div>
    `;
  }

  #facts(event) {
    const facts = [
      event.pay_rate_info,
      event.uniform,
      event.respond_by && t("shift.respondBy", { at: instantText(event.respond_by) }),
      event.notes,
    ].filter(Boolean);
    return facts.length === 0 ? nothing : html`<p class="shift-facts soft small">${facts.join(" · ")}</p>`;
  }

  #taken(event, isPast) {
    const { role } = event.my_response;
    if (isPast) {
      return html`
        <p class="shift-in">${t("shift.was", { role })}</p>
        ${event.status === "cancelled" ? html`<p class="notice">${t("shift.cancelled")}</p>` : nothing}
      `;
    }
    const call = event.roles.find((each) => each.role.toLowerCase() === role.toLowerCase())?.call_time;
    return html`
      <p class="shift-in">
        <span class="seat is-taken" aria-hidden="true"></span>
        ${call ? t("shift.inWithCall", { role, time: call }) : t("shift.in", { role })}
      </p>
      ${event.status === "draft" ? html`<p class="soft">${t("shift.unpublished")}</p>` : nothing}
      ${event.status === "cancelled" ? html`<p class="notice">${t("shift.cancelled")}</p>` : nothing}
    `;
  }

  #role(event, stats, role) {
    const isLate = event.respond_by && Date.parse(event.respond_by) < Date.now();
    const isSending = this.sending?.role === stats.role && this.sending.response === "accept";
    const acceptText = t(isSending ? "shift.sending" : "shift.accept");
    const reason = stats.is_full ? t("shift.full") : isLate ? t("shift.late") : t("places.left", { n: stats.remaining });
    return html`
      <div class="shift-role ${stats.is_full ? "is-full-role" : ""}">
        <div>
          <role-seats .stats=${stats}></role-seats>
          <p class="soft small">
            <strong class=${stats.is_full || isLate ? "" : "shift-left"}>${reason}</strong>${role?.call_time
              ? ` · ${t("role.callTime", { time: role.call_time })}`
              : ""}
          </p>
        </div>
        <button
          class="primary"
          ?disabled=${this.sending !== undefined || stats.is_full || isLate}
          aria-busy=${isSending ? "true" : "false"}
          aria-label="${acceptText} ${stats.role}, ${nameOf(event)}"
          @click=${() => this.#respond("accept", stats.role)}
        >
          ${acceptText}
        </button>
      </div>
    `;
  }

  #decline(event, isIn) {
    const isDeclined = event.my_response?.response === "decline";
    const isSending = this.sending?.response === "decline";
    if (event.status === "cancelled" || event.status === "completed") {
      return nothing;
    }
    const text = t(isSending ? "shift.sending" : isIn ? "shift.giveBack" : isDeclined ? "shift.isDeclined" : "shift.decline");
    return html`
      <button
        class="shift-decline"
        ?disabled=${this.sending !== undefined || isDeclined}
        aria-busy=${isSending ? "true" : "false"}
        aria-label="${text}: ${nameOf(event)}"
        @click=${() => this.#respond("decline", null)}
      >
        ${text}
      </button>
    `;
  }

  async #respond(response, role) {
    if (this.sending !== undefined) {
      return;
    }
    const event = store.get(this.eventId);
    const pressed = document.activeElement;
    this.sending = { response, role };
    this.outcome = undefined;
    this.dispatchEvent(new CustomEvent("responded", { detail: event.id, bubbles: true }));
    try {
      const answer = await responder().respond(event, response, role);
      if (answer !== null) {
        store.put(answer);
        this.outcome = { isGood: true, text: recordedText(answer) };
      }
    } catch (failure) {
      this.outcome = { isGood: false, text: refusedText(failure, event) };
    } finally {
      this.sending = undefined;
    }
    await this.#keepFocus(pressed);
  }

  /** What is pressed is disabled meanwhile. Where it is gone, nothing takes its place that the next press could undo it with. */
  async #keepFocus(pressed) {
    await this.updateComplete;
    if (document.activeElement === document.body) {
      (pressed.isConnected && !pressed.disabled ? pressed : this.querySelector("h2"))?.focus();
    }
  }

  #changed() {
    this.requestUpdate();
  }
}

const nameOf = (event) => event.event_name ?? t("event.unnamed");

customElements.define("shift-card", ShiftCard);
