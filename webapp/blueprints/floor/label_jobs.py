"""A print job: where it goes, what is on it, and the document itself."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, abort, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import Connection

from webapp.blueprints import label_words, shown
from webapp.blueprints.access import allow
from webapp.blueprints.floor import blueprint
from webapp.blueprints.floor.labels import frame
from webapp.blueprints.label_documents import TYPES, document_of
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import said
from webapp.extensions import db
from webapp.models import LabelPaper, PrintLanguage, Role
from webapp.operations import labels
from webapp.operations.unit_of_work import run
from webapp.queries import print_jobs
from webapp.queries.print_jobs import JobRow, PrintFilter
from webapp.words import T, Words

# A larger number is no id that the book could hold.
JOB = "<int(max=9007199254740991):job_id>"
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Job:
    """A job as its page shows it."""

    heading: str
    tone: str
    word: str
    detail: str
    rows: tuple[tuple[str, str, int], ...]
    more: int
    pdf_url: str | None
    zpl_url: str | None


@blueprint.get(f"/labels/jobs/{JOB}")
@allow(Role.WORKER)
def label_job(job_id: int) -> ResponseReturnValue:
    """One job."""
    with reading() as connection:
        shown_jobs = [job_of(connection, known(connection, job_id))]
    return render_template(
        "labels/jobs.html", frame=frame(), back="/", jobs=shown_jobs, again_url=None
    )


@blueprint.get("/labels/task/<int(max=9007199254740991):task_id>")
@allow(Role.WORKER)
def labels_of_task(task_id: int) -> ResponseReturnValue:
    """The labels that a receipt's scans have made, those that wait first."""
    with reading() as connection:
        found = print_jobs.jobs_of_task(connection, task_id)
        if not found:
            abort(404)
        for one in found:
            must_be_mine(one)
        shown_jobs = [job_of(connection, one) for one in found]
    return render_template(
        "labels/jobs.html",
        frame=frame(),
        back=f"/receive/{task_id}",
        jobs=shown_jobs,
        again_url=f"/receive/{task_id}",
    )


@blueprint.get(f"/labels/jobs/{JOB}.pdf")
@allow(Role.WORKER)
def label_job_pdf(job_id: int) -> Response:
    """The job on paper."""
    return file_of(job_id, PrintLanguage.PDF)


@blueprint.get(f"/labels/jobs/{JOB}.zpl")
@allow(Role.WORKER)
def label_job_zpl(job_id: int) -> Response:
    """The job as a label printer takes it; 404 where its paper is no roll."""
    return file_of(job_id, PrintLanguage.ZPL)


def file_of(job_id: int, language: PrintLanguage) -> Response:
    """The document. Whoever opens it has the job in hand, so nothing more is added to it."""
    with reading() as connection:
        must_have(known(connection, job_id), language)
    run(db.engine, lambda work: labels.take(work, job_id))
    with reading() as connection:
        found = known(connection, job_id)
        if not found.labels:
            abort(404)
        body = document_of(connection, found, language)
    response = Response(body, content_type=TYPES[language])
    way = "inline" if language is PrintLanguage.PDF else "attachment"
    name = f"lotwise-labels-{job_id}.{language}"
    response.headers["Content-Disposition"] = f'{way}; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def known(connection: Connection, job_id: int) -> JobRow:
    """The job; 404 where there is none, 403 where it is somebody else's."""
    found = print_jobs.job(connection, job_id)
    if found is None:
        abort(404)
    must_be_mine(found)
    return found


def must_be_mine(job: JobRow) -> None:
    """A worker sees what they printed; a supervisor all but badges, which open doors."""
    needed = Role.ADMIN if job.has_badges else Role.SUPERVISOR
    mine = job.user_id == current_user.id and not job.has_badges
    if not mine and not current_user.role.covers(needed):
        g.needed_role = needed
        abort(403)


def must_have(job: JobRow, language: PrintLanguage) -> None:
    """404 where the job has no such document."""
    if language is PrintLanguage.ZPL and job.paper is LabelPaper.A4_4X12:
        abort(404)


def job_of(connection: Connection, job: JobRow) -> Job:
    """A job, ready to show."""
    entries = print_jobs.log(
        connection, PrintFilter(job_id=job.id, stands=True), limit=MOST_SHOWN + 1
    ).rows
    rows = tuple(
        (said(label_words.KINDS[one.kind]), one.code, one.copies) for one in reversed(entries)
    )
    roll = job.paper is not LabelPaper.A4_4X12
    tone, word = state_of(job)
    return Job(
        heading=said(heading_of(job)),
        tone=tone,
        word=said(word),
        detail=" · ".join((said(label_words.PAPERS[job.paper]), shown.moment(job.created_at))),
        rows=rows[:MOST_SHOWN],
        more=max(0, len(rows) - MOST_SHOWN),
        pdf_url=url_for("floor.label_job_pdf", job_id=job.id),
        zpl_url=url_for("floor.label_job_zpl", job_id=job.id) if roll else None,
    )


def heading_of(job: JobRow) -> Words:
    """How many labels, and where they go."""
    if job.printer:
        return T(
            "%(count)s × label to printer %(printer)s at %(station)s",
            count=job.labels,
            printer=job.printer,
            station=job.station or "",
        )
    return T("%(count)s × label to print here", count=job.labels)


def state_of(job: JobRow) -> tuple[str, Words]:
    """How far a job is."""
    if job.done_at is not None:
        return "good", T("Printed")
    if job.printer is None:
        return ("quiet", T("Opened")) if job.taken_at else ("wait", T("Ready"))
    return ("busy", T("Fetched")) if job.taken_at else ("wait", T("Waits for the printer"))
