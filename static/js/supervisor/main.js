// The supervisor's pages: htmx swaps parts of tables; here are only its manners under our policy
// (no style or code of its own making) and the token that every post carries. Loaded after htmx.

import { pageToken } from "../floor/send.js";
import { openStore } from "../floor/store.js";
import { wordsOf } from "../floor/words.js";
import { guardSignOut } from "../sign-out.js";

const { htmx } = globalThis;
const token = pageToken();

if (htmx) {
  Object.assign(htmx.config, { allowEval: false, allowScriptTags: false, includeIndicatorStyles: false, selfRequestsOnly: true });
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    detail.headers["X-CSRFToken"] = token.get();
  });
}

let unsent = 0;
openStore().all().then((records) => { unsent = records.length; });
guardSignOut({ countUnsent: () => unsent, say: wordsOf() });
