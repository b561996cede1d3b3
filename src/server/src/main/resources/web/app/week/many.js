import { api, store } from "../core/context.js";
import { newKey } from "../core/platform.js";
import { noteWarnings } from "../board/warnings.js";
import { listText, t } from "../text/text.js";
import { ask } from "../ui/ask.js";
import { offerUndo } from "../ui/undo.js";
import { wordsFor } from "../ui/words.js";

/** Of a cancellation. The service counts code points, of which there are never more. */
const MOST_REASON = 200;

/**
 * What is done with several events. Each is a step of its own: what went is done, and what did not is said.
 *
 * @returns {Promise<string | undefined | null>} what did not go, in words; null where the answer was no
 */
export async function publishAll(events) {
  const n = events.length;
  const question = { title: t("ask.publishMany", { n }), text: t("ask.publishMany.text", { n }), yes: t("week.publish", { n }) };
  if ((await ask(question)) === null) {
    return null;
  }
  return each(events, async ({ id }) => {
    const moved = await api.move(id, "publish");
    noteWarnings(moved);
    store.put(moved);
  });
}

export async function cancelAll(events) {
  const n = events.length;
  const people = events.reduce((sum, { accepted_count: accepted }) => sum + accepted, 0);
  const answer = await ask({
    title: t("ask.cancelMany", { n }),
    text: t("ask.cancel.text", { n: people }),
    yes: t("ticked.cancelYes", { n }),
    isGrave: true,
    words: { label: t("ask.cancel.reason"), most: MOST_REASON },
  });
  if (answer === null) {
    return null;
  }
  const body = answer.words === "" ? undefined : { reason: answer.words };
  return each(events, async ({ id }) => store.put(await api.move(id, "cancel", body)));
}

/** Copies are drafts: nobody was told, so they can be taken back. */
export async function copyAll(events, dates) {
  const made = [];
  const problem = await each(events, async ({ id }) => {
    const copies = await api.copies(id, dates, newKey());
    copies.forEach((copy) => store.put(copy));
    made.push(...copies);
  });
  if (made.length > 0) {
    offerUndo(t("ticked.copied", { n: made.length }), async () => {
      for (const { id } of made) {
        await api.remove(id);
        store.drop(id);
      }
    });
  }
  return problem;
}

async function each(events, then) {
  const failed = new Map();
  for (const event of events) {
    try {
      await then(event);
    } catch (failure) {
      const words = wordsFor(failure);
      failed.set(words, [...(failed.get(words) ?? []), event.event_name ?? t("event.unnamed")]);
    }
  }
  return failed.size === 0 ? undefined : [...failed].map(([words, names]) => `${listText(names)}: ${words}`).join(" ");
}
