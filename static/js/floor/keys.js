// What one key press means to a hand scanner that plays keyboard. Pure: plain values in and out.
//
// Separators come in many dresses: GS as Ctrl+], as Alt+0029, as F8 or spelled {GS}; RS and EOT
// of ISO/IEC 15434 likewise. A scanner set to the US layout on a host with another layout types
// wrong characters from right keys, so every press is kept twice: by key and by place (code).

export const GS = "\u001d";
export const RS = "\u001e";
export const EOT = "\u0004";

const SUFFIXES = new Set(["Enter", "Tab"]);
const MODIFIERS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "NumLock"]);
const BLIND = new Set(["Unidentified", "Process"]);

// Control characters by their key on a US keyboard; CR and LF end a scan as Enter does.
const CONTROLS = {
  BracketRight: GS, Digit6: RS, Minus: "\u001f", Backslash: "\u001c", KeyD: EOT,
  KeyB: "\u0002", KeyC: "\u0003", KeyJ: "\n", KeyM: "\n",
};
const CONTROLS_BY_KEY = { "]": GS, "^": RS, _: "\u001f", "\\": "\u001c" };
const SPELLED = { "{GS}": GS, "{RS}": RS, "{EOT}": EOT };

const US_SIGNS = {
  Minus: "-_", Equal: "=+", BracketLeft: "[{", BracketRight: "]}", Backslash: "\\|",
  Semicolon: ";:", Quote: "'\"", Backquote: "`~", Comma: ",<", Period: ".>", Slash: "/?",
  Space: "  ",
};
const US_SHIFTED_DIGITS = ")!@#$%^&*(";

/**
 * One press, read: {kind, byKey?, byPlace?, code?, shift?}. Kinds: "character", "control", "digit"
 * (of an Alt+number), "suffix", "modifier", "none" (no key to speak of), "other" (a person's).
 */
export function readKey(event) {
  if (BLIND.has(event.key)) return { kind: "none" };
  if (MODIFIERS.has(event.key)) return { kind: "modifier" };
  if (event.key === "F8") return control(GS);
  if (isControl(event.key)) return control(event.key);
  if (event.ctrl && !event.alt && !event.altGraph) return readControl(event);
  if (event.alt && !event.ctrl && digitOf(event.code)) return { kind: "digit", digit: digitOf(event.code) };
  if (SUFFIXES.has(event.key)) return { kind: "suffix" };
  return readCharacter(event);
}

/** What Alt and these digits mean: "0029" is GS. Empty when it is no character. */
export function characterOfNumber(digits) {
  const number = Number(digits);
  return number > 0 && number < 0xd800 ? String.fromCharCode(number) : "";
}

/**
 * The text of the presses. `layout` is "key" or "place" as learnt so far, or "us" when the device
 * is set so; returned again with what these presses taught. The digit row tells: digits typed
 * without Shift that come out as signs were sent by a scanner that believes in a US keyboard.
 */
export function textOf(strokes, layout) {
  const learnt = layout === "us" ? "us" : (evidence(strokes) ?? layout);
  const by = learnt === "key" ? "byKey" : "byPlace";
  const text = strokes.map((stroke) => stroke[by] || stroke.byKey || "").join("");
  return { text: text.replace(/\{(GS|RS|EOT)\}/g, (token) => SPELLED[token]), layout: learnt };
}

function readControl(event) {
  const text = CONTROLS[event.code] ?? CONTROLS_BY_KEY[event.key];
  if (text === "\n") return { kind: "suffix", byControl: true };
  return text ? { ...control(text), byControl: true } : { kind: "other" };
}

function readCharacter(event) {
  const printable = [...event.key].length === 1 && !event.meta && (!event.alt || event.ctrl || event.altGraph);
  if (!printable && event.key !== "Dead") return { kind: "other" };
  return {
    kind: "character",
    byKey: event.key === "Dead" ? "" : event.key,
    byPlace: usCharacter(event),
    code: event.code,
    shift: event.shift,
  };
}

function usCharacter({ code = "", shift }) {
  if (/^Key[A-Z]$/.test(code)) return shift ? code[3] : code[3].toLowerCase();
  if (/^Digit\d$/.test(code)) return shift ? US_SHIFTED_DIGITS[Number(code[5])] : code[5];
  return US_SIGNS[code]?.[shift ? 1 : 0] ?? "";
}

function evidence(strokes) {
  const row = strokes.filter(({ code = "", byKey }) => code.startsWith("Digit") && byKey);
  const signs = row.filter(({ byKey, shift }) => !shift && !/\d/.test(byKey)).length;
  const digits = row.filter(({ byKey, shift }) => shift && /\d/.test(byKey)).length;
  const plain = row.filter(({ byKey, shift }) => !shift && /\d/.test(byKey)).length;
  if (plain || digits > signs) return "key";
  return signs > digits ? "place" : null;
}

const control = (text) => ({ kind: "control", byKey: text, byPlace: text });
const isControl = (key) => key.length === 1 && key < " " && key !== "\r" && key !== "\n" && key !== "\t";
const digitOf = (code = "") => /^(?:Numpad|Digit)(\d)$/.exec(code)?.[1];
