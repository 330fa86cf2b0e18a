// The offline page: what is saved on this phone and not sent, counted and listed from the outbox
// itself, and the way back as soon as there is a connection.

import { shown } from "../floor/scan.js";
import { openStore } from "../floor/store.js";

const line = document.querySelector(".unsent-line");
const list = document.createElement("ul");
list.className = "saved-list";
line.after(list);
const store = openStore();

async function show() {
  const records = await store.all();
  line.hidden = records.length === 0;
  line.querySelector("#unsent-count").textContent = String(records.length);
  list.replaceChildren(...records.map(makeRow));
}

function makeRow({ scan }) {
  const row = document.createElement("li");
  const code = document.createElement("span");
  code.className = "code";
  code.textContent = shown(scan.text);
  const at = document.createElement("time");
  at.dateTime = scan.captured_at;
  at.textContent = new Date(scan.captured_at).toLocaleTimeString(document.documentElement.lang);
  row.append(code, " ", at);
  return row;
}

// The page that was asked for has this very address; with a connection it comes.
window.addEventListener("online", () => location.reload());
document.addEventListener("visibilitychange", () => document.hidden || show());
show();
