// The badge page of a shared handheld. First a badge, scanned by keys wherever the focus is, put in
// as text, or typed; then the PIN on the page's own large keys. Either way the form is submitted.

import { keepReady, listenForText } from "../floor/injected.js";
import { scannerOf, scansOf } from "../floor/tuned.js";
import { listenForKeys } from "../floor/wedge.js";

const form = document.getElementById("badge-form");
const badge = form.elements.namedItem("badge");
const pin = form.elements.namedItem("pin");

/** The PIN after one key of the pad: a digit, or "back". */
const press = (value, key) => (key === "back" ? value.slice(0, -1) : value + key);

// The main button is shut while somebody who guessed too often waits, and a scan waits with it.
function submit() {
  if (!form.querySelector("[type=submit]").disabled) form.requestSubmit();
}

// A badge at the PIN's step is somebody else's turn; digits alone are a PIN typed by quick fingers.
function take({ text }) {
  if (pin && /^\d+$/.test(text)) pin.value = text;
  else {
    badge.value = text;
    // Without a PIN the server asks for the one of the new badge.
    if (pin) pin.disabled = true;
  }
  submit();
}

function wirePad(pad) {
  pad?.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (key) pin.value = press(pin.value, key);
  });
}

const scanner = scannerOf(document.body.dataset);
const onScan = (read) => take(scansOf(read, { ...scanner, several: false })[0]);

listenForKeys({ onScan, scanInput: pin ? null : badge, ...scanner, early: globalThis.earlyKeys?.() ?? [] });
if (pin) wirePad(document.querySelector('[data-pad="pin"]'));
else {
  listenForText({ input: badge, onScan });
  keepReady(badge);
}
