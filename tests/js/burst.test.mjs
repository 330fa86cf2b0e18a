// The rhythm of a hand scanner told from the rhythm of a person.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createBurst, median } from "../../static/js/floor/burst.js";

const codeOf = (key) => {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  if (/^\d$/.test(key)) return `Digit${key}`;
  return { "-": "Minus", "*": "Digit8", "]": "BracketRight", "[": "BracketLeft", " ": "Space" }[key] ?? key;
};

const press = (key, at, more = {}) => ({ key, code: codeOf(key), shift: /^[A-Z*]$/.test(key), at, ...more });

/** Feeds keys with `gap` ms between them; answers everything that came out, merged and in order. */
function feed(burst, keys, { gap = 8, from = 1000, context } = {}) {
  return keys.map((key, index) => {
    const event = typeof key === "string" ? press(key, from + index * gap) : { at: from + index * gap, ...key };
    return burst.key(event, context);
  });
}

const scansOf = (results) => results.flatMap(({ scan }) => (scan === undefined ? [] : [scan]));
const scanned = (keys, options, burst = createBurst()) => scansOf(feed(burst, keys, options));

test("a quick burst ended by Enter is a scan", () => {
  assert.deepEqual(scanned([..."A-01-3", "Enter"]), ["A-01-3"]);
});

test("a quick burst ended by Tab is a scan", () => {
  assert.deepEqual(scanned([..."4006381333931", "Tab"]), ["4006381333931"]);
});

test("three characters are enough for a scan and two are not", () => {
  assert.deepEqual(scanned([..."A01", "Enter"]), ["A01"]);
  assert.deepEqual(scanned([..."A0", "Enter"]), []);
});

test("people typing stay people, Enter included", () => {
  for (const gap of [80, 120, 250]) {
    const results = feed(createBurst(), [..."A-01-3", "Enter"], { gap });
    assert.deepEqual(scansOf(results), []);
    assert.ok(results.every(({ keep }) => !keep));
  }
});

test("from the fourth quick key on nothing reaches the field, and what leaked is put back", () => {
  const results = feed(createBurst(), [..."ABCDE", "Enter"]);
  assert.deepEqual(results.map(({ keep }) => Boolean(keep)), [false, false, false, true, true, true]);
  assert.deepEqual(results.map(({ began, restore }) => [Boolean(began), Boolean(restore)]).slice(0, 5),
    [[true, false], [false, false], [false, false], [false, true], [false, false]]);
});

test("a scan of three puts the field back at its end", () => {
  const results = feed(createBurst(), [..."A01", "Enter"]);
  assert.deepEqual(results.at(-1), { keep: true, scan: "A01", restore: true });
});

test("Enter without a burst before it is somebody's Enter", () => {
  assert.deepEqual(feed(createBurst(), ["Enter"]), [{}]);
});

test("fragments with pauses up to 1.3 seconds are one scan", () => {
  const burst = createBurst();
  feed(burst, [..."01040063"], { from: 0 });
  feed(burst, [..."81333931"], { from: 1300 });
  assert.deepEqual(scanned([..."10C202507", "Enter"], { from: 2300 }, burst), ["010400638133393110C202507"]);
});

test("after a longer pause a new scan begins", () => {
  const burst = createBurst();
  feed(burst, [..."LOST"], { from: 0 });
  assert.deepEqual(scanned([..."A-01-3", "Enter"], { from: 2000 }, burst), ["A-01-3"]);
});

test("no pause ends a scan by itself", () => {
  const burst = createBurst();
  feed(burst, [..."A-01-3"], { from: 0 });
  assert.deepEqual(burst.rest(1000), {});
});

test("a device without a suffix may end its scans by quiet", () => {
  const burst = createBurst({ quiet: 120 });
  feed(burst, [..."A-01-3"], { from: 0 });
  assert.deepEqual(burst.rest(100), {});
  assert.equal(burst.rest(200).scan, "A-01-3");
});

test("letters typed into a field before the scan are no part of it", () => {
  const burst = createBurst();
  const context = { typing: true };
  feed(burst, [..."note"], { gap: 140, from: 0, context });
  const results = feed(burst, [..."A-01-3", "Enter"], { from: 700, context });
  assert.deepEqual(scansOf(results), ["A-01-3"]);
  assert.equal(results[0].began, true);
});

test("quick rolling fingers get their letters back", () => {
  const burst = createBurst();
  const context = { typing: true };
  const kept = feed(burst, [..."there"].slice(0, 4), { gap: 30, from: 0, context });
  assert.equal(kept[3].keep, true);
  const next = [200, 330, 480, 620].map((at, index) => burst.key(press("eabc"[index], at), context));
  const back = next.find(({ giveBack }) => giveBack);
  assert.match(back.giveBack, /^ther/);
  assert.equal(back.keep, undefined);
});

