import { peopleIn, teamsIn } from "./draft.js";

/**
 * How many of a firm's members an event is for, before it is made: by the service's own rule of whom an audience names.
 *
 * @param {{teams: string, people: string, waves: {teams: string}[]}} draft
 * @param {{userKey: string, state: string, teams: string[]}[]} members
 * @param {string[]} [barred] userKeys of those who are barred from it
 * @returns {{people: number, phones: number}} `phones`: those of them who have joined, and can be told
 */
export function reachOf(draft, members, barred = []) {
  const teams = new Set([...teamsIn(draft.teams), ...draft.waves.flatMap((wave) => teamsIn(wave.teams))]);
  const people = new Set(peopleIn(draft.people));
  const isForAll = teamsIn(draft.teams).length === 0 && people.size === 0;
  const out = new Set(barred);
  const reached = members.filter(
    ({ userKey, state, teams: own }) => state !== "blocked" && !out.has(userKey) && (isForAll || people.has(userKey) || own.some((team) => teams.has(team))),
  );
  return { people: reached.length, phones: reached.filter(({ state }) => state === "active").length };
}
