"""Labels a second, on paper and for a label printer, beside the proof that each reads back.

No symbol is offered unless our own reader gives its text back, so that proof is the floor: what a
job of new labels could not do without. The same job again shows what drawing alone costs.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import perf_counter

from benchmarks.report import Report
from tests.labels.random_labels import Contents
from webapp.labels import Label, Paper, Symbology, pdf, zpl
from webapp.labels.symbol import forget, symbol_of

LABELS = 96
ROUNDS = 2
JOBS: dict[str, tuple[Symbology, Callable[[list[Label]], object]]] = {
    "pdf_a4_matrix": (Symbology.GS1_DATAMATRIX, partial(pdf, paper=Paper.A4_4X12)),
    "pdf_roll_bars": (Symbology.GS1_128, partial(pdf, paper=Paper.ROLL_100X150)),
    "zpl_matrix": (Symbology.GS1_DATAMATRIX, partial(zpl, paper=Paper.ROLL_100X50, dpi=203)),
    "zpl_bars": (Symbology.GS1_128, partial(zpl, paper=Paper.ROLL_100X150, dpi=203)),
}
HEADING = ("job", "proving", "new labels", "again")


def run() -> Report:
    """Every job: proving alone, proving and drawing, drawing what was proved before."""
    report = Report("labels", f"Labels a second, {LABELS} different ones a job", HEADING)
    for name, (carrier, draw) in JOBS.items():
        labels = lots(carrier)
        proving = best(lambda labels=labels: list(map(symbol_of, labels)), cold=True)
        new = best(lambda labels=labels, draw=draw: draw(labels), cold=True)
        again = best(lambda labels=labels, draw=draw: draw(labels), cold=False)
        note(report, name, proving, new, again)
    return report


def lots(carrier: Symbology) -> list[Label]:
    """Different lots, each with its GTIN, dates and count, as far as bars have room for them."""
    contents = Contents(1, (carrier,))
    made: dict[str, Label] = {}
    while len(made) < LABELS:
        label = contents.lot()
        if label.symbology is carrier and len(label.text) <= 44:
            made[label.text] = label
    return list(made.values())


def best(job: Callable[[], object], *, cold: bool) -> float:
    """Labels a second in the best of some rounds; cold ones begin without a proved symbol."""
    seconds = []
    for _ in range(ROUNDS):
        if cold:
            forget()
        begun = perf_counter()
        job()
        seconds.append(perf_counter() - begun)
    return LABELS / min(seconds)


def note(report: Report, name: str, proving: float, new: float, again: float) -> None:
    """A line of the table, its figures, and new labels beside their proofs."""
    report.rows.append((name, *(f"{rate:.0f}" for rate in (proving, new, again))))
    report.figures[f"{name}_proving_per_second"] = proving
    report.figures[f"{name}_new_per_second"] = new
    report.figures[f"{name}_again_per_second"] = again
    report.ratios[f"{name}_of_proving"] = new / proving
