// How the outbox waits: longer after each failure, cut short when there is reason to hope, and one
// page at a time.

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

/** 1, 2, 4 … 30 seconds, each up to a quarter longer so that a room of phones does not march in step. */
export function backOff(failures, random = Math.random) {
  const wait = Math.min(FIRST_WAIT * 2 ** (failures - 1), LONGEST_WAIT);
  return wait * (1 + random() / 4);
}

/** A wait that can be cut short: {wait(ms), wake()}. */
export function createPause(set = setTimeout, clear = clearTimeout) {
  let cut = () => {};
  const wait = (ms) => new Promise((resolve) => {
    const timer = set(resolve, ms);
    cut = () => {
      clear(timer);
      resolve();
    };
  });
  return { wait, wake: () => cut() };
}

/** One sender per origin where the browser has locks; over plain http each page sends for itself. */
export function originLock(locks = globalThis.navigator?.locks) {
  return locks ? (work) => locks.request("lotwise-outbox", work) : (work) => work();
}
