import { newKey } from "../../../main/resources/web/app/core/platform.js";
import { equal } from "../assert.js";

const bytes = (array) => array.map((_, index) => index * 17);

export const tests = {
  async "over plain http a key is made of random bytes, in the form of any other"() {
    equal(newKey({ getRandomValues: bytes }), "00112233-4455-4677-8899-aabbccddeeff");
    equal(newKey({ randomUUID: () => "the browser's own", getRandomValues: bytes }), "the browser's own");
  },
};
