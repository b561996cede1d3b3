import { account, belonging, session } from "../core/context.js";
import { isMachines } from "../core/claims.js";
import { NoAnswer } from "../core/http.js";
import { settings } from "../core/settings.js";
import { takeFromAddress } from "./address.js";
import { takeWish } from "./again.js";
import { SignInFailed } from "./failures.js";

/** What becomes of what came with the address: `busy` while it is being found out, `done` in a tab that was opened to sign in again. */
export class Arrival extends EventTarget {
  /** @type {"" | "busy" | "done"} */
  state = "";
  /** @type {string | undefined} why somebody is not signed in, of the texts `signIn.failure.*` */
  failure;

  constructor() {
    super();
    // Whoever has signed in since has no use for it.
    session.addEventListener("change", () => (this.failure = undefined));
  }

  /** Before anything is drawn. */
  async begin() {
    const { token, isOfWall, answer, isAgain, invitation } = takeFromAddress();
    const wish = takeWish();
    if (invitation !== undefined) {
      belonging.bring(invitation);
    } else if (answer !== undefined) {
      await this.#try(() => this.#finish(answer));
    } else if (isAgain && wish !== null) {
      await this.#try(async () => location.replace(await account.begin({ to: "/", isAgain, ...wish })));
    } else if (token !== undefined) {
      await this.#try(() => this.#signInWith(token, isOfWall));
    }
  }

  /**
   * Where there is a provider, people sign in there and nowhere else: a link would make somebody of them. A machine is nobody, and
   * has a wall to look at and nothing else.
   */
  async #signInWith(token, isOfWall) {
    if (isMachines(token)) {
      if (!isOfWall || !session.signIn(token)) {
        throw new SignInFailed("failed");
      }
      return;
    }
    const told = await settings();
    if (told === undefined) {
      throw new NoAnswer("nobody says how people sign in");
    }
    if (told.signIn !== null || !session.signIn(token)) {
      throw new SignInFailed("failed");
    }
  }

  async #finish(answer) {
    const { to, isAgain } = await account.finish(answer);
    if (isAgain) {
      this.#show("done");
      close();
    } else {
      location.replace(to);
    }
  }

  async #try(what) {
    this.#show("busy");
    try {
      await what();
    } catch (failure) {
      this.failure = reasonOf(failure);
    }
    this.#show(this.state === "busy" ? "" : this.state);
  }

  #show(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}

/** Of the texts `signIn.failure.*`. */
export function reasonOf(failure) {
  if (failure instanceof NoAnswer) {
    return "away";
  }
  return failure instanceof SignInFailed ? failure.reason : "failed";
}

export const arrival = new Arrival();
