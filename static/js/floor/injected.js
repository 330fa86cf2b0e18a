// Scanners that put text into the focused field without keys (an Android scan service, a paste),
// and people who type a code there and press Enter. The field is real and visible, and asks for no
// soft keyboard until somebody wants to type.

const LEAST = 3;
const SETTLED = 150;

/** Listens on `input`, the field for scanners; `onScan` gets each text that arrived there. */
export function listenForText({ input, onScan }) {
  let length = 0;
  let blind = false;
  let arrived = false;
  let timer = 0;

  // With the soft keyboard up every letter arrives without a key of its own: that is a person.
  const byHand = () => input.inputMode === "text";

  function onInput(event) {
    const grown = input.value.length - length;
    length = input.value.length;
    if (event.inputType === "historyUndo" || byHand()) return;
    arrived ||= grown >= LEAST || (blind && grown > 0);
    if (!arrived) return;
    clearTimeout(timer);
    timer = setTimeout(() => finish("wedge"), SETTLED);
  }

  function onKeydown(event) {
    blind = event.key === "Unidentified" || event.keyCode === 229;
    if (event.key !== "Enter" || !input.value) return;
    event.preventDefault();
    finish(arrived ? "wedge" : "typed");
  }

  function onPaste(event) {
    event.preventDefault();
    each(event.clipboardData.getData("text/plain"), "wedge");
  }

  function finish(source) {
    clearTimeout(timer);
    const text = input.value;
    input.value = "";
    length = 0;
    arrived = false;
    each(text, source);
    if (source === "typed") input.inputMode = "none";
  }

  function each(text, source) {
    for (const line of text.split(/[\r\n\t]+/).filter((part) => part.trim())) {
      onScan({ text: line, symbology: null, source });
    }
  }

  input.addEventListener("input", onInput);
  input.addEventListener("keydown", onKeydown);
  input.addEventListener("paste", onPaste);
  input.addEventListener("blur", () => { input.inputMode = "none"; });
  input.addEventListener("click", askForKeyboard);

  // A tap on the field itself asks for the soft keyboard; it opens on a fresh focus only.
  function askForKeyboard() {
    if (byHand()) return;
    input.blur();
    input.inputMode = "text";
    input.focus();
  }
}

/**
 * Keeps the field ready: after a tap the focus returns to it, so that text put in by a scanner
 * has a place. People who move by keyboard keep their focus where it is.
 */
export function keepReady(input) {
  const takeFocus = () => input.focus({ preventScroll: true });
  document.addEventListener("click", (event) => {
    const byPointer = event.detail > 0;
    if (byPointer && !event.target.closest("input, textarea, select, label, summary, a, dialog:not(#camera)")) takeFocus();
  });
  document.addEventListener("close", takeFocus, true);
  window.addEventListener("pageshow", takeFocus);
  if (document.activeElement === document.body) takeFocus();
}
