import { html, nothing } from "lit";
import { store } from "../core/context.js";
import { commonCall, isIn, isOff, overlapping, payOf, standsBy, uselessAt } from "../core/shifts.js";
import { telephone } from "../core/telephone.js";
import { hasBegun, isOver } from "../core/times.js";
import { t } from "../text/text.js";
import { deadlineText, hoursSpan, longDayText, moneyText, roleHoursText, shiftDayText, untilShort } from "../text/when.js";
import { ask } from "../ui/ask.js";
import { keepFocus } from "../ui/keep-focus.js";
import { chairs } from "../ui/seat-row.js";
import { View } from "../ui/view.js";
import { saveCalendar } from "./calendar-file.js";
import "./confirm-times.js";
import { wayTo } from "../core/map.js";
import { offerOf } from "./offer.js";
import { heldRole, said, wasRefused } from "./outcome.js";
import { responder } from "./responders.js";

/** After so long a press lets the hand go: what it meant is kept and sent by itself. */
export const LETS_GO_MS = 4_000;
const SOON_MS = 24 * 3_600_000;
/** More free places than these are a number alone. */
const MOST_SEATS = 4;

/**
 * A shift to take, or one that is taken, and what came of pressing.
 *
 * @property {string} eventId
 * @property {object} last the event as it was known last, where it is out of sight now
 * @property {object[]} mine one's own shifts, which it may be at the same time as
 * @property {"find" | "mine" | "next"} form
 * @property {"closed" | "soon" | "open"} opening of the event to its reader, by now
 */
export class ShiftCard extends View {
  static properties = {
    eventId: { attribute: false },
    last: { attribute: false },
    mine: { attribute: false },
    form: {},
    opening: { attribute: false },
    isKept: { state: true },
    sending: { state: true },
    outcome: { state: true },
  };
  /** Before it was drawn anew. */
  #hadFocus = false;

  /** Also where it was moved to in its list. */
  connectedCallback() {
    super.connectedCallback();
    this.follow(store.watch(this.eventId, () => this.requestUpdate()));
  }

  willUpdate() {
    this.#hadFocus = this.contains(document.activeElement);
    if (!this.hasUpdated) {
      this.#resume();
    }
  }

  /** What had the focus may be gone with what it was about. */
  updated() {
    if (this.#hadFocus && document.activeElement === document.body) {
      this.querySelector("h3")?.focus({ preventScroll: true });
    }
  }

  /** What was meant before this card was here is still meant. */
  #resume() {
    const open = responder().open(this.eventId);
    if (open !== undefined && store.get(this.eventId) !== undefined) {
      this.isKept = true;
      this.#respond(open);
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
    const isMine = isIn(event) && !isOff(event);
    const standing = known === undefined || isPast ? "is-over" : isMine ? "is-in" : "";
    return html`
      <article class="shift ${standing} ${this.form === "next" ? "is-next" : ""}">
        ${this.form === "next" && isMine ? this.#next(event, now) : this.#head(event, now)}
        ${isPast || known === undefined ? nothing : this.#facts(event)}
        ${known === undefined ? nothing : this.#roles(event, isPast)}
        ${isPast && this.outcome === undefined ? nothing : this.#foot(known, isPast)}
      </article>
    `;
  }

