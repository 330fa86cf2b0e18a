"""The codes of the device check: known texts, so that what arrives tells what happened to them.

The first holds every letter, digit and sign that another country's keyboard moves, and both sizes
of letters; the second two elements with GS between them, as bars and as a matrix. Read anywhere
else, the first is no command and the second no goods.
"""

from __future__ import annotations

from webapp.labels import Label, SheetGroup, Symbology, element_string
from webapp.languages import say
from webapp.words import T

PLAIN = "LW*aqzwym-/.:0258"
HEAD, TAIL = "10LW-A1", "21LW-Z9"
SEPARATED = element_string([("10", "LW-A1"), ("21", "LW-Z9")])
CODES = (
    (T("First code"), T("keyboard, capitals, end"), PLAIN, Symbology.CODE_128),
    (T("Second code"), T("separator, as bars"), SEPARATED, Symbology.GS1_128),
    (T("Second code"), T("separator, as a matrix"), SEPARATED, Symbology.GS1_DATAMATRIX),
)


def labels(language: str) -> tuple[Label, ...]:
    """The first code, the second as bars, the second as a matrix."""
    return tuple(
        Label(say(title, language), (say(about, language),), code, symbology)
        for title, about, code, symbology in CODES
    )


def for_paper(language: str) -> tuple[SheetGroup, ...]:
    """The same for a sheet of paper."""
    return (SheetGroup("", labels(language)),)
