import "../browser.js";
import { tokenWith } from "../account/world.js";
import { Session } from "../../../main/resources/web/app/core/session.js";
import { equal } from "../assert.js";

/** @returns {boolean[]} whether it is a manager, and may write */
function rights(claims, access) {
  const session = new Session();
  session.signIn(tokenWith({ sub: "ada", ...claims }));
  session.firm = access === undefined ? null : { managerId: "acme", name: null, access };
  return [session.isManager, session.mayWrite];
}

export const tests = {
  async "what the token says counts where no firm is chosen"() {
    equal(rights({}), [false, true]);
    equal(rights({ managerId: "acme" }), [true, true]);
    equal(rights({ managerId: "acme", access: "read" }), [true, false]);
  },

  async "in a firm its own word counts"() {
    equal(rights({}, "staff"), [false, true]);
    equal(rights({}, "read"), [true, false]);
    equal(rights({}, "manager"), [true, true]);
    equal(rights({ managerId: "best" }, "staff"), [false, true]);
  },

  async "a token that may only read stays one"() {
    equal(rights({ access: "read" }, "manager"), [true, false]);
  },

  async "a machine looks at the board of its firm, and nobody signs it in again"() {
    const session = new Session();
    equal([session.signIn("muster_a-b_c"), session.isMachine, session.isManager, session.mayWrite], [true, true, true, false]);
    session.expire();
    equal([session.isSignedIn, session.isExpired, session.isMachine], [false, true, true]);
    equal(session.signIn("monster_abc"), false);
  },

  async "what is kept of one firm's shifts is not taken for another's"() {
    const session = new Session();
    session.signIn(tokenWith({ sub: "ada" }));
    equal(session.shiftsKey, "oidc:ada");
    session.firm = { managerId: "acme", name: null, access: "staff" };
    equal(session.shiftsKey, "oidc:ada@acme");
  },
};
