import { Storage } from "../browser.js";
import { forgetAll, forgetShown } from "../../../main/resources/web/app/core/forget.js";
import { KeptGrant } from "../../../main/resources/web/app/account/kept-grant.js";
import { keepKnown, knownLast } from "../../../main/resources/web/app/core/known-shifts.js";
import { KeptForm } from "../../../main/resources/web/app/board/kept-form.js";
import { Changes } from "../../../main/resources/web/app/staff/changes.js";
import { Intents } from "../../../main/resources/web/app/staff/intents.js";
import { equal } from "../assert.js";
import { event } from "./events.js";

const names = (storage) => Array.from({ length: storage.length }, (_, index) => storage.key(index)).sort();

export const tests = {
  async "who is shut out of a firm stays signed in, and keeps nothing of it"() {
    const tab = new Storage();
    const device = new Storage();
    ["muster.grant", "muster.places"].forEach((name) => tab.setItem(name, "x"));
    ["muster.intent.a", "muster.known", "muster.shifts.a@one", "muster.shifts.a@two", "muster.theme"].forEach((name) => device.setItem(name, "x"));
    forgetShown("a@one", [tab, device]);
    equal(names(tab), ["muster.grant"]);
    equal(names(device), ["muster.intent.a", "muster.shifts.a@two", "muster.theme"]);
  },

  async "whoever signs out leaves nothing behind but how the pages are liked"() {
    const tab = new Storage();
    const device = new Storage();
    const mine = event("a", "2030-01-10", { my_response: { response: "accept", role: "Server" } });
    for (const isKept of [true, false]) {
      new KeptGrant({ tab, device }).write({ isKept, accessToken: "a.b.c" });
      equal([tab.getItem("muster.grant") === null, device.getItem("muster.grant") === null], [isKept, !isKept]);
    }
    new KeptForm("a", "new/", { storage: device }).write({ draft: { city: "Rome" } });
    new Changes("a", { storage: device, now: () => 0 }).learn([mine], true);
    new Intents("a", { storage: device, newKey: () => "k" }).of("e1", { response: "decline", role: null });
    keepKnown({ userKey: "a", name: "Ada", at: 1, events: [mine] }, device);
    tab.setItem("muster.token", "a.b.c");
    tab.setItem("muster.sign-in", "{}");
    equal([tab.length, device.length], [3, 4]);
    const likings = ["muster.keys", "muster.language", "muster.theme"];
    likings.forEach((name) => device.setItem(name, "x"));
    device.setItem("of.another.page", "x");
    forgetAll([tab, device]);
    equal([names(tab), names(device)], [[], [...likings, "of.another.page"]]);
    equal(knownLast(device), undefined);
  },
};
