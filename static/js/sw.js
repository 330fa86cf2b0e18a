// The service worker, served as /sw.js. Small on purpose: it keeps the shell, and the pages of who
// is signed in, so that a worker without a connection still sees where they are. Scans are not its
// business: the outbox is the page's own.
//
//   /s/<hash>/…   from the cache for ever: the hash changes with the content
//   /api/…        never touched
//   pages         the network first, for four seconds at most, then the last copy, then /offline
"use strict";

const SHELL = "shell";
const ASSETS = "assets";
const PAGES = "pages";
const LIST = "/pwa/shell.json";
const OFFLINE = "/offline";
const DOORS = new Set(["/sign-in", "/badge"]);
const PATIENCE = 4000;

self.addEventListener("install", (event) => event.waitUntil(keepShell()));

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { kind } = event.data ?? {};
  if (kind === "take-over") self.skipWaiting();
  if (kind === "forget-pages") event.waitUntil(caches.delete(PAGES));
  if (kind === "shell") event.waitUntil(keepShell().then((urls) => event.source?.postMessage({ kind, urls }), () => {}));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname.startsWith("/s/")) event.respondWith(asset(request));
  else if (request.mode === "navigate" && !pathname.startsWith("/api/")) event.respondWith(page(event));
});

// The list names the files of one version. What is there already is not fetched again; files of
// versions before the last one are let go, the last one's stay for pages that still run on it.
async function keepShell() {
  const response = await fetch(LIST, { cache: "no-store" });
  if (!response.ok) throw new Error(`${LIST}: ${response.status}`);
  const { version, urls } = await response.json();
  const shell = await caches.open(SHELL);
  const before = await (await shell.match(LIST))?.json();
  if (before?.version === version) return urls;
  await Promise.all(urls.map(keep));
  await shell.put(LIST, new Response(JSON.stringify({ version, urls })));
  await sweep([...urls, ...(before?.urls ?? [])]);
  return urls;
}

async function keep(url) {
  const isAsset = url.startsWith("/s/");
  const cache = await caches.open(isAsset ? ASSETS : SHELL);
  if (isAsset && (await cache.match(url))) return;
  const response = await fetch(url, { cache: isAsset ? "default" : "reload" });
  if (response.ok && !response.redirected) await cache.put(url, response);
}

async function sweep(urls) {
  const hashes = new Set(urls.map(hashOf));
  const cache = await caches.open(ASSETS);
  for (const request of await cache.keys()) {
    if (!hashes.has(hashOf(new URL(request.url).pathname))) await cache.delete(request);
  }
}

const hashOf = (path) => path.split("/", 3)[2];

async function asset(request) {
  const cache = await caches.open(ASSETS);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

async function page(event) {
  const network = fetchPage(event);
  const first = await Promise.race([network.catch(() => null), later(PATIENCE)]);
  if (first) return first;
  const kept = await (await caches.open(PAGES)).match(event.request);
  if (kept) return kept;
  return network.catch(offline);
}

async function fetchPage(event) {
  const response = await fetch(event.request);
  // Whoever stands at the door is nobody yet: also an idle session that ended forgets its pages.
  if (DOORS.has(new URL(event.request.url).pathname)) {
    event.waitUntil(caches.delete(PAGES));
    return response;
  }
  // Only whole pages are kept: no redirects, no refusals, nothing that asked not to be.
  const isWhole = response.status === 200 && response.type === "basic" && !response.redirected;
  if (isWhole && /text\/html/.test(response.headers.get("Content-Type") ?? "")) {
    const copy = response.clone();
    event.waitUntil(caches.open(PAGES).then((cache) => cache.put(event.request, copy)));
  }
  return response;
}

async function offline() {
  const kept = await (await caches.open(SHELL)).match(OFFLINE);
  return kept ?? new Response("", { status: 503, statusText: "Offline" });
}

const later = (ms) => new Promise((resolve) => { setTimeout(resolve, ms, null); });
