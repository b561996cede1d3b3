import { Storage } from "../browser.js";
import { KeptGrant } from "../../../main/resources/web/app/account/kept-grant.js";
import { forgetAll } from "../../../main/resources/web/app/core/forget.js";
import { KeptForm } from "../../../main/resources/web/app/board/kept-form.js";
import { Changes } from "../../../main/resources/web/app/staff/changes.js";
import { Intents } from "../../../main/resources/web/app/staff/intents.js";
import { equal } from "../assert.js";

export const tests = {
  async "whoever signs out leaves nothing behind but how the pages are liked"() {
    const tab = new Storage();
    const device = new Storage();
    for (const isKept of [true, false]) {
      new KeptGrant({ tab, device }).write({ isKept, accessToken: "a.b.c" });
      equal([tab.getItem("muster.grant") === null, device.getItem("muster.grant") === null], [isKept, !isKept]);
    }
    new KeptForm("oidc:1", "new/", { storage: device }).write({ draft: { city: "Rome" } });
    new Intents("oidc:1", { storage: device, newKey: () => "k" }).of("e1", { response: "accept", role: "Server" });
    new Changes("oidc:1", { storage: device }).learn([], true);
    tab.setItem("muster.token", "a.b.c");
    tab.setItem("muster.sign-in", "{}");
    device.setItem("muster.theme", "dark");
    device.setItem("muster.language", "es");
    device.setItem("another", "page's");
    forgetAll([tab, device]);
    const left = (storage) => Array.from({ length: storage.length }, (_, at) => storage.key(at)).sort();
    equal([left(tab), left(device)], [[], ["another", "muster.language", "muster.theme"]]);
  },
};
