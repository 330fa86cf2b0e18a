"""Labels for a Zebra printer, in its own language ZPL II.

The printer makes the symbols itself, from the same text and with the same modules as the PDF: ^BC
is told every change of set, ^BX and ^BQ choose their own. Words that its built-in font holds are
sent as text; a line with other letters, as Vietnamese has them, is sent as a picture in our font.

Source: Zebra, ZPL II Programming Guide (^BC, ^BX, ^BQ, ^A0, ^FH, ^GF, ^PQ).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from webapp.labels.code128 import code128
from webapp.labels.column import Line
from webapp.labels.elements import GS
from webapp.labels.label import Label, Symbology
from webapp.labels.layout import Layout, Placed, laid_out
from webapp.labels.paper import Paper
from webapp.labels.pictured import pictured

DPIS = (203, 300)
_MOST_COPIES = 99_999_999

# Characters that are commands to the printer, and the sign that opens their numbers.
_COMMANDS = "^~\\"
# The built-in font's top stands this much of an em under the top of a line of ours.
_ABOVE_FONT_0 = 0.2


def zpl(labels: Sequence[Label], paper: Paper, *, dpi: int, copies: int = 1) -> str:
    """One format for each label, each printed `copies` times, for a printer of 203 or 300 dpi.

    The text is ASCII throughout. Raises LabelRefused for the first label that cannot be printed on
    this roll; ValueError for paper that is no roll, for another dpi and for no copy.
    """
    if not paper.is_roll or dpi not in DPIS or not 1 <= copies <= _MOST_COPIES:
        raise ValueError(f"{copies} copies on {paper.value} at {dpi} dpi")
    return "".join(_format(label, laid_out(label, paper, dpi), copies) for label in labels)


def _format(label: Label, layout: Layout, copies: int) -> str:
    head = ("^XA", "^CI28", f"^PW{layout.width}", f"^LL{layout.height}", "^LH0,0")
    lines = map(_line, layout.lines)
    parts = (*head, *_symbol(label, layout.symbol), *lines, f"^PQ{copies}", "^XZ")
    return "\n".join(parts) + "\n"


def _symbol(label: Label, placed: Placed) -> Iterator[str]:
    """Placed by its first dark module: the printer knows no quiet zones."""
    quiet = label.symbology.quiet_modules * placed.module
    left, top = placed.x + quiet, placed.y
    match label.symbology:
        case Symbology.GS1_128 | Symbology.CODE_128:
            data = "".join(code128(label.text, gs1=label.symbology.is_gs1))
            yield f"^FO{left},{top}^BY{placed.module}^BCN,{placed.height},N,N,N,N{_data(data)}"
        case Symbology.GS1_DATAMATRIX:
            # "_" opens a control character, "_1" is FNC1, and "__" the sign itself.
            data = "_1" + label.text.replace("_", "__").replace(GS, "_1")
            yield f"^FO{left},{top + quiet}^BXN,{placed.module},200,,,,_{_data(data)}"
        case Symbology.QR:
            data = "MA," + label.text
            yield f"^FO{left},{top + quiet}^BQN,2,{placed.module}{_data(data)}"


def _line(line: Line) -> str:
    if _in_font_0(line.text):
        top = line.y + round(line.size * _ABOVE_FONT_0)
        return f"^FO{line.x},{top}^A0N,{line.size},{line.size}{_data(line.text)}"
    picture = pictured(line.text, line.size, bold=line.bold)
    field = f"^GFA,{picture.bytes},{picture.bytes},{picture.bytes_a_row},{picture.hex}"
    return f"^FO{line.x},{line.baseline - picture.ascent}{field}^FS"


def _in_font_0(text: str) -> bool:
    """ASCII and the letters of western Europe are in every printer's built-in font."""
    return all(" " <= sign <= "~" or "\xa1" <= sign <= "\xff" for sign in text)


def _data(text: str) -> str:
    """A field's data; where it holds a command's sign or a letter with an accent, as its bytes."""
    if text.isascii() and not any(sign in text for sign in _COMMANDS):
        return f"^FD{text}^FS"
    return "^FH\\^FD" + "".join(map(_sign, text)) + "^FS"


def _sign(sign: str) -> str:
    if sign.isascii() and sign not in _COMMANDS:
        return sign
    return "".join(f"\\{byte:02X}" for byte in sign.encode())
