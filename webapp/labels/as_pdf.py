"""Labels on paper as PDF."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.labels.label import Label
from webapp.labels.paper import Paper


def pdf(labels: Sequence[Label], paper: Paper, *, start: int = 0) -> bytes:
    """A PDF with every label in its order, each in its cell of the paper.

    `start` is the first free cell of a part-used sheet, counted from 0 along the rows. Raises
    LabelRefused for the first label that cannot be printed on this paper.
    """
    raise NotImplementedError
