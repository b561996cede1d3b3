import "../browser.js";
import { SignInOver } from "../../../main/resources/web/app/account/failures.js";
import { NoAnswer } from "../../../main/resources/web/app/core/http.js";
import { equal } from "../assert.js";
import { Browser, settled, tokenOf } from "./world.js";

const numberIn = (session) => session.claims.number;

async function signedIn(browser, { sub = "ada", isKept = false } = {}) {
  const tab = browser.tab();
  await tab.account.finish({ sub, isKept });
  await settled();
  return tab;
}

export const tests = {
  async "a token is renewed before it runs out, and again, and nobody is signed out by it"() {
    const browser = new Browser();
    const { session, events } = await signedIn(browser);
    equal([session.userKey, events], ["oidc:ada", ["change"]]);
    await browser.pass(44_000);
    equal(browser.renewals, []);
    await browser.pass(2_000);
    equal([browser.renewals, numberIn(session), events], [["r1"], 2, ["change", "renew"]]);
    await browser.pass(46_000);
    equal([browser.renewals, events.length], [["r1", "r2"], 3]);
  },

  async "a tab that is opened again goes on, and one that was closed leaves nothing unless the person has said so"() {
    const browser = new Browser();
    const { storage, session } = await signedIn(browser);
    equal(browser.tab(storage).session.token, session.token);
    const other = new Browser();
    await signedIn(other, { isKept: true });
    equal([other.tab().session.userKey, browser.device.length], ["oidc:ada", 0]);
  },

  async "on a wall nobody's sign-in takes the place of the wall's own"() {
    const browser = new Browser();
    await signedIn(browser, { isKept: true });
    const { session, account } = browser.tab();
    equal(session.userKey, "oidc:ada");
    session.signIn("muster_wall");
    await browser.pass(46_000);
    equal([session.isMachine, await account.renew()], [true, false]);
    session.expire();
    await browser.pass(46_000);
    equal([session.isExpired, session.isMachine], [true, true]);
  },

  async "a provider that does not answer is asked again, and the sign-in goes on meanwhile"() {
    const browser = new Browser();
    const { session } = await signedIn(browser);
    browser.renewed = () => {
      throw new NoAnswer("away");
    };
    await browser.pass(46_000);
    equal([browser.renewals.length, session.isSignedIn], [1, true]);
    // The service does not take the token any more, and whether there is another is not known.
    const refused = session.refused(session.token).then(String, (failure) => failure instanceof NoAnswer);
    await browser.pass(1_000);
    equal(await refused, true);
    equal([session.isSignedIn, session.isExpired], [true, false]);
    browser.renewed = () => "ada";
    await browser.pass(15_000);
    equal(numberIn(session), 2);
  },

  async "what the service does not take is renewed at once, and expires only where there is no other"() {
    const browser = new Browser();
    const { session, storage } = await signedIn(browser);
    const refused = session.refused(session.token);
    await browser.pass(1_000);
    equal([await refused, numberIn(session)], [true, 2]);
    equal([await session.refused(tokenOf("ada", 1)), browser.renewals.length], [true, 1]);
    browser.renewed = () => {
      throw new SignInOver();
    };
    const last = session.refused(session.token);
    await browser.pass(1_000);
    equal([await last, session.isSignedIn, session.isExpired, session.userKey], [false, false, true, "oidc:ada"]);
    equal(browser.tab(storage).session.isSignedIn, false);
    // What is asked meanwhile has no token, and asks nobody for one.
    const asked = browser.renewals.length;
    equal([await session.refused(null), browser.renewals.length, session.isExpired], [false, asked, true]);
  },

  async "where nobody signs in at a provider any more, a sign-in from before runs out"() {
    const browser = new Browser();
    await signedIn(browser, { isKept: true });
    browser.provider = () => null;
    const later = browser.tab();
    equal(later.session.isSignedIn, true);
    const refused = later.session.refused(later.session.token).then(String, String);
    await browser.pass(1_000);
    equal([await refused, later.session.isSignedIn, later.session.isExpired], ["false", false, true]);
    equal([browser.renewals, browser.device.length], [[], 0]);
  },

  async "another tab is signed in by the first one, and what one renews the other has"() {
    const browser = new Browser();
    const one = await signedIn(browser);
    const other = browser.tab();
    await settled();
    equal([other.session.userKey, other.events], ["oidc:ada", ["change"]]);
    await browser.pass(46_000);
    equal([browser.renewals, numberIn(one.session), numberIn(other.session)], [["r1"], 2, 2]);
    await browser.pass(46_000);
    equal([browser.renewals, numberIn(one.session), numberIn(other.session)], [["r1", "r2"], 3, 3]);
  },

  async "who waits for a sign-in in one tab has it by that in another"() {
    const browser = new Browser();
    const waiting = browser.tab();
    const one = await signedIn(browser);
    equal([waiting.session.userKey, waiting.session.token], ["oidc:ada", one.session.token]);
  },

  async "a sign-in that has run out is taken up again by its own person alone"() {
    const browser = new Browser();
    const tab = await signedIn(browser);
    browser.renewed = () => {
      throw new SignInOver();
    };
    const refused = tab.session.refused(tab.session.token);
    await browser.pass(1_000);
    await refused;
    await signedIn(browser, { sub: "bob" });
    equal([tab.session.isExpired, tab.session.userKey], [true, "oidc:ada"]);
    await signedIn(browser, { sub: "ada" });
    equal([tab.session.isSignedIn, tab.session.isExpired, tab.session.userKey], [true, false, "oidc:ada"]);
  },

  async "who signs out is signed out in all tabs, at the provider too, and nothing of it is left"() {
    const browser = new Browser();
    const one = await signedIn(browser, { isKept: true });
    const other = browser.tab();
    equal(other.session.isSignedIn, true);
    equal(one.account.signOut(), "https://login.test/end?ada");
    await settled();
    equal([one.session.isSignedIn, other.session.isSignedIn, other.session.isExpired], [false, false, false]);
    equal([browser.device.length, one.storage.length, other.storage.length], [0, 0, 0]);
    await browser.pass(120_000);
    equal(browser.renewals, []);
  },

  async "who signs out while a token is being renewed stays signed out"() {
    const browser = new Browser();
    const { session, account } = await signedIn(browser);
    const renewal = account.renew();
    browser.renewed = () => {
      account.signOut();
      return "ada";
    };
    await browser.pass(1_000);
    equal([await renewal, session.isSignedIn], [false, false]);
  },

  async "a token alone stays in its tab and cannot be renewed"() {
    const browser = new Browser();
    const tab = browser.tab();
    globalThis.sessionStorage = tab.storage;
    tab.session.signIn(tokenOf("wall"));
    await settled();
    equal(browser.tab().session.isSignedIn, false);
    globalThis.sessionStorage = tab.storage;
    equal([await tab.session.refused(tokenOf("wall")), tab.session.isExpired, browser.renewals], [false, true, []]);
  },
};
