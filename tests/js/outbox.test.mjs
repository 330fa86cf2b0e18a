// The outbox: stored first, in order, once, and emptied by name only.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createOutbox } from "../../static/js/floor/outbox.js";
import { backOff, createPause } from "../../static/js/floor/patience.js";
import { memoryStore, sturdy } from "../../static/js/floor/store.js";

const scan = (id, task = "1") => ({ scan_id: id, text: id, flow: "picking", task });
const accepted = (scans) => ({ kind: "answered", answers: scans.map(({ scan_id }) => ({ scan_id, status: "accepted" })) });

/** An outbox whose server follows `script`: one function of the scans for each request, then accepts. */
function desk(script = [], { store = memoryStore(), operator = null } = {}) {
  const sent = [];
  const said = [];
  const waits = [];
  const note = (name) => (...what) => said.push([name, ...what.map((part) => part?.scan?.scan_id ?? part?.status ?? part)]);
  const tell = Object.fromEntries(["answered", "saved", "signIn", "trouble", "counted"].map((name) => [name, note(name)]));
  const send = async (scans) => {
    sent.push(scans.map(({ scan_id }) => scan_id));
    return (script.shift() ?? accepted)(scans);
  };
  const pause = { wait: async (ms) => void waits.push(ms), wake: () => {} };
  const outbox = createOutbox({ store, send, tell, operator, pause });
  const left = async () => (await store.all()).map((record) => record.scan.scan_id);
  const told = (name) => said.filter(([what]) => what === name).map(([, ...rest]) => rest);
  return { outbox, store, sent, waits, left, told };
}

test("a scan is in the store before it is sent", async () => {
  const store = memoryStore();
  let stored = null;
  const { outbox } = desk([async (scans) => {
    stored = (await store.all()).length;
    return accepted(scans);
  }], { store });
  await outbox.capture(scan("a"));
  await outbox.flush();
  assert.equal(stored, 1);
});

test("scans captured while a request runs follow in order", async () => {
  const { outbox, sent, left } = desk();
  await Promise.all(["a", "b", "c"].map((id) => outbox.capture(scan(id))));
  await outbox.flush();
  assert.deepEqual(sent, [["a"], ["b"], ["c"]]);
  assert.deepEqual(await left(), []);
});

test("only the scans that were answered leave the outbox", async () => {
  const { outbox, store, left, waits } = desk([
    () => ({ kind: "answered", answers: [{ scan_id: "somebody else's", status: "accepted" }] }),
    () => ({ kind: "sign-in" }),
  ]);
  await store.add({ scan: scan("a"), operator: null });
  await outbox.flush();
  assert.deepEqual(await left(), ["a"]);
  assert.equal(waits.length, 1);
});

test("without a connection scans are saved, told so once, and sent as one backlog in order", async () => {
  const down = () => ({ kind: "later" });
  const { outbox, sent, told, left } = desk([down]);
  await Promise.all(["a", "b"].map((id) => outbox.capture(scan(id))));
  await outbox.flush();
  assert.deepEqual(sent[0], ["a"]);
  assert.deepEqual(sent.slice(1).flat(), ["a", "b"]);
  assert.deepEqual(told("saved")[0], ["a"]);
  assert.deepEqual(await left(), []);
});

test("a backlog goes in batches of at most fifty", async () => {
  const { outbox, store, sent } = desk();
  for (let n = 0; n < 60; n += 1) await store.add({ scan: scan(`s${n}`), operator: null, told: true });
  await outbox.flush();
  assert.deepEqual(sent.map((scans) => scans.length), [50, 10]);
});

test("the server's Retry-After is kept to", async () => {
  const { outbox, waits } = desk([() => ({ kind: "later", after: 7000 })]);
  await outbox.capture(scan("a"));
  await outbox.flush();
  assert.deepEqual(waits, [7000]);
});

test("waits double from one second to thirty", () => {
  const waits = [1, 2, 3, 4, 5, 6, 9].map((failures) => backOff(failures, () => 0));
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});

