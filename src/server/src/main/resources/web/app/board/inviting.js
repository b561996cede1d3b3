/** A call has little time for letters, and the service says of whom it had none: the same call goes on with them. */
const AGAIN = "OUT_OF_TIME";

/**
 * @typedef {object} Invited
 * @property {number} sent letters
 * @property {{id: string, link: string}[]} links to hand on, as paths at the service
 * @property {number} failed letters; their links are among those to hand on
 * @property {Map<string, number>} errors how many were not invited, by code
 */

/**
 * Invites members, in as many calls as it takes.
 *
 * @param {(body: object) => Promise<{invitations: object[], errors: object[]}>} invite one call
 * @param {{ids: string[]} | {state: "invited"}} wanted
 * @param {(soFar: Invited) => void} tell after each call
 * @returns {Promise<Invited>}
 */
export async function inviteAll(invite, wanted, tell = () => {}) {
  const all = { sent: 0, links: [], failed: 0, errors: new Map() };
  let body = wanted;
  for (;;) {
    const { invitations, errors } = await invite(body);
    all.sent += invitations.filter(({ sent }) => sent).length;
    all.failed += invitations.filter(({ letter_failed: isFailed }) => isFailed).length;
    all.links.push(...invitations.filter(({ link }) => link !== null).map(({ id, link }) => ({ id, link })));
    const late = errors.filter(({ code }) => code === AGAIN);
    const isStuck = invitations.length === 0;
    for (const { code } of isStuck ? errors : errors.filter((error) => !late.includes(error))) {
      all.errors.set(code, (all.errors.get(code) ?? 0) + 1);
    }
    tell(all);
    if (late.length === 0 || isStuck) {
      return all;
    }
    body = { ids: late.map(({ id }) => id) };
  }
}
