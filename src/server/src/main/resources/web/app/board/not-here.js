import { html, nothing } from "lit";
import { nameKey } from "../core/names.js";
import { telephone } from "../core/telephone.js";
import { number, t } from "../text/text.js";
import { ageText, clockText } from "../text/when.js";
import { View } from "../ui/view.js";
import { calledAt } from "./attendance.js";
import { nameOf } from "./staffing.js";

/**
 * On the day: who has not come, with the telephone number, who should have been there first.
 *
 * @property {object} event whole
 * @property {import("./attendance.js").Attendance} attendance
 */
export class NotHere extends View {
  static properties = { event: { attribute: false }, attendance: { attribute: false } };

  connectedCallback() {
    super.connectedCallback();
    this.followTime(30_000);
  }

  render() {
    const now = Date.now();
    const { roles, accepted_staff: accepted } = this.event;
    const away = accepted
      .filter(({ userKey }) => this.attendance.of(userKey) === undefined)
      .map((entry) => ({ entry, called: calledAt(this.event, roles.find(({ role }) => nameKey(role) === nameKey(entry.role))) }))
      .filter(({ called }) => called <= now)
      .sort((a, b) => a.called - b.called || nameOf(a.entry).localeCompare(nameOf(b.entry)));
    return away.length === 0
      ? nothing
      : html`
          <section class="panel not-here" aria-labelledby="not-here">
            <h2 id="not-here">${t("attend.notHere")} <span class="soft">${number(away.length)}</span></h2>
            <ul>
              ${away.map(({ entry, called }) => this.#line(entry, called, now))}
            </ul>
          </section>
        `;
  }

  #line(entry, called, now) {
    const phone = this.attendance.phones.get(entry.userKey);
    return html`
      <li>
        <strong>${nameOf(entry)}</strong>
        <span class="lack num small" title=${clockText(called)}>${ageText(now - called)}</span>
        <span class="small">${entry.role}${phone ? html` · <a class="num" href=${telephone(phone)}>${phone}</a>` : nothing}</span>
      </li>
    `;
  }
}

customElements.define("not-here", NotHere);
