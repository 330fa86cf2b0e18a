"""The codes of the device check: known texts, so that what arrives tells what happened to them.

The first holds every letter, digit and sign that another country's keyboard moves, and both sizes
of letters; the second two elements with GS between them, as bars and as a matrix. Read anywhere
else, the first is no command and the second no goods.
"""

from __future__ import annotations

from webapp.blueprints.shown import said
from webapp.labels import Label, SheetGroup, Symbology, element_string
from webapp.words import T

PLAIN = "LW*aqzwym-/.:0258"
HEAD, TAIL = "10LW-A1", "21LW-Z9"
SEPARATED = element_string([("10", "LW-A1"), ("21", "LW-Z9")])


def labels() -> tuple[Label, Label, Label]:
    """The first code, the second as bars, the second as a matrix."""
    second = said(T("Second code"))
    return (
        Label(said(T("First code")), (said(T("keyboard, capitals, end")),), PLAIN, C128),
        Label(second, (said(T("separator, as bars")),), SEPARATED, Symbology.GS1_128),
        Label(second, (said(T("separator, as a matrix")),), SEPARATED, Symbology.GS1_DATAMATRIX),
    )


C128 = Symbology.CODE_128


def for_paper() -> tuple[SheetGroup, ...]:
    """The same for a sheet of paper."""
    return (SheetGroup("", labels()),)
