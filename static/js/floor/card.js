// The card shows what the server says is next. After each answer it is fetched anew and swapped in;
// what it carries for other places (quick quantities, reasons) goes there, so open dialogs stay open.

/** `body` names the work (data-flow, -task, -step, -card); `place` is #card. */
export function createCard({ body, place, fetch = globalThis.fetch.bind(globalThis) }) {
  let running = null;
  let again = false;

  /** Fetches and swaps; calls that come meanwhile end in one more round, not in many. */
  function refresh() {
    if (!place || !body.dataset.card) return Promise.resolve();
    if (running) again = true;
    running ??= once().finally(() => {
      running = null;
      if (again) refresh();
      again = false;
    });
    return running;
  }

  async function once() {
    const response = await fetch(body.dataset.card, { headers: { Accept: "text/html" }, credentials: "same-origin" }).catch(() => null);
    if (response?.ok && !response.redirected) swap(await response.text());
  }

  function swap(html) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    const root = fresh.content.querySelector("[data-step]");
    if (!root) return;
    const kept = keepState(place);
    place.replaceChildren(fresh.content);
    place.querySelectorAll("template[data-into]").forEach(fillPlace);
    follow(root.dataset);
    kept();
  }

  function follow({ flow, task, step }) {
    body.dataset.step = step;
    if (flow !== undefined) body.dataset.flow = flow;
    if (task !== undefined) body.dataset.task = task;
    if (flow && task) body.dataset.card = `/floor/card/${flow}/${task}`;
  }

  return { refresh };
}

function fillPlace(template) {
  const into = document.getElementById(template.dataset.into);
  into?.replaceChildren(template.content.cloneNode(true));
}

// Somebody who moves by keyboard keeps the button they stood on; an opened list stays open.
function keepState(place) {
  const open = Boolean(place.querySelector("details[open]"));
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset : null;
  return () => {
    if (open) place.querySelector("details")?.setAttribute("open", "");
    if (focused) buttonLike(place, focused)?.focus({ preventScroll: true });
  };
}

function buttonLike(place, { scan, open }) {
  const same = (button) => (scan ? button.dataset.scan === scan : open && button.dataset.open === open);
  return [...place.querySelectorAll("button")].find(same);
}
