// Opens and closes the page's dialogs: data-open names one, data-close closes the one around it,
// so does a tap beside it. The camera opens itself, because it shares the page instead of covering it.

/** `onOpen(dialog)` is called before a dialog shows. */
export function wireDialogs({ onOpen = () => {}, except = ["camera"] } = {}) {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener && !except.includes(opener.dataset.open)) openDialog(opener.dataset.open, onOpen);
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
    if (event.target.matches("dialog:not(#camera)")) event.target.close();
  });
}

function openDialog(id, onOpen) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  onOpen(dialog);
  dialog.showModal();
}

/** A scan has been made: whatever lay over the page goes, so that its answer is seen. */
export function closeDialogs() {
  document.querySelectorAll("dialog[open]:not(#camera)").forEach((dialog) => dialog.close());
}

/** Asks yes or no in a dialog of our own; resolves to true for `yes`. */
export function ask(question, { yes, no }) {
  const dialog = document.createElement("dialog");
  dialog.className = "sheet";
  const words = document.createElement("p");
  words.textContent = question;
  const form = document.createElement("form");
  form.method = "dialog";
  form.append(option(no, "no", "main"), option(yes, "yes", "plain"));
  dialog.append(words, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

function option(label, value, look) {
  const button = document.createElement("button");
  button.className = "button";
  button.dataset.look = look;
  button.value = value;
  button.textContent = label;
  return button;
}
