// What two scans of known codes tell about the scanner that made them. Pure: key events and texts go
// in, findings and settings come out.
//
// `codes` are the texts printed on the page: {plain, head, tail}. `plain` holds every letter, digit
// and sign that another country's keyboard moves; the second code is head, GS, tail.

import { characterOfNumber, GS, readKey } from "./keys.js";
import { median } from "./burst.js";
import { swapCase } from "./tuned.js";

const LEAST = 3;
const USUAL_GAP = 45;
// Beyond this keys are as far apart as those of somebody who types.
const SLOWEST_GAP = 110;
const LONGEST_PREFIX = 8;
const LONGEST_SEPARATOR = 8;
const IDENTIFIER = /\][A-Za-z][0-9A-Za-z]$/;

// The same keys in the same order on three keyboards, without Shift and with it.
const KEYBOARDS = {
  us: "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?",
  azerty: "²&é\"'(-è_çà)=azertyuiop^$*qsdfghjklmùwxcvbn,;:!\u00001234567890°+AZERTYUIOP¨£µQSDFGHJKLM%WXCVBN?./§",
  qwertz: "^1234567890ß´qwertzuiopü+#asdfghjklöäyxcvbnm,.-°!\"§$%&/()=?`QWERTZUIOPÜ*'ASDFGHJKLÖÄYXCVBNM;:_",
};

/**
 * One scan, read: {way, byKey, byPlace, suffix, gap, dresses}. `way` is "keys" or "text"; `suffix`
 * the key that ended it or null; `gap` the median of the times between keys; `dresses` how control
 * characters came ("ctrl", "alt", "f8" or "sign").
 */
export function readRecord({ keys = [], text = "" }) {
  const seen = { strokes: [], gaps: [], dresses: new Set(), suffix: null, number: "", last: null };
  keys.forEach((event) => take(seen, event));
  spell(seen);
  if (seen.strokes.length < LEAST && text.length > seen.strokes.length) return readText(text, seen.suffix);
  const joined = (by) => seen.strokes.map((stroke) => stroke[by] || stroke.byKey || "").join("");
  return {
    way: "keys",
    byKey: joined("byKey"),
    byPlace: joined("byPlace"),
    suffix: seen.suffix,
    gap: seen.gaps.length ? Math.round(median(seen.gaps)) : 0,
    dresses: [...seen.dresses],
    caps: keys.some(({ caps }) => caps),
  };
}

function take(seen, event) {
  const stroke = readKey(event);
  if (stroke.kind === "none" || stroke.kind === "other" || event.repeat) return;
  if (stroke.kind === "suffix") {
    spell(seen);
    seen.suffix = event.key === "Tab" ? "Tab" : "Enter";
    return;
  }
  if (stroke.kind !== "modifier" || seen.strokes.length) beat(seen, event.at);
  if (stroke.kind === "digit") {
    seen.number += stroke.digit;
    return;
  }
  if (stroke.kind !== "modifier" || event.key === "Alt") spell(seen);
  if (stroke.kind === "control") seen.dresses.add(event.key === "F8" ? "f8" : event.ctrl ? "ctrl" : "sign");
  if (stroke.kind === "control" || stroke.kind === "character") seen.strokes.push(stroke);
}

function spell(seen) {
  const sign = seen.number && characterOfNumber(seen.number);
  seen.number = "";
  if (!sign) return;
  if (sign < " ") seen.dresses.add("alt");
  seen.strokes.push({ byKey: sign, byPlace: sign });
}

function beat(seen, at) {
  if (seen.last !== null) seen.gaps.push(at - seen.last);
  seen.last = at;
}

function readText(text, suffix) {
  const ended = /\t$/.test(text) ? "Tab" : /[\r\n]$/.test(text) ? "Enter" : suffix;
  return { way: "text", byKey: text.replace(/[\r\n\t]+$/, ""), byPlace: "", suffix: ended, gap: 0, dresses: [], caps: false };
}

/** Which of the two codes a scan was: "plain", "gs", or null for one that is not of this page. */
export function whichCode(scan, codes) {
  if (find(scan, codes.plain)) return "plain";
  if (find(scan, codes.head) && find(scan, codes.tail)) return "gs";
  // Too garbled to be known, but as long as the first code and with its last digits: it is taken for it.
  const more = scan.byKey.replace(/^\][A-Za-z][0-9A-Za-z]/, "").length - codes.plain.length;
  return more >= 0 && more <= LONGEST_PREFIX && scan.byKey.includes(codes.plain.slice(-3)) ? "plain" : null;
}

/** {findings, scanner} of the scans made: `plain` and, where it could be read, `gs`. */
export function judge({ plain, gs = null }, codes) {
  const keyboard = find(plain, codes.plain) ?? { layout: "key", letters: "keep", unknown: true, text: plain.byKey, at: -1 };
  const around = aroundOf(keyboard, codes.plain);
  const separated = gs && separatorOf(gs, codes, keyboard);
  const scans = gs ? [plain, gs] : [plain];
  const gap = Math.max(...scans.map((scan) => scan.gap));
  const findings = [
    good("way", plain.way),
    layoutFinding(keyboard, plain, codes),
    lettersFinding(keyboard, plain),
    suffixFinding(scans, gap),
    separatorFinding(separated, gs),
    identifierFinding(separated?.identifier || around.identifier),
    prefixFinding(around.prefix),
    tailFinding(around.tail),
    plain.way === "keys" ? speedFinding(gap) : null,
  ].filter(Boolean);
  return { findings, scanner: Object.assign({}, USUAL, ...findings.map(({ setting }) => setting)) };
}

