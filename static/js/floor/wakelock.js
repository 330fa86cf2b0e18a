// The screen stays awake while a task is open. The browser drops the lock whenever the page hides.

export function keepAwake({ isWorking, wakeLock = navigator.wakeLock }) {
  if (!wakeLock) return;
  const hold = () => {
    if (isWorking() && document.visibilityState === "visible") wakeLock.request("screen").catch(() => {});
  };
  document.addEventListener("visibilitychange", hold);
  hold();
}