  #head(event, now) {
    const call = isIn(event) ? heldRole(event)?.call_time : commonCall(event);
    const pay = payOf(event, isIn(event) ? heldRole(event) : undefined);
    return html`
      <div class="shift-line">
        <strong class="shift-hours num">${hoursSpan(event)}</strong>
        ${call && !isOver(event, now) && this.form === "find" ? html`<span class="shift-be">${t("shift.be")} <b class="num">${call}</b></span>` : nothing}
        ${this.form === "find" ? html`<span class="shift-pay num">${pay === undefined ? nothing : moneyText(pay)}</span>` : html`<span class="shift-pay soft">${shiftDayText(event, now)}</span>`}
      </div>
      <div class="shift-line">
        <h3 tabindex="-1">${nameOf(event)}</h3>
        <span class="soft small num">${event.pay_rate_info}</span>
      </div>
      <div class="shift-line is-narrow">
        ${this.#place(event)}
        ${this.form === "find" && !isIn(event) && store.get(this.eventId) !== undefined && !isOver(event, now) ? this.#decline(event) : nothing}
      </div>
    `;
  }

  /** The one that comes next: what one has to know of it at the door. */
  #next(event, now) {
    const held = heldRole(event);
    const call = held?.call_time ?? event.start_time;
    const pay = payOf(event, held);
    return html`
      <div class="shift-line">
        <strong>${longDayText(event.date, now)}</strong>
        <span class="soft small num">${hasBegun(event, now) ? t("when.begun") : untilShort(event, now)}</span>
      </div>
      ${call ? html`<p class="shift-call"><span>${t("shift.beAt")}</span> <b class="num">${call}</b></p>` : nothing}
      <p class="num"><strong>${event.my_response.role}</strong>, ${hoursSpan(event)}${pay === undefined ? nothing : ` · ${moneyText(pay)}`}</p>
      <h3 tabindex="-1">${nameOf(event)}</h3>
      <p>${placeOf(event)}</p>
      <div class="shift-acts">
        ${placeOf(event) === "" ? nothing : html`<a class="button primary" href=${wayTo(event)} target="_blank" rel="noopener noreferrer">${t("shift.way")}</a>`}
        ${event.contact_phone
          ? html`<a class="button" href=${telephone(event.contact_phone)}>${t("shift.call", { name: event.contact_name ?? event.contact_phone })}</a>`
          : nothing}
      </div>
    `;
  }

  #place(event) {
    const place = [event.venue_name ?? event.venue_address, event.city].filter(Boolean).join(", ");
    return place === ""
      ? html`<span></span>`
      : html`<a class="shift-place" href=${wayTo(event)} target="_blank" rel="noopener noreferrer">${place}&nbsp;<span aria-hidden="true">↗</span></a>`;
  }

  #facts(event) {
    const facts = [
      ["field.uniform", event.uniform],
      ["field.respond_by", !isIn(event) && isSoon(event.respond_by) && deadlineText(event)],
      ["field.notes", event.notes],
    ].filter(([key, text]) => text && (this.form !== "find" || key === "field.respond_by"));
    if (facts.length === 0) {
      return nothing;
    }
    return this.form === "find"
      ? html`<p class="soft small">${t("shift.respondBy", { at: facts[0][1] })}</p>`
      : html`<dl class="shift-facts">${facts.map(([key, text]) => html`<dt>${t(key)}</dt><dd>${text}</dd>`)}</dl>`;
  }

  #roles(event, isPast) {
    if (isIn(event)) {
      return this.#taken(event, isPast);
    }
    if (isPast) {
      return nothing;
    }
    if (!isOpen(event)) {
      return standsBy(event) ? this.#waited(event) : nothing;
    }
    const offers = event.role_stats.map((stats, at) => ({ stats, role: event.roles[at], offer: offerOf(event, stats, event.roles[at], Date.now()) }));
    const canTake = offers.filter(({ stats, offer }) => offer.isOpen || isWaitedFor(event, stats));
    const other = overlapping(event, this.mine ?? []);
    return html`
      <div class="takes">${(canTake.length > 0 ? canTake : offers).map((each) => this.#take(event, each, offers, other))}</div>
      ${other === undefined
        ? nothing
        : html`<p class="shift-warn"><span class="mark" aria-hidden="true">▲</span> ${t("shift.overlaps", { time: other.start_time ?? "", name: nameOf(other) })}</p>`}
    `;
  }

  #take(event, { stats, role, offer }, offers, other) {
    const isSending = this.sending?.role === stats.role && this.sending.response === "accept";
    const text = t(isSending ? this.#sendingKey() : offer.key);
    const call =
      role?.call_time && commonCall(event) === undefined ? html` · <span class="unseen">${t("shift.be")}</span> <span class="num">${role.call_time}</span>` : "";
    const isPlain = offer.key === "shift.accept";
    return html`
      <button
        class="take ${stats.is_full ? "is-full-role" : ""}"
        ?disabled=${this.sending !== undefined || !offer.isOpen}
        aria-busy=${isSending ? "true" : "false"}
        aria-label="${text} ${stats.role}, ${nameOf(event)}"
        aria-describedby="why-${event.id}-${stats.role}"
        @click=${() => this.#accept(event, stats.role, offer, other)}
      >
        <b>${stats.role}</b>
        <span class="take-why" id="why-${event.id}-${stats.role}"
          >${isSending ? text : html`${isPlain ? nothing : html`<strong>${text}</strong> · `}${offer.reason}${call}`}</span
        >
        ${isPlain && call === "" && stats.remaining <= MOST_SEATS && stats.remaining > 0 ? html`<span aria-hidden="true">${chairs(stats.remaining, 0)}</span>` : nothing}
      </button>
    `;
  }

  #taken(event, isPast) {
    const { role } = event.my_response;
    if (isPast || isOff(event)) {
      return html`
        <p class="shift-in">${t("shift.was", { role })}</p>
        ${this.#cancelled(event)}
      `;
    }
    const held = heldRole(event);
    const call = held?.call_time;
    const hours = roleHoursText(held);
    const isSaid = this.outcome !== undefined && this.form === "find";
    return html`
      ${isSaid || this.form === "next"
        ? nothing
        : html`<p class="shift-in">
            <span class="seats is-full" aria-hidden="true"><i class="seat is-taken"></i></span>
            ${call ? t("shift.inWithCall", { role, time: call }) : t("shift.in", { role })}
          </p>`}
      ${hours ? html`<p class="shift-own">${t("shift.hours", { hours })}</p>` : nothing}
      ${event.status === "draft" ? html`<p class="soft">${t("shift.unpublished")}</p>` : nothing}
      <confirm-times .event=${event}></confirm-times>
    `;
  }

  /** What stays of standing by for what is open no more. */
  #waited(event) {
    const { role, reason } = event.my_standby;
    return isOff(event)
      ? html`<p class="shift-in">${t(reason === "approval" ? "shift.hadAsked" : "shift.hadWaited", { role })}</p>
          ${this.#cancelled(event)}`
      : html`<p class="soft">${t("shift.unpublishedStandby")}</p>`;
  }

  #cancelled(event) {
    return event.status === "cancelled" ? html`<p class="notice">${t("shift.cancelled")} ${event.cancel_reason}</p>` : nothing;
  }

  /** @param {object | undefined} event undefined: it is out of sight */
  #foot(event, isPast) {
    const outcome = this.#outcome(event);
    const kind = outcome === undefined ? "" : this.sending !== undefined ? "is-kept" : outcome.isGood ? "is-yes" : "is-no";
    return html`
      <div class="said ${kind}">
        <p class="shift-outcome" role="status">${outcome?.text}</p>
      </div>
      ${isPast || event === undefined || isOff(event) ? nothing : this.#acts(event)}
    `;
  }

  #acts(event) {
    if (isIn(event)) {
      return html`
        <div class="shift-foot">
          <button class="link" @click=${() => saveCalendar(event)}>${t("shift.calendar")}</button>
          ${this.#decline(event)}
        </div>
      `;
    }
    return standsBy(event) && this.form !== "find" ? html`<div class="shift-foot">${this.#decline(event)}</div>` : nothing;
  }

  /** What is said of it, as it is by now. */
  #outcome(event) {
    if (this.sending !== undefined) {
      return this.isKept ? { isGood: false, text: t("outcome.kept") } : undefined;
    }
    return said(this.outcome, event);
  }

  #decline(event) {
    const isDeclined = event.my_response?.response === "decline";
    const isSending = this.sending?.response === "decline";
    if (isOff(event) || wasRefused(event)) {
      return nothing;
    }
    const end = endingOf(event);
    const text = t(isSending ? this.#sendingKey() : (end?.key ?? (isDeclined ? "shift.isDeclined" : "shift.decline")));
    return html`
      <button
        class="link shift-decline"
        ?disabled=${this.sending !== undefined || isDeclined}
        aria-busy=${isSending ? "true" : "false"}
        aria-label="${text}: ${nameOf(event)}"
        @click=${() => (end === undefined ? this.#respond(DECLINE) : this.#end(end))}
      >
        ${text}
      </button>
    `;
  }

  #sendingKey() {
    return this.isKept ? "shift.kept" : "shift.sending";
  }

  /** Who waits or has asked for one role ends that with the other; who is somewhere else at that time may not have noticed. */
  async #accept({ my_standby: waits }, role, { key, standby }, other) {
    if (standby && waits != null) {
      const text = t("ask.standbyElsewhere.text", { role: waits.role });
      if ((await ask({ title: t("ask.standbyElsewhere", { role }), text, yes: t(key), isGrave: true })) === null) {
        return;
      }
    }
    if (other !== undefined) {
      const text = t("ask.overlap.text", { name: nameOf(other), hours: hoursSpan(other) });
      if ((await ask({ title: t("ask.overlap"), text, yes: t(key) })) === null) {
        return;
      }
    }
    await this.#respond({ response: "accept", role, standby });
  }

  /** A place given back is gone at once, and so is a position: somebody else may have it a moment later. */
  async #end({ question, role }) {
    const answer = await ask({ title: t(question), text: t(`${question}.text`, { role }), yes: t(`${question}.yes`), isGrave: true });
    if (answer !== null) {
      await this.#respond(DECLINE);
    }
  }

  /** @param {import("./intents.js").Meant & {key?: string}} meant */
  async #respond(meant) {
    if (this.sending !== undefined) {
      return;
    }
    const event = store.get(this.eventId);
    const pressed = document.activeElement;
    this.sending = meant;
    this.outcome = undefined;
    const letsGo = setTimeout(() => this.#letGo(pressed), navigator.onLine ? LETS_GO_MS : 0);
    this.dispatchEvent(new CustomEvent("responded", { detail: event, bubbles: true }));
    try {
      const answer = await responder().respond(event, { until: uselessAt(event, meant.response, Date.now()), ...meant });
      if (answer !== null) {
        this.#keep(answer);
        this.outcome = { isRecorded: true, response: answer.recorded.response };
        // The card itself may have left the page meanwhile.
        dispatchEvent(new CustomEvent("recorded", { detail: { id: this.eventId, version: answer.recorded.version } }));
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

  /** Of what the person does not see any more there is no event. */
  #keep(answer) {
    if (answer.id === undefined) {
      store.drop(this.eventId);
    } else {
      store.put(answer);
    }
  }

  #letGo(pressed) {
    this.isKept = true;
    this.#keepFocus(pressed);
  }

  /** Where what was pressed is gone, nothing takes its place that the next press could undo it with. */
  async #keepFocus(pressed) {
    await this.updateComplete;
    keepFocus(pressed, this.querySelector("h3"));
  }
}

const DECLINE = { response: "decline", role: null, standby: false };
/** Until then it is on nobody's mind. */
const isSoon = (deadline) => Boolean(deadline) && Date.parse(deadline) - Date.now() < SOON_MS;
const isOpen = ({ status }) => status === "published" || status === "fulfilled";
const nameOf = (event) => event.event_name ?? t("event.unnamed");
const placeOf = (event) => [event.venue_name, event.venue_address, event.city].filter(Boolean).join(", ");
/** What a decline ends, and what is asked before; undefined where it ends nothing. */
function endingOf(event) {
  if (isIn(event)) {
    return { key: "shift.giveBack", question: "ask.giveBack", role: event.my_response.role };
  }
  if (!standsBy(event)) {
    return undefined;
  }
  const { reason, role } = event.my_standby;
  return reason === "approval"
    ? { key: "shift.takeBack", question: "ask.takeBack", role }
    : { key: "shift.stopWaiting", question: "ask.stopWaiting", role };
}

const isWaitedFor = ({ my_standby: waits }, { role }) => waits?.role.toLowerCase() === role.toLowerCase();

customElements.define("shift-card", ShiftCard);
