"""Pictures to codes: the only room that knows zxing-cpp, pyzbar and Pillow's way with photos.

>>> from webapp.imaging import decode, PictureRefused
>>> try:
...     decode(b"%PDF-1.7")
... except PictureRefused as refused:
...     print(refused.status, refused.words)
415 This file is PDF. Send a JPEG, PNG or WebP picture.
"""

from webapp.imaging.cascade import Seen, decode, see
from webapp.imaging.code import Code, Corners, Point
from webapp.imaging.engines import engines, missing_zbar_hint
from webapp.imaging.refusals import PictureRefused

__all__ = [
    "Code",
    "Corners",
    "PictureRefused",
    "Point",
    "Seen",
    "decode",
    "engines",
    "missing_zbar_hint",
    "see",
]
