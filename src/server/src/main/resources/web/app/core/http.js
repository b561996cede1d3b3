import { KeptAnswers } from "./kept-answers.js";

const NOT_MODIFIED = 304;
const UNAUTHENTICATED = 401;

/** A refusal by the service, with its reason. */
export class Problem extends Error {
  constructor(status, body, retryAfterSeconds) {
    super(body.code ?? String(status));
    this.status = status;
    this.code = body.code ?? "";
    this.body = body;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Nobody answered: the request may or may not have arrived. */
export class NoAnswer extends Error {}

/**
 * Speaks to the service as whoever is signed in. Once the service does not take the token any more, it is asked again with another
 * one of the same person, or else the session is over.
 */
export class Http {
  #kept = new KeptAnswers();

  constructor(session) {
    this.session = session;
  }

  /** What has not changed since it was last fetched is not sent again. */
  async get(path) {
    // What one firm shows says nothing of another's.
    const reader = `${this.session.token} ${this.session.firm?.managerId ?? ""}`;
    const kept = this.#kept.of(reader, path);
    const answer = await this.#answer("GET", path, kept === undefined ? {} : { headers: { "If-None-Match": kept.tag } });
    if (answer.status === NOT_MODIFIED && kept !== undefined) {
      return JSON.parse(kept.text);
    }
    const body = bodyOf(answer);
    this.#kept.keep(reader, path, answer.headers.get("ETag"), answer.text);
    return body;
  }

  /**
   * @param {{headers?: object}} [options]
   * @returns {Promise<string>} what is no JSON, as it was sent
   */
  async text(path, options) {
    const answer = await this.#answer("GET", path, options);
    return answer.ok ? answer.text : bodyOf(answer);
  }

  /**
   * @param {string} method
   * @param {string} path below the service's own address
   * @param {{body?: object | string, headers?: object, signal?: AbortSignal}} [options]
   * @returns {Promise<object | null>} the body
   */
  async send(method, path, options) {
    return bodyOf(await this.#answer(method, path, options));
  }

  async #answer(method, path, options) {
    const { token } = this.session;
    const answer = await this.#askAs(token, method, path, options);
    return answer.status === UNAUTHENTICATED && (await this.session.refused(token))
      ? this.#askAs(this.session.token, method, path, options)
      : answer;
  }

  async #askAs(token, method, path, { body, headers = {}, signal } = {}) {
    const answer = await this.#ask(path, {
      method,
      signal,
      headers: {
        Accept: "application/json",
        Authorization: `Bearer ${token}`,
        ...(this.session.firm ? { "Muster-Firm": this.session.firm.managerId } : {}),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
    });
    return { status: answer.status, ok: answer.ok, headers: answer.headers, text: await this.#text(answer) };
  }

  async #ask(path, options) {
    try {
      return await fetch(path, { cache: "no-store", credentials: "omit", ...options });
    } catch (cause) {
      throw new NoAnswer("no answer", { cause });
    }
  }

  async #text(answer) {
    try {
      return await answer.text();
    } catch (cause) {
      throw new NoAnswer("half an answer", { cause });
    }
  }
}

function bodyOf({ status, ok, headers, text }) {
  if (ok) {
    return text === "" ? null : JSON.parse(text);
  }
  throw new Problem(status, parsed(text), Number(headers.get("Retry-After")) || 0);
}

function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
