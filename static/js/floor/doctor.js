// The scan doctor: on its page a scan is not sent to be judged but brought to be looked at.

// A longer address is cut by servers on its way; the page's own form holds any code.
const LONGEST_ADDRESS = 3000;

/**
 * `arrived` is what the scanner sent, where this device's settings made `text` of it.
 * `form` is the page's own, null on every other page: then there is no doctor, and null.
 */
export function examiner(form, go = (address) => location.assign(address)) {
  if (!form) return null;
  return ({ text, symbology, source, arrived = text }) => {
    const asked = { code: text, source, symbology: symbology ?? "", arrived: arrived === text ? "" : arrived };
    const said = Object.entries(asked).filter(([, value]) => value);
    const address = `/doctor?${new URLSearchParams(said)}`;
    if (address.length <= LONGEST_ADDRESS) return go(address);
    for (const [name, value] of Object.entries(asked)) form.elements.namedItem(name).value = value;
    form.requestSubmit();
  };
}
