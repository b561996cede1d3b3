import "../browser.js";
import { Api } from "../../../main/resources/web/app/core/api.js";
import { equal } from "../assert.js";

/** A service with so many events, and an event with so long a journal. */
const serviceOf = ({ events = 0, lines = 0 }) => {
  const asked = [];
  const get = async (path) => {
    asked.push(path);
    const query = new Map(path.split("?")[1].split("&").map((pair) => pair.split("=")));
    const limit = Number(query.get("limit"));
    if (path.includes("/journal")) {
      const after = Number(query.get("after"));
      const count = Math.max(0, Math.min(limit, lines - after));
      return { entries: Array.from({ length: count }, (_, index) => ({ version: after + index + 1 })) };
    }
    const from = Number(query.get("cursor") ?? 0);
    const count = Math.min(limit, events - from);
    return {
      events: Array.from({ length: count }, (_, index) => ({ id: from + index })),
      nextCursor: from + count < events ? String(from + count) : null,
    };
  };
  return { api: new Api({ get }), asked };
};

export const tests = {
  async "a response says that it would wait only where it would"() {
    const sent = [];
    const api = new Api({ send: async (method, path, { body, headers }) => void sent.push([body, headers["Idempotency-Key"]]) });
    await api.respond("e1", { response: "accept", role: "Server", standby: true, key: "k1", at: 5 });
    await api.respond("e1", { response: "accept", role: "Server", standby: false, key: "k2", at: 5 });
    await api.respond("e1", { response: "decline", role: null, key: "k3", at: 5 });
    equal(sent, [
      [{ response: "accept", role: "Server", standby: true }, "k1"],
      [{ response: "accept", role: "Server" }, "k2"],
      [{ response: "decline" }, "k3"],
    ]);
  },

  async "a confirmation says which version was seen, and waits no longer than it is told to"() {
    const sent = [];
    const api = new Api({ send: async (...parts) => void sent.push(parts) });
    await api.confirm("e1", { version: 7, key: "k1" }, "signal");
    const options = { body: { response: "confirm", version: 7 }, headers: { "Idempotency-Key": "k1" }, signal: "signal" };
    equal(sent, [["POST", "/api/events/e1/respond", options]]);
  },

  async "all events of a firm come, however many pages they are"() {
    const { events, isWhole } = await serviceOf({ events: 1_999 }).api.events("2030-01-01");
    equal([events.length, events.at(-1).id, isWhole], [1_999, 1_998, true]);
    equal((await serviceOf({ events: 1_400 }).api.available()).events.length, 1_400);
  },

  async "where there are more than anybody looks at, that is known"() {
    const { events, isWhole } = await serviceOf({ events: 10_001 }).api.events("2030-01-01");
    equal([events.length, isWhole], [10_000, false]);
  },

  async "of a long journal the end comes, and not the beginning"() {
    const { api, asked } = serviceOf({ lines: 30_000 });
    const lines = await api.journal("e1", 29_960);
    equal([lines[0].version, lines.at(-1).version, asked.length], [29_961, 30_000, 1]);
    equal((await api.journal("e1")).length, 30_000);
  },
};
