"""Printed sheets: every code on them reads back, every word on them can be read."""

from __future__ import annotations

import pytest

from webapp.labels import Label, LabelRefused, SheetGroup, Symbology, element_string, sheet_pdf
from webapp.labels.type import broken, broken_elements, shortened

from .reading import codes_on, page_words, pages

COMMANDS = ("LW*OK", "LW*QTY*12", "LW*SHORT", "LW*SKIP", "LW*UNDO", "LW*DONE", "LW*CANCEL")
LOCATIONS = ("A-01-1", "A-01-2", "A-01-3")


def lot(code: str, symbology: Symbology) -> Label:
    text = element_string({"01": "04006381333931", "17": "271231", "10": code})
    return Label("Kem dưỡng da tay", ("Hạn dùng 31/12/2027",), text, symbology)


def plain(text: str, symbology: Symbology = Symbology.CODE_128) -> Label:
    return Label(text, (), text, symbology)


SHEET = (
    SheetGroup(
        "Nhận hàng",
        tuple(
            lot(f"C2025{month:02}", symbology)
            for month in range(7, 12)
            for symbology in (Symbology.GS1_128, Symbology.GS1_DATAMATRIX)
        ),
    ),
    SheetGroup("Lệnh", tuple(map(plain, COMMANDS))),
    SheetGroup("Vị trí", tuple(plain(text, Symbology.QR) for text in LOCATIONS)),
)


@pytest.mark.feature("LB-04")
def test_every_code_of_a_sheet_reads_back_as_exactly_its_text():
    printed = {label.text for group in SHEET for label in group.labels}
    read = [
        text for page in pages(sheet_pdf(SHEET, heading="Tờ mã vạch")) for text in codes_on(page)
    ]
    assert set(read) == printed


@pytest.mark.feature("LB-04")
def test_three_locations_are_three_codes_in_their_order():
    (page,) = pages(sheet_pdf(map(plain, LOCATIONS), heading="Zone A"))
    assert codes_on(page) == list(LOCATIONS)


def test_words_in_vietnamese_stand_on_the_page_letter_by_letter():
    (first, second) = page_words(sheet_pdf(SHEET, heading="Tờ mã vạch"))
    assert first.startswith("Tờ mã vạch\nNhận hàng\nKem dưỡng da tay\n")
    assert "(01)04006381333931(17)271231(10)C202507" in first
    assert "Hạn dùng 31/12/2027" in first
    assert "Vị trí" in second


def test_letters_composed_of_two_signs_become_one():
    decomposed = Label("Ke\u0302\u0323", (), "A-01-3", Symbology.CODE_128)
    (words,) = page_words(sheet_pdf([decomposed], heading="Zone A"))
    assert "Kệ" in words


def test_bars_too_long_for_half_the_width_take_the_whole_width():
    pallet = Label(
        "Pallet",
        (),
        element_string({"02": "04006381333931", "10": "C" * 20, "37": "48"}),
        Symbology.GS1_128,
    )
    (page,) = pages(sheet_pdf([plain("A-01-1"), pallet, plain("A-01-2")], heading="Mixed"))
    assert codes_on(page) == ["A-01-1", pallet.text, "A-01-2"]


def test_bars_too_long_for_the_paper_are_refused():
    with pytest.raises(LabelRefused) as caught:
        sheet_pdf([plain("X" * 75)], heading="Too long")
    assert str(caught.value.words) == (
        "X" * 75 + " does not fit a Code 128 symbol. Print it as QR."
    )


def test_a_long_link_is_printed_small_enough_and_still_reads():
    link = "https://id.example.org/01/04006381333931/10/C202507?" + "&".join(
        f"x{n}={n * 1111}" for n in range(40)
    )
    (page,) = pages(sheet_pdf([plain(link, Symbology.QR)], heading="Link"))
    assert codes_on(page) == [link]


def test_a_group_title_never_stands_alone_at_the_foot():
    for count in range(1, 24):
        groups = [
            SheetGroup("First", tuple(plain(f"A-{n:02}") for n in range(count))),
            SheetGroup("Second", (plain("B-01"), plain("B-02"))),
        ]
        for words in page_words(sheet_pdf(groups, heading="Zones")):
            assert ("Second" in words) == ("B-01" in words)


def test_nothing_but_the_page_number_stands_in_the_margin():
    for count in range(1, 24):
        groups = [
            SheetGroup("First", tuple(plain(f"A-{n:02}") for n in range(count))),
            SheetGroup("Second", (plain("B-01"), plain("B-02"))),
        ]
        for page in pages(sheet_pdf(groups, heading="Zones"), dpi=72):
            foot = page.crop((0, page.height - 44, page.width - 60, page.height))
            assert foot.getextrema() == (255, 255)


def test_pages_are_numbered():
    groups = [SheetGroup("Bins", tuple(plain(f"A-{n:02}") for n in range(40)))]
    words = page_words(sheet_pdf(groups, heading="Zones"))
    assert [page.rstrip().rsplit("\n", 1)[1] for page in words] == [
        str(number) for number in range(1, len(words) + 1)
    ]


def test_the_same_labels_give_the_same_bytes():
    assert sheet_pdf(SHEET, heading="Zones") == sheet_pdf(SHEET, heading="Zones")


def test_a_sheet_without_labels_is_its_heading():
    assert page_words(sheet_pdf([], heading="Zones")) == ["Zones\n1"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("short", ["short"]),
        ("two words", ["two", "words"]),
        ("a b c d e", ["a b c d", "e"]),
        ("unbreakable", ["unbreak", "able"]),
        ("an unbreakable one", ["an", "unbreak", "able", "one"]),
    ],
)
def test_lines_break_between_words_and_inside_long_ones(text, lines):
    assert broken(text, len, 7) == lines


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("short", "short"),
        ("hand cream", "hand…"),
        ("a handcream", "a hand…"),
        ("handcream", "handcr…"),
    ],
)
def test_what_is_too_long_for_a_line_is_cut_behind_a_word_or_inside_a_long_one(text, cut):
    assert shortened(text, len, 7) == cut


def test_a_code_in_letters_breaks_between_its_elements():
    code = "(01)04006381333931(17)271231(10)C202507"
    assert broken_elements(code, len, 29) == ["(01)04006381333931(17)271231", "(10)C202507"]
