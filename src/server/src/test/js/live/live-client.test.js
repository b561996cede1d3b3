import { between, equal } from "../assert.js";
import { wakeWithPage } from "../../../main/resources/web/app/live/live-client.js";
import { World, settled } from "./world.js";

const STEP = "event:response";

export const tests = {
  async "offers the token by sub-protocol and never in the address"() {
    const { socket } = await new World().live();
    equal(socket.url, "wss://muster.test/api/ws");
    equal(socket.protocols, ["bearer-token-carrier", "quarkus-http-upgrade%23Authorization%23Bearer%20a.b-c.d_e"]);
  },

  async "fetches after the welcome and is live once that is done"() {
    const world = new World();
    world.client.start();
    equal(world.fetches, []);
    await world.welcomed("p0");
    equal(world.fetches, ["first"]);
    equal(world.lights.map(({ name }) => name), ["connecting", "live"]);
  },

  async "a page without a socket still gets its picture, at each attempt, and says how old it is"() {
    const world = new World();
    world.client.start();
    await world.socket.ends(1006);
    equal(world.fetches, ["refused"]);
    equal(world.client.light, { name: "reconnecting", since: world.timers.time });
    await world.timers.pass(1_000);
    await world.socket.ends(1006);
    equal(world.fetches, ["refused", "refused"]);
    await world.timers.pass(2_000);
    await world.welcomed("p0");
    equal(world.fetches, ["refused", "refused", "first"]);
    equal(world.light, "live");
  },

  async "frames that come during the fetch wait, and only those above it are applied"() {
    const world = new World();
    let answer;
    world.stored = new Promise((resolve) => (answer = resolve));
    await world.live();
    await world.step(STEP, "e1", 4);
    await world.step(STEP, "e1", 5);
    await world.step(STEP, "e1", 6);
    equal(world.frames, []);
    equal(world.light, "connecting");
    answer([{ id: "e1", version: 5 }]);
    await settled();
    equal(world.frames, ["event:response e1 6"]);
    equal(world.light, "live");
  },

  async "a fetch that fails is tried again, and nothing that came meanwhile is lost"() {
    const world = new World();
    world.stored = Promise.reject(new Error("offline"));
    await world.live();
    await world.step(STEP, "e1", 2);
    world.stored = [{ id: "e1", version: 1 }];
    await world.timers.pass(500);
    equal(world.fetches, ["first", "first"]);
    equal(world.frames, ["event:response e1 2"]);
    equal(world.light, "live");
  },

  async "more than can be held meanwhile makes it fetch once more"() {
    const world = new World();
    let answer;
    world.stored = new Promise((resolve) => (answer = resolve));
    await world.live();
    for (let version = 1; version <= 5_001; version += 1) {
      world.socket.onmessage({ data: JSON.stringify({ id: "f", event: STEP, data: { eventId: "e1", version, step: true } }) });
    }
    world.stored = [{ id: "e1", version: 5_001 }];
    answer([]);
    await settled();
    equal(world.fetches, ["first", "first"]);
    equal(world.frames, []);
    equal(world.light, "live");
  },

  async "a version told twice is applied once"() {
    const world = await new World().live();
    await world.step(STEP, "e1", 7);
    await world.step(STEP, "e1", 7);
    await world.step(STEP, "e1", 6);
    equal(world.frames, ["event:response e1 7"]);
  },

  async "what follows a step without being one is told with it"() {
    const world = await new World().live();
    const fulfilled = { id: "x", event: "event:fulfilled", data: { eventId: "e1", version: 7 } };
    await world.step(STEP, "e1", 7);
    await world.socket.says(fulfilled);
    await world.step(STEP, "e1", 8);
    await world.socket.says(fulfilled);
    equal(world.frames, ["event:response e1 7", "event:fulfilled e1 7", "event:response e1 8"]);
  },

  async "a missing step makes the page fetch that event, whose frames wait for it"() {
    const world = await new World().live();
    let answer;
    world.storedEvent = () => new Promise((resolve) => (answer = resolve));
    await world.step(STEP, "e1", 1);
    await world.step(STEP, "e1", 3);
    await world.step(STEP, "e1", 4);
    await world.step(STEP, "e1", 5);
    await world.step(STEP, "e2", 9);
    equal(world.eventFetches, ["e1"]);
    answer(4);
    await settled();
    equal(world.frames, ["event:response e1 1", "event:response e2 9", "event:response e1 5"]);
  },

  async "a frame for several steps goes on where the event is known up to, also where some of them are known"() {
    const world = await new World().live();
    await world.step(STEP, "e1", 1);
    await world.steps("e1", 2, 5);
    await world.steps("e1", 4, 7);
    await world.steps("e1", 3, 7);
    await world.step(STEP, "e1", 8);
    equal(world.eventFetches, []);
    equal(world.frames, ["event:response e1 1", "event:response e1 5", "event:response e1 7", "event:response e1 8"]);
    await world.steps("e1", 10, 12);
    equal(world.eventFetches, ["e1"]);
  },

  async "an event fetched too early for the step that showed the gap is fetched again"() {
    const world = await new World().live();
    const answers = [2, 3];
    world.storedEvent = () => answers.shift();
    await world.step(STEP, "e1", 1);
    await world.step(STEP, "e1", 3);
    equal(world.eventFetches, ["e1"]);
    await world.timers.pass(500);
    equal(world.eventFetches, ["e1", "e1"]);
    await world.step(STEP, "e1", 4);
    equal(world.frames, ["event:response e1 1", "event:response e1 4"]);
  },

  async "an event that went out of sight in a gap comes back whole"() {
    const world = await new World().live();
    await world.step(STEP, "e1", 1);
    await world.step(STEP, "e1", 3);
    await world.step(STEP, "e1", 4);
    await world.step("event:created", "e1", 9);
    await world.step(STEP, "e1", 10);
    equal(world.frames, ["event:response e1 1", "event:created e1 9", "event:response e1 10"]);
  },

  async "sight that ends and begins anew is no gap"() {
    const world = await new World().live();
    await world.step(STEP, "e1", 1);
    await world.step("event:hidden", "e1", 2);
    await world.step("event:created", "e1", 8);
    await world.step(STEP, "e1", 9);
    equal(world.eventFetches, []);
    equal(world.frames.length, 4);
  },

  async "events fetched besides are followed from the version fetched"() {
    const world = await new World().live();
    await world.client.fetchMore(async () => [{ id: "old", version: 7 }]);
    await world.step("event:response", "old", 7);
    await world.step("event:response", "old", 8);
    equal(world.frames, ["event:response old 8"]);
    world.storedEvent = () => 10;
    await world.step("event:response", "old", 10);
    equal(world.eventFetches, ["old"]);
  },

  async "one of them that was told of meanwhile is fetched by itself, and its frames wait"() {
    const world = await new World().live();
    let answer;
    const more = world.client.fetchMore(() => new Promise((resolve) => (answer = resolve)));
    await world.step("event:response", "old", 8);
    let fetched;
    world.storedEvent = () => new Promise((resolve) => (fetched = resolve));
    answer([{ id: "old", version: 7 }, { id: "older", version: 3 }]);
    await more;
    equal(world.eventFetches, ["old"]);
    await world.step("event:response", "old", 9);
    equal(world.frames, ["event:response old 8"]);
    fetched(8);
    await settled();
    equal(world.frames, ["event:response old 8", "event:response old 9"]);
  },

  async "events fetched besides fail alone"() {
    const world = await new World().live();
    let isRefused = false;
    await world.client.fetchMore(() => Promise.reject(new Error("no answer"))).catch(() => (isRefused = true));
    equal([isRefused, world.light], [true, "live"]);
    await world.step("event:response", "e1", 1);
    equal(world.frames, ["event:response e1 1"]);
  },

  async "comes back with the id of the last frame, without fetching"() {
    const world = await new World().live();
    await world.step(STEP, "e1", 1, "id/1+");
    await world.socket.ends(1006);
    await world.timers.pass(500);
    equal(world.socket.url, "wss://muster.test/api/ws?lastEventId=id%2F1%2B");
    await world.welcomed("p9");
    await world.step(STEP, "e1", 2);
    equal(world.fetches, ["first"]);
    equal(world.frames, ["event:response e1 1", "event:response e1 2"]);
  },

  async "what is noted of a person is no place to come back to, and waits for nothing"() {
    const world = await new World().live();
    await world.step(STEP, "e1", 2, "p7");
    const heard = [];
    world.client.page.onFrame = (frame) => heard.push(frame.event);
    await world.socket.says({ event: "staff:attendance", data: { eventId: "e1", id: "e1", userId: "a", state: "arrived" } });
    equal(heard, ["staff:attendance"]);
    await world.socket.ends(1006);
    await world.timers.pass(1_000);
    equal(world.socket.url, "wss://muster.test/api/ws?lastEventId=p7");
  },

  async "one that has heard no frame comes back with the welcome's id, and then with the pong's"() {
    const world = await new World().live("p0");
    await world.socket.ends(1006);
    await world.timers.pass(500);
    equal(world.socket.url.split("=")[1], "p0");
    await world.welcomed("p1");
    await world.socket.says({ id: "p2", event: "pong", data: {} });
    await world.socket.ends(1006);
    await world.timers.pass(1_000);
    equal(world.socket.url.split("=")[1], "p2");
  },

  async "a welcome is not taken for what was missed: cut before that came, it asks from the old place again"() {
    const world = await new World().live("p0");
    await world.step(STEP, "e1", 1, "f1");
    await world.socket.ends(1006);
    await world.timers.pass(500);
    await world.welcomed("p5");
    await world.socket.ends(1006);
    await world.timers.pass(1_000);
    equal(world.socket.url.split("=")[1], "f1");
  },

  async "resync: everything is fetched afresh, and the place is the welcome's"() {
    const world = await new World().live();
    await world.step(STEP, "e1", 1, "f1");
    await world.socket.ends(1006);
    await world.timers.pass(500);
    let answer;
    world.stored = new Promise((resolve) => (answer = resolve));
    await world.welcomed("p5");
    await world.socket.says({ event: "resync" });
    equal(world.light, "resynced");
    await world.step(STEP, "e1", 30, "f30");
    await world.step(STEP, "e1", 31, "f31");
    answer([{ id: "e1", version: 30 }]);
    await settled();
    equal(world.fetches, ["first", "resync"]);
    equal(world.frames, ["event:response e1 1", "event:response e1 31"]);
    equal(world.light, "live");
    await world.socket.ends(1006);
    await world.timers.pass(1_000);
    equal(world.socket.url.split("=")[1], "f31");
  },

  async "cut right after a resync, it comes back to where that began"() {
    const world = await new World().live();
    await world.step(STEP, "e1", 1, "f1");
    await world.socket.ends(1006);
    await world.timers.pass(500);
    world.stored = new Promise(() => {});
    await world.welcomed("p5");
    await world.socket.says({ event: "resync" });
    await world.socket.ends(1006);
    await world.timers.pass(1_000);
    equal(world.socket.url.split("=")[1], "p5");
    await world.welcomed("p6");
    equal(world.light, "reconnecting");
  },

  async "cut right after a resync that has a place, it comes back to that"() {
    const world = await new World().live();
    await world.step(STEP, "e1", 1, "f1");
    await world.socket.says({ id: "r1", event: "resync" });
    await world.socket.ends(1006);
    await world.timers.pass(500);
    equal(world.socket.url.split("=")[1], "r1");
  },

  async "after a resync without a welcome the rights are others: it comes back to no place of before"() {
    const world = await new World().live();
    await world.step(STEP, "e1", 1, "f1");
    await world.socket.says({ event: "resync" });
    equal(world.fetches, ["first", "resync"]);
    await world.socket.ends(1006);
    await world.timers.pass(500);
    equal(world.socket.url, "wss://muster.test/api/ws");
    await world.welcomed("p5");
    equal([world.light, world.fetches], ["live", ["first", "resync", "first"]]);
  },

  async "of two, the second one is such a resync, and the next frame has a place again"() {
    const world = await new World().live();
    await world.step(STEP, "e1", 1, "f1");
    await world.socket.ends(1006);
    await world.timers.pass(500);
    await world.welcomed("p5");
    await world.socket.says({ event: "resync" });
    await world.socket.says({ event: "resync" });
    await world.socket.ends(1006);
    await world.timers.pass(1_000);
    equal(world.socket.url, "wss://muster.test/api/ws");
    await world.welcomed("p6");
    await world.step(STEP, "e1", 1, "f2");
    await world.socket.ends(1006);
    await world.timers.pass(2_000);
    equal(world.socket.url.split("=")[1], "f2");
  },

  async "waits twice as long after each failure, up to half a minute, and starts anew after a steady while"() {
    const world = await new World({ quietMs: 20_000 }).live();
    const waits = [];
    for (let attempt = 0; attempt < 9; attempt += 1) {
      const before = world.timers.time;
      const sockets = world.sockets.length;
      await world.socket.ends(1006);
      while (world.sockets.length === sockets) {
        await world.timers.pass(100);
      }
      waits.push(world.timers.time - before);
    }
    equal(waits, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    await world.welcomed("p1");
    await world.timers.pass(10_000);
    await world.socket.ends(1006);
    const sockets = world.sockets.length;
    await world.timers.pass(500);
    equal(world.sockets.length, sockets + 1);
  },

  async "says since when the picture is no longer kept right"() {
    const world = await new World().live();
    await world.timers.pass(3_000);
    await world.step(STEP, "e1", 1);
    const heardAt = world.timers.time;
    await world.timers.pass(2_000);
    world.signedIn = () => Promise.reject(new Error("offline"));
    await world.socket.ends(1006);
    await world.timers.pass(500);
    await world.socket.ends(1006);
    equal(world.client.light, { name: "reconnecting", since: heardAt });
  },

  async "pings when nothing is heard, and takes a silent socket for dead"() {
    const world = await new World().live();
    await world.timers.pass(5_499);
    equal(world.socket.sent, []);
    await world.timers.pass(1);
    equal(world.socket.sent, ['{"type":"ping"}']);
    await world.socket.says({ id: "p1", event: "pong", data: {} });
    await world.timers.pass(5_500);
    equal(world.socket.sent.length, 2);
    const dead = world.socket;
    await world.timers.pass(4_000);
    equal(dead.isClosed, true);
    equal(world.light, "reconnecting");
    await world.timers.pass(500);
    equal(world.sockets.length, 2);
  },

  async "a socket that never opens is given up"() {
    const world = new World();
    world.client.start();
    await world.timers.pass(8_500);
    equal(world.sockets.length, 2);
    equal(world.sockets[0].isClosed, true);
  },

  async "a dead socket is not heard any more"() {
    const world = await new World().live();
    const dead = world.socket;
    await world.timers.pass(10_000);
    await world.welcomed("p1");
    await dead.says({ id: "f1", event: STEP, data: { eventId: "e1", version: 1, step: true } });
    await dead.ends(1008);
    equal(world.frames, []);
    equal(world.light, "live");
  },

  async "of a connection that died without a word the light says so within ten seconds"() {
    const world = await new World().live();
    await world.timers.pass(10_000);
    equal(world.light, "reconnecting");
  },

  async "where the browser says that the network is gone the light says so at once, and it is tried again"() {
    const world = await new World().live();
    world.client.lost();
    equal([world.socket.isClosed, world.light], [true, "reconnecting"]);
    world.client.lost();
    await world.timers.pass(500);
    equal(world.sockets.length, 2);
    await world.welcomed("p1");
    equal(world.light, "live");
  },

  async "woken while it waits it comes back at once; woken while connected it makes sure"() {
    const world = await new World({ openMs: 10_000 }).live();
    await world.socket.ends(1001);
    world.client.wake();
    equal(world.sockets.length, 2);
    await world.timers.pass(60_000);
    equal(world.sockets.length > 2, true);
    await world.welcomed("p1");
    world.client.wake();
    equal(world.socket.sent, ['{"type":"ping"}']);
  },

  async "woken again and again it asks once in a while only"() {
    const world = await new World().live();
    for (let look = 0; look < 20; look += 1) {
      world.client.wake();
      await world.timers.pass(100);
      await world.socket.says({ id: "p", event: "pong", data: {} });
    }
    between(world.socket.sent.length, 1, 2);
  },

  async "a page wakes it when it is online or looked at again, and when it stood still"() {
    let woken = 0;
    let lost = 0;
    let time = 0;
    const heard = {};
    const page = { addEventListener: (name, then) => (heard[name] = then), setInterval: (then) => (heard.tick = then) };
    wakeWithPage({ wake: () => (woken += 1), lost: () => (lost += 1) }, { window: page, document: page, now: () => time });
    heard.offline();
    equal([woken, lost], [0, 1]);
    heard.online();
    equal(woken, 1);
    page.visibilityState = "hidden";
    heard.visibilitychange();
    equal(woken, 1);
    page.visibilityState = "visible";
    heard.visibilitychange();
    equal(woken, 2);
    for (const [passed, expected] of [[1_000, 2], [1_500, 2], [60_000, 3], [1_000, 3]]) {
      time += passed;
      heard.tick();
      equal(woken, expected);
    }
  },

  async "1001 and 1013 mean come again"() {
    const world = await new World().live();
    for (const code of [1001, 1013]) {
      const sockets = world.sockets.length;
      await world.socket.ends(code);
      equal(world.light, "reconnecting");
      await world.timers.pass(1_000);
      equal(world.sockets.length, sockets + 1);
      await world.welcomed("p");
    }
  },

  async "1008 means signed out, for good"() {
    const world = await new World().live();
    await world.socket.ends(1008);
    equal(world.light, "signed-out");
    world.client.wake();
    await world.timers.pass(120_000);
    equal(world.sockets.length, 1);
  },

  async "with another token a second connection takes over where the first one is, and nothing is missed or heard twice"() {
    const world = await new World().live();
    const [first] = world.sockets;
    await world.step(STEP, "e1", 1, "f1");
    world.client.renew("b.b.b");
    const second = world.socket;
    equal(second.url.split("=")[1], "f1");
    equal(second.protocols[1].endsWith("Bearer%20b.b.b"), true);
    // Until it is welcome the first one is heard, and what comes by both is told once.
    await first.says({ id: "f2", event: STEP, data: { eventId: "e1", id: "e1", version: 2, step: true } });
    equal([first.isClosed, world.frames], [false, ["event:response e1 1", "event:response e1 2"]]);
    await second.opens();
    await second.says({ id: "f2", event: "welcome", data: {} });
    equal([first.isClosed, world.light], [true, "live"]);
    await second.says({ id: "f2", event: STEP, data: { eventId: "e1", id: "e1", version: 2, step: true } });
    await second.says({ id: "f3", event: STEP, data: { eventId: "e1", id: "e1", version: 3, step: true } });
    equal(world.frames.slice(1), ["event:response e1 2", "event:response e1 3"]);
    equal([world.fetches, world.lights.map(({ name }) => name)], [["first"], ["connecting", "live"]]);
  },

  async "the firm stays in the address when it comes back"() {
    const world = await new World({}, "wss://muster.test/api/ws?firm=acme").live("p0");
    await world.socket.ends(1006);
    await world.timers.pass(1_000);
    equal(world.socket.url, "wss://muster.test/api/ws?firm=acme&lastEventId=p0");
  },

  async "the end of a token that another one has replaced ends nothing"() {
    const world = await new World().live();
    const [first] = world.sockets;
    world.client.renew("b.b.b");
    await world.socket.ends(1006);
    equal([world.light, world.sockets.length], ["live", 2]);
    await first.ends(1008);
    equal(world.light, "reconnecting");
    await world.timers.pass(500);
    equal(world.socket.protocols[1].endsWith("Bearer%20b.b.b"), true);
    await world.welcomed("p1");
    equal(world.light, "live");
    await world.socket.ends(1008);
    equal(world.light, "signed-out");
  },

  async "another token while it connects is the one to connect with, and the same token is none"() {
    const world = new World();
    world.client.start();
    const [first] = world.sockets;
    world.client.renew("b.b.b");
    equal([first.isClosed, world.sockets.length], [true, 2]);
    world.client.renew("b.b.b");
    equal(world.sockets.length, 2);
    await world.welcomed("p0");
    equal([world.light, world.fetches], ["live", ["first"]]);
  },

  async "a second connection that is resumed too late fetches everything"() {
    const world = await new World().live();
    world.client.renew("b.b.b");
    await world.socket.opens();
    await world.socket.says({ id: "p9", event: "welcome", data: {} });
    await world.socket.says({ event: "resync", data: {} });
    equal(world.fetches, ["first", "resync"]);
  },

  async "refused before it opened, it asks whether the token is still good"() {
    const world = new World();
    world.signedIn = () => Promise.reject(new Error("offline"));
    world.client.start();
    await world.socket.ends(1006);
    equal(world.light, "connecting");
    await world.timers.pass(500);
    await world.socket.ends(1006);
    equal(world.light, "connecting");
    world.signedIn = () => Promise.resolve(false);
    await world.timers.pass(1_000);
    await world.socket.ends(1006);
    equal(world.light, "signed-out");
    await world.timers.pass(120_000);
    equal(world.sockets.length, 3);
  },

  async "stopped, it closes the socket and is not heard of again"() {
    const world = await new World().live();
    world.client.stop();
    equal(world.socket.isClosed, true);
    equal(world.light, "stopped");
    await world.timers.pass(120_000);
    equal(world.sockets.length, 1);
  },

  async "started again after a stop it goes on where it was"() {
    const world = await new World().live();
    await world.step(STEP, "e1", 1, "f1");
    world.client.stop();
    world.client.start();
    equal(world.socket.url.split("=")[1], "f1");
  },
};
