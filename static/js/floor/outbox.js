// The outbox: every scan is stored before it is sent, sent strictly in order by one sender, and
// taken out by the name of its answer only. It knows no page and no network: it is given a store,
// a way to send, a lock, a way to wait, and somebody to tell.
//
// A scan that needs a decision (refused, choose, confirm) holds the later scans of the same work
// that were captured before its answer was seen; other work goes on. They go once the worker has
// decided: by an accepted scan of that work, or by letting them go.

import { backOff, createPause } from "./patience.js";
import { sameWork } from "./scan.js";

const BATCH = 50;
const UNDECIDED = new Set(["refused", "choose", "confirm"]);

/**
 * `tell` gets: answered(answer, record, waiting), saved(record), signIn(), trouble(words, record),
 * counted(number). `wait(ms)` resolves after ms or when woken: {wait, wake}. `operator` is who is
 * signed in; somebody else's scans stay until they are back.
 */
export function createOutbox({ store, send, tell, operator = null, lock = (work) => work(), pause = createPause() }) {
  let draining = null;
  let failures = 0;
  let again = false;
  let away = false;

  /** Stores the scan, then sends what is there. Resolves when it is stored. */
  async function capture(scan) {
    const record = { scan, operator, told: away, held: false, trouble: null };
    record.seq = await store.add(record);
    await count();
    if (away) tell.saved(record);
    flush();
    return record;
  }

  /** Sends what waits; one drain at a time, and never a wake-up lost. */
  function flush() {
    again = true;
    pause.wake();
    draining ??= lock(drain).finally(() => {
      draining = null;
      if (again) flush();
    });
    return draining;
  }

  async function drain() {
    while (again) {
      again = false;
      for (let run = await nextRun(); run.length; run = await nextRun()) {
        if (!(await deliver(run))) return;
      }
    }
  }

  async function nextRun() {
    const ready = (await store.all()).filter(isReady);
    const end = ready.findIndex((record) => !isBacklog(record));
    return ready.slice(0, end < 0 ? BATCH : Math.max(1, Math.min(end, BATCH)));
  }

  // What the worker was told is saved goes as a backlog; a fresh scan goes alone, its answer is awaited.
  const isBacklog = (record) => record.told && !record.alone;

  const isReady = (record) => !record.held && !record.trouble && (record.operator ?? null) === operator;

  async function deliver(run) {
    const outcome = await send(run.map(({ scan }) => scan));
    if (outcome.kind === "answered") return settle(run, outcome.answers);
    if (outcome.kind === "trouble") return setAside(run, outcome.words);
    await markSaved(run);
    if (outcome.kind === "sign-in") return askSignIn();
    failures += 1;
    await pause.wait(outcome.after ?? backOff(failures));
    return true;
  }

  async function settle(run, answers) {
    failures = 0;
    away = false;
    const settled = answers.map((answer) => [answer, run.find(({ scan }) => scan.scan_id === answer.scan_id)]);
    const known = settled.filter(([, record]) => record);
    for (const [answer, record] of known) await close(answer, record, run.length === 1);
    // An answer that names none of ours is no answer; asking again at once would be a storm.
    if (!known.length) await pause.wait(backOff((failures += 1)));
    await count();
    return true;
  }

  async function close(answer, record, alone) {
    await store.remove(record);
    const waiting = alone && UNDECIDED.has(answer.status) ? await holdLater(record) : 0;
    if (answer.status === "accepted") await release(record.scan);
    tell.answered(answer, record, waiting);
  }

  async function setAside(run, words) {
    if (run.length > 1) return oneByOne(run);
    const [record] = run;
    await store.put({ ...record, trouble: words });
    await holdLater(record);
    tell.trouble(words, record);
    return true;
  }

  // The server would not take the batch whole; each goes alone and is judged for itself.
  async function oneByOne(run) {
    for (const record of run) await store.put({ ...record, alone: true });
    return true;
  }

  async function holdLater({ scan, seq }) {
    const later = (await store.all()).filter((one) => one.seq > seq && !one.trouble && sameWork(one.scan, scan));
    for (const record of later) await store.put({ ...record, held: true });
    return later.length;
  }

  async function release(work) {
    const held = (await store.all()).filter((one) => one.held && (!work || sameWork(one.scan, work)));
    for (const record of held) await store.put({ ...record, held: false });
    if (held.length) again = true;
  }

  /** The worker has decided: what was held of this work goes now. Without work: everything held. */
  async function letGo(work = null) {
    await release(work);
    return flush();
  }

  /** A page opens: what can never be sent is said again, what was held has been seen and goes. */
  async function resume() {
    for (const record of await store.all()) if (record.trouble) tell.trouble(record.trouble, record);
    await count();
    return letGo();
  }

  /** The worker has read why this scan can never be sent: it leaves the outbox, the others go on. */
  async function dismiss(record) {
    await store.remove(record);
    await count();
    return letGo(record.scan);
  }

  async function markSaved(run) {
    away = true;
    for (const record of run.filter(({ told }) => !told)) {
      await store.put({ ...record, told: true });
      tell.saved(record);
    }
  }

  function askSignIn() {
    again = false;
    tell.signIn();
    return false;
  }

  async function count() {
    tell.counted((await store.all()).length);
  }

  return { capture, flush, letGo, resume, dismiss, count };
}
