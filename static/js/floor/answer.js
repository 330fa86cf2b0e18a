// The last answer, said so that nobody can miss it: the server's words in the page's own form
// (#answer-template: sign, word, message, remedy, expected beside scanned, choices, one tap on).
// It stays until the next one. An answer about other work is pinned above and stays until read.

const SHAPES = { held: "refused" };

/** `place` is #answer, `form` the template's content, `say` the page's words. */
export function createAnswers({ place, form, say, pinned = makePinned(place) }) {
  function show(answer, { buttons = [] } = {}) {
    const box = fill(form.firstElementChild.cloneNode(true), answer);
    box.querySelector(".answer-body").append(...buttons.map(makeButton));
    place.removeAttribute("aria-busy");
    place.replaceChildren(box);
  }

  /** Under way: the old answer stays, dimmed by its style, until the new one is there. */
  const showBusy = () => place.setAttribute("aria-busy", "true");

  /** Above the answer of the page until it is read, or until one of its own buttons takes it away. */
  function pin(answer, { buttons = [], read = true } = {}) {
    const box = fill(form.firstElementChild.cloneNode(true), answer);
    const away = { label: say("read"), act: () => box.remove() };
    box.querySelector(".answer-body").append(...[...buttons, ...(read ? [away] : [])].map(makeButton));
    pinned.append(box);
    return box;
  }

  return { show, showBusy, pin, isEmpty: () => !place.firstElementChild };
}

/** Puts the answer's words into the form; parts without words are hidden. Text only, never markup. */
export function fill(box, answer) {
  const part = (name) => box.querySelector(`[data-part="${name}"]`);
  box.dataset.status = SHAPES[answer.status] ?? answer.status;
  for (const name of ["message", "remedy"]) write(part(name), answer[name]);
  for (const name of ["expected", "scanned"]) part(name).textContent = answer[name] ?? "";
  part("compare").hidden = !(answer.expected && answer.scanned);
  part("choices").replaceChildren(...(answer.choices ?? []).map(makeChoice));
  part("choices").hidden = !answer.choices?.length;
  fillAction(part("action"), answer.action);
  return box;
}

function write(element, text) {
  element.textContent = text ?? "";
  element.hidden = !text;
}

function fillAction(button, action) {
  button.dataset.scan = action?.text ?? "";
  write(button, action?.label);
}

function makeChoice({ text, label, detail, symbology, source }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "choice";
  Object.assign(button.dataset, { scan: text, ...(symbology && { symbology }), ...(source && { source }) });
  button.append(tagged("b", label), ...(detail ? [tagged("small", detail)] : []));
  return button;
}

function makeButton({ label, act, href, quiet = false }) {
  const button = document.createElement(href ? "a" : "button");
  button.className = quiet ? "button answer-aside" : "button answer-action";
  if (href) button.href = href;
  else button.type = "button";
  button.textContent = label;
  if (act) button.addEventListener("click", act);
  return button;
}

function tagged(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

function makePinned(place) {
  const pinned = document.createElement("div");
  pinned.className = "answers-pinned";
  place.before(pinned);
  return pinned;
}
