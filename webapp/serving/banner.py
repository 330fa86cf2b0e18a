"""What a person sees once the program runs: where it is, how to get in, what to scan."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

import segno

from webapp.serving.addresses import Addresses
from webapp.serving.database import SignIn
from webapp.serving.ports import Ports

# White on black: a code must be dark on light, whatever the colours of the terminal.
WHITE_ON_BLACK, PLAIN = "\033[97;40m", "\033[0m"


def banner(
    addresses: Addresses,
    ports: Ports,
    sign_ins: Sequence[SignIn],
    *,
    colour: bool,
    install_zbar: str | None = None,
) -> str:
    """The whole text, ready to print; `install_zbar` is the line to type where it is missing."""
    here = f"http://localhost:{ports.http}"
    parts = [
        f"Lotwise is running. On this computer: {here}",
        on_the_network(addresses, ports, colour=colour),
        *demo(sign_ins, here),
        *second_reader(install_zbar),
        "Ctrl-C stops it.",
    ]
    return "\n\n".join(parts) + "\n"


def demo(sign_ins: Sequence[SignIn], here: str) -> list[str]:
    """How to get into the demo warehouse; nothing where the database is somebody's own."""
    if not sign_ins:
        return []
    return [sign_in_table(sign_ins), f"Demo barcode sheet, to scan from: {here}/sheet"]


def second_reader(install_zbar: str | None) -> list[str]:
    """That photos are read by one reader alone, where that is so."""
    if install_zbar is None:
        return []
    return [
        "Photos are read with zxing-cpp alone: the library zbar was not found. It reads a few"
        f" blurred codes more: {install_zbar}"
    ]


def on_the_network(addresses: Addresses, ports: Ports, *, colour: bool) -> str:
    """The addresses for phones and the code of the first, or why there are none."""
    if not addresses.lan:
        return "No local network was found, so phones cannot reach it. Connect, then start again."
    first = f"https://{addresses.lan[0]}:{ports.https}"
    lines = ["On phones and handhelds of the local network:"]
    for address in addresses.lan:
        lines.append(f"  https://{address}:{ports.https}   with camera, once the phone trusts it")
        lines.append(f"  http://{address}:{ports.http}    for hand scanners")
    lines += ["", qr(first, colour=colour), f"{first}"]
    lines.append(f"How a phone trusts it: http://{addresses.lan[0]}:{ports.http}/trust")
    return "\n".join(lines)


def qr(text: str, *, colour: bool) -> str:
    """A QR code for the terminal, two modules a character."""
    drawn = io.StringIO()
    segno.make(text, micro=False, error="m").terminal(out=drawn, border=2, compact=True)
    lines = drawn.getvalue().rstrip("\n").split("\n")
    return "\n".join(f"{WHITE_ON_BLACK}{line}{PLAIN}" if colour else line for line in lines)


def sign_in_table(sign_ins: Sequence[SignIn]) -> str:
    """The demo people, one a line, in columns."""
    rows = [("Name", "Password", "Role", "Badge", "PIN")]
    rows += [(one.name, one.password, one.role, one.badge, one.pin) for one in sign_ins]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    padded = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    return "\n".join(["Demo sign-ins:", *(("  " + "  ".join(row)).rstrip() for row in padded)])


def printable() -> None:
    """Let a terminal without UTF-8 show question marks instead of ending the program."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