test("what was kept of a burst that never ended is given back after the pause", () => {
  const burst = createBurst();
  feed(burst, [..."ABCDEF"], { from: 0 });
  assert.deepEqual(burst.rest(2000), { giveBack: "ABCDEF" });
});

test("a key held down is a person", () => {
  const burst = createBurst();
  const held = [0, 30, 60, 90, 120].map((at, index) => burst.key(press("a", at, { repeat: index > 0 })));
  assert.ok(held.every(({ keep }) => !keep));
  assert.deepEqual(burst.key(press("Enter", 150)), {});
});

test("an arrow or a backspace ends a burst without a scan", () => {
  const results = feed(createBurst(), [..."ABC", "Backspace", "Enter"]);
  assert.deepEqual(scansOf(results), []);
});

const GTIN = [..."0104006381333931"];
const LOT = [..."10C202507"];
const SERIAL = [..."21HD1"];
const expected = "010400638133393110C202507\u001d21HD1";
const ctrl = (key, code) => ({ key, code, ctrl: true });
const ALT_0029 = [
  { key: "Alt", code: "AltLeft", alt: true },
  ...[..."0029"].map((digit) => ({ key: digit, code: `Numpad${digit}`, alt: true })),
];

for (const [name, keys] of Object.entries({
  "Ctrl+]": [{ key: "Control", code: "ControlLeft", ctrl: true }, ctrl("]", "BracketRight")],
  "Ctrl+] by place on another layout": [ctrl("$", "BracketRight")],
  "Alt+0029": ALT_0029,
  F8: [{ key: "F8", code: "F8" }],
  "the character itself": [{ key: "\u001d", code: "" }],
  "{GS} spelled": [..."{GS}"],
})) {
  test(`the group separator is understood as ${name}`, () => {
    assert.deepEqual(scanned([...GTIN, ...LOT, ...keys, ...SERIAL, "Enter"]), [expected]);
  });
}

test("a separator may open a scan and is kept when it does", () => {
  assert.deepEqual(scanned([ctrl("]", "BracketRight"), ...GTIN, "Enter"]), ["\u001d0104006381333931"]);
});

test("an ISO 15434 envelope keeps its separators and its end", () => {
  const keys = [..."[)>", ctrl("^", "Digit6"), ..."06", ctrl("]", "BracketRight"), ..."1TC1", ctrl("^", "Digit6"), ctrl("d", "KeyD"), "Enter"];
  assert.deepEqual(scanned(keys), ["[)>\u001e06\u001d1TC1\u001e\u0004"]);
});

test("a person's Ctrl+C is left alone", () => {
  assert.deepEqual(feed(createBurst(), [ctrl("c", "KeyC")]), [{}]);
});

// What a French host makes of the keys of a scanner that believes in a US keyboard.
const FRENCH = { 0: "à", 1: "&", 2: "é", 3: "\"", 4: "'", 5: "(", 6: "-", 7: "è", 8: "_", 9: "ç" };
const onFrench = (text) => [...text].map((sign) => ({ key: FRENCH[sign] ?? sign, code: codeOf(sign), shift: /[A-Z]/.test(sign) }));

test("a US scanner on a French host is read by the place of its keys", () => {
  const keys = onFrench("0104006381333931").concat({ key: "Q", code: "KeyA", shift: true });
  assert.deepEqual(scanned([...keys, "Enter"]), ["0104006381333931A"]);
});

test("a French scanner on a French host is read by its keys", () => {
  const shifted = [..."010400"].map((digit) => ({ key: digit, code: codeOf(digit), shift: true }));
  assert.deepEqual(scanned([...shifted, { key: "-", code: "Digit6" }, { key: "A", code: "KeyQ", shift: true }, "Enter"]), ["010400-A"]);
});

test("the layout once learnt also serves a code without digits", () => {
  const burst = createBurst();
  assert.deepEqual(scanned([...onFrench("12345"), "Enter"], {}, burst), ["12345"]);
  const keys = [{ key: "L", code: "KeyL", shift: true }, { key: "Z", code: "KeyW", shift: true }, { key: "Q", code: "KeyA", shift: true }];
  assert.deepEqual(scanned([...keys, "Enter"], { from: 5000 }, burst), ["LWA"]);
});

test("two units scanned one after the other are two scans", () => {
  const burst = createBurst();
  const once = [..."4006381333931", "Enter"];
  assert.deepEqual([...scanned(once, { from: 0 }, burst), ...scanned(once, { from: 300 }, burst)], ["4006381333931", "4006381333931"]);
});

test("the median of an even number of gaps is the lower of the two middles", () => {
  assert.equal(median([300, 8, 9, 400]), 9);
});
