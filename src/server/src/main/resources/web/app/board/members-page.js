import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { api } from "../core/context.js";
import { language, number, t } from "../text/text.js";
import { ask } from "../ui/ask.js";
import "../ui/menu-button.js";
import { personMark } from "../ui/person-mark.js";
import { saveFile } from "../ui/save-file.js";
import { entitle } from "../ui/title.js";
import { View } from "../ui/view.js";
import { wordsFor } from "../ui/words.js";
import { inviteAll } from "./inviting.js";

const SEARCH_AFTER_MS = 250;
/** So many lines of a sheet that are wrong are said. */
const LINES_SAID = 20;
/** So many links are drawn; all of them are in the sheet. */
const LINKS_DRAWN = 50;

/** A firm's people: found by words, brought in from a sheet, invited, blocked. */
export class MembersPage extends View {
  static properties = {
    members: { state: true },
    next: { state: true },
    words: { state: true },
    problem: { state: true },
    said: { state: true },
    wrong: { state: true },
    links: { state: true },
    isBusy: { state: true },
  };
  #search = 0;
  #timer;

  constructor() {
    super();
    Object.assign(this, { members: undefined, next: null, words: "", wrong: [], links: [], isBusy: false });
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow(() => clearTimeout(this.#timer));
    this.#find();
  }

  updated() {
    entitle(t("members.title"));
  }

  render() {
    return html`
      <div class="list-head">
        <h1>${t("members.title")}</h1>
        <p class="members-do">
          <button class="primary" ?disabled=${this.isBusy} @click=${() => this.#invite({ state: "invited" })}>${t("members.inviteAll")}</button>
          <input id="sheet" class="unseen" type="file" accept=".csv,text/csv" ?disabled=${this.isBusy} @change=${(event) => this.#chosen(event.target)} />
          <label class="button members-sheet" for="sheet">${t("members.sheet")}</label>
        </p>
      </div>
      <p class="soft small">${t("members.importHelp")}</p>
      ${this.problem ? html`<p class="notice" role="alert">${this.problem}</p>` : nothing}
      <p class=${this.said ? "notice is-good" : "unseen"} role="status">${this.said ?? ""}</p>
      ${this.wrong.length > 0 ? this.#wrongLines() : nothing} ${this.links.length > 0 ? this.#handOn() : nothing}
      <div class="list-search members-search">
        <label class="unseen" for="members-words">${t("members.search")}</label>
        <input
          id="members-words"
          type="search"
          autocomplete="off"
          placeholder=${t("members.search")}
          .value=${this.words}
          @input=${(event) => this.#typed(event.target.value)}
        />
      </div>
      ${this.#list()}
    `;
  }

  #list() {
    if (this.members === undefined) {
      return html`<p class="soft" role="status">${t("page.loading")}</p>`;
    }
    if (this.members.length === 0) {
      return html`<p class="soft">${t(this.words.trim() === "" ? "members.none" : "members.notFound")}</p>`;
    }
    return html`
      <ul class="panel members" aria-label=${t("members.title")}>
        ${repeat(
          this.members,
          ({ id }) => id,
          (member) => this.#member(member),
        )}
      </ul>
      ${this.next === null ? nothing : html`<button ?disabled=${this.isBusy} @click=${() => this.#more()}>${t("members.more")}</button>`}
    `;
  }

  #member(member) {
    const { name, email, phone, state } = member;
    return html`
      <li class="person">
        ${personMark(name)}
        <span class="person-name">${name}<br /><small class="soft">${[email, phone].filter(Boolean).join(" · ")}</small></span>
        <span class="small ${state === "active" ? "soft" : "lack"}">${t(`members.state.${state}`)}</span>
        <menu-button
          label=${t("people.actions", { name })}
          .items=${() => html`
            ${state === "invited" ? html`<button @click=${() => this.#invite({ ids: [member.id] })}>${t("members.invite")}</button>` : nothing}
            ${state === "blocked"
              ? html`<button @click=${() => this.#unblock(member)}>${t("members.unblock")}</button>`
              : html`<button class="grave" @click=${() => this.#block(member)}>${t("members.block")}</button>`}
            <button class="grave" @click=${() => this.#erase(member)}>${t("members.erase")}</button>
          `}
        ></menu-button>
      </li>
    `;
  }

  #wrongLines() {
    return html`
      <section class="panel" aria-labelledby="wrong-lines">
        <h2 id="wrong-lines">${t("members.wrong", { n: this.wrong.length })}</h2>
        <ul>
          ${this.wrong.slice(0, LINES_SAID).map(({ line, field, message }) => html`<li>${t("members.line", { line: String(line), field, message })}</li>`)}
        </ul>
      </section>
    `;
  }

  #handOn() {
    return html`
      <section class="panel" aria-labelledby="links">
        <h2 id="links">${t("members.links", { n: this.links.length })}</h2>
        <p class="soft small">${t("members.linksText")}</p>
        <p><button @click=${() => this.#save()}>${t("members.save")}</button></p>
        <ul class="members-links">
          ${this.links.slice(0, LINKS_DRAWN).map(
            ({ name, address }) => html`
              <li><label>${name}<input readonly .value=${address} @focus=${(event) => event.target.select()} /></label></li>
            `,
          )}
        </ul>
      </section>
    `;
  }

  #typed(words) {
    this.words = words;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#find(), SEARCH_AFTER_MS);
  }

  /** Of several searches the last one counts. */
  async #find() {
    this.#search += 1;
    const search = this.#search;
    try {
      const found = await api.members(this.words);
      if (search === this.#search) {
        this.members = found.members;
        this.next = found.nextCursor;
      }
    } catch (failure) {
      this.members ??= [];
      this.problem = wordsFor(failure);
    }
  }

  async #more() {
    const search = this.#search;
    await this.#busy(async () => {
      const found = await api.members(this.words, this.next);
      if (search === this.#search) {
        this.members = [...this.members, ...found.members];
        this.next = found.nextCursor;
      }
    });
  }

  /** One thing at a time; what was said before is about something else. */
  async #busy(task) {
    if (this.isBusy) {
      return;
    }
    Object.assign(this, { isBusy: true, problem: undefined, said: undefined, wrong: [] });
    try {
      await task();
    } catch (failure) {
      this.problem = wordsFor(failure);
    } finally {
      this.isBusy = false;
    }
  }

  async #chosen(input) {
    const [file] = input.files;
    // The same file can be chosen again once it has been put right.
    const sheet = file && (await file.text());
    input.value = "";
    if (sheet === undefined) {
      return;
    }
    await this.#busy(async () => {
      const tried = await api.importSheet(sheet, true);
      if (tried.errors.length > 0) {
        this.wrong = tried.errors;
        return;
      }
      const counts = { created: tried.created, updated: tried.updated, unchanged: tried.unchanged };
      if (await ask({ title: t("members.importTitle"), text: t("members.importText", counts), yes: t("members.importYes") })) {
        const done = await api.importSheet(sheet, false);
        this.wrong = done.errors;
        this.said = done.errors.length > 0 ? undefined : t("members.imported", { created: done.created, updated: done.updated });
        await this.#find();
      }
    });
  }

  async #invite(wanted) {
    await this.#busy(async () => {
      const all = await inviteAll(
        (body) => api.invite(body, language),
        wanted,
        ({ sent }) => {
          this.said = t("members.sent", { n: sent });
        },
      );
      const names = all.links.length === 0 ? new Map() : await this.#names();
      this.links = all.links.map(({ id, link }) => ({ name: names.get(id) ?? id, address: location.origin + link }));
      this.said = saidOf(all);
    });
  }

  /** Of those who are not in yet. Where they cannot be had, the links are there all the same: nobody shows them again. */
  async #names() {
    const members = await api.invitedMembers().catch(() => this.members);
    return new Map(members.map(({ id, name }) => [id, name]));
  }

  #save() {
    const quoted = (text) => `"${text.replaceAll('"', '""').replace(/^[=+@-]/, "'$&")}"`;
    const lines = this.links.map(({ name, address }) => `${quoted(name)},${quoted(address)}`);
    saveFile(["name,link", ...lines, ""].join("\r\n"), "text/csv", "invitations.csv");
  }

  async #block(member) {
    const answer = await ask({
      title: t("members.blockTitle", { name: member.name }),
      text: t("members.blockText"),
      yes: t("members.blockYes"),
      isGrave: true,
      option: t("members.release"),
    });
    if (answer) {
      await this.#put(member, "blocked", answer.option);
    }
  }

  async #erase(member) {
    const { name } = member;
    if ((await ask({ title: t("members.eraseTitle", { name }), text: t("members.eraseText"), yes: t("members.eraseYes"), isGrave: true })) === null) {
      return;
    }
    await this.#busy(async () => {
      await api.eraseMember(member);
      this.members = this.members.filter(({ id }) => id !== member.id);
      this.said = t("members.erased", { name });
    });
  }

  #unblock(member) {
    return this.#put(member, member.userKey.startsWith("local:") ? "invited" : "active", false);
  }

  #put(member, state, release) {
    return this.#busy(async () => {
      const changed = await api.changeMember(member, { state }, release);
      this.members = this.members.map((other) => (other.id === changed.id ? changed : other));
      this.said = t(`members.now.${changed.state}`, { name: changed.name });
    });
  }
}

/** What became of invitations, in a few sentences. */
function saidOf({ sent, links, failed, errors }) {
  return [
    t("members.sent", { n: sent }),
    failed > 0 ? t("members.failed", { n: failed }) : "",
    links.length > failed ? t("members.toHandOn", { n: links.length - failed }) : "",
    ...[...errors].map(([code, n]) => `${number(n)}: ${t(`members.not.${code}`)}`),
  ]
    .filter(Boolean)
    .join(" ");
}

customElements.define("members-page", MembersPage);
