// The device check, one thing at a time: a first code, a second code, the result. Scans made here
// are looked at and sent nowhere.

import { judge, readRecord, whichCode } from "./device-check.js";
import { DEVICE_ENGLISH } from "./device-words.js";
import { keepReady } from "./injected.js";
import { createRecorder } from "./recorder.js";
import { shown } from "./scan.js";
import { createSignals } from "./signals.js";
import { openStore } from "./store.js";
import { wordsOf } from "./words.js";
import { guardSignOut } from "../sign-out.js";

const check = document.getElementById("check");
const input = document.getElementById("scan-input");
const form = document.getElementById("device-form");
const note = document.getElementById("check-note");
const codes = { plain: check.dataset.plain, head: check.dataset.head, tail: check.dataset.tail };
const say = wordsOf(document, DEVICE_ENGLISH);
const signal = createSignals();
let scans = {};

function onRecord(record) {
  const scan = readRecord(record);
  const which = whichCode(scan, codes);
  note.textContent = which ? "" : say("other_code", { text: shown(scan.byKey) });
  signal(which ? "accepted" : "refused");
  if (!which) return;
  scans[which] = scan;
  show(nextStep());
}

function nextStep() {
  if (!scans.plain) return "plain";
  return scans.gs ? "result" : "gs";
}

function show(step) {
  if (step === "result") tell(judge(scans, codes));
  check.dataset.at = step;
  for (const part of check.querySelectorAll("[data-step]")) part.hidden = part.dataset.step !== step;
  for (const button of document.querySelectorAll("[data-at-step]")) button.hidden = !button.dataset.atStep.split(" ").includes(step);
  for (const pip of check.querySelectorAll("[data-pip]")) {
    pip.dataset.state = scans[pip.dataset.pip] ? "done" : pip.dataset.pip === step ? "current" : "open";
  }
}

function tell({ findings, scanner }) {
  const one = document.getElementById("finding").content.firstElementChild;
  document.getElementById("findings").replaceChildren(...findings.map((found) => {
    const item = one.cloneNode(true);
    item.dataset.state = found.state;
    item.querySelector("[data-part=name]").textContent = say(found.name);
    item.querySelector("[data-part=word]").textContent = say(found.state);
    item.querySelector("[data-part=words]").textContent = say(found.key, found.values);
    return item;
  }));
  document.getElementById("check-verdict").textContent = say(`verdict_${worst(findings)}`);
  fill(scanner);
}

const worst = (findings) =>
  ["fix", "put_right"].find((one) => findings.some(({ state }) => state === one)) ?? "good";

function fill({ separators, ...fields }) {
  for (const [name, value] of Object.entries(fields)) form.elements.namedItem(name).value = String(value);
  form.querySelectorAll("[name=separators]").forEach((field, index) => { field.value = separators[index] ?? ""; });
}

const acts = {
  again: () => {
    scans = {};
    note.textContent = "";
    show("plain");
  },
  // A scanner that cannot read the second code is judged by the first alone.
  skip: () => show("result"),
};

document.addEventListener("click", (event) => {
  acts[event.target.closest("[data-act]")?.dataset.act]?.();
});

createRecorder({ input, onRecord, early: globalThis.earlyKeys?.() ?? [] });
keepReady(input);
show("plain");

let unsent = 0;
openStore({ onVolatile: () => {} }).all().then((kept) => { unsent = kept.length; });
guardSignOut({ countUnsent: () => unsent, say });
