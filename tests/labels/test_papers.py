"""What is printed on paper reads back: every label of every kind, on every paper."""

from __future__ import annotations

from itertools import combinations

import pypdfium2
import pytest

from webapp.labels import Label, LabelRefused, Paper, Symbology, location_label, pdf, preview_png
from webapp.labels.layout import Layout, laid_out
from webapp.labels.pdf_type import width_of
from webapp.labels.size import SMALLEST_MODULE_MM

from .cells import IDENTIFIERS, cells, codes
from .random_labels import SQUARES, Contents, batches
from .reading import codes_on, page_words, pages


def bins(count: int, carrier: Symbology = Symbology.CODE_128) -> list[Label]:
    return [
        location_label(code=f"A-{number:02}-1", zone="Zone A", carrier=carrier, say=str)
        for number in range(count)
    ]


def large_enough(label: Label, paper: Paper, dpi: int) -> bool:
    """Whether its modules are as wide as scanners need; of others print_warnings warns."""
    try:
        return laid_out(label, paper, dpi).module_mm >= SMALLEST_MODULE_MM
    except LabelRefused:
        return False


@pytest.mark.feature("LB-01", "LB-02", "LB-03")
def test_more_than_five_hundred_labels_read_back_from_their_pages():
    printed = 0
    for paper, labels in batches():
        good = [label for label in labels if large_enough(label, paper, paper.pdf_dpi)]
        for cell, label in zip(
            cells(pdf(good, paper), paper, dpi=paper.pdf_dpi), good, strict=False
        ):
            assert codes(cell) == [(label.text, IDENTIFIERS[label.symbology])], label
            printed += 1
    assert printed > 500


@pytest.mark.parametrize("dpi", [203, 600])
def test_a_sheet_reads_from_printers_whose_dots_are_not_its_own(dpi):
    labels = Contents(7, SQUARES).labels(48)
    sheet = cells(pdf(labels, Paper.A4_4X12), Paper.A4_4X12, dpi=dpi)
    assert [codes(cell)[0][0] for cell in sheet] == [label.text for label in labels]


@pytest.mark.feature("LB-04")
@pytest.mark.parametrize("carrier", [Symbology.CODE_128, Symbology.QR])
def test_a_full_sheet_is_read_from_its_page(carrier):
    labels = bins(48, carrier)
    (page,) = pages(pdf(labels, Paper.A4_4X12), dpi=203)
    assert sorted(codes_on(page)) == [label.text for label in labels]


def test_the_sheet_begins_at_the_first_free_cell_and_goes_on_to_the_next():
    first, second = page_words(pdf(bins(20), Paper.A4_4X12, start=40))
    assert [f"A-{number:02}-1" in first for number in range(20)] == [True] * 8 + [False] * 12
    assert [f"A-{number:02}-1" in second for number in range(20)] == [False] * 8 + [True] * 12


def test_cells_are_filled_along_the_rows_from_the_left():
    sheet = cells(pdf(bins(3), Paper.A4_4X12, start=46), Paper.A4_4X12)
    inked = {place: cell for place, cell in enumerate(sheet) if cell.getextrema() != (255, 255)}
    assert {place: codes(cell)[0][0] for place, cell in inked.items()} == {
        46: "A-00-1",
        47: "A-01-1",
        48: "A-02-1",
    }


@pytest.mark.parametrize("start", [-1, 48])
def test_a_cell_that_no_sheet_has_is_the_callers_mistake(start):
    with pytest.raises(ValueError, match=f"1 labels from cell {start} of 48"):
        pdf(bins(1), Paper.A4_4X12, start=start)


def test_a_roll_has_a_label_a_page_of_its_size():
    document = pypdfium2.PdfDocument(pdf(bins(2), Paper.ROLL_100X150))
    sizes = [[round(side / 72 * 25.4, 2) for side in page.get_size()] for page in document]
    assert sizes == [[100, 150]] * 2


def test_the_same_labels_are_the_same_bytes():
    assert pdf(bins(3), Paper.ROLL_100X50) == pdf(bins(3), Paper.ROLL_100X50)


Box = tuple[float, float, float, float]


def boxes(layout: Layout) -> list[Box]:
    """Left, top, right and bottom of every line and of the symbol without its quiet zone."""
    lines = [
        (
            line.x,
            line.y,
            line.x + width_of(line.text, line.size, bold=line.bold),
            line.y + line.step,
        )
        for line in layout.lines
    ]
    bars = [layout.symbol.box(bar) for bar in layout.symbol.symbol.bars]
    left, top = min(x for x, *_ in bars), min(y for _, y, *_ in bars)
    right = max(x + width for x, _, width, _ in bars)
    bottom = max(y + height for _, y, _, height in bars)
    return [*lines, (left, top, right, bottom)]


def apart(one: Box, other: Box) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("paper", list(Paper))
def test_nothing_is_printed_over_anything_else_nor_over_the_edge(paper):
    for label in Contents(9, tuple(Symbology)).labels(120):
        if not large_enough(label, paper, 203):
            continue
        layout = laid_out(label, paper, 203)
        placed = boxes(layout)
        for left, top, right, bottom in placed:
            assert 0 <= left < right <= layout.width, label
            assert 0 <= top < bottom <= layout.height, label
        assert all(apart(*two) for two in combinations(placed, 2)), label


@pytest.mark.parametrize("dpi", [203, 300])
def test_a_preview_is_the_label_dot_by_dot(dpi):
    (label,) = bins(1)
    assert codes(preview_png(label, Paper.ROLL_100X50, dpi)) == [("A-00-1", "]C0")]
