import { Storage } from "../browser.js";
import { AGAIN_ADDRESS, openAgain, takeWish } from "../../../main/resources/web/app/account/again.js";
import { equal } from "../assert.js";

/** A browser copies the storage of a tab for one that it opens. */
function world({ opens = true } = {}) {
  const tab = new Storage();
  const opened = new Storage();
  const addresses = [];
  const open = (address) => {
    addresses.push(address);
    Array.from({ length: tab.length }, (_, index) => tab.key(index)).forEach((name) => opened.setItem(name, tab.getItem(name)));
    return opens ? {} : null;
  };
  return { tab, opened, addresses, open };
}

export const tests = {
  async "what is wished goes along to the tab that is opened, once, and not by the address"() {
    for (const isKept of [true, false]) {
      const { tab, opened, addresses, open } = world();
      equal(openAgain({ isKept }, { tab, open }), true);
      equal([addresses, tab.length], [[AGAIN_ADDRESS], 0]);
      equal([takeWish(opened), takeWish(opened), opened.length], [{ isKept }, null, 0]);
    }
  },

  async "a tab that nobody opened has no wish"() {
    equal(takeWish(new Storage()), null);
  },

  async "where no tab may be opened nothing is left of the wish"() {
    const { tab, open } = world({ opens: false });
    equal([openAgain({ isKept: true }, { tab, open }), tab.length], [false, 0]);
  },
};
