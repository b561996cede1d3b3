import { Storage } from "../browser.js";
import { Belonging } from "../../../main/resources/web/app/account/belonging.js";
import { NoAnswer, Problem } from "../../../main/resources/web/app/core/http.js";
import { equal } from "../assert.js";

const firm = (managerId, access) => ({ managerId, name: managerId.toUpperCase(), access });

/** Somebody who is signed in, and a service that knows of these firms. */
function world({ claims = { sub: "ada" }, firms = [], singleTenant = false, failures = [] } = {}) {
  const session = { claims, isSignedIn: true, isExpired: false, firm: null };
  const asked = [];
  const api = {
    me: async () => {
      asked.push("me");
      if (failures.length > 0) {
        throw failures.shift();
      }
      return { firms };
    },
    join: async (code) => {
      asked.push(code);
      if (code !== "good") {
        throw new Problem(404, { code: "INVITATION_INVALID" }, 0);
      }
      firms.push(firm("acme", "staff"));
      return firms.at(-1);
    },
  };
  const states = [];
  const parts = { tab: new Storage(), device: new Storage(), settings: async () => ({ singleTenant }), sleep: async () => states.push("waits") };
  const belonging = new Belonging({ session, api, ...parts });
  belonging.addEventListener("change", () => states.push(belonging.state));
  return { belonging, session, asked, states };
}

async function found(page, parts) {
  const one = world(parts);
  await one.belonging.find(page);
  return { state: one.belonging.state, firm: one.session.firm?.managerId ?? null, asked: one.asked.length };
}

export const tests = {
  async "a token that says for whom somebody works is enough"() {
    equal(await found("board", { claims: { managerId: "acme" } }), { state: "here", firm: null, asked: 0 });
    equal(await found("staff", { claims: { managerIds: ["acme"] } }), { state: "here", firm: null, asked: 0 });
    equal((await found("staff", { claims: { managerIds: [] } })).asked, 1);
  },

  async "a member who manages has the board of the firm, and who works there the shifts"() {
    equal(await found("board", { firms: [firm("acme", "manager")] }), { state: "here", firm: "acme", asked: 1 });
    equal(await found("board", { firms: [firm("acme", "staff"), firm("best", "read")] }), { state: "here", firm: "best", asked: 1 });
    equal(await found("board", { firms: [firm("acme", "staff")] }), { state: "elsewhere", firm: null, asked: 1 });
    equal(await found("staff", { firms: [firm("acme", "manager")] }), { state: "here", firm: "acme", asked: 1 });
    equal(await found("staff", { firms: [firm("acme", "staff")] }), { state: "here", firm: "acme", asked: 1 });
  },

  async "whom no firm knows is told so, unless everybody sees everything"() {
    for (const page of ["board", "staff"]) {
      equal((await found(page, {})).state, "nowhere");
    }
    equal(await found("staff", { singleTenant: true, firms: [firm("acme", "staff")] }), { state: "here", firm: null, asked: 1 });
    equal((await found("staff", { singleTenant: true })).state, "here");
    const claims = { sub: "ada", managerIds: [] };
    equal(await found("staff", { claims, singleTenant: true, firms: [firm("acme", "staff")] }), { state: "here", firm: "acme", asked: 1 });
    equal((await found("staff", { claims, singleTenant: true })).state, "nowhere");
    equal((await found("board", { singleTenant: true })).state, "elsewhere");
  },

  async "of several firms the one that was chosen last is shown"() {
    const { belonging, session } = world({ firms: [firm("acme", "manager"), firm("best", "manager"), firm("cool", "staff")] });
    await belonging.find("board");
    equal([session.firm.managerId, belonging.others.map(({ managerId }) => managerId)], ["acme", ["best"]]);
    belonging.choose("best");
    await belonging.find("board");
    equal(session.firm.managerId, "best");
    await belonging.find("staff");
    equal([session.firm.managerId, belonging.others.map(({ managerId }) => managerId)], ["best", ["acme", "cool"]]);
    belonging.choose("gone");
    await belonging.find("board");
    equal(session.firm.managerId, "acme");
    await belonging.find("staff");
    // One that somebody works for comes before those that somebody manages.
    equal([session.firm.managerId, belonging.others.map(({ managerId }) => managerId)], ["cool", ["acme", "best"]]);
  },

  async "a code comes first, is used when somebody says so, and once"() {
    const { belonging, session, asked, states } = world({ firms: [firm("able", "staff")] });
    belonging.bring("bad");
    await belonging.find("staff");
    equal([states, asked], [["invited"], []]);
    const refused = await belonging.join("staff", "bad").then(() => "joined", (problem) => problem.code);
    equal([refused, belonging.state, belonging.invitation], ["INVITATION_INVALID", "invited", "bad"]);
    await belonging.join("staff", "good");
    equal([belonging.state, session.firm.managerId, belonging.invitation, asked], ["here", "acme", "", ["bad", "good", "me"]]);
  },

  async "a code that is put away is not asked for again"() {
    const { belonging } = world({ firms: [firm("acme", "staff")] });
    belonging.bring("good");
    await belonging.find("staff");
    await belonging.putAway("staff");
    equal([belonging.state, belonging.invitation], ["here", ""]);
  },

  async "while nobody answers the shifts show what they know, and the board waits"() {
    const shifts = world({ firms: [firm("acme", "staff")], failures: [new NoAnswer(), new Problem(503, {}, 1)] });
    await shifts.belonging.find("staff");
    equal(shifts.states, ["asking", "here", "waits", "here", "waits", "here"]);
    equal([shifts.session.firm.managerId, shifts.asked.length], ["acme", 3]);
    equal(await found("staff", { failures: [new Problem(403, {}, 0)] }), { state: "here", firm: null, asked: 1 });
    const { belonging, states } = world({ firms: [firm("acme", "manager")], failures: [new NoAnswer(), new Problem(503, {}, 1)] });
    await belonging.find("board");
    equal(states, ["asking", "waits", "waits", "here"]);
    equal((await found("board", { failures: [new Problem(403, {}, 0)] })).state, "elsewhere");
  },

  async "who has to sign in again is asked for afterwards"() {
    const { belonging, session, asked, states } = world({ firms: [firm("acme", "staff")] });
    Object.assign(session, { isSignedIn: false, isExpired: true });
    const search = belonging.find("staff");
    equal([states, asked], [["asking", "waits"], []]);
    Object.assign(session, { isSignedIn: true, isExpired: false });
    await search;
    equal([states, session.firm.managerId, asked], [["asking", "waits", "here"], "acme", ["me"]]);
  },

  async "an answer to what was asked before counts for nobody else"() {
    const { belonging, session, states } = world({ firms: [firm("acme", "staff")] });
    const search = belonging.find("staff");
    session.claims = { sub: "bob", managerIds: ["best"] };
    await belonging.find("staff");
    await search;
    equal([states, session.firm], [["asking", "here"], null]);
  },

  async "who has signed out meanwhile is found nowhere"() {
    const { belonging, session, states } = world();
    const search = belonging.find("staff");
    session.isSignedIn = false;
    await search;
    equal(states, ["asking"]);
  },
};
