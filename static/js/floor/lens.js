// Light and zoom, shown only where the camera offers them.

export function wireLight(button, track) {
  if (!button) return;
  button.hidden = !track.getCapabilities?.().torch;
  button.setAttribute("aria-pressed", "false");
  button.onclick = async () => {
    const torch = button.getAttribute("aria-pressed") !== "true";
    await track.applyConstraints({ advanced: [{ torch }] }).catch(() => {});
    button.setAttribute("aria-pressed", String(Boolean(track.getSettings().torch ?? torch)));
  };
}

export function wireZoom(label, track) {
  if (!label) return;
  const zoom = track.getCapabilities?.().zoom;
  label.hidden = !zoom;
  if (!zoom) return;
  const slider = label.querySelector("input");
  Object.assign(slider, { min: zoom.min, max: zoom.max, step: zoom.step || 0.1, value: track.getSettings().zoom ?? zoom.min });
  slider.oninput = () => track.applyConstraints({ advanced: [{ zoom: Number(slider.value) }] }).catch(() => {});
}
