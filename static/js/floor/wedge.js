// Hand scanners that play keyboard, wherever the focus is: keys are heard on the window before
// anybody else, by the time the system gave them (event.timeStamp), not by when we got round to them.

import { createBurst } from "./burst.js";
import { isField, putBack, remember, typeInto } from "./field.js";

const LONGEST_LAG = 1300;

/**
 * Calls `onScan({text, symbology, source})` for each burst. `scanInput` is the field made for
 * scanners: what is typed there is not somebody's text. `quiet` and `gap` (ms) and `layout` ("us")
 * are the device's settings. `early` are the key events written down before this module ran.
 */
export function listenForKeys({ onScan, scanInput = null, quiet = null, gap, layout = "key", early = [] }) {
  const burst = createBurst({ quiet, gap, layout });
  const kept = new Set();
  let before = null;
  let timer = 0;

  function onKeydown(event) {
    const focused = document.activeElement;
    const seen = burst.key(plain(event), { typing: isField(focused) && focused !== scanInput });
    obey(seen, focused);
    if (seen.keep) withhold(event);
    clearTimeout(timer);
    timer = setTimeout(letKeysIn, burst.waitsFor() + lagOf(event) + 20);
  }

  function obey(seen, focused) {
    if (seen.giveBack) typeInto(focused, seen.giveBack);
    if (seen.began) before = remember(focused);
    if (seen.restore) putBack(before);
    if (seen.scan) onScan({ text: seen.scan, symbology: null, source: "wedge", caps: Boolean(seen.caps) });
  }

  function withhold(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    kept.add(event.code);
  }

  // A button is pressed by the release of the space bar, so the release is kept with the press.
  function onKeyup(event) {
    if (kept.delete(event.code)) event.preventDefault();
  }

  // Alt and a number make their character on release, without a keydown of its own.
  function onKeypress(event) {
    if (burst.isKeeping()) event.preventDefault();
  }

  // A page that was busy may also hear its timer before the keys that wait for it: they come first.
  function letKeysIn() {
    timer = setTimeout(onRest, 0);
  }

  const onRest = () => obey(burst.rest(performance.now()), document.activeElement);

  early.forEach((event) => onKeydown(event));
  window.addEventListener("keydown", onKeydown, true);
  window.addEventListener("keyup", onKeyup, true);
  window.addEventListener("keypress", onKeypress, true);
}

/**
 * How late, in ms, the page hears a key. Where it lags, keys that were pressed in time are still on
 * their way, and what looks like quiet is none: it waits for as much longer.
 */
export function lagOf(event, now = performance.now()) {
  return Math.min(LONGEST_LAG, Math.max(0, now - event.timeStamp));
}

/** A key event as plain values, for those who judge it. */
export function plain(event) {
  return {
    key: event.key ?? "Unidentified",
    code: event.code ?? "",
    shift: event.shiftKey,
    ctrl: event.ctrlKey,
    alt: event.altKey,
    meta: event.metaKey,
    altGraph: event.getModifierState?.("AltGraph") ?? false,
    caps: event.getModifierState?.("CapsLock") ?? false,
    repeat: event.repeat,
    at: event.timeStamp,
  };
}
