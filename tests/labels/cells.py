"""The labels of a page cut apart, each read for itself, as a worker scans them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pypdfium2
from PIL import Image

from webapp.imaging import decode
from webapp.labels import Paper, Symbology

IDENTIFIERS = {
    Symbology.GS1_128: "]C1",
    Symbology.GS1_DATAMATRIX: "]d2",
    Symbology.QR: "]Q1",
    Symbology.CODE_128: "]C0",
}


def cells(pdf: bytes, paper: Paper, *, dpi: int = 203) -> Iterator[Image.Image]:
    """Every cell of every page, in the order the labels are printed."""
    cut = paper.cut
    for page in whole_dots(pdf, dpi):
        for number in range(paper.labels_per_page):
            row, column = divmod(number, cut.columns)
            left, top = cut.left + column * cut.pitch[0], cut.top + row * cut.pitch[1]
            box = (left, top, left + cut.label[0], top + cut.label[1])
            yield page.crop(tuple(round(edge * dpi / 25.4) for edge in box))  # type: ignore[arg-type]


def whole_dots(pdf: bytes, dpi: int) -> Iterator[Image.Image]:
    """The pages as a printer puts them on paper: the part of a dot at the edge is left off."""
    dot = 72 / dpi
    for page in pypdfium2.PdfDocument(pdf):
        width, height = page.get_size()
        # A hair less than the whole number, which pdfium rounds up.
        right, bottom = (int(side / dot) * dot - 0.001 for side in (width, height))
        page.set_mediabox(0, height - bottom, right, height)
        yield page.render(scale=1 / dot).to_pil().convert("L")


def codes(picture: Image.Image | bytes) -> list[tuple[str, str | None]]:
    """Text and identifier of every code; QR with named letters counts as QR."""
    body = picture if isinstance(picture, bytes) else _png(picture)
    found = decode(body, budget_seconds=60.0)
    return [(code.text, "]Q1" if code.symbology == "]Q2" else code.symbology) for code in found]


def _png(picture: Image.Image) -> bytes:
    body = BytesIO()
    picture.save(body, "PNG", compress_level=1)
    return body.getvalue()
