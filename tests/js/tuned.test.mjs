// What a device's settings make of its scans.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createBurst } from "../../static/js/floor/burst.js";
import { examiner } from "../../static/js/floor/doctor.js";
import { scannerOf, scansOf, swapCase } from "../../static/js/floor/tuned.js";

const read = { text: "SN1;SN2, SN3", symbology: null, source: "wedge" };
const texts = (scans) => scans.map(({ text }) => text);

test("a page that says nothing has a scanner as usual", () => {
  assert.deepEqual(scannerOf({}), { quiet: null, gap: 45, layout: "key", letters: "keep", prefix: "", several: false });
});

test("a page says what is done for its scanner", () => {
  const data = { scannerQuiet: "120", scannerGap: "78", scannerLayout: "us", scannerLetters: "swap", scannerPrefix: "Z#", scannerSeveral: "yes" };
  assert.deepEqual(scannerOf(data), { quiet: 120, gap: 78, layout: "us", letters: "swap", prefix: "Z#", several: true });
});

test("one scan is one code as a rule, whatever signs it holds", () => {
  assert.deepEqual(scansOf(read), [read]);
});

test("where one scan may hold several codes each is a scan and knows which part it is", () => {
  assert.deepEqual(scansOf(read, { several: true }), [
    { ...read, text: "SN1", part: { number: 1, count: 3 } },
    { ...read, text: "SN2", part: { number: 2, count: 3 } },
    { ...read, text: "SN3", part: { number: 3, count: 3 } },
  ]);
});

test("a command, a web address and what was typed are never taken apart", () => {
  for (const one of [{ text: "LW*QTY*1,5" }, { text: "https://x.example/01/1;2" }, { text: "]Q1https://x.example/1,2" }, { source: "typed" }]) {
    const whole = { ...read, ...one };
    assert.deepEqual(scansOf(whole, { several: true }), [whole]);
  }
});

test("a separator at the end makes no empty scan", () => {
  assert.deepEqual(texts(scansOf({ ...read, text: "SN1;" }, { several: true })), ["SN1"]);
});

test("a prefix is taken off a hand scanner's codes and off no others", () => {
  assert.deepEqual(texts(scansOf({ ...read, text: "Z#A-01" }, { prefix: "Z#" })), ["A-01"]);
  assert.deepEqual(texts(scansOf({ ...read, text: "Z#A-01", source: "camera" }, { prefix: "Z#" })), ["Z#A-01"]);
});

test("capitals are swapped back always, or while caps lock is on", () => {
  const small = { ...read, text: "]c1lot-Ä" };
  assert.deepEqual(texts(scansOf(small, { letters: "swap" })), ["]C1LOT-Ä"]);
  assert.deepEqual(texts(scansOf({ ...small, caps: true }, { letters: "caps_lock" })), ["]C1LOT-Ä"]);
  assert.deepEqual(texts(scansOf(small, { letters: "caps_lock" })), ["]c1lot-Ä"]);
  assert.equal(swapCase("aZ9"), "Az9");
});

test("a burst tells that caps lock was on, unless it was read by the place of its keys", () => {
  const keys = [..."ABCD"].map((key, index) => ({ key, code: `Key${key}`, shift: false, caps: true, at: index * 8 }));
  const end = { key: "Enter", code: "Enter", at: 40 };
  const scan = (burst) => [...keys, end].map((event) => burst.key(event)).at(-1);
  assert.deepEqual(scan(createBurst()), { keep: true, scan: "ABCD", caps: true });
  assert.deepEqual(scan(createBurst({ layout: "us" })), { keep: true, scan: "abcd" });
});

test("a device's longer gap makes a slow scanner a scanner", () => {
  const feed = (burst) => [..."A-01-3"].map((key, index) => ({ key, code: "", at: index * 70 })).concat({ key: "Enter", code: "Enter", at: 420 })
    .map((event) => burst.key(event)).at(-1).scan;
  assert.equal(feed(createBurst()), undefined);
  assert.equal(feed(createBurst({ gap: 91 })), "A-01-3");
});

test("the doctor is asked by an address, and by a form where the code is too long for one", () => {
  const asked = [];
  const fields = { code: {}, symbology: {}, source: {}, arrived: {} };
  const form = { elements: { namedItem: (name) => fields[name] }, requestSubmit: () => asked.push("form") };
  const examine = examiner(form, (address) => asked.push(address));
  examine({ text: "10AB\u001d21S", symbology: "]C1", source: "camera", arrived: "10AB\u001d21S" });
  examine({ text: "x".repeat(4000), symbology: null, source: "wedge", arrived: "y" });
  assert.deepEqual(asked, ["/doctor?code=10AB%1D21S&source=camera&symbology=%5DC1", "form"]);
  assert.deepEqual([fields.code.value.length, fields.source.value, fields.arrived.value], [4000, "wedge", "y"]);
  assert.equal(examiner(null), null);
});
