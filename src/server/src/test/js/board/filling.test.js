import { filling, headcountSince } from "../../../main/resources/web/app/board/filling.js";
import { equal } from "../assert.js";

const at = (second) => new Date(second * 1000).toISOString();
const line = (second, kind, userKey = null) => ({ at: at(second), kind, userKey });

export const tests = {
  async "counts who is in, not who responded"() {
    const points = filling([
      line(1, "created"),
      line(2, "accepted", "a"),
      line(3, "declined", "b"),
      line(4, "accepted", "b"),
      line(5, "declined", "a"),
      line(6, "removed", "b"),
      line(7, "updated"),
    ]);
    equal(points.map(({ at, taken }) => [at / 1000, taken]), [[1, 0], [2, 1], [4, 2], [5, 1], [6, 0]]);
  },

  async "a repair takes out whom it leaves no response"() {
    const points = filling([
      line(1, "accepted", "a"),
      line(2, "accepted", "b"),
      { ...line(3, "repaired", "a"), response: "accept" },
      { ...line(4, "repaired", "b"), response: null },
      line(5, "repaired"),
    ]);
    equal(points.map(({ at, taken }) => [at / 1000, taken]), [[1, 1], [2, 2], [4, 1]]);
  },

  async "the headcounts are known since the roles were last changed, and not before"() {
    const changed = (second, ...fields) => ({ ...line(second, "updated"), changed: fields });
    const created = { ...line(1, "created"), changed: ["date", "roles", "status"] };
    equal(headcountSince([created, line(2, "accepted", "a"), changed(3, "notes")]), 1_000);
    equal(headcountSince([created, changed(3, "roles"), line(4, "accepted", "a")]), 3_000);
    equal(headcountSince([line(4, "accepted", "a")]), undefined);
  },

  async "of no journal there is nothing to draw"() {
    equal(filling([]), []);
  },
};
