"""A job's labels as the document that a printer or a person takes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from webapp.blueprints.errors import Problem
from webapp.labels import Label, LabelRefused, Paper, pdf, zpl
from webapp.models import LabelPaper, PrintLanguage
from webapp.queries import print_jobs
from webapp.queries.print_jobs import JobRow

TYPES = {PrintLanguage.PDF: "application/pdf", PrintLanguage.ZPL: "text/plain; charset=utf-8"}


def document(
    labels: Sequence[Label],
    paper: LabelPaper,
    output: PrintLanguage,
    dpi: int,
    *,
    start: int = 0,
) -> bytes:
    """The labels as what a printer takes. Raises LabelRefused for the first that does not fit."""
    if output is PrintLanguage.ZPL:
        return zpl(labels, Paper(str(paper)), dpi=dpi).encode()
    return pdf(labels, Paper(str(paper)), start=start)


def document_of(connection: Connection, job: JobRow, language: PrintLanguage) -> bytes:
    """The labels of a job as they were when it was made, each as often as was asked.

    Raises Problem 422 where one of them cannot be drawn.
    """
    printed = print_jobs.labels_of(connection, job.id)
    every = [one.label for one in printed for _ in range(one.copies)]
    try:
        return document(every, job.paper, language, job.dpi, start=job.first_cell)
    except LabelRefused as refused:
        raise Problem(422, refused.words, code=refused.code) from refused
