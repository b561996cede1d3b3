import { html, nothing } from "lit";
import { store } from "../core/context.js";
import { isOver } from "../core/times.js";
import { t } from "../text/text.js";
import { deadlineText, roleHoursText, untilText, whenText } from "../text/when.js";
import { ask } from "../ui/ask.js";
import { dayBlock } from "../ui/day-block.js";
import { keepFocus } from "../ui/keep-focus.js";
import "../ui/role-seats.js";
import { View } from "../ui/view.js";
import "./confirm-times.js";
import { offerOf } from "./offer.js";
import { heldRole, isIn, said, wasRefused } from "./outcome.js";
import { responder } from "./responders.js";

/** After so long a press lets the hand go: what it meant is kept and sent by itself. */
const LETS_GO_MS = 4_000;

/**
 * A shift to take, or one that is taken, and what came of pressing.
 *
 * @property {string} eventId
 * @property {object} last the event as it was known last, where it is out of sight now
 * @property {boolean} wasMine one was in, and may not be any more
 * @property {"closed" | "soon" | "open"} opening of the event to its reader, by now
 */
export class ShiftCard extends View {
  static properties = {
    eventId: { attribute: false },
    last: { attribute: false },
    wasMine: { attribute: false },
    opening: { attribute: false },
    isKept: { state: true },
    sending: { state: true },
    outcome: { state: true },
  };
  #end;

  willUpdate(changed) {
    if (changed.has("eventId")) {
      this.#end?.();
      this.#end = store.watch(this.eventId, () => this.#changed());
      this.follow(this.#end);
      this.#resume();
    }
  }

  /** What was meant before this card was here is still meant. */
  #resume() {
    const open = responder().open(this.eventId);
    if (open !== undefined && store.get(this.eventId) !== undefined) {
      this.isKept = true;
      this.#respond(open.response, open.role, open.standby);
    }
  }

