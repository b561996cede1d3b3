import { inviteAll } from "../../../main/resources/web/app/board/inviting.js";
import { equal } from "../assert.js";

const sent = (id) => ({ id, sent: true, link: null, letter_failed: false });
const byHand = (id) => ({ id, sent: false, link: `/staff#invite=${id}`, letter_failed: false });
const failed = (id) => ({ ...byHand(id), letter_failed: true });
const error = (id, code) => ({ id, code });

/** A service that answers so, one call after the other, and what it was asked. */
function service(...answers) {
  const asked = [];
  return {
    asked,
    invite: async (body) => {
      asked.push(body);
      const [invitations, errors = []] = answers.shift();
      return { invitations, errors };
    },
  };
}

const plain = ({ errors, ...rest }) => ({ ...rest, errors: [...errors] });

export const tests = {
  "letters, links and what failed are told apart": async () => {
    const { invite } = service([[sent("a"), byHand("b"), failed("c")], [error("d", "MEMBER_JOINED"), error("e", "MEMBER_JOINED")]]);
    equal(plain(await inviteAll(invite, { state: "invited" })), {
      sent: 1,
      links: [
        { id: "b", link: "/staff#invite=b" },
        { id: "c", link: "/staff#invite=c" },
      ],
      failed: 1,
      errors: [["MEMBER_JOINED", 2]],
    });
  },

  "who was left out for want of time is invited by further calls": async () => {
    const { invite, asked } = service(
      [[sent("a")], [error("b", "OUT_OF_TIME"), error("c", "OUT_OF_TIME")]],
      [[sent("b")], [error("c", "OUT_OF_TIME")]],
      [[sent("c")]],
    );
    const told = [];
    const all = await inviteAll(invite, { state: "invited" }, ({ sent: n }) => told.push(n));
    equal(plain(all), { sent: 3, links: [], failed: 0, errors: [] });
    equal(told, [1, 2, 3]);
    equal(asked, [{ state: "invited" }, { ids: ["b", "c"] }, { ids: ["c"] }]);
  },

  "calls that get nowhere end": async () => {
    const { invite, asked } = service([[], [error("a", "OUT_OF_TIME")]]);
    equal(plain(await inviteAll(invite, { ids: ["a"] })), { sent: 0, links: [], failed: 0, errors: [["OUT_OF_TIME", 1]] });
    equal(asked.length, 1);
  },
};
