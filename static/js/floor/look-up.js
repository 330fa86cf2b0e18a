// Addresses of the look-up page. Two codes of one label are one thing, so the page is told the code
// that was scanned before, too. Pure.

/** Where `read` is looked up, beside the code that the page shows. */
export function lookUpPage({ text, symbology = null }, before = "") {
  return `/look-up?code=${encodeURIComponent(codeOf({ text, symbology }))}${alongside(before)}`;
}

/** The text with the identifier of its symbol, which a camera sends apart. */
export const codeOf = ({ text, symbology = null }) => (symbology && !text.startsWith(symbology) ? symbology + text : text);

/** The page an answer leads to, told `before`, where it is the page of a code. */
export function withCodeBefore(go, before) {
  return before && go.startsWith("/look-up?code=") ? go + alongside(before) : go;
}

const alongside = (before) => (before ? `&beside=${encodeURIComponent(before)}` : "");