test("signed out keeps everything and asks to sign in", async () => {
  const { outbox, told, left, sent } = desk([() => ({ kind: "sign-in" })]);
  await outbox.capture(scan("a"));
  await outbox.flush();
  assert.deepEqual(await left(), ["a"]);
  assert.deepEqual(told("signIn"), [[]]);
  await outbox.flush();
  assert.deepEqual(await left(), []);
  assert.deepEqual(sent, [["a"], ["a"]]);
});

const refusing = (scans) => ({ kind: "answered", answers: [{ scan_id: scans[0].scan_id, status: "refused" }] });

test("a refusal holds the later scans of the same work only", async () => {
  const { outbox, sent, left, told } = desk([refusing]);
  await Promise.all([outbox.capture(scan("a")), outbox.capture(scan("b")), outbox.capture(scan("c", "2"))]);
  await outbox.flush();
  assert.deepEqual(sent, [["a"], ["c"]]);
  assert.deepEqual(await left(), ["b"]);
  assert.deepEqual(told("answered")[0], ["refused", "a", 1]);
});

test("an accepted scan of that work lets the held ones go", async () => {
  const { outbox, sent, left } = desk([refusing]);
  await Promise.all([outbox.capture(scan("a")), outbox.capture(scan("b"))]);
  await outbox.flush();
  await outbox.capture(scan("decision"));
  await outbox.flush();
  assert.deepEqual(sent, [["a"], ["decision"], ["b"]]);
  assert.deepEqual(await left(), []);
});

test("what was never judged is set aside with its reason and leaves when it was read", async () => {
  const { outbox, store, told, left } = desk([() => ({ kind: "trouble", words: "Unprocessable" })]);
  await outbox.capture(scan("a"));
  await outbox.flush();
  assert.deepEqual(told("trouble"), [["Unprocessable", "a"]]);
  assert.deepEqual(await left(), ["a"]);
  await outbox.dismiss((await store.all())[0]);
  assert.deepEqual(await left(), []);
});

test("a batch that is not taken whole goes scan by scan", async () => {
  const { outbox, store, sent } = desk([() => ({ kind: "trouble", words: "Too large" })]);
  for (const id of ["a", "b"]) await store.add({ scan: scan(id), operator: null, told: true });
  await outbox.flush();
  assert.deepEqual(sent, [["a", "b"], ["a"], ["b"]]);
});

test("somebody else's scans wait until they are back", async () => {
  const store = memoryStore();
  await store.add({ scan: scan("hers"), operator: "mai" });
  const { outbox, sent, left } = desk([], { store, operator: "jonas" });
  await outbox.capture(scan("his"));
  await outbox.flush();
  assert.deepEqual(sent, [["his"]]);
  assert.deepEqual(await left(), ["hers"]);
});

test("the number of unsent scans is always said", async () => {
  const { outbox, told } = desk();
  await outbox.capture(scan("a"));
  await outbox.flush();
  assert.deepEqual(told("counted").at(0), [1]);
  assert.deepEqual(told("counted").at(-1), [0]);
});

test("when the database refuses, memory keeps the scans and a warning is given once", async () => {
  const refusal = () => Promise.reject(new Error("refused"));
  let warnings = 0;
  const store = sturdy({ add: refusal, all: refusal, put: refusal, remove: refusal }, memoryStore(), () => { warnings += 1; });
  await store.add({ scan: scan("a") });
  await store.add({ scan: scan("b") });
  const kept = await store.all();
  assert.deepEqual(kept.map((record) => record.scan.scan_id), ["a", "b"]);
  await store.remove(kept[0]);
  assert.deepEqual((await store.all()).length, 1);
  assert.equal(warnings, 1);
});

test("a wait can be cut short", async () => {
  const pause = createPause();
  const waiting = pause.wait(60_000);
  pause.wake();
  await waiting;
});
