// Before somebody signs out with scans unsent they are told; and the pages kept for a lost
// connection are forgotten, because the next person at this device is not the same one.

import { ask } from "./floor/dialogs.js";

/** Guards every form that posts to /sign-out. `countUnsent()` is how many scans wait. */
export function guardSignOut({ countUnsent, say }) {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches('form[action="/sign-out"]')) return;
    event.preventDefault();
    const count = countUnsent();
    const question = () => ask(say("sign_out_unsent", { count }), { yes: say("sign_out_anyway"), no: say("stay") });
    if (count > 0 && !(await question())) return;
    navigator.serviceWorker?.controller?.postMessage({ kind: "forget-pages" });
    form.submit();
  });
}
