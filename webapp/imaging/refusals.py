"""Why a picture is not read: one function for each reason, and the names of files that are none.

The status is the one the door answers with: 400 nothing was sent, 413 too much of it,
415 another kind of file, 422 a picture that cannot be used.
"""

from __future__ import annotations

from webapp.words import T, Words

LARGEST_BODY = 15_000_000
# The longer side: the smallest symbol has ten modules a side, and a bar code can be a thin strip.
SMALLEST_SIDE = 10
LARGEST_SIDE = 12_000
# Pillow unpacks a WebP into four copies of 4 bytes a pixel; a JPEG is shrunk while it is unpacked.
MOST_PIXELS = {"JPEG": 60_000_000, "PNG": 60_000_000, "WEBP": 30_000_000}


class PictureRefused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """The picture was not looked at: a stable `code`, an HTTP `status` and `words` for people."""

    def __init__(self, code: str, status: int, words: Words) -> None:
        super().__init__(str(words))
        self.code = code
        self.status = status
        self.words = words


def empty() -> PictureRefused:
    return PictureRefused("picture_empty", 400, T("No picture arrived. Take it again."))


def too_heavy(size: int) -> PictureRefused:
    """`size` in bytes; people hear megabytes, rounded up so that it never sounds allowed."""
    words = T(
        "The picture has %(size)s MB, at most %(most)s MB are read. Send a smaller one.",
        size=-(-size // 1_000_000),
        most=LARGEST_BODY // 1_000_000,
    )
    return PictureRefused("picture_too_heavy", 413, words)


def too_large(width: int, height: int, *, most: int) -> PictureRefused:
    """`most` pixels in all are read of this format."""
    words = T(
        "The picture has %(width)s × %(height)s pixels, at most %(side)s a side and "
        "%(most)s million in all are read. Send a smaller one.",
        width=width,
        height=height,
        side=LARGEST_SIDE,
        most=most // 1_000_000,
    )
    return PictureRefused("picture_too_large", 413, words)


def far_too_large() -> PictureRefused:
    """Pillow refused the size before telling it."""
    words = T(
        "The picture has more than %(most)s million pixels. Send a smaller one.",
        most=max(MOST_PIXELS.values()) // 1_000_000,
    )
    return PictureRefused("picture_too_large", 413, words)


def too_small(width: int, height: int) -> PictureRefused:
    words = T(
        "The picture has %(width)s × %(height)s pixels, at least %(side)s are needed on its longer "
        "side. Come closer.",
        width=width,
        height=height,
        side=SMALLEST_SIDE,
    )
    return PictureRefused("picture_too_small", 422, words)


def damaged() -> PictureRefused:
    words = T("The picture is damaged or did not arrive whole. Take it again.")
    return PictureRefused("picture_damaged", 422, words)


def another_kind(picture: bytes) -> PictureRefused:
    """Named where its first bytes name it, with what helps; a PDF is worth more than "invalid"."""
    kind = kind_of(picture)
    if kind is None:
        words = T("This file is not a picture. Send a JPEG, PNG or WebP picture.")
    elif kind in ("HEIC", "HEIF"):
        words = T(
            "This file is %(kind)s. In the iPhone's settings choose Camera, Formats, Most "
            "Compatible, and take the photo again.",
            kind=kind,
        )
    elif kind == "PDF":
        words = T("This file is PDF. Take a photo of the label, or send a screenshot of the page.")
    elif kind in _FILMS:
        words = T("This file is a film (%(kind)s). Take a photo instead.", kind=kind)
    else:
        words = T("This file is %(kind)s. Send a JPEG, PNG or WebP picture.", kind=kind)
    return PictureRefused("picture_type", 415, words)


def kind_of(picture: bytes) -> str | None:
    """The name of a kind of file we do not read, from its first bytes."""
    if picture[4:8] == b"ftyp":
        return _BRANDS.get(picture[8:12], "MP4")
    if picture[:4] == b"RIFF" and picture[8:12] == b"AVI ":
        return "AVI"
    start = picture[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return next((name for sign, name in _SIGNS if start.startswith(sign)), None)


# ISO media files say what they are in the four characters after "ftyp".
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"), "HEIC"),
    **dict.fromkeys((b"mif1", b"msf1"), "HEIF"),
    **dict.fromkeys((b"avif", b"avis"), "AVIF"),
    b"qt  ": "QuickTime",
}

_FILMS = frozenset({"MP4", "QuickTime", "WebM", "AVI"})

# In lower case, because they are compared with a lower-cased start.
_SIGNS = (
    (b"%pdf-", "PDF"),
    (b"%!ps", "PostScript"),
    (b"\xc5\xd0\xd3\xc6", "EPS"),
    (b"gif8", "GIF"),
    (b"ii*\x00", "TIFF"),
    (b"mm\x00*", "TIFF"),
    (b"bm", "BMP"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"8bps", "Photoshop"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\x00\x00\x00\x0cjxl ", "JPEG XL"),
    (b"\x00\x00\x00\x0cjp  ", "JPEG 2000"),
    (b"pk\x03\x04", "ZIP"),
    (b"\x1f\x8b", "GZIP"),
    (b"\x1ae\xdf\xa3", "WebM"),
    (b"<svg", "SVG"),
    (b"<?xml", "XML"),
    (b"<!doctype html", "HTML"),
    (b"<html", "HTML"),
)
