import { Storage } from "../browser.js";
import { forgetAll } from "../../../main/resources/web/app/core/forget.js";
import { keepKnown, knownLast } from "../../../main/resources/web/app/core/known-shifts.js";
import { KeptForm } from "../../../main/resources/web/app/board/kept-form.js";
import { Changes } from "../../../main/resources/web/app/staff/changes.js";
import { Intents } from "../../../main/resources/web/app/staff/intents.js";
import { equal } from "../assert.js";
import { event } from "./events.js";

const names = (storage) => Array.from({ length: storage.length }, (_, index) => storage.key(index)).sort();

export const tests = {
  async "whoever signs out leaves nothing behind but how the pages are liked"() {
    const storage = new Storage();
    const mine = event("a", "2030-01-10", { my_response: { response: "accept", role: "Server" } });
    new KeptForm("a", "new/", { storage }).write({ draft: { city: "Rome" } });
    new Changes("a", { storage, now: () => 0 }).learn([mine], true);
    new Intents("a", { storage, newKey: () => "k" }).of("e1", { response: "decline", role: null });
    keepKnown({ userKey: "a", name: "Ada", at: 1, events: [mine] }, storage);
    equal(storage.length, 4);
    const likings = ["muster.keys", "muster.language", "muster.theme"];
    likings.forEach((name) => storage.setItem(name, "x"));
    storage.setItem("of.another.page", "x");
    forgetAll([storage]);
    equal(names(storage), [...likings, "of.another.page"]);
    equal(knownLast(storage), undefined);
  },
};
