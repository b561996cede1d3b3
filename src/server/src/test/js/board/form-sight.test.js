import "../browser.js";
import { draftOf, emptyRole } from "../../../main/resources/web/app/board/draft.js";
import { lengthOf, warningsOf } from "../../../main/resources/web/app/board/form-warnings.js";
import { reachOf } from "../../../main/resources/web/app/board/reach.js";
import { equal } from "../assert.js";

const NOW = Date.parse("2030-01-10T12:00:00Z");
const ZONE = "Europe/Madrid";
const draft = (more) => ({ ...draftOf(undefined, ZONE), roles: [emptyRole()], ...more });
const warned = (more, base = {}, teams = []) => [...warningsOf(draft(more), { now: NOW, defaultZone: ZONE, teams, base: draft(base) }).keys()];
const member = (name, teams = [], state = "active") => ({ userKey: `oidc:${name}`, state, teams });
const MEMBERS = [member("ada", ["bar"]), member("grace", ["bar", "hall"]), member("linus", [], "invited"), member("edsger", ["bar"], "blocked")];

export const tests = {
  async "what has passed is warned of, unless it was so before"() {
    equal(warned({ date: "2030-01-09" }), ["date"]);
    equal(warned({ date: "2030-01-10" }), []);
    equal(warned({ date: "2030-01-10", start_time: "12:59" }), ["date"]);
    equal(warned({ date: "2030-01-10", start_time: "13:01" }), []);
    equal(warned({ date: "2030-01-09" }, { date: "2030-01-09" }), []);
  },

  async "an end before the start is one of the next day, and odd where that is far"() {
    equal(lengthOf(draft({ date: "2030-01-12", start_time: "19:30", end_time: "01:00" }), ZONE), { hours: 5.5, isNextDay: true });
    equal(lengthOf(draft({ date: "2030-01-12", start_time: "13:00", end_time: "20:00" }), ZONE), { hours: 7, isNextDay: false });
    equal(lengthOf(draft({ date: "", start_time: "13:00", end_time: "20:00" }), ZONE), undefined);
    equal(warned({ date: "2030-01-12", start_time: "19:30", end_time: "01:00" }), []);
    equal(warned({ date: "2030-01-12", start_time: "19:30", end_time: "18:30" }), ["end_time"]);
  },

  async "answers that close too early or too late are warned of"() {
    const at = (respond_by) => warned({ date: "2030-01-12", start_time: "19:30", respond_by });
    equal([at("2030-01-10T12:00"), at("2030-01-11T12:00"), at("2030-01-12T20:00")], [["respond_by"], [], ["respond_by"]]);
  },

  async "a team that the firm has not is warned of, where it has any"() {
    equal(warned({ teams: "bar, kitchen" }, {}, [{ id: "bar" }]), ["teams"]);
    equal(warned({ teams: "bar" }, {}, [{ id: "bar" }]), []);
    equal(warned({ teams: "kitchen" }, {}, []), []);
  },

  async "whom it reaches goes by the audience, the waves beside it, and who is shut out"() {
    equal(reachOf(draft({}), MEMBERS), { people: 3, phones: 2 });
    equal(reachOf(draft({ teams: "bar" }), MEMBERS), { people: 2, phones: 2 });
    equal(reachOf(draft({ teams: "hall", people: "oidc:linus" }), MEMBERS), { people: 2, phones: 1 });
    equal(reachOf(draft({ teams: "none", waves: [{ teams: "bar", opens_at: "" }] }), MEMBERS), { people: 2, phones: 2 });
    equal(reachOf(draft({ waves: [{ teams: "bar", opens_at: "" }] }), MEMBERS), { people: 3, phones: 2 });
    equal(reachOf(draft({ teams: "bar" }), MEMBERS, ["oidc:ada"]), { people: 1, phones: 1 });
  },
};
