// The service worker, where the browser allows one: registered, told to fetch the shell, and a new
// version offered between tasks, never in the middle of one. Unsent scans are no part of it and
// survive it. Nothing waits for `serviceWorker.ready`: over plain http it never comes.

const ASK_AGAIN = 10 * 60_000;

/** `notice` is #update with its button; `isWorking()` says whether a task is open. */
export function install({ notice, isWorking, workers = navigator.serviceWorker }) {
  if (!workers) return;
  const version = new URL(import.meta.url).pathname.match(/^\/s\/[^/]+\//)?.[0];
  let registered = null;

  workers.register("/sw.js").then(watch).catch(() => {});
  workers.addEventListener("message", ({ data }) => {
    const isNewer = data.kind === "shell" && version && !data.urls.some((url) => url.startsWith(version));
    if (isNewer) offer();
  });

  function watch(registration) {
    registered = registration;
    if (registration.waiting && workers.controller) offer();
    registration.addEventListener("updatefound", () => follow(registration.installing));
    const ask = () => workers.controller?.postMessage({ kind: "shell" });
    ask();
    setInterval(() => document.hidden || registration.update().then(ask, () => {}), ASK_AGAIN);
  }

  function follow(fresh) {
    fresh?.addEventListener("statechange", () => {
      if (fresh.state === "installed" && workers.controller) offer();
    });
  }

  function offer() {
    if (notice && !isWorking()) notice.hidden = false;
  }

  // With a new worker waiting the page reloads when that one has taken over; only ever asked here.
  function accept() {
    notice.hidden = true;
    if (!registered?.waiting) return location.reload();
    workers.addEventListener("controllerchange", () => location.reload(), { once: true });
    return registered.waiting.postMessage({ kind: "take-over" });
  }

  notice?.querySelector("button").addEventListener("click", accept);
}
