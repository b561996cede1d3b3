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

/** Speaks to the service as whoever is signed in. */
export class Http {
  constructor(session) {
    this.session = session;
  }

  get(path) {
    return this.send("GET", path);
  }

  /**
   * @param {string} method
   * @param {string} path below the service's own address
   * @param {{body?: object, headers?: object, signal?: AbortSignal}} [options]
   * @returns {Promise<object | null>} the body
   */
  async send(method, path, { body, headers = {}, signal } = {}) {
    const answer = await this.#ask(path, {
      method,
      signal,
      headers: {
        Accept: "application/json",
        Authorization: `Bearer ${this.session.token}`,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await this.#text(answer);
    if (answer.ok) {
      return text === "" ? null : JSON.parse(text);
    }
    throw new Problem(answer.status, parsed(text), Number(answer.headers.get("Retry-After")) || 0);
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

function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
