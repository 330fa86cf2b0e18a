"""A label's symbol for a web page; the page sets the words around it in its own type."""

from __future__ import annotations

from xml.sax.saxutils import escape

from webapp.barcodes import shown
from webapp.labels.label import Label
from webapp.labels.size import comfortable_module_mm
from webapp.labels.symbol import Bar, symbol_of


def svg(label: Label) -> str:
    """The symbol with its quiet zone on white, safe to put into HTML, without style or script.

    Its width and height are the millimetres it is comfortable to scan at; a style sheet may scale
    it. The title names it to a screen reader. Raises LabelRefused.
    """
    symbol = symbol_of(label)
    module = comfortable_module_mm(label.symbology)
    path = "".join(map(_path, symbol.bars))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" shape-rendering="crispEdges" '
        f'width="{symbol.width * module:.1f}mm" height="{symbol.height * module:.1f}mm" '
        f'viewBox="0 0 {symbol.width} {symbol.height}">'
        f"<title>{escape(_name(label))}</title>"
        f'<rect width="{symbol.width}" height="{symbol.height}" fill="#fff"/>'
        f'<path fill="#000" d="{path}"/></svg>'
    )


def _name(label: Label) -> str:
    return f"{shown(label.title)}: {shown(label.text)}" if label.title else shown(label.text)


def _path(bar: Bar) -> str:
    return f"M{bar.x} {bar.y}h{bar.width}v{bar.height}h-{bar.width}z"
