// Tells a hand scanner from a person by rhythm alone. Pure: time comes in with each key, in ms.
//
//   waiting ──key──▶ gathering ──fourth quick key──▶ keeping ──Enter or Tab──▶ a scan
//                        │                              │ slow after all, or a key no scanner sends
//                        └──Enter, not quick──▶ waiting ◀┘ what was kept is given back
//
// Quick is judged by the median gap, because wireless scanners stutter: fragments with pauses up
// to `pause` are one scan. Only the suffix ends a scan, never a time-out, unless `quiet` is set
// for a device that sends no suffix.

import { characterOfNumber, readKey, textOf } from "./keys.js";

const NOTHING = Object.freeze({});

export function createBurst({ gap = 45, pause = 1300, quick = 3, quiet = null, layout = "key" } = {}) {
  let strokes = [];
  let gaps = [];
  let number = "";
  let last = -Infinity;
  let keeping = false;
  let caps = false;

  /**
   * Takes one keydown {key, code, shift, ctrl, alt, meta, altGraph, repeat, at}; `typing` says that
   * a field for people has the focus. Answers what to do, each part only when true:
   * `began` (remember the focused field now), `keep` (the key goes no further), `restore` (put the
   * field back as remembered), `giveBack` (text that was a person's after all), `scan` (the text) with
   * `caps` where caps lock was on and could have had its hand in it.
   */
  function key(event, { typing = false } = {}) {
    const stroke = readKey(event);
    if (stroke.kind === "none") return NOTHING;
    const late = event.at - last > pause ? giveUp() : NOTHING;
    return { ...late, ...take(stroke, event, typing) };
  }

  /** Called when no key came for a while, at time `at`. */
  function rest(at) {
    if (quiet !== null && at - last >= quiet && isQuick()) return finish();
    return at - last > pause ? giveUp() : NOTHING;
  }

  function take(stroke, event, typing) {
    if (event.repeat) return giveUp();
    if (stroke.kind === "other" || (stroke.byControl && !mayControl(stroke))) return giveUp();
    if (stroke.kind === "suffix") return end(event);
    if (stroke.kind === "modifier") return pressModifier(event);
    return press(stroke, event, typing);
  }

  // A separator may open a scan; the other control keys are a person's shortcuts outside one.
  const mayControl = (stroke) => isQuick() || (stroke.kind === "control" && "\u001d\u001e".includes(stroke.byKey));

  function pressModifier(event) {
    if (event.key === "Alt") spellNumber();
    if (strokes.length) beat(event.at);
    return NOTHING;
  }

  function press(stroke, event, typing) {
    if (stroke.kind !== "digit") spellNumber();
    const slow = event.at - last > gap;
    if (slow && isPersonal(typing)) forget();
    const began = strokes.length === 0 && number === "";
    beat(event.at);
    if (stroke.kind === "digit") number += stroke.digit;
    else strokes.push(stroke);
    caps ||= Boolean(event.caps);
    return keeping ? keepOn(stroke) : { ...(began && { began }), ...startKeeping() };
  }

  // Slow keys before a quick run are somebody's own typing, and no part of the scan. With no field
  // in use a few of them may be the stuttering start of one, so they are given the benefit.
  function isPersonal(typing) {
    return !keeping && !isQuick() && (typing || strokes.length > quick);
  }

  function startKeeping() {
    if (strokes.length <= quick || !isQuick()) return NOTHING;
    keeping = true;
    return { keep: true, restore: true };
  }

  function keepOn(stroke) {
    if (isQuick()) return { keep: true };
    if (stroke.kind !== "digit") strokes.pop();
    return giveUp();
  }

  function end(event) {
    spellNumber();
    beat(event.at, { counts: false });
    return isQuick() ? { keep: true, ...finish() } : giveUp();
  }

  function finish() {
    const read = textOf(strokes, layout);
    layout = read.layout;
    const restore = !keeping;
    // What is read by the place of the keys knows nothing of caps lock.
    const locked = caps && layout === "key";
    forget();
    return { scan: read.text, ...(locked && { caps: true }), ...(restore && { restore }) };
  }

  function giveUp() {
    const giveBack = keeping ? strokes.map(({ kind, byKey }) => (kind === "character" ? byKey : "")).join("") : "";
    forget();
    return giveBack ? { giveBack } : NOTHING;
  }

  function forget() {
    strokes = [];
    gaps = [];
    number = "";
    last = -Infinity;
    keeping = false;
    caps = false;
  }

  function beat(at, { counts = true } = {}) {
    if (counts && last > -Infinity) gaps.push(at - last);
    last = at;
  }

  function spellNumber() {
    const text = number && characterOfNumber(number);
    number = "";
    if (text) strokes.push({ kind: text < " " ? "control" : "character", byKey: text, byPlace: text });
  }

  function isQuick() {
    return strokes.length >= quick && gaps.length >= quick - 1 && median(gaps) <= gap;
  }

  return { key, rest, waitsFor: () => quiet ?? pause, isKeeping: () => keeping };
}

/** The middle of the values; of two middles the lower, so that one stutter decides nothing. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
