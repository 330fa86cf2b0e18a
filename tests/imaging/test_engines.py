"""Two readers where libzbar is there, one where it is not."""

from __future__ import annotations

import subprocess
import sys

from PIL import Image, ImageFilter

from webapp.imaging import engines, missing_zbar_hint
from webapp.imaging.engines import read_with_zbar, read_with_zxing

from .pictures import HAND_CREAM, HAND_CREAM_TEXT, F, noise, one, paper, photo, symbol

# libzbar is looked for by the dynamic linker's name; here it is told that there is none.
WITHOUT_LIBZBAR = """
import ctypes.util
ctypes.util.find_library = lambda name: None
from a_photo import PHOTO
from webapp.imaging import decode, engines, missing_zbar_hint
print(engines(), missing_zbar_hint(), decode(PHOTO)[0].text)
"""


def test_zxing_is_asked_first():
    assert engines()[0] == "zxing-cpp"


def test_the_hint_is_given_exactly_where_pyzbar_is_missing():
    assert (missing_zbar_hint() is None) == ("pyzbar" in engines())


def test_without_libzbar_the_program_reads_with_zxing_alone_and_names_the_line_to_type(tmp_path):
    body = photo(paper((symbol("LOT-7"), (100, 100))))
    (tmp_path / "a_photo.py").write_text(f"PHOTO = {body!r}\n")
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_LIBZBAR],
        env={"PYTHONPATH": f"{tmp_path}:."},
        capture_output=True,
        text=True,
        check=True,
    )
    line = "brew install zbar" if sys.platform == "darwin" else "sudo apt-get install libzbar0"
    assert run.stdout == f"('zxing-cpp',) {line} LOT-7\n"


def test_pyzbar_keeps_the_separator_and_claims_no_identifier():
    """ZBar drops the leading FNC1, so whether a Code 128 is GS1 stays open."""
    codes = read_with_zbar(paper((symbol(HAND_CREAM, F.Code128, pixels=3), (60, 100))))
    found = [(code.text, code.symbology, code.format, code.engine) for code in codes]
    expected = [(HAND_CREAM_TEXT, None, "Code128", "pyzbar")]
    assert found == (expected if "pyzbar" in engines() else [])


def test_both_readers_find_a_symbol_at_the_same_place():
    page = paper((symbol("4006381333931", F.EAN13), (200, 100)))
    (first,) = read_with_zxing(page)
    for second in read_with_zbar(page):
        assert abs(first.left - second.left) < 10


def test_pyzbar_is_asked_where_zxing_finds_nothing():
    mark = symbol(HAND_CREAM, F.QRCode, pixels=2)
    page = paper((mark, (60, 60)), size=(186, 186)).filter(ImageFilter.GaussianBlur(0.5))
    grainy = Image.blend(page, noise(page.size, seed=3), 0.3)
    assert read_with_zxing(grainy) == []
    assert one(grainy).engine == engines()[-1]
