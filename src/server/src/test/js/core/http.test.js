import { Http } from "../../../main/resources/web/app/core/http.js";
import { equal } from "../assert.js";

/** A service whose lists have tags, and which does not send again what the client names. */
class Service {
  asked = [];
  lists = new Map([["/api/events", 1]]);

  constructor() {
    globalThis.fetch = (path, options) => this.answer(path, options);
  }

  async answer(path, { method, headers }) {
    this.asked.push([method, path, headers["If-None-Match"] ?? null]);
    const value = this.lists.get(path);
    const tag = value === undefined ? '"3"' : `W/"${path}-${value}"`;
    const isKnown = headers["If-None-Match"] === tag;
    return {
      status: isKnown ? 304 : 200,
      ok: !isKnown,
      headers: { get: (name) => (name === "ETag" ? tag : null) },
      text: async () => (isKnown ? "" : JSON.stringify({ value: value ?? path })),
    };
  }
}

export const tests = {
  async "what has not changed is not sent again"() {
    const service = new Service();
    const http = new Http({ token: "a" });
    const first = await http.get("/api/events");
    const again = await http.get("/api/events");
    equal([first, again], [{ value: 1 }, { value: 1 }]);
    equal(service.asked[1], ["GET", "/api/events", 'W/"/api/events-1"']);
    // Whoever has it may change it.
    again.value = "changed";
    equal(await http.get("/api/events"), { value: 1 });
    service.lists.set("/api/events", 2);
    equal(await http.get("/api/events"), { value: 2 });
    equal(await http.get("/api/events"), { value: 2 });
  },

  async "a token that the service does not take is refused, whatever was asked, and an answer is asked for again with another one"() {
    const asked = [];
    const session = { token: "a", refused: async (token) => void asked.push(token) };
    const http = new Http(session);
    let status = 401;
    const tokens = [];
    globalThis.fetch = async (path, { headers }) => {
      tokens.push(headers.Authorization);
      return { status, ok: status === 200, headers: { get: () => null }, text: async () => '{"code":"UNAUTHENTICATED"}' };
    };
    const failed = (call) => call.then(() => "answered", (problem) => problem.status);
    equal([await failed(http.get("/api/events")), asked], [401, ["a"]]);
    const confirm = () => http.send("POST", "/api/events/e1/respond", { body: { response: "confirm", version: 1 } });
    equal([await failed(confirm()), asked], [401, ["a", "a"]]);
    status = 403;
    equal([await failed(http.get("/api/events")), asked.length], [403, 2]);
    status = 401;
    session.refused = async () => {
      session.token = "b";
      status = 200;
      return true;
    };
    equal([await failed(confirm()), tokens.slice(-2)], ["answered", ["Bearer a", "Bearer b"]]);
  },

  async "a member's calls say which firm is meant, and nobody else's do"() {
    const firms = [];
    globalThis.fetch = async (path, { headers }) => {
      firms.push(headers["Muster-Firm"] ?? null);
      return { status: 200, ok: true, headers: { get: () => null }, text: async () => "{}" };
    };
    await new Http({ token: "a", firm: { managerId: "acme", access: "manager" } }).get("/api/events");
    await new Http({ token: "a", firm: null }).get("/api/events");
    equal(firms, ["acme", null]);
  },

  async "a single event is asked for as ever"() {
    const service = new Service();
    const http = new Http({ token: "a" });
    await http.get("/api/events/e1");
    equal(await http.get("/api/events/e1"), { value: "/api/events/e1" });
    equal(service.asked[1], ["GET", "/api/events/e1", null]);
  },

  async "nobody gets what was fetched for another"() {
    const service = new Service();
    const session = { token: "a" };
    const http = new Http(session);
    await http.get("/api/events");
    session.token = "b";
    await http.get("/api/events");
    session.token = "a";
    await http.get("/api/events");
    equal(
      service.asked.map(([, , tag]) => tag),
      [null, null, null],
    );
  },

  async "nor for another firm"() {
    const service = new Service();
    const session = { token: "a", firm: null };
    const http = new Http(session);
    await http.get("/api/events");
    session.firm = { managerId: "acme" };
    await http.get("/api/events");
    await http.get("/api/events");
    equal(
      service.asked.map(([, , tag]) => tag !== null),
      [false, false, true],
    );
  },

  async "only so many are kept"() {
    const service = new Service();
    const http = new Http({ token: "a" });
    for (let page = 0; page < 21; page += 1) {
      service.lists.set(`/p${page}`, page);
      await http.get(`/p${page}`);
    }
    equal(await http.get("/p0"), { value: 0 });
    equal(service.asked.at(-1), ["GET", "/p0", null]);
    await http.get("/p20");
    equal(service.asked.at(-1), ["GET", "/p20", 'W/"/p20-20"']);
  },
};
