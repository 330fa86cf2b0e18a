// A photo instead of the camera: the server reads it. One code is a scan; several are a choice, each
// by what it means; the two codes of one label are taken together, in their order.

const LARGE = 2_500_000;
const LONGEST_SIDE = 2600;

/** `onScan` gets the code; `answers.show` what else there is to say; `token` guards the upload. */
export function wirePhoto({ input, onScan, answers, signal, say, token }) {
  input?.addEventListener("change", async () => {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    answers.showBusy();
    const shows = await read(await smaller(file)).catch(() => problem("photo_offline"));
    if (shows) judge(shows);
  });

  async function read(picture) {
    const form = new FormData();
    form.append("image", picture, "photo");
    const headers = { "X-CSRFToken": token.get(), Accept: "application/json" };
    const response = await fetch("/floor/photo", { method: "POST", body: form, headers, credentials: "same-origin" });
    const body = await response.json();
    if (response.ok) return body;
    return problem("photo_refused", { reason: body.detail ?? body.title });
  }

  function judge({ codes, together }) {
    if (codes.length === 0) problem("photo_empty");
    else if (codes.length === 1) onScan(scanOf(codes[0]));
    else offer(codes, together);
  }

  function offer(codes, together) {
    const choices = codes.map((code) => ({ ...scanOf(code), label: code.label, detail: code.detail }));
    const takeBoth = together && { label: together.label, act: () => together.places.forEach((place) => onScan(scanOf(codes[place]))) };
    answers.show({ status: "choose", message: say("photo_many", { count: codes.length }), choices }, { buttons: takeBoth ? [takeBoth] : [] });
    signal("choose");
  }

  function problem(key, values = {}) {
    const remedy = key === "photo_refused" ? null : say(`${key}_remedy`);
    answers.show({ status: "refused", message: say(key, values), remedy });
    signal("refused");
    return null;
  }
}

const scanOf = ({ text, symbology }) => ({ text, symbology: symbology ?? null, source: "photo" });

// A phone's photo is some 12 megapixels; a label needs far fewer, and the radio is slow in the aisles.
async function smaller(file) {
  if (file.size < LARGE || !globalThis.createImageBitmap) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), "image/jpeg", 0.92));
  } catch {
    return file;
  }
}
