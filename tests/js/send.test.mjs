// What came of a request, in one word.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createSender } from "../../static/js/floor/send.js";

const json = (status, body, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });

function sender(responses, token = { get: () => "t", refresh: async () => false }) {
  const asked = [];
  const fetch = async (address, request) => {
    asked.push([address, JSON.parse(request.body), request.headers["X-CSRFToken"]]);
    const next = responses.shift();
    if (next instanceof Error) throw next;
    return next;
  };
  return { asked, send: createSender({ token, fetch }).send };
}

test("one scan goes to the scan door with the page's token", async () => {
  const { send, asked } = sender([json(200, { scan_id: "a", status: "accepted" })]);
  const outcome = await send([{ scan_id: "a" }]);
  assert.deepEqual(asked, [["/api/v1/scans", { scan_id: "a" }, "t"]]);
  assert.deepEqual(outcome, { kind: "answered", answers: [{ scan_id: "a", status: "accepted" }] });
});

test("several go to the batch door", async () => {
  const { send, asked } = sender([json(200, { answers: [] })]);
  await send([{ scan_id: "a" }, { scan_id: "b" }]);
  assert.deepEqual(asked[0].slice(0, 2), ["/api/v1/scans/batch", { scans: [{ scan_id: "a" }, { scan_id: "b" }] }]);
});

for (const status of [408, 429, 500, 502, 503]) {
  test(`${status} is tried again later`, async () => {
    assert.equal((await sender([json(status, {})]).send([{}])).kind, "later");
  });
}

test("a lost connection is tried again later", async () => {
  assert.equal((await sender([new TypeError("Failed to fetch")]).send([{}])).kind, "later");
});

test("Retry-After is read in seconds and cut at a minute", async () => {
  assert.equal((await sender([json(503, {}, { "Retry-After": "3" })]).send([{}])).after, 3000);
  assert.equal((await sender([json(503, {}, { "Retry-After": "900" })]).send([{}])).after, 60_000);
});

test("401 asks to sign in", async () => {
  assert.equal((await sender([json(401, {})]).send([{}])).kind, "sign-in");
});

test("a page where an answer should be is no answer", async () => {
  const page = new Response("<html>", { status: 200, headers: { "Content-Type": "text/html" } });
  assert.equal((await sender([page]).send([{}])).kind, "later");
});

test("409 and 422 say why", async () => {
  const outcome = await sender([json(409, { title: "Conflict", detail: "Same id, other content." })]).send([{}]);
  assert.deepEqual([outcome.kind, outcome.words], ["trouble", "Same id, other content."]);
});

test("a stale token is fetched anew and the scan sent once more", async () => {
  const token = { value: "old", get: () => token.value, refresh: async () => { token.value = "new"; return true; } };
  const { send, asked } = sender([json(400, {}), json(200, { scan_id: "a" })], token);
  assert.equal((await send([{ scan_id: "a" }])).kind, "answered");
  assert.deepEqual(asked.map(([, , used]) => used), ["old", "new"]);
});
