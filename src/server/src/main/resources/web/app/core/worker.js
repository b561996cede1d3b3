const ADDRESS = "/service-worker.js";
const PATIENCE_MS = 10_000;

/**
 * Has the browser keep the pages, so that they open without a network, and brings a new build to pages that stay open: one that
 * nobody looks at is loaded anew. Not over plain http, where browsers have no such thing.
 *
 * @param {EventTarget & {light: {name: string}}} live after a new build was started it has to connect anew
 * @param {boolean} isWatched a screen on a wall is never out of sight
 */
export async function keepPages(live, isWatched) {
  const { serviceWorker } = navigator;
  if (serviceWorker === undefined) {
    return;
  }
  let isFirst = serviceWorker.controller === null;
  serviceWorker.addEventListener("controllerchange", () => {
    if (isFirst) {
      isFirst = false;
    } else if (isWatched) {
      location.reload();
    } else {
      reloadUnseen();
    }
  });
  await isDrawn(live);
  let registration;
  try {
    registration = await serviceWorker.register(trusted(), { updateViaCache: "none" });
  } catch {
    // The browser does not want to, or there is none: the pages work without.
    return;
  }
  live.addEventListener("light", () => live.light.name === "live" && registration?.update().catch(() => {}));
}

/** On a slow line what somebody waits for comes first. */
const isDrawn = (live) =>
  new Promise((resolve) => {
    live.addEventListener("light", () => live.light.name === "live" && resolve());
    setTimeout(resolve, PATIENCE_MS);
  });

/** The pages allow no script address but this one. */
function trusted() {
  const policy = globalThis.trustedTypes?.createPolicy("muster-worker", { createScriptURL: () => ADDRESS });
  return policy?.createScriptURL("") ?? ADDRESS;
}

/** What was typed and pressed is kept; a question that is open waits for its answer. */
function reloadUnseen() {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && document.querySelector("dialog[open]") === null) {
      location.reload();
    }
  });
}
