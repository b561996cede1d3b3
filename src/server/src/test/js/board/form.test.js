import { Storage } from "../browser.js";
import { NoAnswer, Problem } from "../../../main/resources/web/app/core/http.js";
import { Creation } from "../../../main/resources/web/app/board/creation.js";
import { bodyOf, copyOf, draftOf, emptyRole, emptyWave, patchOf, problemsOf, renamedAlready, timesLike, upToDate } from "../../../main/resources/web/app/board/draft.js";
import { KeptForm } from "../../../main/resources/web/app/board/kept-form.js";
import { merged } from "../../../main/resources/web/app/board/merge.js";
import { equal } from "../assert.js";
import { event } from "../core/events.js";

const gala = (more) => event("e1", "2030-01-10", { event_name: "Gala", timezone: "Europe/Berlin", ...more });
const known = (base) => ({ base, defaultZone: "Europe/Madrid", nameOf: (userKey) => userKey });
const problems = (draft, base = draft, more = {}) => [...problemsOf(draft, { ...known(base), ...more }).keys()];

/** A service that makes one event of one key; what it is sent may be lost on the way there or back. */
class Service {
  sent = [];
  events = new Map();
  /** What becomes of the next requests: `lost` on the way back, `cut` on the way there, or a refusal. */
  fates = [];
  #keys = 0;
  #made = new Map();
  kept;

  creation(sent) {
    return new Creation({ api: this, newKey: () => `k${(this.#keys += 1)}`, keep: (kept) => (this.kept = kept), sent });
  }

  async create(body, key) {
    this.sent.push(`create ${key} ${body.event_name}`);
    const fate = this.fates.shift();
    if (fate === "cut" || fate instanceof Error) {
      throw fate === "cut" ? new NoAnswer("cut") : fate;
    }
    // A repeat is told what was made, whatever has become of it.
    const made = this.#made.get(key) ?? { id: key, version: 1, ...body };
    this.#made.set(key, made);
    this.events.set(key, this.events.get(key) ?? made);
    if (fate === "lost") {
      throw new NoAnswer("lost");
    }
    return made;
  }

  async change(id, version, patch) {
    this.sent.push(`change ${id} ${version} ${JSON.stringify(patch)}`);
    const fate = this.fates.shift();
    if (fate === "cut") {
      throw new NoAnswer("cut");
    }
    if (this.events.get(id).version !== version) {
      throw new Problem(412, { code: "VERSION_STALE" }, 0);
    }
    return this.#changed(id, patch, fate);
  }

  async move(id, step) {
    this.sent.push(`${step} ${id}`);
    return this.#changed(id, { status: "published" }, this.fates.shift());
  }

  async event(id) {
    this.sent.push(`get ${id}`);
    return this.events.get(id);
  }

  /** @param {string} [fate] */
  #changed(id, patch, fate) {
    const before = this.events.get(id);
    const event = { ...before, ...patch, version: before.version + 1 };
    this.events.set(id, event);
    if (fate === "lost") {
      throw new NoAnswer("lost");
    }
    return event;
  }

  /** Somebody else's change. */
  changedElsewhere(id, patch) {
    this.#changed(id, patch);
  }
}

const body = (name, status = "draft") => ({ event_name: name, status });

async function failed(promise) {
  try {
    await promise;
  } catch (failure) {
    return failure;
  }
  throw new Error("it did not fail");
}

