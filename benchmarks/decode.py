"""How long a photo takes and how much memory: label photos made here, and one of 12 megapixels.

Each engine alone and the cascade look at the same photos in one run. Memory is the growth of the
process's peak while one photo is decoded, in a process of its own that has decoded a small picture
before, so that the libraries themselves do not count.
"""

from __future__ import annotations

import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageFilter

from benchmarks.pictures import Texts, readers
from benchmarks.report import Report
from tests.imaging.labels import label_photos
from tests.imaging.pictures import HAND_CREAM, photo, symbol

ROUNDS = 15
HEADING = ("photos", "reader", "p50 ms", "p95 ms")
# Linux keeps the peak of a process apart from its parent's in /proc; elsewhere getrusage has to do.
MEMORY = """
import pathlib, resource, sys
from webapp.imaging import decode
def peak():
    status = pathlib.Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
small, large = (pathlib.Path(path).read_bytes() for path in sys.argv[1:])
decode(small)
before = peak()
decode(large, budget_seconds=60)
print(peak() - before)
"""


def run() -> Report:
    """Measure times, then memory."""
    report = Report("decode", "Reading one photo", HEADING)
    labels = [taken.body for taken in label_photos(each=1) if taken.scene != "far away"]
    sets = {"labels": labels, "12 megapixels": [twelve_megapixels()] * ROUNDS}
    for name, bodies in sets.items():
        note(report, name, {reader: timed(read, bodies) for reader, read in readers().items()})
    heavy = {
        "found": twelve_megapixels(),
        "nothing found": nothing_to_find(),
        "found in PNG": twelve_megapixels("PNG"),
        "found in WebP": twelve_megapixels("WEBP"),
    }
    for name, body in heavy.items():
        grown = memory(body)
        report.figures[f"memory_12_megapixels_{name}_mb".replace(" ", "_").lower()] = grown
        report.rows.append(("12 megapixels", f"memory, {name}", f"{grown:.0f} MB", ""))
    return report


def note(report: Report, name: str, took: dict[str, list[float]]) -> None:
    """A line for each reader, its figures, and the ratio to zxing-cpp alone."""
    key = name.replace(" ", "_")
    for reader, times in took.items():
        p50, p95 = at(times, 50), at(times, 95)
        report.rows.append((name, reader, f"{p50:.1f}", f"{p95:.1f}"))
        said = reader.replace("-", "_")
        report.figures |= {f"{key}_{said}_p50_ms": p50, f"{key}_{said}_p95_ms": p95}
        if reader != "zxing-cpp":
            report.ratios[f"{key}_{said}_p50_to_zxing_cpp"] = p50 / at(took["zxing-cpp"], 50)


def timed(read: Texts, bodies: list[bytes]) -> list[float]:
    """Seconds for each photo."""
    took = []
    for body in bodies:
        begun = time.perf_counter()
        read(body)
        took.append(time.perf_counter() - begun)
    return sorted(took)


def at(ordered: list[float], percent: float) -> float:
    """Milliseconds that so many percent stayed within."""
    return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def twelve_megapixels(format: str = "JPEG") -> bytes:
    """A label held before a phone's camera: colour, a third of the width.

    Phones send JPEG, which is shrunk while it is unpacked; the other formats cannot be.
    """
    mark = symbol(HAND_CREAM, pixels=40, forceSquare=True)
    picture = textured((4000, 3000))
    picture.paste(mark, (1400, 900))
    options = {} if format == "PNG" else {"quality": 90}
    return photo(picture.convert("RGB"), format, **options)


def nothing_to_find() -> bytes:
    """The same size without a code: every look is taken."""
    return photo(textured((4000, 3000)).convert("RGB"), "JPEG", quality=90)


def textured(size: tuple[int, int]) -> Image.Image:
    """A shelf out of focus."""
    grain = Image.effect_noise((size[0] // 8, size[1] // 8), 90)
    return grain.resize(size, Image.Resampling.BICUBIC).filter(ImageFilter.BoxBlur(3))


def memory(body: bytes) -> float:
    """Megabytes by which the peak grew."""
    with TemporaryDirectory() as folder:
        small, large = Path(folder, "small"), Path(folder, "large")
        tiny = BytesIO()
        symbol(HAND_CREAM).save(tiny, "JPEG")
        small.write_bytes(tiny.getvalue())
        large.write_bytes(body)
        command = [sys.executable, "-c", MEMORY, str(small), str(large)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(said)
