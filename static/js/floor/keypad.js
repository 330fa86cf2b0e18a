// The keypad: a number by large keys (or a real keyboard), sent as the command LW*QTY*n. What is
// typed replaces the quantity; −1, +1 and "+remaining" change the number that will be sent.

const MOST_DIGITS = 6;

/** The number after one key: "0"…"9", "back", "minus", "plus", "remaining" (which adds `remaining`). */
export function press(number, key, remaining = 0) {
  if (/^\d$/.test(key)) return String(number).length < MOST_DIGITS ? number * 10 + Number(key) : number;
  const change = { back: Math.floor(number / 10), minus: Math.max(0, number - 1), plus: number + 1, remaining: number + remaining };
  return change[key] ?? number;
}

/** `onScan` gets the command when the number is confirmed; zero is not a quantity anybody confirms. */
export function wireKeypad({ dialog, onScan }) {
  if (!dialog) return;
  const value = dialog.querySelector("#keypad-value");
  let number = 0;
  let byKeyboard = false;

  function put(next) {
    number = next;
    value.textContent = String(number);
  }

  function take(key, remaining) {
    if (key === "ok") return confirm();
    return put(press(number, key, Number(remaining ?? 0)));
  }

  function confirm() {
    if (number > 0) onScan({ text: `LW*QTY*${number}`, symbology: null, source: "typed" });
  }

  dialog.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]");
    if (key) take(key.dataset.key, key.dataset.remaining);
  });
  dialog.addEventListener("keydown", (event) => {
    const key = { Enter: "ok", Backspace: "back" }[event.key] ?? event.key;
    // Enter on a button presses that button, as everywhere, unless a number was just typed.
    if (!/^(\d|ok|back)$/.test(key) || (key === "ok" && !byKeyboard)) return;
    event.preventDefault();
    byKeyboard = true;
    take(key);
  });
  dialog.addEventListener("close", () => {
    put(0);
    byKeyboard = false;
  });
}