export const tests = {
  async "an answer that is lost makes no second event, in a new page neither"() {
    const service = new Service();
    service.fates = ["lost", "cut"];
    await failed(service.creation().save(body("Gala")));
    await failed(service.creation(service.kept).save(body("Gala")));
    const made = await service.creation(JSON.parse(JSON.stringify(service.kept))).save(body("Gala"));
    equal([made.id, service.events.size], ["k1", 1]);
  },

  async "what was typed after a lost answer is a change of the event that came of it"() {
    const service = new Service();
    const creation = service.creation();
    service.fates = ["lost"];
    await failed(creation.save(body("Gala")));
    await creation.save(body("Great gala", "published"));
    equal(service.sent.slice(1), ["create k1 Gala", 'change k1 1 {"event_name":"Great gala"}', "publish k1"]);
    equal(service.events.size, 1);
  },

  async "a change of what was made goes on after its answer is lost, and after that of the publication"() {
    const service = new Service();
    const creation = service.creation();
    service.fates = ["lost"];
    await failed(creation.save(body("Gala")));
    service.fates = [undefined, "lost"];
    await failed(creation.save(body("Great gala", "published")));
    service.fates = [undefined, "lost"];
    await failed(service.creation(service.kept).save(body("Greater gala", "published")));
    const event = await service.creation(JSON.parse(JSON.stringify(service.kept))).save(body("Greatest gala", "published"));
    equal([event.event_name, event.status, service.events.size], ["Greatest gala", "published", 1]);
  },

  async "a change whose publication failed is not made from an old version"() {
    const service = new Service();
    const creation = service.creation();
    service.fates = ["lost"];
    await failed(creation.save(body("Gala")));
    service.fates = [undefined, undefined, "lost"];
    await failed(creation.save(body("Great gala", "published")));
    const event = await creation.save(body("Great gala", "published"));
    equal([event.event_name, event.status], ["Great gala", "published"]);
    equal(service.sent.slice(-1), ["publish k1"]);
  },

  async "somebody else's change of what was made stays, and what both changed is asked once"() {
    const service = new Service();
    const creation = service.creation();
    service.fates = ["lost"];
    await failed(creation.save({ ...body("Gala"), city: null, roles: [{ role: "Cook", count: 1 }] }));
    service.changedElsewhere("k1", { city: "Rome", roles: [{ role: "Cook", count: 3, start_time: null }] });
    const typed = { ...body("Great gala"), city: null, roles: [{ role: "Cook", count: 2 }] };
    const stale = await failed(creation.save(typed));
    equal(stale.code, "VERSION_STALE");
    const event = await creation.save(typed);
    equal([event.event_name, event.city, event.roles[0].count], ["Great gala", "Rome", 2]);
  },

  async "a refusal frees the key, and what says nothing of what was sent does not"() {
    const service = new Service();
    const creation = service.creation();
    service.fates = [new Problem(400, { code: "VALIDATION" }, 0), "lost", new Problem(401, {}, 0)];
    equal((await failed(creation.save(body("")))).status, 400);
    await failed(creation.save(body("Gala")));
    equal((await failed(creation.save(body("Gala")))).status, 401);
    await creation.save(body("Gala"));
    equal(service.sent, ["create k1 ", "create k2 Gala", "create k2 Gala", "create k2 Gala"]);
  },

  async "what was sent before is refused, what is wanted now is sent"() {
    const service = new Service();
    const creation = service.creation();
    service.fates = ["cut", new Problem(400, { code: "VALIDATION" }, 0)];
    await failed(creation.save(body("")));
    equal((await creation.save(body("Gala"))).event_name, "Gala");
  },

  async "a form saved untouched changes nothing, in the hour that comes twice neither"() {
    // 02:30 of that night comes twice; this is the second.
    const twice = gala({
      respond_by: "2027-10-31T01:30:00.000Z",
      date: "2027-11-01",
      notes: " as sent\u00a0",
      roles: [{ role: "Server\u00a0", count: 2, call_time: null, start_time: null }],
    });
    const base = draftOf(twice);
    equal(patchOf({ ...base }, base, "UTC"), {});
    equal(patchOf({ ...base, city: "Berlin" }, base, "UTC"), { city: "Berlin" });
    equal(Object.keys(patchOf({ ...base, timezone: "Europe/Lisbon" }, base, "UTC")), ["timezone", "respond_by"]);
  },

  async "a role with another name says which one it was, and no other role does"() {
    const role = (name, more) => ({ role: name, count: 2, call_time: null, ...more });
    const base = draftOf(gala({ roles: [role("Server\u00a0", { waitlist: true }), role("Chef")] }));
    const [server, chef] = base.roles;
    const sent = (...roles) => patchOf({ ...base, roles }, base, "UTC").roles?.map(({ role: name, was }) => [name, was]);
    equal(sent(server, chef), undefined);
    equal(sent({ ...server, role: "Waiter" }, chef), [["Waiter", "Server\u00a0"], ["Chef", undefined]]);
    equal(sent({ ...server, role: "Chef" }, { ...chef, role: "Server" }), [["Chef", "Server\u00a0"], ["Server", "Chef"]]);
    // The spelling makes no other role, and neither does a number.
    equal(sent({ ...server, role: "SERVER", count: "3" }, chef), [["SERVER", undefined], ["Chef", undefined]]);
    equal(sent(server, { ...emptyRole(), role: "Cook" }), [["Server", undefined], ["Cook", undefined]]);
    equal("was" in bodyOf({ ...base, roles: [{ ...server, role: "Waiter" }] }, "UTC").roles[0], false);
    equal(copyOf(gala()).roles.some((each) => "was" in each), false);
  },

  async "a name that is stored since is given no second time, and a role that is gone is not asked for"() {
    const stored = (...names) => draftOf(gala({ roles: names.map((role) => ({ role, count: 2, call_time: null })) }));
    const base = stored("Server", "Chef");
    const named = (...names) => ({ ...base, roles: base.roles.map((role, at) => ({ ...role, role: names[at] })) });
    const then = (draft, theirs) => {
      const { draft: mine, both } = merged(base, renamedAlready(draft, theirs), theirs);
      const more = { ...mine, roles: [{ ...mine.roles[0], count: "3" }, ...mine.roles.slice(1)] };
      return [both, patchOf(more, theirs, "UTC").roles.map(({ role, was }) => (was === undefined ? role : `${was} to ${role}`))];
    };
    equal(then(named("Chef", "Server"), stored("Chef", "Server")), [[], ["Chef", "Server"]]);
    equal(then(named("Waiter", "Chef"), stored("Waiter", "Chef")), [[], ["Waiter", "Chef"]]);
    equal(then(named("Waiter", "Chef"), stored("Steward", "Chef")), [["roles"], ["Waiter", "Chef"]]);
    equal(then(named("Waiter", "Chef"), stored("Server", "Cook")), [["roles"], ["Server to Waiter", "Chef"]]);
  },

  async "an empty zone is the service's own, and not UTC"() {
    const base = draftOf(undefined, "Europe/Berlin");
    const draft = { ...base, timezone: " ", respond_by: "2030-07-01T12:00" };
    const sent = bodyOf(draft, "Europe/Madrid");
    equal([sent.timezone, sent.respond_by], [null, "2030-07-01T10:00:00.000Z"]);
    equal(problems({ ...draft, date: "2030-07-02" }, base, { defaultZone: undefined }).includes("timezone"), true);
  },

  async "in a zone that the browser does not know no deadline is set, and one that is set stays"() {
    const stored = gala({ timezone: "Mars/Olympus", respond_by: "2030-01-05T12:00:00.000Z" });
    const base = draftOf(stored);
    equal(problems(base), []);
    equal(patchOf({ ...base, city: "Here" }, base, "UTC"), { city: "Here" });
    equal(problems({ ...base, respond_by: "2030-01-06T12:00" }, base), ["respond_by"]);
  },

  async "of a copy the deadline is as far before its day, or none if that has passed"() {
    const now = Date.parse("2030-02-01T00:00:00Z");
    const stored = gala({ respond_by: "2030-01-08T16:00:00.000Z" });
    equal([copyOf(stored).date, copyOf(stored).respond_by], ["", ""]);
    equal(timesLike(stored, "2030-06-10", now).respond_by, "2030-06-08T17:00");
    equal(timesLike(stored, "2030-02-02", now).respond_by, "");
    equal(timesLike(gala({ respond_by: null }), "2030-06-10", now).respond_by, "");
  },

  async "of a copy the openings are as far before its day, and teams let in first stay so"() {
    const now = Date.parse("2030-02-01T00:00:00Z");
    const wave = { opens_at: "2030-01-02T08:00:00.000Z", audience_team_ids: ["a", "b"] };
    const stored = gala({ opens_at: "2030-01-03T08:00:00.000Z", waves: [wave] });
    equal([copyOf(stored).opens_at, copyOf(stored).waves], ["", [{ opens_at: "", teams: "a, b" }]]);
    const late = timesLike(stored, "2030-02-02", now);
    equal([late.opens_at, late.waves], ["", [{ opens_at: "2030-01-25T09:00", teams: "a, b" }]]);
    equal(timesLike(stored, "2030-06-10", now).opens_at, "2030-06-03T09:00");
  },

  async "a wave that nobody touched is sent as it is stored, and another one by the event's clock"() {
    const first = { opens_at: "2030-01-02T08:00:30.000Z", audience_team_ids: ["a"] };
    const base = draftOf(gala({ waves: [first] }));
    equal(patchOf({ ...base }, base, "UTC"), {});
    const waves = [base.waves[0], { opens_at: "2030-01-04T09:00", teams: "b,  c b" }];
    equal(patchOf({ ...base, waves }, base, "UTC"), {
      waves: [first, { opens_at: "2030-01-04T08:00:00.000Z", audience_team_ids: ["b", "c"] }],
    });
    equal(patchOf({ ...base, waves: [] }, base, "UTC"), { waves: [] });
    equal(patchOf({ ...base, timezone: "Europe/Lisbon" }, base, "UTC").waves[0].opens_at, "2030-01-02T09:00:00.000Z");
    equal(draftOf(gala()).waves, []);
  },

  async "a wave needs a time, and teams that have none yet"() {
    const base = draftOf(gala());
    equal(problems({ ...base, waves: [emptyWave()] }, base), ["waves[0].opens_at", "waves[0].audience_team_ids"]);
    const wave = (teams) => ({ opens_at: "2030-01-04T09:00", teams });
    equal(problems({ ...base, waves: [wave("a b"), wave("c, a")] }, base), ["waves[1].audience_team_ids"]);
    equal(problems({ ...base, waves: [wave("a"), wave("b")] }, base), []);
    equal(problems({ ...base, timezone: "Mars/Olympus", waves: [wave("a")] }, base), ["waves[0].opens_at"]);
  },

  async "how people get into a role is sent where it is not as by itself, and what nobody touched stays"() {
    const stored = (more) => ({ role: "Server", count: 2, call_time: null, start_time: "17:30", waitlist: false, approval: false, standby_max: 50, requires: [], ...more });
    const draft = (more) => draftOf(gala({ roles: [stored(more)] }));
    const sent = (more, change) => {
      const base = draft(more);
      return patchOf({ ...base, roles: [{ ...base.roles[0], ...change }] }, base, "UTC").roles?.[0];
    };
    const plain = { start_time: "17:30", role: "Server", count: 2, call_time: null };
    for (const more of [{}, { waitlist: true, standby_max: 7 }, { approval: true, requires: ["First aid", "Bar, wine"] }, { standby_max: 9 }]) {
      equal([more, sent(more, {})], [more, undefined]);
    }
    equal(sent({}, { entry: "waitlist" }), { ...plain, waitlist: true });
    equal(sent({ waitlist: true, standby_max: 7 }, { entry: "approval" }), { ...plain, approval: true, standby_max: 7 });
    equal(sent({ waitlist: true }, { entry: "first", standby_max: "many" }), plain);
    equal(sent({ requires: ["Bar, wine"] }, { count: "3" }), { ...plain, count: 3, requires: ["Bar, wine"] });
    equal(sent({}, { requires: " First aid \n\nBar\n" }), { ...plain, requires: ["First aid", "Bar"] });
  },

  async "what of a role cannot be is said, and where it is not asked for it is not"() {
    const base = draftOf(gala());
    const wrong = (change) => problems({ ...base, roles: [{ ...emptyRole(), role: "Server", ...change }] }, base);
    equal(wrong({ entry: "waitlist", standby_max: "0" }), ["roles[0].standby_max"]);
    equal(wrong({ entry: "approval", standby_max: "501" }), ["roles[0].standby_max"]);
    equal([wrong({ entry: "approval", standby_max: "500" }), wrong({ standby_max: "" })], [[], []]);
    equal(wrong({ requires: "First aid\nfirst AID" }), ["roles[0].requires"]);
    equal(wrong({ requires: "x".repeat(65) }), ["roles[0].requires"]);
    equal(wrong({ requires: Array.from({ length: 11 }, (_, at) => `q${at}`).join("\n") }), ["roles[0].requires"]);
  },

  async "a draft that an older page kept has what its roles did not show"() {
    const old = { role: "Server", count: "2", call_time: "", kept: { waitlist: true, standby_max: 7, requires: ["Bar"], start_time: "17:30" } };
    equal(upToDate({ city: "Rome", roles: [old] }), {
      city: "Rome",
      roles: [{ role: "Server", count: "2", call_time: "", kept: { start_time: "17:30" }, entry: "waitlist", standby_max: "7", requires: "Bar" }],
    });
    const draft = draftOf(gala());
    equal(upToDate(draft), draft);
  },

  async "until when one may go and wait is sent by the event's clock, and goes with the day of a copy"() {
    const base = draftOf(gala());
    equal(patchOf({ ...base, withdraw_until: "2030-01-08T12:00", promote_until: "2030-01-10T10:00" }, base, "UTC"), {
      withdraw_until: "2030-01-08T11:00:00.000Z",
      promote_until: "2030-01-10T09:00:00.000Z",
    });
    const stored = gala({ withdraw_until: "2030-01-08T11:00:00.000Z", promote_until: "2030-01-10T09:00:00.000Z" });
    const late = timesLike(stored, "2030-06-10", 0);
    equal([copyOf(stored).withdraw_until, late.withdraw_until, late.promote_until], ["", "2030-06-08T12:00", "2030-06-10T10:00"]);
  },

  async "names that look the same are one role, and a blank one is none"() {
    const roles = (...names) => names.map((role) => ({ ...emptyRole(), role }));
    const draft = { ...draftOf(gala()), roles: roles("Server", "server\u00a0", "\u200b") };
    equal(problems(draft), ["roles[1].role", "roles[2].role"]);
    equal(bodyOf({ ...draft, roles: roles("\u3000Head waiter\u200b") }, "UTC").roles[0].role, "Head waiter");
  },

  async "after somebody else's change what was typed stays, and the rest is as it is stored"() {
    const base = { city: "Rome", notes: "", uniform: "black", roles: [{ role: "Cook" }] };
    const mine = { ...base, city: "Milan", notes: "mine" };
    const theirs = { ...base, notes: "theirs", uniform: "white", roles: [{ role: "Baker" }] };
    equal(merged(base, mine, theirs), {
      draft: { city: "Milan", notes: "mine", uniform: "white", roles: [{ role: "Baker" }] },
      changed: ["notes", "uniform", "roles"],
      both: ["notes"],
    });
  },

  async "what another tab keeps of the same address is not forgotten with one's own"() {
    const storage = new Storage();
    const [one, other] = [1, 2].map((now) => new KeptForm("a", "new/", { storage, now: () => 1e12 + now }));
    one.write({ draft: { city: "Rome" } });
    other.write({ draft: { city: "Oslo" } });
    one.forget();
    equal(other.read(), { draft: { city: "Oslo" } });
    other.forget();
    equal(other.read(), undefined);
  },

  async "what is typed is kept by person and address, for a week"() {
    const storage = new Storage();
    let time = 1e12;
    const form = (person, address) => new KeptForm(person, address, { storage, now: () => time });
    form("a", "new/").write({ draft: { city: "Rome" } });
    equal(form("a", "new/").read(), { draft: { city: "Rome" } });
    equal([form("b", "new/").read(), form("a", "edit/1").read()], [undefined, undefined]);
    time += 7 * 86_400_000;
    equal(form("a", "new/").read(), undefined);
  },
};
