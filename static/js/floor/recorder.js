// Writes down one scan after the other as it arrives, keys and injected text alike, and judges none.
// It ends with Enter or Tab, or where nothing came for `quiet` ms: for a scanner without a suffix.

import { isField } from "./field.js";
import { lagOf, plain } from "./wedge.js";

const LEAST = 3;
const ENDS = new Set(["Enter", "Tab"]);

/** `input` is the page's field for scanners; `onRecord` gets {keys, text}. */
export function createRecorder({ input, onRecord, early = [], quiet = 1300 }) {
  let keys = [];
  let pasted = "";
  let timer = 0;

  function onKeydown(event) {
    const focused = document.activeElement;
    if (isField(focused) && focused !== input) return;
    keys.push(plain(event));
    const isScan = hasEnough();
    if (isScan && (ENDS.has(event.key) || event.ctrlKey)) event.preventDefault();
    if (ENDS.has(event.key)) finish();
    else wait(lagOf(event));
  }

  function onPaste(event) {
    event.preventDefault();
    pasted += event.clipboardData.getData("text/plain");
    wait();
  }

  function wait(longer = 0) {
    clearTimeout(timer);
    timer = setTimeout(finish, quiet + longer);
  }

  const hasEnough = () => keys.length > LEAST || input.value.length >= LEAST || pasted.length >= LEAST;

  function finish() {
    clearTimeout(timer);
    const record = { keys, text: pasted || input.value };
    const whole = hasEnough();
    keys = [];
    pasted = "";
    input.value = "";
    if (whole) onRecord(record);
  }

  early.forEach((event) => onKeydown(event));
  window.addEventListener("keydown", onKeydown, true);
  input.addEventListener("input", () => wait());
  input.addEventListener("paste", onPaste);
}
