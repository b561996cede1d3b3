/**
 * Keeps the pages and what they are made of, so that they open without a network and at once. It keeps nothing of what the
 * service answers to whoever is signed in.
 *
 * The service fills in the two values below: a digest of all that is kept, so that a browser sees another build as another
 * worker, and what is kept.
 */
const BUILD = "{build}";
const KEPT = JSON.parse('{kept}');

const NAME = `muster-${BUILD}`;
const PAGES = { "/": "/", "/index.html": "/", "/staff": "/staff", "/staff.html": "/staff" };

/** All or nothing: while two builds answer side by side, it is tried again later. */
async function install() {
  const cache = await caches.open(NAME);
  await Promise.all(KEPT.map(async (path) => cache.put(path, await fetched(path))));
  const pages = await Promise.all(Object.values(PAGES).map(async (path) => (await cache.match(path)).text()));
  // What a page names is named by its content: of another build it names something else.
  const named = pages.flatMap((page) => [...page.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)].map(([, part]) => part));
  if (named.length === 0 || !named.every((part) => KEPT.includes(part))) {
    await caches.delete(NAME);
    throw new Error("the pages are of another build");
  }
  // A page that is open has all it needs: it goes on with what it has.
  await self.skipWaiting();
}

async function fetched(path) {
  const answer = await fetch(path, { cache: path.startsWith("/static/") ? "default" : "reload", credentials: "omit" });
  if (!answer.ok || answer.redirected) {
    throw new Error(`${path}: ${answer.status}`);
  }
  return answer;
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("muster-") && name !== NAME).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(path, request) {
  const cache = await caches.open(NAME);
  return (await cache.match(path)) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const path = request.mode === "navigate" ? PAGES[pathname] : pathname;
  if (request.method === "GET" && origin === self.location.origin && KEPT.includes(path)) {
    event.respondWith(kept(path, request));
  }
});
