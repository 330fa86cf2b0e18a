// The service worker, where the browser allows one: registered, told to fetch the shell, and a new
// version offered between tasks, never in the middle of one. Unsent scans are no part of it and
// survive it. Nothing waits for `serviceWorker.ready`: over plain http it never comes.

const ASK_AGAIN = 10 * 60_000;

/** `notice` is #update with its button; `isWorking()` says whether a task is open. */
export function install({ notice, isWorking, workers = navigator.serviceWorker }) {
  if (!workers) return;
  const version = new URL(import.meta.url).pathname.match(/^\/s\/[^/]+\//)?.[0];
  let offered = null;

  workers.register("/sw.js").then(watch).catch(() => {});
  workers.addEventListener("message", ({ data }) => {
    const isNewer = data.kind === "shell" && version && !data.urls.some((url) => url.startsWith(version));
    if (isNewer) offer(() => location.reload());
  });

  function watch(registration) {
    if (registration.waiting && workers.controller) offer(() => take(registration.waiting));
    registration.addEventListener("updatefound", () => follow(registration.installing));
    const ask = () => workers.controller?.postMessage({ kind: "shell" });
    ask();
    setInterval(() => document.hidden || registration.update().then(ask, () => {}), ASK_AGAIN);
  }

  function follow(fresh) {
    fresh?.addEventListener("statechange", () => {
      if (fresh.state === "installed" && workers.controller) offer(() => take(fresh));
    });
  }

  // The page reloads when the new worker has taken over, and only because it was asked for here.
  function take(waiting) {
    workers.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage({ kind: "take-over" });
  }

  function offer(accept) {
    offered = accept;
    if (notice && !isWorking()) notice.hidden = false;
  }

  notice?.querySelector("button").addEventListener("click", () => {
    notice.hidden = true;
    offered?.();
  });
}
