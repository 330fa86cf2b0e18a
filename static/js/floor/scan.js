// One scan as it is stored and sent: made here, with an id of the device's own, before anything else.

/**
 * `read` is {text, symbology, source}; `page` is {flow, task, step} as the body says, "" for none.
 * `blind` means that earlier scans of this work are not answered yet: then the step on screen is
 * not known to be true, and the scan claims none.
 */
export function makeScan(read, page, { now = new Date(), blind = false } = {}) {
  return {
    scan_id: newId(),
    text: read.text,
    symbology: read.symbology || null,
    source: read.source,
    flow: page.flow || null,
    task: page.task || null,
    step: blind ? null : page.step || null,
    captured_at: isoWithOffset(now),
  };
}

/** A random UUID; over plain http browsers offer no randomUUID, but they do offer random bytes. */
export function newId(source = globalThis.crypto) {
  if (source.randomUUID) return source.randomUUID();
  const bytes = source.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The device's own clock with its offset: 2025-07-01T09:05:00.000+07:00. */
export function isoWithOffset(date) {
  const minutes = -date.getTimezoneOffset();
  const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, -1);
  const two = (number) => String(Math.floor(number)).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${local}${minutes < 0 ? "-" : "+"}${two(size / 60)}:${two(size % 60)}`;
}

/** Control characters made visible for messages: GS becomes ␝. Cut at 80 characters. */
export function shown(text) {
  const visible = text.replace(/[\u0000-\u001f]/g, (sign) => String.fromCharCode(0x2400 + sign.charCodeAt(0)));
  return visible.length > 80 ? `${visible.slice(0, 79)}…` : visible;
}

/** Are these two scans of the same work? Scans that belong to no work yet count as one work. */
export const sameWork = (one, other) =>
  (one.flow || null) === (other.flow || null) && String(one.task || "") === String(other.task || "");
