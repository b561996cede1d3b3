import { api, live, session, signedIn } from "../core/context.js";
import { Intents } from "./intents.js";
import { Responder } from "./responder.js";

const responders = new Map();

/** Where the token has run out the sign-in comes, and what was pressed is sent after it. */
const signedInApi = {
  event: (id) => signedIn(() => api.event(id)),
  respond: (...parts) => signedIn(() => api.respond(...parts)),
};

/** The one of whoever is signed in, for all cards. */
export function responder() {
  const { userKey } = session;
  if (!responders.has(userKey)) {
    responders.set(userKey, new Responder({ api: signedInApi, intents: new Intents(userKey) }));
  }
  return responders.get(userKey);
}

const wakeAll = () => responders.forEach((each) => each.wake());

addEventListener("online", wakeAll);
live.addEventListener("light", () => live.light.name === "live" && wakeAll());
