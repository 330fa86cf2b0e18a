"""How many codes are read from photos, how many wrongly: each engine alone, and the cascade.

Always measured are label photos made here, from a seed. Where PICTURES names folders (separated
like those of PATH), the photos in them are measured too: every picture with a .txt of the same name
beside it. Two public sets are laid out so: `test/samples` of the project zxing-cpp and
`core/src/test/resources/blackbox` of the project ZXing.

    PICTURES=…/test/samples:…/core/src/test/resources/blackbox make bench ONLY=pictures

Left out are symbologies that are not read on purpose: UPC-E, ITF of other lengths than 14, full
ASCII Code 39, MaxiCode and other rarities. A photo of two codes counts as right when the expected
one is among those found; as wrong when something else was found and that was not.
"""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.report import Report
from tests.imaging.labels import label_photos
from webapp.imaging import PictureRefused, decode, engines
from webapp.imaging.engines import read_with_zbar, read_with_zxing
from webapp.imaging.picture import open_picture

EACH = int(os.environ.get("BENCH_EACH", "4"))
NOT_READ = (
    "code39-2|databarltd|dxfilmedge|falsepositives|maxicode|micropdf|multi|partial|rmqr|telepen"
    "|unsupported|upce"
)
LEFT_OUT = re.compile(NOT_READ)
HEADING = ("pictures", "reader", "of", "right %", "matrix %", "wrong", "p50 ms", "p95 ms", "max ms")
PATIENT = 60.0

Texts = Callable[[bytes], list[str]]


@dataclass(frozen=True, slots=True)
class Sample:
    """A picture, the symbology its folder or maker names, and the text it holds."""

    family: str
    body: bytes
    text: str


@dataclass
class Score:
    """What one reader made of one set."""

    verdicts: Counter[str] = field(default_factory=Counter)
    matrix: Counter[str] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)

    @property
    def right(self) -> float:
        return percent(self.verdicts)

    def at(self, percent: float) -> float:
        """Milliseconds within which so many percent were done."""
        ordered = sorted(self.took)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def run() -> Report:
    """Measure every set there is."""
    report = Report("pictures", "Codes read from photos, by each engine and the cascade", HEADING)
    sets = {"made here": list(made())} | dict(found())
    if len(sets) == 1:
        report.what += " (only those made here: PICTURES names no folders)"
    for name, samples in sets.items():
        measure(report, name, samples)
    return report


def made() -> Iterator[Sample]:
    """Label photos from a seed."""
    for taken in label_photos(each=EACH):
        yield Sample(taken.format, taken.body, taken.text)


def found() -> Iterator[tuple[str, list[Sample]]]:
    """The sets that PICTURES names, called after the project they lie in."""
    for folder in filter(None, os.environ.get("PICTURES", "").split(os.pathsep)):
        path = Path(folder)
        samples = list(samples_of(path))
        if not samples:
            raise SystemExit(f"PICTURES: {folder} holds no pictures with a .txt beside them.")
        yield "zxing-cpp" if path.name == "samples" else "ZXing", samples


def samples_of(folder: Path) -> Iterator[Sample]:
    """Every picture below that has a text, in the order of their names."""
    for path in sorted(folder.rglob("*")):
        said = path.with_suffix(".txt")
        if path.suffix not in (".png", ".jpg", ".webp") or not said.exists():
            continue
        text = text_of(said.read_bytes())
        family = path.parent.name
        if LEFT_OUT.match(family) or (family.startswith("itf") and len(plain(text)) != 14):
            continue
        yield Sample(family, path.read_bytes(), text)


def text_of(body: bytes) -> str:
    """Both projects write UTF-8, the older files Latin-1."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("latin-1")


def measure(report: Report, name: str, samples: list[Sample]) -> None:
    """A line of the table for each reader, and the ratios to the cascade."""
    scores = {reader: score(samples, read) for reader, read in readers().items()}
    for reader, one in scores.items():
        key = f"{name}_{reader}".replace(" ", "_").replace("-", "_").lower()
        wrong = one.verdicts["wrong"]
        times = [one.at(50), one.at(95), one.at(100)]
        shares = (f"{one.right:.1f}", f"{percent(one.matrix):.1f}", str(wrong))
        spans = (f"{value:.0f}" for value in times)
        report.rows.append((name, reader, str(len(samples)), *shares, *spans))
        report.figures |= {
            f"{key}_right_percent": one.right,
            f"{key}_matrix_percent": percent(one.matrix),
            f"{key}_wrong": wrong,
            f"{key}_p50_ms": times[0],
            f"{key}_p95_ms": times[1],
        }
        if reader != "cascade":
            report.ratios[f"{key}_of_cascade"] = one.right / scores["cascade"].right


def readers() -> dict[str, Texts]:
    """Each engine at one look, and all of it together."""
    alone: dict[str, Texts] = {
        "zxing-cpp": lambda body: [code.text for code in read_with_zxing(open_picture(body).grey)],
        "pyzbar": lambda body: [code.text for code in read_with_zbar(open_picture(body).grey)],
    }
    return {name: alone[name] for name in engines()} | {"cascade": cascade}


def cascade(body: bytes) -> list[str]:
    """All looks, however long they take."""
    return [code.text for code in decode(body, budget_seconds=PATIENT)]


def score(samples: list[Sample], read: Texts) -> Score:
    """One reader on every picture."""
    scored = Score()
    for sample in samples:
        begun = time.perf_counter()
        try:
            texts = read(sample.body)
        except PictureRefused:
            texts = []
        scored.took.append(time.perf_counter() - begun)
        verdict = verdict_on(texts, sample.text)
        scored.verdicts[verdict] += 1
        if "datamatrix" in sample.family.lower().replace(" ", ""):
            scored.matrix[verdict] += 1
    return scored


def verdict_on(texts: list[str], expected: str) -> str:
    """Whether the expected text is among those read."""
    if any(same(text, expected) for text in texts):
        return "right"
    return "wrong" if texts else "missed"


def same(text: str, expected: str) -> bool:
    """Equal but for what the projects write otherwise.

    ZXing brackets the identifiers and drops Codabar's guards and the 01 of a DataBar; both append
    a supplement of 2 or 5 digits to an item number, and neither keeps the zero before a UPC-A.
    """
    one, other = plain(text), plain(expected)
    guarded = re.fullmatch("[A-D](.*)[A-D]", one)
    number = re.fullmatch(rf"0*{one.lstrip('0')}(\d\d|\d{{5}})?", other) if one.isdigit() else None
    return one in (other, f"01{other}") or bool(number) or bool(guarded and guarded[1] == other)


def plain(text: str) -> str:
    """Without brackets, separators and what stands around it; lines end one way."""
    return re.sub(r"[()\x1d]", "", text.replace("\r\n", "\n").strip())


def percent(verdicts: Counter[str]) -> float:
    """How many of a hundred are right."""
    return 100 * verdicts["right"] / max(1, sum(verdicts.values()))
