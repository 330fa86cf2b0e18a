// What two known codes tell about a scanner, told from its key events or its text.

import assert from "node:assert/strict";
import { test } from "node:test";

import { judge, readRecord, whichCode } from "../../static/js/floor/device-check.js";

const codes = { plain: "LW*aqzwym-/.:0258", head: "10LW-A1", tail: "21LW-Z9" };
const SHIFTED = "~!@#$%^&*()_+{}|:\"<>?";
const PLACES = {
  "*": "Digit8", "-": "Minus", "/": "Slash", ".": "Period", ":": "Semicolon", "%": "Digit5", "{": "BracketLeft",
  "}": "BracketRight", "<": "Comma", ">": "Period", "|": "Backslash", "]": "BracketRight", "#": "Digit3",
};
const FRENCH = {
  KeyA: "qQ", KeyQ: "aA", KeyW: "zZ", KeyZ: "wW", KeyM: ",?", Semicolon: "mM", Minus: ")°", Slash: "!§", Period: ":/",
  Digit0: "à0", Digit1: "&1", Digit2: "é2", Digit3: "\"3", Digit4: "'4", Digit5: "(5", Digit6: "-6", Digit7: "è7", Digit8: "_8", Digit9: "ç9",
};
const GERMAN = { KeyY: "zZ", KeyZ: "yY", Minus: "ß?", Slash: "-_", Semicolon: "öÖ", Digit8: "8(", Digit5: "5%", Digit2: "2\"", Digit1: "1!" };

/** The events of one scan by a scanner that believes in a US keyboard, on a host with `host`. */
function typed(text, { gap = 8, suffix = "Enter", host = {}, gs = "ctrl", swap = false, caps = false } = {}) {
  const events = [];
  let at = 1000;
  const push = (event) => events.push({ shift: false, ctrl: false, alt: false, caps, at: (at += gap), ...event });
  for (const sign of text) {
    if (sign === "\u001d") separate(push, gs);
    else press(push, sign, host, swap);
  }
  if (suffix) push({ key: suffix, code: suffix });
  return { keys: events };
}

function press(push, sign, host, swap) {
  const isLetter = /[a-z]/i.test(sign);
  const code = isLetter ? `Key${sign.toUpperCase()}` : /\d/.test(sign) ? `Digit${sign}` : PLACES[sign];
  const shift = isLetter ? sign < "a" : SHIFTED.includes(sign);
  const key = host[code]?.[shift ? 1 : 0] ?? sign;
  const flipped = key === key.toLowerCase() ? key.toUpperCase() : key.toLowerCase();
  push({ key: swap && /^[a-z]$/i.test(key) ? flipped : key, code, shift });
}

function separate(push, gs) {
  if (gs === "ctrl") push({ key: "]", code: "BracketRight", ctrl: true });
  else if (gs === "f8") push({ key: "F8", code: "F8" });
  else if (gs === "alt") [..."0029"].forEach((digit) => push({ key: digit, code: `Numpad${digit}`, alt: true }));
  else [...gs].forEach((sign) => press(push, sign, {}, false));
}

const GS_TEXT = `${codes.head}\u001d${codes.tail}`;
const check = (how = {}, more = how) => judge({
  plain: readRecord(typed(codes.plain, how)),
  gs: readRecord(typed(GS_TEXT, more)),
}, codes);
const states = ({ findings }) => Object.fromEntries(findings.map(({ key, state }) => [key, state]));
const USUAL = { quiet_ms: "", gap_ms: 45, layout: "key", letters: "keep", prefix: "", separators: [] };

test("a good scanner needs nothing", () => {
  const found = check();
  assert.deepEqual(states(found), {
    way_keys: "good", layout_same: "good", suffix_key: "good", separator_ctrl: "good", identifier_none: "tip", speed_quick: "good",
  });
  assert.deepEqual(found.scanner, USUAL);
});

test("the separator is known in each of its dresses", () => {
  for (const gs of ["ctrl", "f8", "alt"]) assert.equal(states(check({ gs }))[`separator_${gs}`], "good");
});

test("a stand-in for the separator is kept with the device", () => {
  for (const gs of ["%1D", "<GS>", "{GS}", "|", "#"]) {
    const found = check({ gs });
    assert.equal(states(found).separator_stand_in, "put_right");
    assert.deepEqual(found.scanner.separators, [gs]);
  }
});

test("a lost separator, and one that could be part of a code, are for the scanner's settings", () => {
  assert.equal(states(check({ gs: "" })).separator_lost, "fix");
  assert.equal(states(check({ gs: "X" })).separator_unfit, "fix");
});

