"""A job's labels as the document that a printer or a person takes."""

from __future__ import annotations

from sqlalchemy import Connection

from webapp.blueprints.errors import Problem
from webapp.labels import LabelRefused
from webapp.models import PrintLanguage
from webapp.operations.labels import Way, document
from webapp.queries import print_jobs
from webapp.queries.print_jobs import JobRow

TYPES = {PrintLanguage.PDF: "application/pdf", PrintLanguage.ZPL: "text/plain; charset=utf-8"}


def document_of(connection: Connection, job: JobRow, language: PrintLanguage) -> bytes:
    """The labels of a job as they were when it was made, each as often as was asked.

    Raises Problem 422 where one of them cannot be drawn.
    """
    printed = print_jobs.labels_of(connection, job.id)
    every = [one.label for one in printed for _ in range(one.copies)]
    try:
        return document(every, Way(job.paper, language, job.dpi, job.first_cell))
    except LabelRefused as refused:
        raise Problem(422, refused.words, code=refused.code) from refused
