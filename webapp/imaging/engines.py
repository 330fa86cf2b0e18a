"""The two readers, each giving our `Code`s: zxing-cpp always, pyzbar where libzbar is there.

What they are allowed to read is a list, not everything: ZBar misreads 94 of 100 clean DataBar
Expanded symbols and invents ITF and UPC-E in noise, and zxing-cpp's default Code 39 changes text
that holds "/".
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import zxingcpp
from PIL import Image

from webapp.imaging.code import Code, Corners

try:
    from pyzbar import pyzbar
except ImportError:  # pyzbar is installed, but the system's libzbar is not
    pyzbar = None

Engine = Callable[[Image.Image], Sequence[Code]]

_F = zxingcpp.BarcodeFormat
_ZXING_FORMATS = zxingcpp.BarcodeFormats(
    (
        _F.Code128,
        _F.Code39Std,
        _F.Code93,
        _F.Codabar,
        _F.ITF,
        _F.EAN13,
        _F.EAN8,
        _F.UPCA,
        _F.DataBar,
        _F.DataMatrix,
        _F.QRCode,
        _F.MicroQRCode,
        _F.PDF417,
        _F.Aztec,
    )
)
_ZBAR_FORMATS = {
    "CODE128": "Code128",
    "CODE39": "Code39",
    "CODE93": "Code93",
    "CODABAR": "Codabar",
    "EAN13": "EAN13",
    "EAN8": "EAN8",
    "QRCODE": "QRCode",
}
# ZBar gives no identifier. An EAN can only be an EAN; a Code 128 or QR may be GS1 or not.
_ZBAR_IDENTIFIERS = {"EAN13": "]E0", "EAN8": "]E4"}
# Lines across an EAN that ZBar must have read alike. On photos of groceries 4 of 7 wrong reads had
# fewer, and 5 of 37 right ones.
_ENOUGH_LINES = 12


def engines() -> tuple[str, ...]:
    """The readers that work here, in the order they are asked."""
    return ("zxing-cpp", "pyzbar") if pyzbar else ("zxing-cpp",)


def missing_zbar_hint() -> str | None:
    """The line to type where libzbar is missing, None where pyzbar works."""
    if pyzbar:
        return None
    return "brew install zbar" if sys.platform == "darwin" else "sudo apt-get install libzbar0"


def read_with_zxing(image: Image.Image) -> list[Code]:
    """What is black is decided from each point's surroundings."""
    return _zxing(image, zxingcpp.Binarizer.LocalAverage)


def read_with_zxing_by_histogram(image: Image.Image) -> list[Code]:
    """What is black is decided once for each line of the picture: better on blurred bars."""
    return _zxing(image, zxingcpp.Binarizer.GlobalHistogram)


def read_with_zbar(image: Image.Image) -> list[Code]:
    """Nothing where libzbar is missing."""
    if not pyzbar:
        return []
    symbols = [pyzbar.ZBarSymbol[name] for name in _ZBAR_FORMATS]
    return [
        _from_zbar(found)
        for found in pyzbar.decode(image, symbols=symbols)
        if found.data and _seen_often_enough(found)
    ]


def _zxing(image: Image.Image, binarizer: zxingcpp.Binarizer) -> list[Code]:
    found = zxingcpp.read_barcodes(
        image, formats=_ZXING_FORMATS, text_mode=zxingcpp.TextMode.Plain, binarizer=binarizer
    )
    return [_from_zxing(barcode) for barcode in found if barcode.text]


def _seen_often_enough(found: pyzbar.Decoded) -> bool:
    """One check digit protects an item number: lines that agree by chance are not enough."""
    return found.type not in _ZBAR_IDENTIFIERS or found.quality >= _ENOUGH_LINES


def _from_zxing(barcode: zxingcpp.Barcode) -> Code:
    place = barcode.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    one, two, three, four = ((corner.x, corner.y) for corner in corners)
    return Code(
        text=barcode.text,
        symbology=barcode.symbology_identifier or None,
        format=str(barcode.format).replace(" ", "").replace("-", ""),
        engine="zxing-cpp",
        corners=(one, two, three, four),
    )


def _from_zbar(found: pyzbar.Decoded) -> Code:
    return Code(
        text=_text(found.data),
        symbology=_ZBAR_IDENTIFIERS.get(found.type),
        format=_ZBAR_FORMATS[found.type],
        engine="pyzbar",
        corners=_box(*found.rect),
    )


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _box(left: int, top: int, width: int, height: int) -> Corners:
    right, bottom = left + width, top + height
    return (left, top), (right, top), (right, bottom), (left, bottom)
