"""A hand scanner that plays keyboard: key events as the system would deliver them, in its rhythm.

The events carry their own times, so a busy machine cannot make a scanner look like a person; and
the page's timers wait while they are on their way, so it cannot cut a scan in two, either.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Error

GS = "\x1d"
CTRL, SHIFT = 2, 8
SIGNS = {
    "-": ("Minus", ""), "_": ("Minus", "s"), "*": ("Digit8", "s"), "(": ("Digit9", "s"),
    ")": ("Digit0", "s"), "/": ("Slash", ""), ":": ("Semicolon", "s"), ".": ("Period", ""),
    "?": ("Slash", "s"), "=": ("Equal", ""), "&": ("Digit7", "s"), " ": ("Space", ""),
    "%": ("Digit5", "s"), ";": ("Semicolon", ""), ",": ("Comma", ""), "#": ("Digit3", "s"),
    "]": ("BracketRight", ""),
}  # fmt: skip
# In a page's main world before its own scripts. A timer that comes due while timers are held runs
# when they are let go, unless it was cleared by then.
HOLDING = """(() => {
  const [set, clear] = [window.setTimeout.bind(window), window.clearTimeout.bind(window)];
  const due = new Map();
  let held = false;
  window.setTimeout = (run, ...more) => {
    const id = set((...given) => held ? due.set(id, () => run(...given)) : run(...given), ...more);
    return id;
  };
  window.clearTimeout = (id) => { due.delete(id); clear(id); };
  window.holdTimers = () => { held = true; };
  window.letTimersGo = () => {
    held = false;
    for (const [id, run] of [...due]) if (due.delete(id)) run();
  };
})();"""
# What keys write on hosts that are not set to a US keyboard: without Shift and with it.
FRENCH = {
    "KeyA": "qQ", "KeyQ": "aA", "KeyW": "zZ", "KeyZ": "wW", "KeyM": ",?", "Semicolon": "mM",
    "Minus": ")°", "Slash": "!§", "Period": ":/", "Comma": ";.", "Digit0": "à0", "Digit1": "&1",
    "Digit2": "é2", "Digit3": "\"3", "Digit4": "'4", "Digit5": "(5", "Digit6": "-6",
    "Digit7": "è7", "Digit8": "_8", "Digit9": "ç9",
}  # fmt: skip
GERMAN = {
    "KeyY": "zZ", "KeyZ": "yY", "Minus": "ß?", "Slash": "-_", "Semicolon": "öÖ", "Digit8": "8(",
    "Digit9": "9)", "Digit0": "0=", "Digit2": "2\"", "Digit7": "7/", "Digit3": "3§",
}  # fmt: skip
US: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Key:
    """One key with what it means; `text` is empty for keys that write nothing."""

    key: str
    code: str
    modifiers: int = 0
    text: str = ""


def key_of(character: str) -> Key:
    """How a US scanner makes the character; GS is Ctrl and the closing bracket."""
    if character == GS:
        return Key("]", "BracketRight", CTRL)
    if character.isdigit():
        return Key(character, f"Digit{character}", 0, character)
    if character.isalpha():
        shift = SHIFT if character.isupper() else 0
        return Key(character, f"Key{character.upper()}", shift, character)
    code, shifted = SIGNS[character]
    return Key(character, code, SHIFT if shifted else 0, character)


def on_host(key: Key, host: dict[str, str], *, swapped: bool = False) -> Key:
    """The same press as a host with another keyboard writes it; `swapped` turns letters over."""
    if not key.text:
        return key
    pair = host.get(key.code)
    written = pair[key.modifiers == SHIFT] if pair else key.key
    written = written.swapcase() if swapped and written.isascii() else written
    return Key(written, key.code, key.modifiers, written)


def events(
    text: str,
    suffix: str = "Enter",
    host: dict[str, str] = US,
    *,
    swapped: bool = False,
) -> Iterator[dict[str, Any]]:
    """The CDP events of one scan, each press with its release, modifiers pressed as well."""
    for character in text:
        key = on_host(key_of(character), host, swapped=swapped)
        yield from around(key, pressed(key))
    if suffix:
        yield from pressed(Key(suffix, suffix, 0, "\r" if suffix == "Enter" else ""))


def around(key: Key, inner: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Shift or Ctrl held while the key is pressed."""
    names = {SHIFT: ("Shift", "ShiftLeft"), CTRL: ("Control", "ControlLeft")}
    name, code = names.get(key.modifiers, ("", ""))
    if name:
        yield {"type": "rawKeyDown", "key": name, "code": code, "modifiers": key.modifiers}
    yield from inner
    if name:
        yield {"type": "keyUp", "key": name, "code": code}


def pressed(key: Key) -> Iterator[dict[str, Any]]:
    """Down and up."""
    common = {"key": key.key, "code": key.code, "modifiers": key.modifiers}
    if key.key in ("Enter", "Tab"):
        common["windowsVirtualKeyCode"] = {"Enter": 13, "Tab": 9}[key.key]
    down = {"type": "keyDown", "text": key.text} if key.text else {"type": "rawKeyDown"}
    yield {**common, **down}
    yield {**common, "type": "keyUp"}


def burst(
    cdp: CDPSession,
    text: str,
    *,
    suffix: str = "Enter",
    gap: float = 0.004,
    host: dict[str, str] = US,
    swapped: bool = False,
) -> None:
    """One scan; `gap` seconds lie between two events.

    All of it is on its way before the first answer is awaited, as a scanner does not wait for a
    page. Still a busy machine may deliver a key seconds after the one before it: the page knows by
    the times on them that no scanner paused there, unless a timer of its own fires in between. So
    its timers are held from before the first key until the last one was heard.
    """
    sent = list(events(text, suffix, host, swapped=swapped))
    began = time.time() - len(sent) * gap
    timed = ({**event, "timestamp": began + n * gap} for n, event in enumerate(sent))
    tell(cdp, "holdTimers")
    at_once(cdp, "Input.dispatchKeyEvent", timed)
    tell(cdp, "letTimersGo")


def tell(cdp: CDPSession, name: str) -> None:
    """Call what `HOLDING` has put into the page, where it is there.

    A scan may have led to another page meanwhile, which holds nothing.
    """
    with suppress(Error):
        cdp.send("Runtime.evaluate", {"expression": f"window.{name}?.()"})


def at_once(cdp: CDPSession, method: str, every: Iterable[dict[str, Any]]) -> None:
    """Send one message after another and wait for all of their answers together.

    Playwright's session for synchronous code waits for each, the one it wraps need not.
    """
    session = cdp._impl_obj

    async def gathered() -> None:
        await asyncio.gather(
            *(session.send(method=method, params=values, timeout=None) for values in every)
        )

    cdp._sync(gathered())
