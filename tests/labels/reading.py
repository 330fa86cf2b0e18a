"""How the tests read what was printed: pages turned into pictures, and every code on them."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
from PIL import Image

from webapp.imaging import decode


def pages(pdf: bytes, *, dpi: int = 200) -> list[Image.Image]:
    """The pages as an office printer would put them on paper."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]


def page_words(pdf: bytes) -> list[str]:
    """The text of each page, as a reader copies it."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def codes_on(page: Image.Image) -> list[str]:
    """Every code of a page, read from a picture of the whole page."""
    return read(page)


def read(image: Image.Image) -> list[str]:
    body = BytesIO()
    image.save(body, "PNG")
    return [code.text for code in decode(body.getvalue(), budget_seconds=60.0)]
