import { Past } from "../../../main/resources/web/app/core/past.js";
import { equal } from "../assert.js";
import { event as told } from "./events.js";

const NOW = Date.UTC(2030, 0, 10, 12);

const event = (id, date, start = "18:00", end = "19:00") => told(id, date, { start_time: start, end_time: end });
const ids = (events) => events.map(({ id }) => id);

/** A service with so many events that are over, one a day, the newest first. */
class Service {
  asked = [];
  isAway = false;

  constructor(count) {
    this.events = Array.from({ length: count }, (_, day) =>
      event(`e${day + 1}`, new Date(NOW - (day + 3) * 86_400_000).toISOString().slice(0, 10)),
    );
  }

  async part({ bound, limit, cursor }) {
    this.asked.push([bound, limit, cursor]);
    if (this.isAway) {
      throw new Error("away");
    }
    const from = Number(cursor ?? 0);
    const events = this.events.slice(from, from + limit);
    return { events, nextCursor: from + limit < this.events.length ? String(from + limit) : null };
  }
}

const pastOf = (service) => new Past((part) => service.part(part));

export const tests = {
  async "what has ended meanwhile is past without a question"() {
    const past = pastOf(new Service(0));
    const events = [event("ended", "2030-01-10", "08:00", "11:59"), event("on", "2030-01-10", "08:00", "12:01")];
    equal(ids(past.of(events, NOW)), ["ended"]);
    equal(past.state, "unasked");
  },

  async "comes part by part, the newest first, up to the given day"() {
    const service = new Service(30);
    const past = pastOf(service);
    await past.again("2030-01-07");
    const known = await past.more();
    equal([known.length, past.state, past.hasMore], [24, "shown", true]);
    known.push(...(await past.more()));
    equal(service.asked, [["2030-01-07", 24, null], ["2030-01-07", 24, "24"]]);
    equal([known.length, past.hasMore], [30, false]);
    equal(ids(past.of([...known].reverse(), NOW)), ids(service.events));
  },

  async "events of one day stand in the service's order, whatever their zones"() {
    const past = pastOf(new Service(0));
    const tokyo = { ...event("b", "2030-01-05", "01:00", "02:00"), timezone: "Asia/Tokyo" };
    const denver = { ...event("a", "2030-01-05", "00:30", "02:00"), timezone: "America/Denver" };
    equal(ids(past.of([denver, event("none", "2030-01-05", null, null), tokyo], NOW)), ["b", "a", "none"]);
  },

  async "an older one that is known for another reason waits until those between are there"() {
    const service = new Service(30);
    const past = pastOf(service);
    const known = [service.events[29], ...(await past.more())];
    equal(past.of(known, NOW).length, 24);
    known.push(...(await past.more()));
    equal(ids(past.of(known.slice(1), NOW)), ids(service.events));
  },

  async "asked again it brings as many as were there, and goes on after them"() {
    const service = new Service(60);
    const past = pastOf(service);
    await past.more();
    await past.more();
    service.asked = [];
    equal((await past.again("2030-01-08")).length, 48);
    await past.more();
    equal(service.asked, [["2030-01-08", 48, null], ["2030-01-08", 24, "48"]]);
    equal(past.hasMore, false);
  },

  async "not asked for, it asks nothing again either"() {
    const service = new Service(5);
    equal(await pastOf(service).again("2030-01-08"), []);
    equal(service.asked, []);
  },

  async "a part that did not arrive is asked for again at the same place"() {
    const service = new Service(30);
    const past = pastOf(service);
    await past.more();
    service.isAway = true;
    let isRefused = false;
    await past.more().catch(() => (isRefused = true));
    equal([isRefused, past.state, past.hasMore], [true, "failed", true]);
    service.isAway = false;
    equal(ids(await past.more()), ids(service.events.slice(24)));
    equal(past.state, "shown");
  },

  async "pressed while everything is fetched anew, it goes on where that ended"() {
    const service = new Service(60);
    const past = pastOf(service);
    await past.more();
    service.asked = [];
    await Promise.all([past.again("2030-01-08"), past.more()]);
    equal(service.asked, [["2030-01-08", 24, null], ["2030-01-08", 24, "24"]]);
  },
};
