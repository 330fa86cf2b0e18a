"""GET /api/v1/openapi.json: every door of the API, described for programs."""

from __future__ import annotations

from functools import cache
from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue

from webapp.blueprints.access import allow
from webapp.blueprints.api import blueprint
from webapp.blueprints.api.schemas import LOT_STATUS, SCHEMAS, Schema, one_of, ref
from webapp.models import MoveKind, Role
from webapp.queries.availability import LotState
from webapp.queries.stock_by_lot import Grouping
from webapp.queries.trace import Direction

PROBLEMS = {
    "401": "Not signed in",
    "403": "Your role may not open this",
    "404": "There is nothing with this id",
    "409": "The same scan_id came with other content",
    "413": "Larger than this address takes",
    "415": "A kind of content that this address does not take",
    "422": "Malformed; every fault by its field",
    "503": "Busy (the database, or too many pictures); Retry-After says when to try again",
}
DAY: Schema = {"type": "string", "format": "date"}


@blueprint.get("/openapi.json")
@allow(Role.WORKER)
def openapi() -> ResponseReturnValue:
    """The document, for whoever may use the doors it describes."""
    return jsonify(document())


@cache
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document as a dict."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Lotwise",
            "version": "1",
            "summary": "Scans in, answers out; stock, lots and moves to read.",
        },
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}, {"cookie": []}],
        "paths": {f"/api/v1{path}": doors for path, doors in PATHS.items()},
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "session"},
            },
        },
    }


def door(name: str, summary: str, answer: str, *problems: str, **more: Any) -> dict[str, Any]:
    """One operation that answers with the shape `answer`, or with a problem."""
    right = {"description": summary, "content": {"application/json": {"schema": ref(answer)}}}
    wrong = {status: problem(PROBLEMS[status]) for status in ("401", "403", *problems)}
    return {"operationId": name, "summary": summary, "responses": {"200": right} | wrong, **more}


def problem(description: str) -> dict[str, Any]:
    """A refusal to judge, as application/problem+json."""
    content = {"application/problem+json": {"schema": ref("Problem")}}
    return {"description": description, "content": content}


def body(shape: str, kind: str = "application/json") -> dict[str, Any]:
    """What is sent."""
    return {"required": True, "content": {kind: {"schema": ref(shape)}}}


def query(name: str, description: str, schema: Schema | None = None) -> dict[str, Any]:
    """One parameter behind the question mark."""
    shape = schema or {"type": "string", "maxLength": 200}
    return {"name": name, "in": "query", "description": description, "schema": shape}


CURSOR = query("cursor", "The next_cursor of the page before", {"type": "string"})
LIMIT = query(
    "limit",
    "How many rows at most",
    {"type": "integer", "minimum": 1, "maximum": 500, "default": 100},
)
PRODUCT = query("product", "A SKU")
LOT_ID = {"name": "lot_id", "in": "path", "required": True, "schema": {"type": "integer"}}
JOB_ID = {"name": "job_id", "in": "path", "required": True, "schema": {"type": "integer"}}
BYTES: Schema = {"type": "string", "contentMediaType": "application/pdf"}
STOCK = [
    PRODUCT,
    query("lot", "A lot's code"),
    query("serial", "A serial number"),
    query("location", "A location's code; all below it are meant too"),
    query("status", "What the lot is today", one_of(LotState)),
    query("q", "Words to be found in SKU, name, lot, serial, location or license plate"),
    query("group_by", "By what to add up; place adds nothing up", one_of(Grouping)),
    query("as_of", "A past day (its end) or moment; without an offset it is the warehouse's time"),
    CURSOR,
    LIMIT,
]
LOTS = [
    PRODUCT,
    query("code", "A lot's code"),
    query("status", "Whether the lot is released or held", LOT_STATUS),
    query("expires_before", "Lots that expire before this day", DAY),
    CURSOR,
    LIMIT,
]
MOVES = [
    PRODUCT,
    query("lot", "A lot's code"),
    query("serial", "A serial number"),
    query("location", "The code of the location at either end"),
    query("lpn", "The code of the license plate at either end"),
    query("kind", "The act that moved it", one_of(MoveKind)),
    query("document", "The number of a receipt or an order"),
    query("user", "Who moved it"),
    query("since", "From the beginning of this day of the warehouse", DAY),
    query("until", "Up to the beginning of this day of the warehouse", DAY),
    CURSOR,
    LIMIT,
]
DIRECTION = [query("direction", "Which way to look", one_of(Direction) | {"default": "back"})]
PICTURE = body("Picture", "multipart/form-data")
SCANS = ("409", "413", "415", "422", "503")
PATHS: dict[str, Any] = {
    "/scans": {"post": door("scan", "Judge one scan", "Answer", *SCANS, requestBody=body("Scan"))},
    "/scans/batch": {
        "post": door(
            "scanBatch", "Judge a backlog, in order", "Answers", *SCANS, requestBody=body("Backlog")
        )
    },
    "/barcodes/parse": {
        "post": door(
            "parse",
            "Say what a code says",
            "Parsed",
            "413",
            "415",
            "422",
            requestBody=body("CodeText"),
        )
    },
    "/barcodes/decode": {
        "post": door(
            "decode",
            "Find codes in a picture",
            "Codes",
            "413",
            "415",
            "422",
            "503",
            requestBody=PICTURE,
        )
    },
    "/stock": {
        "get": door("stock", "Stock, with its totals", "StockPage", "422", parameters=STOCK)
    },
    "/lots": {"get": door("lots", "Lots", "LotPage", "422", parameters=LOTS)},
    "/lots/{lot_id}": {
        "get": door(
            "lot", "One lot and where it is", "LotWithPlaces", "404", "422", parameters=[LOT_ID]
        )
    },
    "/lots/{lot_id}/trace": {
        "get": door(
            "trace",
            "Where a lot came from, or where it went",
            "Trace",
            "404",
            "422",
            parameters=[LOT_ID, *DIRECTION],
        )
    },
    "/moves": {
        "get": door("moves", "The ledger, newest first", "MovePage", "422", parameters=MOVES)
    },
    "/print-jobs": {
        "get": door(
            "printJobs",
            "The jobs a printer has not done, the oldest first",
            "PrintJobs",
            "404",
            "422",
            parameters=[query("printer", "The printer's name") | {"required": True}],
        )
    },
    "/print-jobs/{job_id}": {
        "get": {
            "operationId": "printJob",
            "summary": "The labels of a job as the printer takes them",
            "parameters": [JOB_ID],
            "responses": {
                "200": {
                    "description": "PDF or ZPL, as the job's output says",
                    "content": {
                        "application/pdf": {"schema": BYTES},
                        "text/plain": {"schema": {"type": "string"}},
                    },
                },
                **{status: problem(PROBLEMS[status]) for status in ("401", "403", "404", "422")},
            },
        }
    },
    "/print-jobs/{job_id}/done": {
        "post": door(
            "printJobDone", "The printer has it", "PrintJob", "404", "503", parameters=[JOB_ID]
        )
    },
    "/openapi.json": {
        "get": {
            "operationId": "openapi",
            "summary": "This document",
            "responses": {"200": {"description": "This document"}, "401": problem(PROBLEMS["401"])},
        }
    },
}
