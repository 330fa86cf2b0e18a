// Which code in the picture counts as a scan. Pure: codes and times come in, at most one code comes out.
//
// The camera looks many times a second at one label. A code counts when it comes into the picture
// and again only after it has been away for `gone` ms. Of several codes the one nearest the middle
// counts, so people aim. ITF, Code 39 and Codabar have weak checks: two equal reads are needed.

const WEAK = /^(ITF|Code39|Codabar)/;

export function createSightings({ gone = 1200, beside = 500, agree = 2000 } = {}) {
  const counted = new Map();
  const doubted = new Map();

  /** `codes` of one frame: [{text, symbology, format, distance}], distance from the middle. */
  function see(codes, at) {
    forget(at);
    for (const code of codes) {
      const known = counted.get(nameOf(code));
      if (known) Object.assign(known, { at, distance: code.distance });
    }
    const nearest = [...codes].sort((a, b) => a.distance - b.distance)[0];
    if (!nearest || counted.has(nameOf(nearest)) || isBesideCounted(nearest, at) || isDoubted(nearest, at)) return null;
    counted.set(nameOf(nearest), { at, distance: nearest.distance });
    return nearest;
  }

  function forget(at) {
    for (const [name, seen] of counted) if (at - seen.at > gone) counted.delete(name);
    for (const [name, since] of doubted) if (at - since > agree) doubted.delete(name);
  }

  // A label often carries its code twice, as bars and as a matrix, and not every frame reads both.
  function isBesideCounted(code, at) {
    return [...counted.values()].some((seen) => at - seen.at <= beside && seen.distance <= code.distance);
  }

  function isDoubted(code, at) {
    if (!WEAK.test(code.format) || doubted.delete(nameOf(code))) return false;
    doubted.set(nameOf(code), at);
    return true;
  }

  return { see };
}

const nameOf = ({ text, symbology }) => `${symbology}${text}`;