const USUAL = Object.freeze({ quiet_ms: "", gap_ms: USUAL_GAP, layout: "key", letters: "keep", prefix: "", separators: [] });

const finding = (state) => (name, key, values = {}, setting = {}) => ({ name, state, key: `${name}_${key}`, values, setting });
const good = finding("good");
const putRight = finding("put_right");
const tip = finding("tip");
const fix = finding("fix");

/**
 * Where the known text stands in a scan, and what had to be undone to find it there: letters swapped
 * or not, by key or by place (which knows nothing of caps lock and would hide it), or the keyboards
 * of two countries taken for each other.
 */
function find(scan, known) {
  const ways = [
    { layout: "key", letters: "keep", text: scan.byKey },
    { layout: "key", letters: "swap", text: swapCase(scan.byKey) },
    { layout: "us", letters: "keep", text: scan.byPlace },
  ];
  for (const country of ["azerty", "qwertz"]) {
    ways.push({ layout: "key", letters: "keep", host: country, text: translate(scan.byKey, country, "us") });
    ways.push({ layout: "key", letters: "keep", scannerIs: country, text: translate(scan.byKey, "us", country) });
  }
  for (const way of ways) {
    const at = way.text.indexOf(known);
    if (at >= 0) return { ...way, at };
  }
  const at = scan.byKey.toUpperCase().indexOf(known.toUpperCase());
  return at < 0 ? null : { layout: "key", letters: "keep", flat: true, text: scan.byKey, at };
}

function translate(text, from, to) {
  return [...text].map((sign) => KEYBOARDS[to][KEYBOARDS[from].indexOf(sign)] ?? sign).join("");
}

function aroundOf({ text, at }, known) {
  if (at < 0) return { identifier: "", prefix: "", tail: "" };
  const before = text.slice(0, at);
  const identifier = IDENTIFIER.exec(before)?.[0] ?? "";
  return { identifier, prefix: before.slice(0, before.length - identifier.length), tail: text.slice(at + known.length) };
}

function separatorOf(scan, codes, keyboard) {
  const head = find(scan, codes.head);
  if (!head) return null;
  // The first code tells more of the keyboard than this one; its way is tried first.
  const same = { us: scan.byPlace, key: keyboard.letters === "swap" ? swapCase(scan.byKey) : scan.byKey }[keyboard.layout];
  const text = same.includes(codes.head) ? same : head.text;
  const at = text.toUpperCase().indexOf(codes.head.toUpperCase());
  const end = text.toUpperCase().lastIndexOf(codes.tail.toUpperCase());
  const { identifier } = aroundOf({ text, at }, codes.head);
  return end < 0 ? null : { identifier, sign: text.slice(at + codes.head.length, end) };
}

function layoutFinding(keyboard, scan, codes) {
  if (keyboard.unknown) return fix("layout", "unknown", { found: scan.byKey, expected: codes.plain });
  if (keyboard.host) return fix("layout", "host", { keyboard: keyboard.host.toUpperCase() });
  if (keyboard.scannerIs) return fix("layout", "scanner", { keyboard: keyboard.scannerIs.toUpperCase() });
  if (keyboard.layout === "us") return putRight("layout", "us", { keyboard: countryOf(scan, codes) }, { layout: "us" });
  return good("layout", scan.way === "keys" ? "same" : "text");
}

function countryOf(scan, codes) {
  const country = ["azerty", "qwertz"].find((one) => translate(scan.byKey, one, "us").includes(codes.plain));
  return country ? country.toUpperCase() : "QWERTY";
}

function lettersFinding({ letters, flat }, { caps }) {
  if (flat) return fix("letters", "flat");
  if (letters === "keep") return null;
  return caps ? putRight("letters", "caps_lock", {}, { letters: "caps_lock" }) : putRight("letters", "swapped", {}, { letters: "swap" });
}

function suffixFinding(scans, gap) {
  const [first] = scans;
  const bare = scans.some(({ suffix }) => !suffix);
  if (!bare) return good("suffix", "key", { key: first.suffix });
  if (first.way === "text") return good("suffix", "text");
  // Six keys' time without a key, and never so little that a stuttering radio cuts a code in two.
  const quiet = Math.min(500, Math.max(200, Math.ceil((gap * 6) / 10) * 10));
  return putRight("suffix", "none", { ms: quiet }, { quiet_ms: quiet });
}

function separatorFinding(separated, scan) {
  if (!separated) return tip("separator", "untested");
  const { sign } = separated;
  if (sign === GS) return good("separator", scan.dresses[0] ?? "sign");
  if (sign === "") return fix("separator", "lost");
  if (sign.length <= LONGEST_SEPARATOR && !/^[\p{L}\p{N}]+$/u.test(sign) && !/\p{C}/u.test(sign)) {
    return putRight("separator", "stand_in", { sign }, { separators: [sign] });
  }
  return fix("separator", "unfit", { sign });
}

const identifierFinding = (identifier) => (identifier ? good("identifier", "sent", { identifier }) : tip("identifier", "none"));

function prefixFinding(prefix) {
  if (!prefix) return null;
  const fits = prefix.length <= LONGEST_PREFIX && !/\p{C}/u.test(prefix);
  return fits ? putRight("prefix", "taken_off", { prefix }, { prefix }) : fix("prefix", "long", { prefix });
}

const tailFinding = (tail) => (tail ? fix("tail", "there", { tail }) : null);

function speedFinding(gap) {
  if (gap <= USUAL_GAP) return good("speed", "quick", { ms: gap });
  if (gap > SLOWEST_GAP) return fix("speed", "slow", { ms: gap });
  return putRight("speed", "wider", { ms: gap }, { gap_ms: Math.ceil(gap * 1.3) });
}
