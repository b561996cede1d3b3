import { api, live, session } from "../core/context.js";
import { Intents } from "./intents.js";
import { Responder } from "./responder.js";

const responders = new Map();

/** The one of whoever is signed in, for all cards. Where the token has run out, what was pressed is sent after the next sign-in. */
export function responder() {
  const { userKey } = session;
  if (!responders.has(userKey)) {
    responders.set(userKey, new Responder({ api, intents: new Intents(userKey) }));
  }
  return responders.get(userKey);
}

const wakeAll = () => responders.forEach((each) => each.wake());

addEventListener("online", wakeAll);
live.addEventListener("light", () => live.light.name === "live" && wakeAll());
