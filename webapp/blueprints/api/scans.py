"""POST /api/v1/scans: the one door through which a worker changes anything."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import current_app, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from webapp.blueprints import request_log
from webapp.blueprints.access import allow
from webapp.blueprints.api import blueprint
from webapp.blueprints.api.scan_body import BodyRefusedError, Faults, scan_said
from webapp.blueprints.errors import Problem
from webapp.blueprints.identity import device_id, operator, scanner
from webapp.extensions import db
from webapp.flows import scan
from webapp.flows.backlog import judge_backlog
from webapp.flows.talk import ScanSaid
from webapp.models import Role
from webapp.operations.scans import OtherContentError
from webapp.words import T

MOST_IN_A_BATCH = 50
LARGEST_BODY = 512 * 1024


@blueprint.post("/scans")
@allow(Role.WORKER)
def scans() -> ResponseReturnValue:
    """Judge one scan; 200 with its answer, the same for ever for the same scan_id."""
    try:
        said = scan_said(body_of_request())
    except BodyRefusedError as refused:
        raise malformed(refused.faults) from refused
    return jsonify(answer_to(desk(), said))


@blueprint.post("/scans/batch")
@allow(Role.WORKER)
def batch() -> ResponseReturnValue:
    """Judge a device's backlog in order; each scan is checked before the first is judged."""
    body = body_of_request()
    given = body.get("scans") if isinstance(body, dict) else None
    if not isinstance(given, list) or not 0 < len(given) <= MOST_IN_A_BATCH:
        fault = T("A list of 1 to %(most)s scans was expected.", most=MOST_IN_A_BATCH)
        raise malformed({"scans": fault})
    said = [checked(number, one) for number, one in enumerate(given)]
    try:
        return jsonify(answers=judge_backlog(desk(), said))
    except OtherContentError as other:
        raise id_used(str(other)) from other


def checked(number: int, one: Any) -> ScanSaid:
    """One scan of a batch, or the faults by `scans[n].field`."""
    try:
        return scan_said(one)
    except BodyRefusedError as refused:
        faults = {f"scans[{number}].{name}": words for name, words in refused.faults.items()}
        raise malformed(faults) from refused


def desk() -> scan.Desk:
    """Where this request's scans are judged."""
    return scan.Desk(
        engine=db.engine,
        zone=current_app.config["WAREHOUSE_TIMEZONE"],
        who=operator(),
        device_id=device_id(),
        wait_seconds=current_app.config["WRITE_WAIT_SECONDS"],
        separators=scanner().separators,
        lease=timedelta(minutes=current_app.config["LEASE_MINUTES"]),
    )


def answer_to(here: scan.Desk, said: ScanSaid) -> dict[str, Any]:
    """The answer; 409 where the id was used for another scan."""
    try:
        answer = scan.judge(here, said)
        request_log.note(task=answer["task"], outcome=answer["code"])
        return answer
    except OtherContentError as other:
        raise id_used(said.scan_id) from other


def id_used(scan_id: str) -> Problem:
    """409: the id belongs to another scan."""
    detail = T(
        "Scan %(scan_id)s was already sent with other content. Make a new id for every scan.",
        scan_id=scan_id,
    )
    return Problem(409, detail, code="scan_id_used")


def body_of_request() -> Any:
    """The JSON of the request; a clear problem where it is too long or no JSON."""
    if (request.content_length or 0) > LARGEST_BODY:
        raise Problem(413, T("A scan is at most %(most)s bytes.", most=LARGEST_BODY))
    if not request.is_json:
        raise Problem(415, T("JSON was expected (Content-Type: application/json)."))
    try:
        return request.get_json()
    except (BadRequest, RecursionError) as unreadable:
        raise Problem(400, T("The body is not JSON.")) from unreadable


def malformed(faults: Faults) -> Problem:
    """422, with a sentence for every field that is wrong."""
    names = ", ".join(faults)
    detail = T("These fields cannot be used: %(names)s.", names=names)
    return Problem(422, detail, code="malformed", errors=faults)
