"""Everything that is sent as a photo and is none: a clear sentence and a status each."""

from __future__ import annotations

import struct
import zlib

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from webapp.imaging import PictureRefused, decode

from .pictures import paper, photo, symbol


def refusal(body: bytes) -> tuple[int, str, str]:
    with pytest.raises(PictureRefused) as caught:
        decode(body)
    return caught.value.status, caught.value.code, str(caught.value.words)


def outcome(body: bytes) -> list[str] | int:
    """What is read, or the status of the refusal."""
    try:
        return [code.text for code in decode(body, budget_seconds=0.0)]
    except PictureRefused as refused:
        return refused.status


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_that_claims(width: int, height: int, *chunks: bytes) -> bytes:
    """A PNG whose header names a size it holds no pixels for."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(30)))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + pixels + chunk(b"IEND", b"")


def test_nothing_is_no_picture():
    assert refusal(b"") == (400, "picture_empty", "No picture arrived. Take it again.")


@pytest.mark.feature("AP-06")
def test_more_than_fifteen_megabytes_are_not_looked_at():
    assert refusal(bytes(15_000_001)) == (
        413,
        "picture_too_heavy",
        "The picture has 16 MB, at most 15 MB are read. Send a smaller one.",
    )


@pytest.mark.feature("AP-06")
def test_a_pdf_is_named(tmp_path):
    canvas = Canvas(str(tmp_path / "note.pdf"))
    canvas.drawString(100, 700, "Delivery note")
    canvas.save()
    assert refusal((tmp_path / "note.pdf").read_bytes()) == (
        415,
        "picture_type",
        "This file is PDF. Take a photo of the label, or send a screenshot of the page.",
    )


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("AVIF", b"\x00\x00\x00\x18ftypavif" + bytes(40)),
        ("GIF", photo(paper(), "GIF")),
        ("TIFF", photo(paper(), "TIFF")),
        ("BMP", photo(paper(), "BMP")),
        ("PostScript", b"%!PS-Adobe-3.0 EPSF-3.0\n"),
        ("ZIP", b"PK\x03\x04" + bytes(40)),
        ("SVG", b"\n <svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("HTML", b"\xef\xbb\xbf<!DOCTYPE HTML><title>Sign in</title>"),
    ],
)
def test_another_kind_of_file_is_named(kind, body):
    words = f"This file is {kind}. Send a JPEG, PNG or WebP picture."
    assert refusal(body) == (415, "picture_type", words)


@pytest.mark.feature("AP-06")
@pytest.mark.parametrize(
    ("kind", "brand"), [("HEIC", b"heic"), ("HEIC", b"heix"), ("HEIF", b"mif1")]
)
def test_an_iphone_is_told_which_setting_helps(kind, brand):
    words = (
        f"This file is {kind}. In the iPhone's settings choose Camera, Formats, Most Compatible, "
        "and take the photo again."
    )
    assert refusal(b"\x00\x00\x00\x18ftyp" + brand + bytes(40)) == (415, "picture_type", words)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("MP4", b"\x00\x00\x00\x18ftypisom" + bytes(40)),
        ("QuickTime", b"\x00\x00\x00\x14ftypqt  " + bytes(40)),
        ("WebM", b"\x1a\x45\xdf\xa3" + bytes(40)),
        ("AVI", b"RIFF\x00\x00\x00\x00AVI LIST"),
    ],
)
def test_a_film_is_asked_for_a_photo(kind, body):
    words = f"This file is a film ({kind}). Take a photo instead."
    assert refusal(body) == (415, "picture_type", words)


@pytest.mark.parametrize("body", [b"x", b"LW*OK\r\n", bytes(200), b"RIFF\x00\x00\x00\x00WAVEfmt "])
def test_bytes_without_a_name_are_not_a_picture(body):
    words = "This file is not a picture. Send a JPEG, PNG or WebP picture."
    assert refusal(body) == (415, "picture_type", words)


def test_one_pixel_is_too_small():
    assert refusal(photo(Image.new("L", (1, 1)))) == (
        422,
        "picture_too_small",
        "The picture has 1 × 1 pixels, at least 10 are needed on its longer side. Come closer.",
    )


def test_a_header_of_ninety_bytes_that_asks_for_gigabytes_is_refused_on_the_header():
    body = png_that_claims(60_000, 60_000)
    assert len(body) < 100
    assert refusal(body) == (
        413,
        "picture_too_large",
        "The picture has more than 60 million pixels. Send a smaller one.",
    )


@pytest.mark.parametrize(("width", "height"), [(12_001, 20), (20, 12_001), (9_000, 7_000)])
def test_a_side_or_an_area_too_large_is_refused_on_the_header(width, height):
    assert refusal(png_that_claims(width, height)) == (
        413,
        "picture_too_large",
        f"The picture has {width} × {height} pixels, at most 12000 a side and 60 million in all "
        "are read. Send a smaller one.",
    )


def test_a_webp_is_refused_earlier_because_it_unpacks_into_more():
    assert refusal(photo(Image.new("L", (6_000, 5_001)), "WEBP")) == (
        413,
        "picture_too_large",
        "The picture has 6000 × 5001 pixels, at most 12000 a side and 30 million in all "
        "are read. Send a smaller one.",
    )


def test_a_bomb_in_a_text_of_the_picture_is_refused():
    text = chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(20_000_000)))
    assert refusal(png_that_claims(100, 100, text))[:2] == (422, "picture_damaged")


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_cut_short_is_damaged(format):
    body = photo(paper((symbol("LOT-7"), (100, 100))), format)
    assert refusal(body[: len(body) * 2 // 3]) == (
        422,
        "picture_damaged",
        "The picture is damaged or did not arrive whole. Take it again.",
    )


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("place", range(0, 400, 13))
def test_a_byte_gone_wrong_is_read_or_refused_and_never_more(format, place):
    body = bytearray(photo(paper((symbol("LOT-7"), (20, 20)), size=(120, 120)), format))
    body[place % len(body)] ^= 0xFF
    assert outcome(bytes(body)) in (["LOT-7"], [], 413, 415, 422)


def test_a_broken_note_of_the_camera_does_not_spoil_the_photo():
    body = photo(paper((symbol("LOT-7"), (100, 100))), "JPEG", exif=b"Exif\x00\x00" + b"\xff" * 60)
    assert [code.text for code in decode(body)] == ["LOT-7"]
