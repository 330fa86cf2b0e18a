// The ear and the hand: four tones and four vibrations, one for each kind of answer. Browsers let a
// page sound only after a first tap or key, so the first one opens it.

const TONES = {
  accepted: { wave: "sine", notes: [[660, 0, 0.09], [990, 0.09, 0.13]] },
  refused: { wave: "square", notes: [[196, 0, 0.18], [196, 0.25, 0.28]] },
  ask: { wave: "triangle", notes: [[523, 0, 0.12], [659, 0.16, 0.12], [523, 0.32, 0.12]] },
  saved: { wave: "sine", notes: [[440, 0, 0.12]] },
};
const VIBRATIONS = { accepted: [50], refused: [450], ask: [90, 70, 90], saved: [30, 60, 30] };
const KINDS = { accepted: "accepted", refused: "refused", held: "refused", choose: "ask", confirm: "ask", saved: "saved" };

export function createSignals({ Audio = globalThis.AudioContext, vibrate = navigator.vibrate?.bind(navigator) } = {}) {
  let sound = null;

  function open() {
    sound ??= Audio ? new Audio() : null;
    if (sound?.state === "suspended") sound.resume();
  }

  for (const first of ["pointerdown", "keydown"]) {
    window.addEventListener(first, open, { capture: true, passive: true });
  }

  /** Sounds and shakes for an answer's status. */
  return function signal(status) {
    const kind = KINDS[status] ?? "refused";
    // Before a first touch browsers refuse to vibrate, and complain of being asked.
    if (navigator.userActivation?.hasBeenActive !== false) vibrate?.(VIBRATIONS[kind]);
    if (sound?.state === "running") play(sound, TONES[kind]);
  };
}

function play(sound, { wave, notes }) {
  for (const [pitch, start, length] of notes) ring(sound, wave, pitch, sound.currentTime + start, length);
}

// The short ramps keep the loudspeaker from clicking.
function ring(sound, wave, pitch, at, length) {
  const tone = sound.createOscillator();
  const volume = sound.createGain();
  tone.type = wave;
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(wave === "square" ? 0.15 : 0.3, at + 0.01);
  volume.gain.linearRampToValueAtTime(0, at + length);
  tone.connect(volume).connect(sound.destination);
  tone.start(at);
  tone.stop(at + length);
}
