"""How many codes a second one core reads, kind by kind, beside biip on the very same texts.

The mix is what a warehouse scans in a day: mostly its own bins and GS1 labels, some item numbers,
now and then a link, an envelope or a label whose separators were lost. Times are of the process,
so that a busy machine slows neither. biip only splits a code; it neither checks digits nor looks
for other readings, and what it cannot read it raises, which is counted as read.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from time import process_time

import biip

from benchmarks.report import Report
from webapp.barcodes import check_digit, parse

SECONDS = float(os.environ.get("BENCH_SECONDS", "1"))
TODAY = date(2026, 6, 15)
EACH = 500
HEADING = ("kind", "of 100", "a second", "biip a second", "ratio")


def run() -> Report:
    """Measure each kind, then all of them mixed as a day mixes them."""
    report = Report("parse", f"Codes read a second by one core, {SECONDS:g} s each", HEADING)
    kinds = {name: (share, [made(n) for n in range(EACH)]) for name, (share, made) in KINDS.items()}
    for name, (share, texts) in kinds.items():
        note(report, name, str(share), texts)
    mix = [text for share, texts in kinds.values() for text in texts[: share * EACH // 100]]
    note(report, "mix", "100", mix)
    return report


def note(report: Report, name: str, share: str, texts: list[str]) -> None:
    """One line of the table, with its figures."""
    ours, theirs = a_second(read, texts), a_second(read_by_biip, texts)
    report.rows.append((name, share, f"{ours:,.0f}", f"{theirs:,.0f}", f"{ours / theirs:.2f}"))
    key = name.replace(" ", "_")
    report.figures[f"{key}_per_second"] = ours
    report.figures[f"{key}_biip_per_second"] = theirs
    report.ratios[f"{key}_to_biip"] = ours / theirs


def a_second(read_one: Callable[[str], object], texts: list[str]) -> float:
    """Texts a second of the process's own time; the first round warms up."""
    for text in texts:
        read_one(text)
    done, begin = 0, process_time()
    while (took := process_time() - begin) < SECONDS:
        for text in texts:
            read_one(text)
        done += len(texts)
    return done / took


def read(text: str) -> object:
    return parse(text, today=TODAY)


def read_by_biip(text: str) -> object:
    try:
        return biip.parse(text)
    except (biip.ParseError, ValueError, IndexError):
        return None


def gtin(n: int) -> str:
    body = f"095011{n:07}"
    return body + check_digit(body)


def sscc(n: int) -> str:
    body = f"395011{n:011}"
    return body + check_digit(body)


def day(n: int) -> str:
    return f"27{n % 12 + 1:02}{n % 28 + 1:02}"


# Every kind of code with its share of a day's scans, and its nth text.
KINDS: dict[str, tuple[int, Callable[[int], str]]] = {
    "bin": (34, lambda n: f"{'ABCDEF'[n % 6]}-{n % 24:02}-{n % 4 + 1}"),
    "GS1 with identifier": (
        18,
        lambda n: f"]d201{gtin(n)}17{day(n)}10L{n:05}\x1d21S{n:07}",
    ),
    "GS1 without": (10, lambda n: f"01{gtin(n)}17{day(n)}10L{n:05}"),
    "item number": (14, lambda n: gtin(n)[1:]),
    "SSCC": (6, lambda n: "00" + sscc(n)),
    "command": (6, lambda n: f"LW*QTY*{n % 40 + 1}"),
    "brackets": (2, lambda n: f"(01){gtin(n)}(10)L{n:05}(17){day(n)}"),
    "digital link": (3, lambda n: f"https://id.example.com/01/{gtin(n)}/10/L{n:05}?17={day(n)}"),
    "lost separators": (3, lambda n: f"]C101{gtin(n)}10L{n:05}21S{n:07}"),
    "envelope": (2, lambda n: f"[)>\x1e06\x1d1P{n:05}\x1d1TL{n:05}\x1dS{n:07}\x1e\x04"),
    "misread": (2, lambda n: f"]d201{gtin(n)[:-1]}{(int(gtin(n)[-1]) + 1) % 10}10L{n:05}"),
}
