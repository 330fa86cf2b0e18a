// Serial numbers that follow each other: sent as the command LW*SERIALS*first*count, with *KEEP where
// the units received before stay.

/** The command of what was filled in. */
export function command({ first, count, keep }) {
  return `LW*SERIALS*${first.trim()}*${Number(count)}${keep ? "*KEEP" : ""}`;
}

/** `dialog` is #serials, on pages that have one; `onScan` gets the command when it is confirmed. */
export function wireSerials({ dialog, onScan }) {
  if (!dialog) return;
  const value = (id) => dialog.querySelector(id);
  dialog.querySelector("form").addEventListener("submit", () => {
    const text = command({
      first: value("#serials-first").value,
      count: value("#serials-count").value,
      keep: value("#serials-keep").checked,
    });
    onScan({ text, symbology: null, source: "typed" });
  });
}
