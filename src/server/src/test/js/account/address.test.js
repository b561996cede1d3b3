import "../browser.js";
import { takeFromAddress } from "../../../main/resources/web/app/account/address.js";
import { equal } from "../assert.js";

/** @returns {{taken: object, left: string | undefined}} what was taken, and the address instead; undefined if it stays */
function open(pathname, search = "", hash = "") {
  let left;
  const history = { state: null, replaceState: (state, title, address) => (left = address) };
  const { answer, ...taken } = takeFromAddress({ location: { pathname, search, hash }, history });
  return { taken: answer === undefined ? taken : { code: answer.get("code"), state: answer.get("state") }, left };
}

export const tests = {
  async "a token is taken out of the address at once"() {
    equal(open("/", "", "#token=a.b.c"), { taken: { token: "a.b.c", isOfWall: false }, left: "/" });
    equal(open("/staff", "", "#token=a.b.c"), { taken: { token: "a.b.c", isOfWall: false }, left: "/staff" });
    equal(open("/", "?wall", "#token=muster_a"), { taken: { token: "muster_a", isOfWall: true }, left: "/?wall" });
  },

  async "so is the provider's answer, with what it refuses"() {
    equal(open("/", "?code=c&state=s"), { taken: { code: "c", state: "s" }, left: "/" });
    equal(open("/", "?error=access_denied&state=s"), { taken: { code: null, state: "s" }, left: "/" });
    equal(open("/staff", "?code=c&state=s"), { taken: {} });
  },

  async "the sign-in for another tab begins at an address of its own"() {
    equal(open("/", "", "#sign-in"), { taken: { isAgain: true }, left: "/" });
    equal(open("/staff", "", "#sign-in"), { taken: {} });
  },

  async "no address says that a sign-in is kept"() {
    equal(open("/", "", "#sign-in-kept"), { taken: {} });
  },

  async "a firm's code is taken out too"() {
    equal(open("/staff", "", "#invite=abc"), { taken: { invitation: "abc" }, left: "/staff" });
  },

  async "a place is left as it is"() {
    for (const address of [["/"], ["/", "?wall"], ["/", "", "#/events/1"], ["/staff", "", "#mine"]]) {
      equal(open(...address), { taken: {} });
    }
  },
};
