// Puts scans to the server and says in one word what came of it. Nothing here decides what to keep.
//
// answered {answers}   judged: accepted or not, it is in the book of scans
// later {after}        network, 408, 429, 5xx: the same again, not before `after` ms if given
// sign-in              401: everything stays until somebody signs in
// trouble {words}      never judged and never will be as it is (409, 422, 403)

const SCANS = "/api/v1/scans";
const LATER = new Set([408, 425, 429]);

/** `token` is {get(), refresh()}: the page's CSRF token. `patience` ends a request that hangs. */
export function createSender({ token, fetch = globalThis.fetch.bind(globalThis), patience = 15_000 }) {
  async function send(scans) {
    const alone = scans.length === 1;
    const outcome = await post(alone ? SCANS : `${SCANS}/batch`, alone ? scans[0] : { scans });
    if (outcome.kind !== "answered") return outcome;
    return { kind: "answered", answers: alone ? [outcome.body] : outcome.body.answers };
  }

  async function post(address, body) {
    const first = await attempt(address, body);
    // A sign-in elsewhere makes the page's token stale; the scan itself is not at fault.
    if (first.status !== 400 || !(await token.refresh())) return first;
    return attempt(address, body);
  }

  async function attempt(address, body) {
    try {
      return await read(await fetch(address, request(body)));
    } catch {
      return { kind: "later" };
    }
  }

  const request = (body) => ({
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token.get() },
    body: JSON.stringify(body),
    signal: timeLimit(patience),
  });

  return { send };
}

async function read(response) {
  const { status } = response;
  const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
  if (status === 401 || (response.redirected && /sign-in/.test(response.url))) return { kind: "sign-in", status };
  if (status >= 500 || LATER.has(status)) return { kind: "later", status, after: retryAfter(response) };
  // A page where an answer should be comes from a gateway on the way, not from us.
  if (response.ok) return isJson ? { kind: "answered", status, body: await response.json() } : { kind: "later", status };
  const problem = isJson ? await response.json().catch(() => ({})) : {};
  return { kind: "trouble", status, words: problem.detail || problem.title || `HTTP ${status}` };
}

function retryAfter(response) {
  const seconds = Number(response.headers.get("Retry-After"));
  return seconds > 0 ? Math.min(seconds, 60) * 1000 : undefined;
}

function timeLimit(ms) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), ms);
  timer.unref?.();
  return control.signal;
}

/** The CSRF token in the page's head, fetched anew from the page's own address when it is stale. */
export function pageToken(page = document) {
  const meta = () => page.querySelector('meta[name="csrf-token"]');
  async function refresh() {
    const response = await fetch(page.location.pathname, { credentials: "same-origin" }).catch(() => null);
    const text = response?.ok ? await response.text() : "";
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector('meta[name="csrf-token"]');
    if (!fresh || !meta() || fresh.content === meta().content) return false;
    meta().content = fresh.content;
    return true;
  }
  return { get: () => meta()?.content ?? "", refresh };
}
