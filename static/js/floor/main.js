// The worker's page, wired: ways in → one scan → the outbox → one answer → the card.
//
// Everything is a scan: keys of a hand scanner, text it puts in, the camera, a photo, a button with
// data-scan. Each is stored before it is sent; the answer is shown, heard and felt, and the card
// follows the server.

import { createAnswers } from "./answer.js";
import { createCamera } from "./camera.js";
import { createCard } from "./card.js";
import { wireDate } from "./date.js";
import { closeDialogs, wireDialogs } from "./dialogs.js";
import { createDesk } from "./desk.js";
import { examiner } from "./doctor.js";
import { keepReady, listenForText } from "./injected.js";
import { wireKeypad } from "./keypad.js";
import { lookUpPage } from "./look-up.js";
import { createOutbox } from "./outbox.js";
import { originLock } from "./patience.js";
import { wirePhoto } from "./photo.js";
import { createSender, pageToken } from "./send.js";
import { wireSerials } from "./serials.js";
import { createSignals } from "./signals.js";
import { openStore } from "./store.js";
import { scannerOf, scansOf } from "./tuned.js";
import { keepAwake } from "./wakelock.js";
import { listenForKeys } from "./wedge.js";
import { wordsOf } from "./words.js";
import { install } from "../pwa/install.js";
import { guardSignOut } from "../sign-out.js";

const body = document.body;
const find = (selector) => document.querySelector(selector);
const scanInput = find("#scan-input");
const say = wordsOf(document);
const token = pageToken(document);
const signal = createSignals();
const answers = createAnswers({ place: find("#answer"), form: find("#answer-template").content, say });
const card = createCard({ body, place: find("#card") });

const desk = createDesk({
  page: body.dataset,
  answers,
  card,
  signal,
  say,
  badge: find("#unsent"),
  openOutbox: (tell) => createOutbox({
    store: openStore({ onVolatile: () => desk.warn(say("memory_only")) }),
    send: createSender({ token }).send,
    tell,
    operator: body.dataset.operator || null,
    lock: originLock(),
  }),
});

const scanner = scannerOf(body.dataset);
const examine = examiner(find("#doctor-form"));

// The look-up page asks what a code is and leaves the work alone; commands stay commands there too.
const looksUp = ({ text }) => body.classList.contains("look-up") && !/^LW\*/i.test(text);

function onScan(read) {
  closeDialogs();
  if (examine) examine({ ...scansOf(read, { ...scanner, several: false })[0], arrived: read.text });
  else scansOf(read, scanner).forEach(take);
}

function take(read) {
  if (looksUp(read)) location.assign(lookUpPage(read, body.dataset.lookedUp));
  else desk.scan(read);
}

listenForKeys({ onScan, scanInput, ...scanner, early: globalThis.earlyKeys?.() ?? [] });
listenForText({ input: scanInput, onScan });
keepReady(scanInput);

document.addEventListener("click", (event) => {
  const { scan, symbology, source } = event.target.closest("[data-scan]")?.dataset ?? {};
  if (scan) onScan({ text: scan, symbology: symbology ?? null, source: source ?? "typed" });
});

wireDialogs();
wireKeypad({ dialog: find("#keypad"), onScan });
wireDate({ dialog: find("#date"), onScan });
wireSerials({ dialog: find("#serials"), onScan });
wirePhoto({ input: find("#photo"), onScan, answers, signal, say, token });
const camera = createCamera({ dialog: find("#camera"), onScan, say });
document.addEventListener("click", (event) => {
  if (event.target.closest('[data-open="camera"]')) camera.open();
});

keepAwake({ isWorking: () => Boolean(body.dataset.task) });
guardSignOut({ countUnsent: desk.countUnsent, say });
install({ notice: find("#update"), isWorking: () => Boolean(body.dataset.task) });
desk.resume();
