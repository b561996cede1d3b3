const COMES_IN = new Set(["accepted", "promoted", "assigned"]);

/**
 * How many places were taken, over time.
 *
 * @param {{at: string, kind: string, userKey: string, response?: string}[]} journal
 * @returns {{at: number, taken: number}[]} a point for each change
 */
export function filling(journal) {
  const isIn = new Set();
  const points = [];
  for (const { at, kind, userKey, response } of journal) {
    const before = isIn.size;
    // A repair that leaves a person in says so.
    if (COMES_IN.has(kind) || (kind === "repaired" && response === "accept")) {
      isIn.add(userKey);
    } else if (kind === "declined" || kind === "refused" || kind === "removed" || kind === "repaired") {
      isIn.delete(userKey);
    }
    if (isIn.size !== before || points.length === 0) {
      points.push({ at: Date.parse(at), taken: isIn.size });
    }
  }
  return points;
}

/**
 * Since when the headcounts are what they are. The journal tells that roles were changed and not what they were before.
 *
 * @param {{at: string, changed?: string[]}[]} journal
 * @returns {number | undefined} undefined if it does not tell
 */
export function headcountSince(journal) {
  const change = journal.findLast(({ changed }) => changed?.includes("roles"));
  return change && Date.parse(change.at);
}
