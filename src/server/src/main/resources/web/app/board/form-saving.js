import { api, store } from "../core/context.js";
import { newKey } from "../core/platform.js";
import { listText, t } from "../text/text.js";
import { Creation } from "./creation.js";
import { bodyOf, draftOf, patchOf, renamedAlready } from "./draft.js";
import { merged } from "./merge.js";

/** Fields of the form whose lists have another name in the service. */
const NAMED = { teams: "audience_team_ids", people: "audience_user_keys" };

/**
 * Brings what is typed to the service, so that a lost answer makes nothing twice and nobody else's change is lost.
 */
export class FormSaving {
  /** What the draft began with. */
  base;
  /** The version of the event that this was. */
  version;
  /** What was sent to make the event and is not answered yet. */
  sent;
  /** The other days that it was sent for, and the key of that. */
  others;
  #creation;

  /**
   * @param {object} parts
   * @param {string | undefined} parts.eventId of the event that is changed; undefined: one is made
   * @param {object} parts.base
   * @param {number | undefined} parts.version
   * @param {object | undefined} parts.sent what was kept of this
   * @param {object | undefined} parts.others
   * @param {() => void} parts.keep called whenever something of this is to be kept across a reload
   */
  constructor({ eventId, base, version, sent, others, keep }) {
    Object.assign(this, { eventId, base, version, sent, others, keep });
    this.#creation = new Creation({
      api,
      newKey,
      sent,
      keep: (now) => {
        this.sent = now;
        keep();
      },
    });
  }

  /**
   * @param {object} draft
   * @param {string | undefined} defaultZone
   * @param {boolean} isPublished of a new event
   * @param {(draft: object) => void} redraw called with the draft as it is after somebody else's change
   * @returns {Promise<object>} the event; rejects as the service refuses it, with `changed` and `both` where somebody else changed it
   */
  async save(draft, defaultZone, isPublished, redraw) {
    if (this.eventId !== undefined) {
      return this.#saveChange(draft, defaultZone, redraw);
    }
    const made = await this.#creation.save({ ...bodyOf(draft, defaultZone), status: isPublished ? "published" : "draft" });
    await this.#makeOthers(made, draft);
    return made;
  }

  /** On the other days, all or none. The same days have the same key: where an answer is lost, none is made twice. */
  async #makeOthers({ id, status }, { otherDays: dates = [] }) {
    if (dates.length === 0) {
      return;
    }
    if (JSON.stringify(this.others?.dates) !== JSON.stringify(dates)) {
      this.others = { dates, key: newKey() };
      this.keep();
    }
    const copies = await api.copies(id, dates, this.others.key, status === "draft" ? "draft" : "published");
    copies.forEach((copy) => store.put(copy));
  }

  async #saveChange(draft, defaultZone, redraw) {
    const patch = patchOf(draft, this.base, defaultZone);
    if (Object.keys(patch).length === 0) {
      return api.event(this.eventId);
    }
    try {
      return await api.change(this.eventId, this.version, patch);
    } catch (failure) {
      if (failure.code !== "VERSION_STALE") {
        throw failure;
      }
      return this.#catchUp(draft, defaultZone, redraw, failure);
    }
  }

  /** Somebody else changed the event; or it was this very change, and its answer was lost. */
  async #catchUp(mine, defaultZone, redraw, failure) {
    const event = await api.event(this.eventId);
    store.put(event);
    const theirs = draftOf(event);
    const { draft, changed, both } = merged(this.base, renamedAlready(mine, theirs), theirs);
    this.base = theirs;
    this.version = event.version;
    redraw(draft);
    if (Object.keys(patchOf(draft, theirs, defaultZone)).length === 0) {
      return event;
    }
    failure.changed = changed;
    failure.both = new Map(both.map((name) => [NAMED[name] ?? name, t("form.bothChanged", { value: shown(theirs[name]) })]));
    throw failure;
  }
}

const shown = (value) => (Array.isArray(value) ? listText(value.map(shownOne)) || "–" : value || "–");
const shownOne = ({ role, count, opens_at: opensAt, teams }) => (role === undefined ? `${teams} (${localText(opensAt)})` : `${role} (${count})`);
const localText = (local) => local.replace("T", " ");
