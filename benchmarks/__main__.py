"""`python -m benchmarks [NAME …]`: run every benchmark, or those named; print and keep results."""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks import book, decode, labels, parse, pictures, reserve, scan
from benchmarks.report import Report

BENCHMARKS: dict[str, Callable[[], Report]] = {
    "scan": scan.run,
    "book": book.run,
    "decode": decode.run,
    "labels": labels.run,
    "parse": parse.run,
    "pictures": pictures.run,
    "reserve": reserve.run,
}


def main(names: list[str]) -> int:
    """0 when everything named was measured."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"No benchmark is called {', '.join(unknown)}; there is: {', '.join(BENCHMARKS)}.")
        return 2
    for name in names or BENCHMARKS:
        report = BENCHMARKS[name]()
        print(report.table())
        print(f"\nKept in {report.keep()}\n")
    return 0


sys.exit(main(sys.argv[1:]))
