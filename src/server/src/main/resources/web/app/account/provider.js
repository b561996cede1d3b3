import { claimsOf } from "../core/claims.js";
import { NoAnswer } from "../core/http.js";
import { timeoutSignal } from "../core/platform.js";
import { isToken } from "../core/session.js";
import { SignInFailed, SignInOver } from "./failures.js";

const PENDING = "muster.sign-in";
const PATIENCE_MS = 10_000;
/** Clocks of phones are wrong; the service goes by its own. */
const TOLERANCE_S = 300;
/** Of a token whose provider does not say how long it lives. */
const USUAL_LIFE_S = 300;
/** Pages of this service, and nothing else, are where a sign-in goes on. */
const OWN = /^\/(staff)?(\?[^#]*)?(#.*)?$/;

/**
 * The provider where people sign in: the authorization code flow with PKCE of OpenID Connect, as a public client. Its endpoints are
 * those that the issuer itself publishes, all at the issuer's own origin.
 */
export class Provider {
  #server;

  /**
   * @param {{issuer: string, clientId: string, scope: string}} settings
   * @param {typeof import("./oidc.js")} library
   */
  constructor({ issuer, clientId, scope }, library, { storage = sessionStorage, home = `${location.origin}/` } = {}) {
    this.library = library;
    this.issuer = new URL(issuer);
    this.client = { client_id: clientId, [library.clockTolerance]: TOLERANCE_S };
    this.scope = scope;
    this.storage = storage;
    this.home = home;
  }

  /** @returns {Promise<string>} the address where the person signs in */
  async begin({ to, isKept, isAgain = false }) {
    const server = await this.#published();
    const pending = {
      state: this.library.generateRandomState(),
      nonce: this.library.generateRandomNonce(),
      verifier: this.library.generateRandomCodeVerifier(),
      wish: { to, isKept, isAgain },
    };
    this.storage.setItem(PENDING, JSON.stringify(pending));
    return this.#address(server.authorization_endpoint, {
      client_id: this.client.client_id,
      redirect_uri: this.home,
      response_type: "code",
      scope: this.scope,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await this.library.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: "S256",
    });
  }

  /**
   * An answer is taken by the tab that asked, once.
   *
   * @returns {Promise<{grant: import("./kept-grant.js").Grant, wish: {to: string, isKept: boolean, isAgain: boolean}}>}
   */
  async finish(answer) {
    const pending = JSON.parse(this.storage.getItem(PENDING));
    this.storage.removeItem(PENDING);
    if (pending === null) {
      throw new SignInFailed("failed");
    }
    const server = await this.#published();
    const { isKept, isAgain, to } = pending.wish;
    try {
      const parameters = this.library.validateAuthResponse(server, this.client, answer, pending.state);
      const response = await this.#ask((options) =>
        this.library.authorizationCodeGrantRequest(server, this.client, this.library.None(), parameters, this.home, pending.verifier, options),
      );
      const tokens = await this.library.processAuthorizationCodeResponse(server, this.client, response, {
        expectedNonce: pending.nonce,
        requireIdToken: true,
      });
      return { grant: this.#grantOf(tokens, { isKept, server }), wish: { isKept, isAgain, to: OWN.test(to) ? to : "/" } };
    } catch (failure) {
      if (failure instanceof NoAnswer || failure instanceof SignInFailed) {
        throw failure;
      }
      const isStopped = failure instanceof this.library.AuthorizationResponseError && failure.error === "access_denied";
      throw new SignInFailed(isStopped ? "stopped" : "failed", { cause: failure });
    }
  }

  /**
   * @param {import("./kept-grant.js").Grant} grant
   * @returns {Promise<import("./kept-grant.js").Grant>} in its place
   */
  async renew(grant) {
    if (grant.refreshToken === null || grant.issuer !== this.issuer.href) {
      throw new SignInOver();
    }
    const server = await this.#published().catch((cause) => {
      throw new NoAnswer("the provider does not say where it is", { cause });
    });
    const response = await this.#ask((options) =>
      this.library.refreshTokenGrantRequest(server, this.client, this.library.None(), grant.refreshToken, options),
    );
    try {
      const tokens = await this.library.processRefreshTokenResponse(server, this.client, response);
      const renewed = this.#grantOf(tokens, { isKept: grant.isKept, server, before: grant });
      if (claimsOf(renewed.accessToken).sub !== claimsOf(grant.accessToken).sub) {
        throw new SignInOver();
      }
      return renewed;
    } catch (failure) {
      const isAnswered = response.ok || (failure instanceof this.library.ResponseBodyError && response.status < 500);
      throw isAnswered ? new SignInOver("refused", { cause: failure }) : new NoAnswer("the provider is not well", { cause: failure });
    }
  }

  /** What the issuer says of itself. The answer of another one is none. */
  #published() {
    this.#server ??= this.#ask((options) => this.library.discoveryRequest(this.issuer, { ...options, algorithm: "oidc" }))
      .then((response) => {
        if (!response.ok) {
          throw new NoAnswer("the provider does not say where it is");
        }
        return this.library.processDiscoveryResponse(this.issuer, response);
      })
      .then((server) => {
        this.#own(server.token_endpoint);
        return server;
      })
      .catch((failure) => {
        this.#server = undefined;
        throw failure instanceof NoAnswer ? failure : new SignInFailed("failed", { cause: failure });
      });
    return this.#server;
  }

  async #ask(question) {
    const options = {
      signal: timeoutSignal(PATIENCE_MS),
      // The service lets no other provider be reached so than one of this machine.
      [this.library.allowInsecureRequests]: this.issuer.protocol === "http:",
    };
    try {
      return await question(options);
    } catch (cause) {
      throw new NoAnswer("the provider does not answer", { cause });
    }
  }

  #own(endpoint) {
    const address = new URL(endpoint);
    if (address.origin !== this.issuer.origin) {
      throw new SignInFailed("failed");
    }
    return address;
  }

  #address(endpoint, parameters) {
    const address = this.#own(endpoint);
    Object.entries(parameters).forEach(([name, value]) => address.searchParams.set(name, value));
    return address.href;
  }

  #grantOf(tokens, { isKept, server, before }) {
    if (!isToken(tokens.access_token)) {
      throw new SignInFailed("opaque");
    }
    const now = Date.now();
    const idToken = tokens.id_token ?? before?.idToken ?? null;
    return {
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token ?? before?.refreshToken ?? null,
      idToken,
      issuedAt: now,
      expiresAt: now + 1_000 * (tokens.expires_in ?? USUAL_LIFE_S),
      issuer: this.issuer.href,
      endSession: server.end_session_endpoint
        ? this.#address(server.end_session_endpoint, {
            client_id: this.client.client_id,
            post_logout_redirect_uri: this.home,
            ...(idToken === null ? {} : { id_token_hint: idToken }),
          })
        : null,
      isKept,
    };
  }
}
