// What this device's scanner needs so that its scans come out right, as the body says it in
// data-scanner-…: found out once on the device check and kept with the device. Pure.

const USUAL_GAP = 45;
const SEVERAL = /[;,]/;

/** The settings out of a dataset; whatever it does not say is as usual. */
export function scannerOf(data) {
  return {
    quiet: Number(data.scannerQuiet) || null,
    gap: Number(data.scannerGap) || USUAL_GAP,
    layout: data.scannerLayout || "key",
    letters: data.scannerLetters || "keep",
    prefix: data.scannerPrefix || "",
    several: data.scannerSeveral === "yes",
  };
}

/**
 * The scans that one read is. `read` is {text, symbology, source, caps}; what was typed or tapped is
 * a person's own and stays. Where one scan may hold several codes, each is a scan of its own, in
 * their order, with `part` {number, count} to tell which one an answer is about.
 */
export function scansOf(read, { letters = "keep", prefix = "", several = false } = {}) {
  const { caps = false, ...plain } = read;
  if (read.source === "typed") return [plain];
  let { text } = plain;
  if (read.source === "wedge") {
    if (letters === "swap" || (letters === "caps_lock" && caps)) text = swapCase(text);
    if (prefix && text.startsWith(prefix)) text = text.slice(prefix.length);
  }
  const texts = several && mayHoldSeveral(text) ? text.split(SEVERAL).map((one) => one.trim()).filter(Boolean) : [text];
  if (texts.length < 2) return [{ ...plain, text: texts[0] ?? text }];
  return texts.map((one, index) => ({ ...plain, text: one, part: { number: index + 1, count: texts.length } }));
}

/** Capitals and small letters change places; only those of ASCII, which scanners send. */
export const swapCase = (text) =>
  text.replace(/[a-z]/gi, (letter) => (letter < "a" ? letter.toLowerCase() : letter.toUpperCase()));

// A command and a web address are one code, whatever signs they hold.
const mayHoldSeveral = (text) => !/^LW\*/i.test(text) && !/^(\][A-Za-z]\w)?https?:\/\//i.test(text);