  render() {
    const known = store.get(this.eventId);
    const event = known ?? this.last;
    if (event === undefined) {
      return nothing;
    }
    const now = Date.now();
    const isPast = isOver(event, now);
    const standing = known === undefined || isPast ? "is-over" : isIn(event) && !isOff(event) ? "is-in" : "";
    return html`
      <article class="card shift ${standing}">
        ${dayBlock(event.date)}
        <div class="card-head">
          <h2 tabindex="-1">${nameOf(event)}</h2>
          <p class="shift-when">${whenText(event)}</p>
          <p class="soft">${untilText(event, now)} · ${[event.venue_name, event.venue_address, event.city].filter(Boolean).join(", ")}</p>
          ${this.#facts(event)}
        </div>
        ${known === undefined ? nothing : html`<div class="card-roles">${this.#roles(event, isPast)}</div>`}
        ${isPast && this.outcome === undefined ? nothing : this.#foot(known, isPast)}
      </article>
    `;
  }

  #roles(event, isPast) {
    if (isIn(event)) {
      return this.#taken(event, isPast);
    }
    return isOpen(event) ? event.role_stats.map((stats, index) => this.#role(event, stats, event.roles[index])) : nothing;
  }

  /** @param {object | undefined} event undefined: it is out of sight */
  #foot(event, isPast) {
    const outcome = this.#outcome(event);
    return html`
      <div class="shift-foot">
        <p class="shift-outcome ${outcome?.isGood ? "is-good" : ""}" role="status">${outcome?.text}</p>
        ${isPast || event === undefined ? nothing : this.#decline(event, isIn(event))}
      </div>
    `;
  }

  /** What is said of it, as it is by now. */
  #outcome(event) {
    if (this.sending !== undefined) {
      return this.isKept ? { isGood: false, text: t("outcome.kept") } : undefined;
    }
    return said(this.outcome, event, this.wasMine);
  }

  #facts(event) {
    const facts = [
      event.pay_rate_info,
      event.uniform,
      event.respond_by && t("shift.respondBy", { at: deadlineText(event) }),
      event.notes,
    ].filter(Boolean);
    return facts.length === 0 ? nothing : html`<p class="shift-facts soft small">${facts.join(" · ")}</p>`;
  }

  #taken(event, isPast) {
    const { role } = event.my_response;
    if (isPast || isOff(event)) {
      return html`
        <p class="shift-in">${t("shift.was", { role })}</p>
        ${event.status === "cancelled" ? html`<p class="notice">${t("shift.cancelled")} ${event.cancel_reason}</p>` : nothing}
      `;
    }
    const held = heldRole(event);
    const call = held?.call_time;
    const hours = roleHoursText(held);
    return html`
      <p class="shift-in">
        <span class="seat is-taken" aria-hidden="true"></span>
        ${call ? t("shift.inWithCall", { role, time: call }) : t("shift.in", { role })}
      </p>
      ${hours ? html`<p class="shift-hours">${t("shift.hours", { hours })}</p>` : nothing}
      ${event.status === "draft" ? html`<p class="soft">${t("shift.unpublished")}</p>` : nothing}
      <confirm-times .event=${event}></confirm-times>
    `;
  }

  #role(event, stats, role) {
    const offer = offerOf(event, stats, role, Date.now());
    const isSending = this.sending?.role === stats.role && this.sending.response === "accept";
    const text = t(isSending ? this.#sendingKey() : offer.key);
    return html`
      <div class="shift-role ${stats.is_full ? "is-full-role" : ""}">
        <div>
          <role-seats .stats=${stats}></role-seats>
          <p class="soft small">
            <strong class=${offer.isOpen && !stats.is_full ? "shift-left" : ""}>${offer.reason}</strong>${role?.call_time
              ? ` · ${t("role.callTime", { time: role.call_time })}`
              : ""}
          </p>
        </div>
        <button
          class="primary"
          ?disabled=${this.sending !== undefined || !offer.isOpen}
          aria-busy=${isSending ? "true" : "false"}
          aria-label="${text} ${stats.role}, ${nameOf(event)}"
          @click=${() => this.#accept(event, stats.role, offer)}
        >
          ${text}
        </button>
      </div>
    `;
  }

  #decline(event, isGivingBack) {
    const isDeclined = event.my_response?.response === "decline";
    const isSending = this.sending?.response === "decline";
    if (event.status === "cancelled" || event.status === "completed" || wasRefused(event)) {
      return nothing;
    }
    const text = t(isSending ? this.#sendingKey() : isGivingBack ? "shift.giveBack" : isDeclined ? "shift.isDeclined" : "shift.decline");
    return html`
      <button
        class="shift-decline"
        ?disabled=${this.sending !== undefined || isDeclined}
        aria-busy=${isSending ? "true" : "false"}
        aria-label="${text}: ${nameOf(event)}"
        @click=${() => (isGivingBack ? this.#giveBack(event) : this.#respond("decline", null, false))}
      >
        ${text}
      </button>
    `;
  }

  #sendingKey() {
    return this.isKept ? "shift.kept" : "shift.sending";
  }

  /** Who waits or has asked for one role ends that with the other. */
  async #accept({ my_standby: waits }, role, { key, standby }) {
    if (standby && waits != null) {
      const text = t("ask.standbyElsewhere.text", { role: waits.role });
      if ((await ask({ title: t("ask.standbyElsewhere", { role }), text, yes: t(key), isGrave: true })) === null) {
        return;
      }
    }
    await this.#respond("accept", role, standby);
  }

  /** A place given back is gone at once: somebody else may have it a moment later. */
  async #giveBack(event) {
    const answer = await ask({
      title: t("ask.giveBack"),
      text: t("ask.giveBack.text", { role: event.my_response.role }),
      yes: t("ask.giveBack.yes"),
      isGrave: true,
    });
    if (answer !== null) {
      await this.#respond("decline", null, false);
    }
  }

  async #respond(response, role, standby) {
    if (this.sending !== undefined) {
      return;
    }
    const event = store.get(this.eventId);
    const pressed = document.activeElement;
    this.sending = { response, role };
    this.outcome = undefined;
    const letsGo = setTimeout(() => this.#letGo(pressed), LETS_GO_MS);
    this.dispatchEvent(new CustomEvent("responded", { detail: event, bubbles: true }));
    try {
      const answer = await responder().respond(event, { response, role, standby });
      if (answer !== null) {
        store.put(answer);
        this.outcome = { isRecorded: true, response: answer.recorded.response };
      }
    } catch (failure) {
      this.outcome = { isRecorded: false, failure };
    } finally {
      clearTimeout(letsGo);
      this.sending = undefined;
      this.isKept = false;
    }
    await this.#keepFocus(pressed);
  }

  #letGo(pressed) {
    this.isKept = true;
    this.#keepFocus(pressed);
  }

  /** Where what was pressed is gone, nothing takes its place that the next press could undo it with. */
  async #keepFocus(pressed) {
    await this.updateComplete;
    keepFocus(pressed, this.querySelector("h2"));
  }

  #changed() {
    this.requestUpdate();
  }
}

const isOpen = ({ status }) => status === "published" || status === "fulfilled";
const isOff = ({ status }) => status === "cancelled" || status === "completed";
const nameOf = (event) => event.event_name ?? t("event.unnamed");

customElements.define("shift-card", ShiftCard);