test("a scanner that cannot read the second code is judged by the first", () => {
  const { findings } = judge({ plain: readRecord(typed(codes.plain)) }, codes);
  assert.equal(findings.find(({ name }) => name === "separator").key, "separator_untested");
});

test("a US scanner on a French or German keyboard is read by the place of its keys", () => {
  for (const [host, keyboard] of [[FRENCH, "AZERTY"], [GERMAN, "QWERTZ"]]) {
    const found = check({ host });
    const layout = found.findings.find(({ name }) => name === "layout");
    assert.deepEqual([layout.state, layout.values.keyboard], ["put_right", keyboard]);
    assert.deepEqual(found.scanner, { ...USUAL, layout: "us" });
  }
});

test("garbled text without keys can only be mended in the scanner", () => {
  const french = readRecord({ text: "LZ8qawzy,)!:Màé(_" });
  const { findings } = judge({ plain: french }, codes);
  assert.deepEqual(findings.find(({ name }) => name === "layout").values, { keyboard: "AZERTY" });
});

test("a scanner set to a French keyboard on a US one is told so", () => {
  const { findings } = judge({ plain: readRecord({ text: "LZ\\qawzy;6>\u003c.)@%*" }) }, codes);
  assert.deepEqual(findings.find(({ name }) => name === "layout").key, "layout_scanner");
});

test("caps lock is put right while it is on, a scanner that swaps always", () => {
  assert.equal(check({ swap: true, caps: true }).scanner.letters, "caps_lock");
  const found = check({ swap: true });
  assert.equal(found.scanner.letters, "swap");
  assert.equal(states(found).letters_swapped, "put_right");
});

test("capitals that are lost are for the scanner's settings", () => {
  const { findings } = judge({ plain: readRecord({ text: codes.plain.toUpperCase() }) }, codes);
  assert.equal(findings.find(({ name }) => name === "letters").key, "letters_flat");
});

test("a scanner without a suffix gets its end from quiet", () => {
  const found = check({ suffix: "", gap: 20 });
  assert.equal(states(found).suffix_none, "put_right");
  assert.equal(found.scanner.quiet_ms, 200);
  assert.equal(check({ suffix: "", gap: 40 }).scanner.quiet_ms, 240);
});

test("Tab is a suffix as good as Enter", () => {
  assert.equal(check({ suffix: "Tab" }).findings.find(({ name }) => name === "suffix").values.key, "Tab");
});

test("a slow scanner is waited for, one as slow as people is not", () => {
  assert.equal(check({ gap: 60 }).scanner.gap_ms, 78);
  assert.equal(states(check({ gap: 150 })).speed_slow, "fix");
});

test("text that is put in needs no suffix", () => {
  const found = judge({ plain: readRecord({ text: codes.plain }), gs: readRecord({ text: GS_TEXT }) }, codes);
  assert.deepEqual(states(found), {
    way_text: "good", layout_text: "good", suffix_text: "good", separator_sign: "good", identifier_none: "tip",
  });
  assert.deepEqual(found.scanner, USUAL);
});

test("the identifier is told from what the scanner puts before every code", () => {
  const plain = readRecord({ text: `Z#]C0${codes.plain}` });
  const gs = readRecord({ text: `Z#]C1${GS_TEXT}` });
  const found = judge({ plain, gs }, codes);
  assert.equal(found.findings.find(({ name }) => name === "identifier").values.identifier, "]C1");
  assert.equal(found.scanner.prefix, "Z#");
});

test("what stands behind a code is for the scanner's settings", () => {
  const { findings } = judge({ plain: readRecord({ text: `${codes.plain};` }) }, codes);
  assert.deepEqual(findings.find(({ name }) => name === "tail").values, { tail: ";" });
});

test("each code is known by its text, and another one is not", () => {
  assert.equal(whichCode(readRecord(typed(codes.plain, { host: FRENCH })), codes), "plain");
  assert.equal(whichCode(readRecord(typed(GS_TEXT, { gs: "" })), codes), "gs");
  assert.equal(whichCode(readRecord(typed("A-01-3")), codes), null);
  assert.equal(whichCode(readRecord({ text: "003456789012345675" }), codes), null);
});

test("a keyboard nobody knows is shown with what arrived and what is printed", () => {
  const turned = readRecord({ text: "NZ*a'/,fmi-z.0258" });
  assert.equal(whichCode(turned, codes), "plain");
  const { findings } = judge({ plain: turned }, codes);
  assert.deepEqual(findings.find(({ name }) => name === "layout").key, "layout_unknown");
});
