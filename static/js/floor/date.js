// The date a lot expires on, keyed in where no label tells it: sent as the command LW*DATE*YYYY-MM-DD.

/** `dialog` is #date, on pages that have one; `onScan` gets the command when the date is confirmed. */
export function wireDate({ dialog, onScan }) {
  if (!dialog) return;
  const field = dialog.querySelector("input[type=date]");
  // The form closes its dialog by itself, which empties the field: the value is read before.
  dialog.querySelector("form").addEventListener("submit", () => {
    onScan({ text: `LW*DATE*${field.value}`, symbology: null, source: "typed" });
  });
  dialog.addEventListener("close", () => {
    field.value = "";
  });
}
