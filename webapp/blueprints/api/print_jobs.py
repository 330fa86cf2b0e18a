"""The queue of a printer: an agent beside it asks for jobs, fetches each, and says when it is done.

GET /api/v1/print-jobs?printer=… ─► GET /api/v1/print-jobs/7 ─► POST /api/v1/print-jobs/7/done
"""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from webapp.blueprints.access import allow
from webapp.blueprints.api import blueprint
from webapp.blueprints.errors import Problem
from webapp.blueprints.label_documents import TYPES, document_of
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import reading
from webapp.extensions import db
from webapp.models import Role
from webapp.operations import labels
from webapp.operations.unit_of_work import run
from webapp.queries import print_jobs, printers
from webapp.queries.print_jobs import JobRow
from webapp.words import T

# A larger number is no id that the book could hold.
JOB = "<int(max=9007199254740991):job_id>"


@blueprint.get("/print-jobs", endpoint="print_jobs")
@allow(Role.SUPERVISOR)
def waiting_jobs() -> ResponseReturnValue:
    """The jobs that a printer has not done, the oldest first; 404 for a printer nobody has."""
    given = Parameters(request.args)
    name = given.text("printer")
    if name is None and "printer" not in given.faults:
        given.fault("printer", T("the name of a printer was expected"))
    given.check(("printer",))
    with reading() as connection:
        if name not in {one.name for one in printers.printers(connection)}:
            raise Problem(404, T("There is no printer %(name)s.", name=name))
        found = print_jobs.waiting_for(connection, str(name))
    return jsonify(items=[job_of(one) for one in found])


@blueprint.get(f"/print-jobs/{JOB}", endpoint="print_job")
@allow(Role.SUPERVISOR)
def print_job(job_id: int) -> Response:
    """The document, as the printer takes it."""
    with reading() as connection:
        known(connection, job_id)
    run(db.engine, lambda work: labels.take(work, job_id))
    with reading() as connection:
        found = known(connection, job_id)
        if not found.labels:
            raise Problem(404, T("The labels of job %(id)s were taken back.", id=job_id))
        body = document_of(connection, found, found.output)
    return Response(body, content_type=TYPES[found.output])


@blueprint.post(f"/print-jobs/{JOB}/done", endpoint="print_job_done")
@allow(Role.SUPERVISOR)
def print_job_done(job_id: int) -> ResponseReturnValue:
    """The printer has it; said twice it is done once."""
    with reading() as connection:
        known(connection, job_id)
    run(db.engine, lambda work: labels.finish(work, job_id))
    with reading() as connection:
        return jsonify(job_of(known(connection, job_id)))


def known(connection: Connection, job_id: int) -> JobRow:
    """The job of a printer, or a 404 that names the id."""
    found = print_jobs.job(connection, job_id)
    if found is None or found.printer is None:
        raise Problem(404, T("There is no job %(id)s for a printer.", id=job_id))
    return found


def job_of(job: JobRow) -> dict[str, Any]:
    """A job as the contract has it."""
    return {
        "id": job.id,
        "printer": job.printer,
        "workstation": job.station,
        "output": job.output,
        "paper": job.paper,
        "dpi": job.dpi,
        "labels": job.labels,
        "user": job.user,
        "created_at": job.created_at.isoformat(),
        "taken_at": job.taken_at.isoformat() if job.taken_at else None,
        "done_at": job.done_at.isoformat() if job.done_at else None,
    }
