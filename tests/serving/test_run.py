"""`make run`, as a newcomer meets it: one start, everything printed, a clean end."""

from __future__ import annotations

import re
import ssl
import urllib.request
from pathlib import Path

import zxingcpp
from PIL import Image

from tests.serving.clone import RUNNING, Clone, Started
from webapp.commands.demo import SIGN_INS
from webapp.serving import addresses

UPPER, LOWER, BOTH = "▀", "▄", "█"


def get(url: str, authority: Path | None = None) -> int:
    """The status of a GET; over HTTPS the certificate is checked against the authority alone."""
    context = ssl.create_default_context(cafile=str(authority)) if authority else None
    with urllib.request.urlopen(url, context=context, timeout=30) as answer:  # noqa: S310
        status: int = answer.status
        return status


def code_in(text: str) -> str:
    """What a phone reads from the code in the terminal: half blocks are light on dark."""
    lines = [line for line in text.splitlines() if re.fullmatch(f"[ {UPPER}{LOWER}{BOTH}]+", line)]
    # A code is as wide as high, and a line holds two rows of it.
    rows = [
        [255 * (character in pair) for character in line]
        for line in lines
        for pair in (UPPER + BOTH, LOWER + BOTH)
    ]
    picture = Image.new("L", (len(rows[0]), len(rows)))
    picture.putdata([value for row in rows for value in row])
    size = (picture.width * 4, picture.height * 4)
    [code] = zxingcpp.read_barcodes(picture.resize(size, Image.Resampling.NEAREST))
    return code.text


def test_http_and_https_answer(running: Started, furnished_clone: Clone, port: int) -> None:
    authority = furnished_clone.folder / "instance" / "tls" / "authority.crt"
    assert RUNNING in running.text, running.text
    assert get(f"http://127.0.0.1:{port}/healthz") == 200
    assert get(f"https://127.0.0.1:{port + 443}/healthz", authority) == 200
    assert get(f"https://localhost:{port + 443}/readyz", authority) == 200


def test_it_says_how_to_get_in(running: Started, port: int) -> None:
    assert f"On this computer: http://localhost:{port}" in running.text
    assert f"Demo barcode sheet, to scan from: http://localhost:{port}/sheet" in running.text
    for one in SIGN_INS:
        name, password, role, badge, pin = one
        row = rf"^  {name} +{re.escape(password)} +{role} +{re.escape(badge)} +{pin}$"
        assert re.search(row, running.text, re.MULTILINE), running.text


def test_phones_find_the_way_by_address_and_by_code(running: Started, port: int) -> None:
    lan = addresses.of_this_machine().lan
    if not lan:
        assert "No local network was found" in running.text
        return
    assert f"https://{lan[0]}:{port + 443}" in running.text
    assert f"How a phone trusts it: http://{lan[0]}:{port}/trust" in running.text
    assert code_in(running.text) == f"https://{lan[0]}:{port + 443}"


def test_a_second_program_on_the_port_is_told_so(
    running: Started, furnished_clone: Clone, port: int
) -> None:
    second = furnished_clone.start(PORT=str(port))
    assert second.end() != 0
    assert (
        f"Port {port} is already taken by another program."
        " Stop that one, or choose another port: make run PORT=8100\n"
    ) in second.text
