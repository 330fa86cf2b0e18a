// The small parts: a scan's shape, what the camera counts, the keypad's arithmetic.

import assert from "node:assert/strict";
import { test } from "node:test";

import { press } from "../../static/js/floor/keypad.js";
import { isoWithOffset, makeScan, newId, sameWork, shown } from "../../static/js/floor/scan.js";
import { createSightings } from "../../static/js/floor/sightings.js";
import { lagOf } from "../../static/js/floor/wedge.js";

const read = { text: "A-01-3", symbology: "]C1", source: "wedge" };

test("a scan carries what was read, where the worker was and the device's clock", () => {
  const { scan_id: id, captured_at: at, ...rest } = makeScan(read, { flow: "picking", task: "12", step: "location" });
  assert.match(id, /^[0-9a-f-]{36}$/);
  assert.match(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);
  assert.deepEqual(rest, { text: "A-01-3", symbology: "]C1", source: "wedge", flow: "picking", task: "12", step: "location" });
});

test("on the home page a scan belongs to no work", () => {
  const { flow, task, step } = makeScan(read, { flow: "", task: "", step: "" });
  assert.deepEqual({ flow, task, step }, { flow: null, task: null, step: null });
});

test("a scan behind unanswered ones claims no step", () => {
  assert.equal(makeScan(read, { flow: "picking", task: "12", step: "location" }, { blind: true }).step, null);
});

test("an id is a random UUID where the browser has only random bytes", () => {
  const bytes = { getRandomValues: (array) => array.fill(255) };
  assert.equal(newId(bytes), "ffffffff-ffff-4fff-bfff-ffffffffffff");
});

test("the clock keeps the moment it shows", () => {
  const now = new Date("2025-07-01T02:05:00.000Z");
  assert.equal(new Date(isoWithOffset(now)).getTime(), now.getTime());
});

test("separators are visible in messages and long texts are cut", () => {
  assert.equal(shown("10C1\u001d21X"), "10C1␝21X");
  assert.equal(shown("x".repeat(200)).length, 80);
});

test("work is the same by flow and task, and no work is one work", () => {
  assert.ok(sameWork({ flow: null, task: null }, { flow: "", task: "" }));
  assert.ok(!sameWork({ flow: "picking", task: "1" }, { flow: "picking", task: "2" }));
});

const code = (text, more = {}) => ({ text, symbology: "]d2", format: "DataMatrix", distance: 10, ...more });

test("a code in the picture counts once, however long it is looked at", () => {
  const { see } = createSightings();
  const counted = [0, 100, 900, 1900, 2900].map((at) => see([code("A")], at)).filter(Boolean);
  assert.equal(counted.length, 1);
});

test("the same code counts again once it was away for 1.2 seconds", () => {
  const { see } = createSightings();
  assert.ok(see([code("A")], 0));
  assert.equal(see([code("A")], 1100), null);
  see([], 1200);
  assert.ok(see([code("A")], 2500));
});

test("of several codes the one nearest the middle counts", () => {
  const { see } = createSightings();
  assert.equal(see([code("far", { distance: 300 }), code("near", { distance: 20 })], 0).text, "near");
});

test("a second code beside a counted one does not slip in", () => {
  const { see } = createSightings();
  see([code("near", { distance: 20 })], 0);
  assert.equal(see([code("far", { distance: 300 })], 60), null);
});

for (const format of ["ITF", "ITF14", "Code39", "Codabar"]) {
  test(`${format} counts after two equal reads`, () => {
    const { see } = createSightings();
    assert.equal(see([code("123", { format })], 0), null);
    assert.equal(see([code("128", { format })], 60), null);
    assert.equal(see([code("123", { format })], 120).text, "123");
  });
}

test("the keypad replaces, adds and takes away", () => {
  assert.equal([..."12"].reduce((number, key) => press(number, key), 0), 12);
  assert.equal(press(12, "back"), 1);
  assert.equal(press(0, "minus"), 0);
  assert.equal(press(4, "remaining", 6), 10);
  assert.equal(press(999_999, "9"), 999_999);
});

test("a page that hears a key late waits longer for the next, within bounds", () => {
  assert.deepEqual([lagOf({ timeStamp: 900 }, 1000), lagOf({ timeStamp: 1005 }, 1000), lagOf({ timeStamp: 0 }, 9000)], [100, 0, 1300]);
});
