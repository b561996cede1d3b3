/**
 * A draft after somebody else changed the event: field by field, what was typed stays, and what was not is as it is stored
 * now.
 *
 * @param {object} base what the draft began with
 * @param {object} mine the draft
 * @param {object} theirs what it would begin with now
 * @returns {{draft: object, changed: string[], both: string[]}} `changed`: the others' changes, by field; `both`: those of them
 *     that are typed differently here
 */
export function merged(base, mine, theirs) {
  const names = Object.keys(theirs);
  const changed = names.filter((name) => !same(base[name], theirs[name]));
  const both = changed.filter((name) => !same(base[name], mine[name]) && !same(mine[name], theirs[name]));
  const draft = Object.fromEntries(names.map((name) => [name, same(base[name], mine[name]) ? theirs[name] : mine[name]]));
  return { draft, changed, both };
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
