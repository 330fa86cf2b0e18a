"""Photographs as they are taken at a dock: askew, blurred, dim, from the side, upside down."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageOps

from webapp.imaging import decode

from .pictures import (
    HAND_CREAM,
    HAND_CREAM_TEXT,
    F,
    crossed_out,
    leaning,
    noise,
    one,
    paper,
    photo,
    symbol,
    texts,
)

# Slow machines must not decide here: what is tested is that the look exists, not its speed.
PATIENT = {"budget_seconds": 60.0}


def label() -> Image.Image:
    return paper((symbol(HAND_CREAM, F.Code128, pixels=3), (60, 250)))


@pytest.mark.parametrize("angle", [0, 12, 30, 45, 90, 180, 200, 270, 315])
def test_a_gs1_128_lying_askew_is_read(angle):
    askew = label().rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    assert texts(askew, **PATIENT) == [HAND_CREAM_TEXT]


def test_the_corners_of_a_code_lying_askew_are_where_it_is():
    mark = symbol(HAND_CREAM, F.Code128, pixels=3)
    page = paper((mark, (60, 60)))
    ink = Image.new("L", page.size, 0)
    ink.paste(255, (60, 60, 60 + mark.width, 60 + mark.height))
    askew = page.rotate(30, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    left, top, right, bottom = ink.rotate(30, expand=True).getbbox()
    (code,) = decode(photo(askew), **PATIENT)
    across = sum(x for x, _ in code.corners) / 4
    down = sum(y for _, y in code.corners) / 4
    assert (across, down) == pytest.approx(((left + right) / 2, (top + bottom) / 2), abs=12)


@pytest.mark.parametrize("format", [F.DataMatrix, F.QRCode, F.Code128])
@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda image: image.filter(ImageFilter.GaussianBlur(1.3)), id="blurred"),
        pytest.param(lambda image: leaning(image, by=60), id="from the side"),
        pytest.param(ImageOps.invert, id="white on black"),
        pytest.param(lambda image: image.point(lambda value: 70 + value // 6), id="dim"),
        pytest.param(
            lambda image: Image.blend(image, noise(image.size, seed=7), 0.35), id="grainy"
        ),
        pytest.param(lambda image: image.resize((3000, 2100)), id="from a good camera"),
    ],
)
def test_a_spoiled_photo_is_read(format, spoil):
    page = paper((symbol(HAND_CREAM, format, pixels=3), (60, 250)))
    body = photo(spoil(page), "JPEG", quality=80)
    assert texts(body, **PATIENT) == [HAND_CREAM_TEXT]


@pytest.mark.feature("BC-17")
@pytest.mark.parametrize("turn", range(1, 9))
def test_the_turn_a_camera_notes_is_obeyed(turn):
    """Two codes show it: obeyed or not, each is read, but their order and places differ."""
    upright = paper((symbol("ABOVE"), (100, 50)), (symbol("BELOW"), (700, 500)))
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = upright.transpose(undo[turn]) if turn in undo else upright
    exif = Image.Exif()
    exif[0x0112] = turn
    above, below = decode(photo(stored, "JPEG", exif=exif))
    assert (above.text, below.text) == ("ABOVE", "BELOW")
    assert above.left == pytest.approx(104, abs=3)


def test_corners_are_pixels_of_the_photo_that_was_sent():
    small = paper((symbol("LOT-7", pixels=10), (300, 200)))
    code = one(photo(small.resize((4000, 2800)), "JPEG"))
    assert (code.left, code.top) == pytest.approx((1240, 840), abs=12)


def test_a_small_blurred_picture_is_looked_at_twice_as_large():
    mark = symbol(HAND_CREAM, pixels=2)
    page = paper((mark, (60, 60)), size=(164, 164)).filter(ImageFilter.GaussianBlur(0.9))
    (code,) = decode(photo(page), **PATIENT)
    assert (code.text, code.left, code.top) == (
        HAND_CREAM_TEXT,
        pytest.approx(62, abs=3),
        pytest.approx(62, abs=3),
    )


def test_a_large_grainy_picture_is_looked_at_half_as_large():
    mark = symbol(HAND_CREAM, F.Code128, pixels=4)
    page = paper((mark, (60, 60)), size=(1264, 320))
    (code,) = decode(photo(Image.blend(page, noise(page.size, seed=3), 0.3)), **PATIENT)
    assert (code.text, code.left) == (HAND_CREAM_TEXT, pytest.approx(100, abs=6))


@pytest.mark.feature("BC-18")
@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_found_in_noise(seed):
    assert texts(noise((320, 240), seed), **PATIENT) == []


@pytest.mark.feature("BC-18")
def test_nothing_is_found_on_a_delivery_note_without_codes():
    assert texts(crossed_out(paper()), **PATIENT) == []


def test_without_time_the_first_look_still_happens():
    assert texts(label(), budget_seconds=0.0) == [HAND_CREAM_TEXT]


@pytest.mark.feature("AP-06")
def test_without_time_no_further_look_begins():
    askew = label().rotate(30, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    assert texts(askew, budget_seconds=0.0) == []


@pytest.mark.feature("BC-17")
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_code_too_small_at_1600_pixels_is_looked_for_in_all_of_them(format):
    """4,000 pixels wide, the bars two pixels each: shrunk, they are less than one."""
    mark = symbol(HAND_CREAM, F.Code128, pixels=2)
    wide = paper((mark, (3100, 2200)), size=(4000, 3000))
    (code,) = decode(photo(wide, format), **PATIENT)
    assert (code.text, code.left) == (HAND_CREAM_TEXT, pytest.approx(3100 + 20, abs=24))


@pytest.mark.feature("BC-17")
def test_a_label_half_in_shadow_is_read():
    page = label()
    shade = Image.new("L", page.size, 255)
    shade.paste(60, (page.width // 2, 0, page.width, page.height))
    dark = ImageChops.multiply(page, shade.filter(ImageFilter.GaussianBlur(20)))
    assert texts(dark, **PATIENT) == [HAND_CREAM_TEXT]


def test_a_strip_one_pixel_high_through_a_bar_code_is_a_code():
    mark = symbol("4006381333931", F.EAN13, pixels=3)
    assert texts(mark.crop((0, 40, mark.width, 41)), **PATIENT) == ["4006381333931"]


def test_the_smallest_symbol_fills_ten_pixels_and_is_looked_at():
    bare = symbol("12", pixels=1)
    assert texts(bare, **PATIENT) == ["12"]
