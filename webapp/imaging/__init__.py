"""Pictures to codes: the only room that knows zxing-cpp, pyzbar and Pillow's way with photos.

>>> from webapp.imaging import decode, PictureRefused
>>> try:
...     decode(b"%PDF-1.7")
... except PictureRefused as refused:
...     print(refused.status, refused.words)
415 This file is PDF. Take a photo of the label, or send a screenshot of the page.
"""

from webapp.imaging.cascade import Seen, decode, see
from webapp.imaging.code import Code, Corners, Point
from webapp.imaging.engines import engines, missing_zbar_hint
from webapp.imaging.readers import Readers, ReadersBusyError
from webapp.imaging.refusals import PictureRefused

__all__ = [
    "Code",
    "Corners",
    "PictureRefused",
    "Point",
    "Readers",
    "ReadersBusyError",
    "Seen",
    "decode",
    "engines",
    "missing_zbar_hint",
    "see",
]
