// Between the scans and the screen: gives each scan to the outbox and each answer its place.
//
// An answer to what this page scanned, or about the work it shows, is the answer of the page. One
// about other work (a backlog being sent) is silent when all is well and pinned when it is not, so
// that nothing of this page covers it.

import { codeOf, withCodeBefore } from "./look-up.js";
import { createNeighbours } from "./neighbours.js";
import { makeScan, sameWork, shown } from "./scan.js";

const PATIENCE = 2500;
const CARRIED = "lotwise-answer";
// Refusals of the code itself: the doctor can tell more about it.
const SUSPECT = new Set(["unknown_code", "unknown_gtin", "unreadable_code"]);

/** `page` is the body's dataset: flow, task, step. `openOutbox(tell)` makes the outbox. */
export function createDesk({ page, answers, card, signal, say, badge, openOutbox }) {
  // What this page scanned and has no answer for: scan_id → {scan, told, held}.
  const open = new Map();
  const isMine = ({ scan_id: id }) => open.has(id);
  const neighbours = createNeighbours({ hear, wake: () => outbox.flush() });
  const outbox = openOutbox({ answered: answeredHere, saved: ({ scan: made }) => saved(made), signIn, trouble, counted });
  let unsent = 0;
  let half = "";

  /** One read from any of the ways in. */
  async function scan(read) {
    const blind = [...open.values()].some((other) => !other.held && sameWork(other.scan, page));
    const made = makeScan(read, page, { blind });
    open.set(made.scan_id, { scan: made, told: false, held: false, part: read.part });
    answers.showBusy();
    setTimeout(() => saved(made), PATIENCE);
    await outbox.capture(made);
    neighbours.wakeUp();
  }

  // The page that sends may not be the one that scanned.
  function answeredHere(answer, record, waiting) {
    if (!isMine(record.scan)) neighbours.pass(answer, record, waiting);
    answered(answer, record, waiting);
  }

  function hear(answer, record, waiting) {
    if (isMine(record.scan)) answered(answer, record, waiting);
    outbox.count();
  }

  function answered(answer, { scan: made }, waiting) {
    const part = open.get(made.scan_id)?.part;
    const mine = open.delete(made.scan_id);
    if (!mine && !sameWork(made, page)) return pinUnlessGood(answer, made);
    const buttons = [...(waiting ? [waitingButton(made, waiting)] : []), ...closerLook(answer, made)];
    answers.show(part ? aboutPart(answer, made, part) : answer, { buttons });
    signal(answer.status);
    follow(answer);
    card.refresh();
    if (mine && answer.go) go(joined(answer));
    if (mine) half = answer.status === "choose" ? codeOf(made) : "";
  }

  // Where there is no work to keep it in, a code that left a choice goes along to the page of the next.
  function joined(answer) {
    const address = page.flow ? answer.go : withCodeBefore(answer.go, half);
    return { ...answer, go: address };
  }

  // Of several codes in one scan the answer says which one it is about.
  function aboutPart(answer, made, part) {
    return { ...answer, message: say("part", { ...part, text: shown(made.text), message: answer.message }) };
  }

  function closerLook({ code }, { text, symbology, source }) {
    if (!SUSPECT.has(code)) return [];
    const asked = new URLSearchParams({ code: text, source, ...(symbology && { symbology }) });
    return [{ label: say("look_closer"), href: `/doctor?${asked}`, quiet: true }];
  }

  // The next scan may come before the card does, and it answers the step that is named here.
  function follow({ task, step }) {
    if (step && String(task) === page.task) page.step = step;
  }

  function waitingButton(work, count) {
    setHeld(work, true);
    const act = () => {
      setHeld(work, false);
      outbox.letGo(work);
    };
    return { label: say("waiting", { count }), act };
  }

  function setHeld(work, held) {
    for (const one of open.values()) if (sameWork(one.scan, work)) one.held = held;
  }

  function pinUnlessGood(answer, made) {
    if (answer.status === "accepted") return;
    const message = say("other_work", { text: answer.message ?? shown(made.text) });
    answers.pin({ ...answer, message, choices: [], action: null });
    signal(answer.status);
  }

  function saved(made) {
    const mine = open.get(made.scan_id);
    if (!mine || mine.told || mine.held) return;
    mine.told = true;
    answers.show({ status: "saved", message: say("saved", { text: shown(made.text) }), remedy: say("saved_remedy") });
    signal("saved");
  }

  function signIn() {
    const back = encodeURIComponent(location.pathname + location.search);
    const buttons = [{ label: say("sign_in_action"), href: `/sign-in?next=${back}` }];
    answers.show({ status: "saved", message: say("sign_in") }, { buttons });
    signal("saved");
  }

  function trouble(words, record) {
    open.delete(record.scan.scan_id);
    const message = say("not_judged", { text: shown(record.scan.text), reason: words });
    const act = () => {
      box.remove();
      outbox.dismiss(record);
    };
    const box = answers.pin({ status: "refused", message }, { buttons: [{ label: say("not_judged_action"), act }], read: false });
    signal("refused");
  }

  function counted(number) {
    unsent = number;
    badge.querySelector("b").textContent = String(number);
    badge.hidden = number === 0;
  }

  const warn = (message) => answers.pin({ status: "saved", message });

  // The page that opens says again what brought the worker there.
  function go(answer) {
    const { href, origin } = new URL(answer.go, location.href);
    if (origin !== location.origin) return;
    sessionStorage.setItem(CARRIED, JSON.stringify({ href, answer }));
    location.assign(href);
  }

  function showCarried() {
    const { href, answer } = JSON.parse(sessionStorage.getItem(CARRIED) ?? "{}");
    sessionStorage.removeItem(CARRIED);
    if (href === location.href && answers.isEmpty()) answers.show(answer);
  }

  /** After loading: says what is carried over, sends what waits, and wakes with the page. */
  function resume() {
    showCarried();
    outbox.resume();
    for (const sign of ["online", "focus", "pageshow"]) window.addEventListener(sign, () => outbox.flush());
    document.addEventListener("visibilitychange", () => document.hidden || outbox.flush());
  }

  return { scan, warn, resume, countUnsent: () => unsent };
}
