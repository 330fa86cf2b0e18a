// What the scripts themselves have to say. The page brings the texts in the worker's language as
// JSON in #words, under these keys; this list is the English and names every key there is.

export const ENGLISH = {
  camera_starting: "Starting the camera.",
  camera_ready: "Hold the code inside the frame.",
  camera_missing: "This device offers no camera here. Take a photo instead.",
  camera_insecure: "The camera needs a trusted connection (https). Take a photo instead, or open the page over https.",
  camera_denied: "The camera is not allowed for this page. Allow it in the browser's settings, or take a photo.",
  camera_failed: "The camera did not start: %(reason)s. Take a photo instead.",
  reader_failed: "The code reader did not load. Check the connection, or take a photo.",
  photo_reading: "Reading the photo.",
  photo_empty: "No code found.",
  photo_empty_remedy: "Come closer, hold still, avoid glare.",
  photo_many: "The photo shows %(count)s codes. Which one do you mean?",
  photo_offline: "The photo was not read: no connection.",
  photo_offline_remedy: "Scan with the camera or a hand scanner: those scans are saved on this phone.",
  photo_refused: "The photo was not read: %(reason)s",
  saved: "%(text)s is saved on this phone.",
  saved_remedy: "It is checked as soon as there is a connection.",
  sign_in: "You are signed out. Your scans are kept on this phone.",
  sign_in_action: "Sign in",
  not_judged: "%(text)s could not be sent: %(reason)s",
  not_judged_action: "Take it out",
  waiting: "Send the scans that wait (%(count)s)",
  other_work: "From other work: %(text)s",
  part: "%(number)s of %(count)s, %(text)s: %(message)s",
  look_closer: "Look closer",
  read: "I have read this",
  memory_only: "This browser keeps nothing on the phone. Unsent scans are lost when this page closes.",
  sign_out_unsent: "Scans not yet sent: %(count)s. They stay on this phone and are sent when you sign in here again.",
  sign_out_anyway: "Sign out",
  stay: "Stay",
};

/** `say("saved", {text: "A-01-3"})` in the page's language; `more` is a page's own English. */
export function wordsOf(page = document, more = {}) {
  const element = page.getElementById("words");
  const texts = { ...ENGLISH, ...more, ...(element ? JSON.parse(element.textContent) : {}) };
  return (key, values = {}) => texts[key].replace(/%\((\w+)\)s/g, (_, name) => values[name] ?? "");
}
