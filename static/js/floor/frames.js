// Frames of a running video, one at a time: the middle of the picture goes to the reader, the next
// one only after the answer, so a slow phone reads fewer frames and never falls behind.

const SHARE = { width: 0.8, height: 0.6 };
const ROUND = ["fast", "fast", "turned", "fast", "thorough"];

/** `read(frame)` gets {pixels, width, height, pass, at} and resolves when the reader has answered. */
export function createFrames({ video, read }) {
  const canvas = document.createElement("canvas");
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  let running = null;
  let count = 0;

  // Each start has a sign of its own: a loop still waiting for its last answer ends by it.
  async function loop(mine) {
    while (running === mine) {
      await nextFrame(video);
      if (running === mine && video.videoWidth) await read(cut());
    }
  }

  function cut() {
    const width = Math.round(video.videoWidth * SHARE.width);
    const height = Math.round(video.videoHeight * SHARE.height);
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const left = (video.videoWidth - width) / 2;
    const top = (video.videoHeight - height) / 2;
    brush.drawImage(video, left, top, width, height, 0, 0, width, height);
    const { data } = brush.getImageData(0, 0, width, height);
    const pass = ROUND[count % ROUND.length];
    count += 1;
    return { pixels: data.buffer, width, height, pass, at: performance.now() };
  }

  function start() {
    running = Symbol("loop");
    loop(running);
  }

  return { start, stop: () => { running = null; } };
}

// Video frames where the browser tells of them; the timer also frees the loop of a dead camera.
function nextFrame(video) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, video.requestVideoFrameCallback ? 500 : 66);
    video.requestVideoFrameCallback?.(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
