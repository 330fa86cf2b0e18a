// The phone's camera as a scanner: opens when asked, reads on and on, and stays open between scans.
// The reader (a worker and half a megabyte of wasm) is loaded when the camera first opens.
//
// Phones bring a page back with a dead camera and say nothing, so the stream is stopped when the
// page hides and made anew on whatever tells that somebody looks again.

import { createFrames } from "./frames.js";
import { createSightings } from "./sightings.js";
import { wireLight, wireZoom } from "./lens.js";

const WANTED = {
  audio: false,
  video: { facingMode: { ideal: "environment" }, width: { ideal: 1920 }, height: { ideal: 1080 } },
};

/** `dialog` is #camera; `onScan` gets {text, symbology, source}. Answers {open, close}. */
export function createCamera({ dialog, onScan, say, media = navigator.mediaDevices }) {
  const video = dialog.querySelector("video");
  const note = dialog.querySelector('[data-part="note"]');
  const sightings = createSightings();
  const frames = createFrames({ video, read });
  let reader = null;
  let stream = null;
  let starting = null;

  function open() {
    if (!dialog.open) dialog.show();
    if (!media?.getUserMedia) return tell(isSecureContext ? "camera_missing" : "camera_insecure");
    return start();
  }

  function start() {
    starting ??= begin().finally(() => { starting = null; });
    return starting;
  }

  // The reader loads while the person is asked for the camera.
  async function begin() {
    tell("camera_starting");
    stop();
    const loading = reader ? null : loadReader().then((ready) => { reader = ready; });
    const failed = loading?.then(() => null, () => "reader_failed");
    try {
      stream = await media.getUserMedia(WANTED);
      video.srcObject = stream;
      await video.play();
    } catch (error) {
      return refuse(error);
    }
    if (await failed) return tell("reader_failed");
    return dialog.open && !document.hidden ? run() : stop();
  }

  function run() {
    const [track] = stream.getVideoTracks();
    track.addEventListener("ended", revive);
    wireLight(dialog.querySelector("[data-torch]"), track);
    wireZoom(dialog.querySelector("[data-zoom]"), track);
    frames.start();
    tell("camera_ready");
  }

  function stop() {
    frames.stop();
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.srcObject = null;
  }

  async function read(frame) {
    const { codes, at } = await reader.look(frame);
    const code = stream && sightings.see(codes, at);
    if (code) onScan({ text: code.text, symbology: code.symbology, source: "camera" });
  }

  function refuse(error) {
    stop();
    if (error.name === "NotAllowedError") return tell("camera_denied");
    if (error.name === "NotFoundError") return tell("camera_missing");
    return tell("camera_failed", { reason: error.name });
  }

  function tell(key, values) {
    note.textContent = say(key, values);
  }

  const isLive = () => {
    const track = stream?.getVideoTracks()[0];
    return Boolean(track && track.readyState === "live" && !track.muted && !video.paused);
  };

  function revive() {
    if (!dialog.open || document.hidden || starting || isLive() || !media?.getUserMedia) return;
    start();
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : revive()));
  window.addEventListener("pageshow", revive);
  window.addEventListener("pagehide", stop);
  window.addEventListener("focus", revive);
  dialog.addEventListener("close", stop);
  return { open, close: () => dialog.close() };
}

/** The worker, ready to look: {look(frame)} resolves to {codes, at}. */
function loadReader() {
  const worker = new Worker(new URL("./camera-worker.js", import.meta.url));
  let answer = () => {};
  const look = (frame) => new Promise((resolve) => {
    answer = resolve;
    worker.postMessage({ kind: "look", ...frame }, [frame.pixels]);
  });
  return new Promise((resolve, reject) => {
    worker.addEventListener("error", () => reject(new Error("worker")));
    worker.addEventListener("message", ({ data }) => {
      if (data.kind === "ready") resolve({ look });
      if (data.kind === "failed") reject(new Error(data.reason));
      if (data.kind === "seen") answer(data);
    });
    worker.postMessage({ kind: "open" });
  });
}
