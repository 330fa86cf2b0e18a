"""POST /api/v1/barcodes/…: what a code says, and which codes a picture shows."""

from __future__ import annotations

from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue

from webapp.barcodes import as_answer, parse
from webapp.blueprints.access import allow
from webapp.blueprints.api import blueprint
from webapp.blueprints.api.scan_body import Faults, short_text, text
from webapp.blueprints.api.scans import body_of_request, malformed
from webapp.blueprints.look import language
from webapp.blueprints.pictures import seen
from webapp.blueprints.reading import reading, today
from webapp.imaging import Code
from webapp.languages import say
from webapp.models import Role
from webapp.queries.nomenclature import rules_in_force
from webapp.words import T


@blueprint.post("/barcodes/parse")
@allow(Role.WORKER)
def parse_text() -> ResponseReturnValue:
    """Elements, dates, candidates and warnings of one text; no product or lot is looked up."""
    body = body_of_request()
    if not isinstance(body, dict):
        raise malformed({"body": T("An object with text was expected.")})
    faults: Faults = {}
    said = text(body, faults)
    symbology = short_text(body, "symbology", 8, faults)
    if faults:
        raise malformed(faults)
    speaks = language()
    with reading() as connection:
        rules = rules_in_force(connection)
    parsed = parse(said, symbology, today=today(), rules=rules)
    return jsonify(as_answer(parsed, say=lambda words: say(words, speaks)))


@blueprint.post("/barcodes/decode")
@allow(Role.WORKER)
def decode_picture() -> ResponseReturnValue:
    """The codes of one picture in reading order; the picture is not kept.

    `time_up` stands there, and is true, where the time was over before every look was taken.
    """
    shows = seen()
    answer: dict[str, Any] = {"codes": [code_of(one) for one in shows.codes]}
    if shows.time_up:
        answer["time_up"] = True
    return jsonify(answer)


def code_of(one: Code) -> dict[str, Any]:
    """A code as the contract has it."""
    return {
        "text": one.text,
        "symbology": one.symbology,
        "format": one.format,
        "engine": one.engine,
        "corners": [list(corner) for corner in one.corners],
    }
