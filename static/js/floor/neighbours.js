// Pages of the same origin share one outbox and one sender. The page that sends passes an answer on
// to the page that scanned; a page that scans wakes the one that sends. Without BroadcastChannel
// each page hears of its scans when it looks again.

/** `hear(answer, record, waiting)` gets what a neighbour was told; `wake()` is somebody's new scan. */
export function createNeighbours({ hear, wake, Channel = globalThis.BroadcastChannel }) {
  const channel = Channel ? new Channel("lotwise-outbox") : null;
  channel?.addEventListener("message", ({ data }) => (data.said ? hear(...data.said) : wake()));
  return {
    wakeUp: () => channel?.postMessage({}),
    pass: (...said) => channel?.postMessage({ said }),
  };
}
