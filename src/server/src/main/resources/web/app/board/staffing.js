import { api, store } from "../core/context.js";
import { nameKey } from "../core/names.js";
import { t } from "../text/text.js";
import { ask } from "../ui/ask.js";
import { removalText } from "./questions.js";

/** What a manager does with one person of an event. Each asks first, for the person is told; null where the answer was no. */

const MOST_REASON = 200;

export const nameOf = ({ name, userKey }) => name ?? store.nameOf(userKey);

/** Of whom the firm alone knows: there is nobody to ask. */
const hasNoAccount = ({ userKey }) => userKey.startsWith("local:");

/**
 * Who can be put in: whoever waits or has asked, those for this role first, then who has said no, and who has no account.
 *
 * @param {object[]} silent members who have not answered
 */
export function candidates({ standby_staff: standby = [], declined_staff: declined = [] }, role, silent) {
  const isOfRole = (entry) => entry.role && nameKey(entry.role) === nameKey(role);
  return [...standby.filter(isOfRole), ...standby.filter((entry) => !isOfRole(entry)), ...declined, ...silent.filter(hasNoAccount)];
}

/** @returns {Promise<object | null>} the event after it */
export async function putSomebodyIn(event, role) {
  const people = candidates(event, role, await api.unanswered(event.id));
  const answer = await ask({
    title: t("put.title", { role }),
    text: t(people.length === 0 ? "put.nobody" : "put.text"),
    choices: people.map((entry) => ({
      value: entry.userKey,
      label: nameOf(entry),
      hint: t(hintOf(entry), { role: entry.role ?? "" }),
    })),
  });
  return answer === null ? null : api.assign(event.id, answer.choice, role);
}

function hintOf({ response, reason }) {
  switch (response) {
    case "standby":
      return reason === "approval" ? "put.asked" : "put.waits";
    case "decline":
      return "put.no";
    default:
      return "put.noAccount";
  }
}

export async function letIn(event, entry, role) {
  const title = t("put.one", { name: nameOf(entry), role });
  return (await ask({ title, text: t("put.text"), yes: t("put.yes") })) === null ? null : api.assign(event.id, entry.userKey, role);
}

export async function move(event, entry, role) {
  const title = t("move.title", { name: nameOf(entry), role });
  const text = t("move.text", { from: entry.role });
  return (await ask({ title, text, yes: t("move.yes", { role }) })) === null ? null : api.assign(event.id, entry.userKey, role);
}

export async function takeOut(event, entry) {
  const answer = await ask({
    title: t("people.removeTitle", { name: nameOf(entry) }),
    text: await removalText(event, entry, api),
    yes: t("people.removeYes"),
    isGrave: true,
    option: t("people.bar"),
    words: { label: t("people.reason"), most: MOST_REASON },
  });
  return answer === null ? null : api.removePerson(event.id, entry.userKey, answer.option, answer.words);
}

/** Off the list of who waits, or no to who has asked. */
export async function refuse(event, entry) {
  const isRequest = entry.reason === "approval";
  const answer = await ask({
    title: t(isRequest ? "refuse.title" : "refuse.offTitle", { name: nameOf(entry) }),
    text: t(isRequest ? "refuse.text" : "refuse.offText", { role: entry.role }),
    yes: t(isRequest ? "refuse.yes" : "refuse.offYes"),
    isGrave: true,
    words: { label: t("people.reason"), most: MOST_REASON },
  });
  return answer === null ? null : api.removePerson(event.id, entry.userKey, false, answer.words);
}
