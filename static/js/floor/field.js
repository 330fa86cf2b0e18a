// A form field remembered and put back, so that a scan leaves no trace in what somebody typed.

const TYPED = "input:not([type=button],[type=submit],[type=checkbox],[type=radio],[type=file],[type=range]), textarea, select";

export const isField = (element) => Boolean(element?.matches?.(TYPED) || element?.isContentEditable);

/** What the field holds now and where its caret stands; null when it is no field. */
export function remember(element) {
  if (!element?.matches?.(TYPED)) return null;
  return { element, value: element.value, start: caret(element, "selectionStart"), end: caret(element, "selectionEnd") };
}

export function putBack(memory) {
  if (!memory || memory.element.value === memory.value) return;
  const { element, value, start, end } = memory;
  element.value = value;
  if (start !== null) element.setSelectionRange(start, end);
  announce(element, "historyUndo");
}

/** Types `text` at the caret on a person's behalf. */
export function typeInto(element, text) {
  if (!element?.matches?.("input, textarea")) return;
  const at = caret(element, "selectionStart");
  if (at === null) element.value += text;
  else element.setRangeText(text, at, element.selectionEnd, "end");
  announce(element, "insertText", text);
}

// Number and date fields have no caret; some browsers answer null, others throw.
function caret(element, name) {
  try {
    return element[name] ?? null;
  } catch {
    return null;
  }
}

function announce(element, inputType, data = null) {
  element.dispatchEvent(new InputEvent("input", { bubbles: true, inputType, data }));
}
