"""Labels for a Zebra printer, in its own language ZPL II."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.labels.label import Label
from webapp.labels.paper import Paper


def zpl(labels: Sequence[Label], paper: Paper, *, dpi: int, copies: int = 1) -> str:
    """One format for each label, each printed `copies` times, for a printer of 203 or 300 dpi.

    Raises LabelRefused for the first label that cannot be printed on this roll; ValueError for
    paper that is no roll and for another dpi.
    """
    raise NotImplementedError
