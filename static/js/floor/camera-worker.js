/* global ZXingWASM, importScripts */
// Reads frames away from the page's own thread. A classic worker: module workers came late to some
// phones. The reader's own default fetches its wasm from a public server; ours comes from here.
"use strict";

importScripts("../../vendor/zxing-wasm/reader.js");

const MATRIX = ["QRCode", "MicroQRCode", "RMQRCode", "DataMatrix", "Aztec", "PDF417"];
const LINEAR = ["Code128", "EAN13", "EAN8", "UPCA", "UPCE", "ITF", "Code39", "Code93", "Codabar",
  "DataBar", "DataBarExp", "DataBarLtd"];
const PLAIN = { textMode: "Plain", maxNumberOfSymbols: 8 };
const PASSES = {
  fast: { ...PLAIN, formats: [...MATRIX, ...LINEAR], tryHarder: false, tryRotate: true, tryInvert: false, tryDownscale: false },
  thorough: { ...PLAIN, formats: [...MATRIX, ...LINEAR], tryHarder: true, tryRotate: true, tryInvert: true, tryDownscale: true },
  turned: { ...PLAIN, formats: LINEAR, tryHarder: false, tryRotate: true, tryInvert: false, tryDownscale: false },
};

self.addEventListener("message", async ({ data }) => {
  if (data.kind === "open") await open();
  else await look(data);
});

async function open() {
  const wasm = new URL("../../vendor/zxing-wasm/zxing_reader.wasm", self.location.href).href;
  try {
    await ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
    self.postMessage({ kind: "ready" });
  } catch (error) {
    self.postMessage({ kind: "failed", reason: String(error?.message ?? error) });
  }
}

// Every frame is answered, also a broken one: the page sends the next only after the answer.
async function look({ pixels, width, height, pass, at }) {
  const frame = new ImageData(new Uint8ClampedArray(pixels), width, height);
  let codes = [];
  try {
    const found = await ZXingWASM.readBarcodes(pass === "turned" ? turn(frame) : frame, PASSES[pass]);
    codes = found.filter(({ isValid }) => isValid).map((code) => described(code, pass === "turned" ? turnedSize(frame) : frame));
  } catch (error) {
    self.postMessage({ kind: "failed", reason: String(error?.message ?? error) });
  }
  self.postMessage({ kind: "seen", codes, at });
}

function described({ text, format, symbologyIdentifier, position }, { width, height }) {
  const corners = [position.topLeft, position.topRight, position.bottomRight, position.bottomLeft];
  const middle = (axis) => corners.reduce((sum, corner) => sum + corner[axis], 0) / 4;
  const distance = Math.hypot(middle("x") - width / 2, middle("y") - height / 2);
  return { text, format, symbology: symbologyIdentifier || null, distance };
}

const turnedSize = ({ width, height }) => {
  const side = Math.ceil((width + height) * Math.SQRT1_2);
  return { width: side, height: side };
};

// By 45°, nearest neighbour: bars that lie across both axes come to lie along one.
function turn(frame) {
  const from = new Uint32Array(frame.data.buffer);
  const { width: side } = turnedSize(frame);
  const to = new Uint32Array(side * side).fill(0xffffffff);
  const { width, height } = frame;
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const dx = (x - side / 2) * Math.SQRT1_2;
      const dy = (y - side / 2) * Math.SQRT1_2;
      const u = Math.round(dx - dy + width / 2);
      const v = Math.round(dx + dy + height / 2);
      if (u >= 0 && u < width && v >= 0 && v < height) to[y * side + x] = from[v * width + u];
    }
  }
  return new ImageData(new Uint8ClampedArray(to.buffer), side, side);
}
