"""The shapes that the API's document describes: JSON Schema 2020-12, as OpenAPI 3.1 takes it."""

from __future__ import annotations

from typing import Any

from webapp.models import (
    LabelPaper,
    LotStatus,
    MoveKind,
    PrintLanguage,
    ScanSource,
    ScanStatus,
)
from webapp.queries.availability import LotState
from webapp.queries.stock_by_lot import Grouping
from webapp.queries.trace import Cause, Direction

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
WHOLE: Schema = {"type": "integer"}
WHOLE_OR_NULL: Schema = {"type": ["integer", "null"]}
DAY_OR_NULL: Schema = {"type": ["string", "null"], "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
CURSOR: Schema = TEXT_OR_NULL | {"description": "The cursor of the next page; null at the end."}


def record(properties: dict[str, Schema], *, required: tuple[str, ...] | None = None) -> Schema:
    """An object whose properties are all required unless it is said which are."""
    needed = list(properties if required is None else required)
    return {"type": "object", "properties": properties, "required": needed}


def several(items: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": items}


def ref(name: str) -> Schema:
    """The shape with this name."""
    return {"$ref": f"#/components/schemas/{name}"}


def or_null(schema: Schema) -> Schema:
    """The shape, or null."""
    return {"oneOf": [schema, {"type": "null"}]}


def one_of(values: Any) -> Schema:
    """One text of a closed list."""
    return {"type": "string", "enum": [str(value) for value in values]}


def page_of(name: str, **others: Schema) -> Schema:
    """A page of a list."""
    return record({"items": several(ref(name)), "next_cursor": CURSOR, **others})


SUMS: dict[str, Schema] = {
    "unit": TEXT_OR_NULL,
    "scale": WHOLE | {"description": "How many digits of a quantity stand behind the point."},
    "on_hand": WHOLE,
    "reserved": WHOLE,
    "available": WHOLE | {"description": "Usable, on a dock or in a bin, and not reserved."},
    "on_hold": WHOLE | {"description": "Of a held or recalled lot, or in quarantine."},
}
# Of a past moment only what was on hand is known.
SUMS_THEN = SUMS | {
    name: SUMS[name] | {"type": ["integer", "null"]}
    for name in ("reserved", "available", "on_hold")
}
STOCK_ROW = record(
    {
        **dict.fromkeys(("product", "name", "lot"), TEXT_OR_NULL),
        "lot_id": WHOLE_OR_NULL,
        **dict.fromkeys(("serial", "location", "lpn"), TEXT_OR_NULL),
        "expires_on": DAY_OR_NULL,
        "expiry_month": TEXT_OR_NULL,
        "status": {"enum": [*map(str, LotState), None]},
        **SUMS_THEN,
    }
)
LOT_PROPERTIES: dict[str, Schema] = {
    "id": WHOLE,
    **dict.fromkeys(("code", "product", "name"), TEXT),
    "status": one_of(LotState),
    **dict.fromkeys(("hold_reason", "supplier"), TEXT_OR_NULL),
    **dict.fromkeys(("expires_on", "best_before", "removal_date", "produced_on"), DAY_OR_NULL),
    **SUMS,
}
SPOT = record({"location": TEXT, "lpn": TEXT_OR_NULL})
DOCUMENT: dict[str, Schema] = {"kind": TEXT, "id": WHOLE, "number": TEXT}
MOVE = record(
    {
        "id": WHOLE,
        "kind": one_of(MoveKind),
        "product": TEXT,
        "lot": TEXT_OR_NULL,
        "lot_id": WHOLE_OR_NULL,
        "serial": TEXT_OR_NULL,
        "quantity": {"type": "integer", "minimum": 1},
        "unit": TEXT,
        "scale": WHOLE,
        "from": SPOT,
        "to": SPOT,
        "document": or_null(record(DOCUMENT | {"partner": TEXT_OR_NULL})),
        "reason": TEXT_OR_NULL,
        "reverses_id": WHOLE_OR_NULL,
        "scan_id": TEXT_OR_NULL,
        "user": TEXT,
        "captured_at": MOMENT,
        "recorded_at": MOMENT,
    }
)
BRANCH = record(
    {
        "cause": one_of(Cause),
        "document": or_null(record(DOCUMENT)),
        "partner": TEXT_OR_NULL,
        "quantity": WHOLE,
        "delivered": WHOLE,
        "moves": several(ref("Move")),
    }
)
PROBLEM = record(
    {
        **dict.fromkeys(("type", "title", "detail", "request_id"), TEXT),
        "status": WHOLE,
        "errors": {"type": "object", "additionalProperties": TEXT},
    },
    required=("type", "title", "status", "detail", "request_id"),
)
SCAN = record(
    {
        "scan_id": {"type": "string", "format": "uuid"},
        "text": TEXT | {"description": "What was read, group separators as U+001D."},
        "symbology": TEXT_OR_NULL | {"description": "The AIM identifier, such as ]C1."},
        "source": one_of(ScanSource),
        "flow": TEXT_OR_NULL,
        "task": {"type": ["string", "integer", "null"]},
        "step": TEXT_OR_NULL,
        "version": WHOLE_OR_NULL
        | {"description": "The task's version on the screen: an older one is a stale step."},
        "captured_at": MOMENT,
    },
    required=("scan_id", "text", "source", "captured_at"),
)
COUNT_OR_NULL: Schema = {"type": ["integer", "string", "null"]}
LINE = {
    **dict.fromkeys(("product", "name", "lot", "serial", "location", "unit"), TEXT_OR_NULL),
    "planned": COUNT_OR_NULL,
    "done": COUNT_OR_NULL,
}
CHOICE = {"text": TEXT, "label": TEXT, "detail": TEXT_OR_NULL}
ANSWER = record(
    {
        "scan_id": {"type": "string", "format": "uuid"},
        "status": one_of(ScanStatus),
        **dict.fromkeys(("code", "message"), TEXT),
        **dict.fromkeys(("remedy", "flow", "step", "prompt"), TEXT_OR_NULL),
        "task": {"type": ["string", "integer", "null"]},
        "version": WHOLE_OR_NULL
        | {"description": "Of the task: every accepted scan of it makes a new one."},
        "line": or_null({"type": "object", "properties": LINE}),
        "choices": several({"type": "object", "properties": CHOICE, "required": ["text", "label"]}),
        **dict.fromkeys(("expected", "scanned", "go"), TEXT_OR_NULL),
        "action": or_null(record({"text": TEXT, "label": TEXT})),
    },
    required=("scan_id", "status", "code", "message", "choices"),
)
ELEMENTS: Schema = {"type": "object", "additionalProperties": TEXT}
PARSED = record(
    {
        "kind": TEXT,
        "rule": TEXT_OR_NULL,
        "valid": {"type": "boolean"},
        "elements": ELEMENTS,
        "dates": ELEMENTS,
        "fields": {"type": "object"},
        "candidates": several({"type": "object"}),
        "warnings": several({}),
        "reason": {},
    },
    required=("kind", "valid", "elements", "candidates", "warnings"),
)
CODE = record(
    {
        "text": TEXT,
        "symbology": TEXT_OR_NULL,
        "format": TEXT,
        "engine": TEXT,
        "corners": several(several({"type": "number"})),
    }
)
MOMENT_OR_NULL: Schema = {"type": ["string", "null"], "format": "date-time"}
PRINT_JOB = record(
    {
        "id": WHOLE,
        "printer": TEXT,
        "workstation": TEXT_OR_NULL,
        "output": one_of(PrintLanguage),
        "paper": one_of(LabelPaper),
        "dpi": WHOLE,
        "labels": WHOLE | {"description": "How many labels come out."},
        "user": TEXT,
        "created_at": MOMENT,
        "taken_at": MOMENT_OR_NULL | {"description": "When somebody fetched it first."},
        "done_at": MOMENT_OR_NULL,
    }
)
SCHEMAS: dict[str, Schema] = {
    "StockRow": STOCK_ROW,
    "Sums": record(SUMS_THEN),
    "StockPage": page_of(
        "StockRow",
        totals=several(ref("Sums")),
        as_of=or_null(MOMENT),
        group_by=one_of(Grouping),
    ),
    "Lot": record(LOT_PROPERTIES),
    "LotPage": page_of("Lot"),
    "LotWithPlaces": record(LOT_PROPERTIES | {"places": several(ref("StockRow"))}),
    "Move": MOVE,
    "MovePage": page_of("Move"),
    "Branch": BRANCH,
    "Trace": record(
        {"lot": ref("Lot"), "direction": one_of(Direction), "branches": several(ref("Branch"))}
    ),
    "Problem": PROBLEM,
    "Scan": SCAN,
    "Answer": ANSWER,
    "Backlog": record({"scans": several(ref("Scan")) | {"minItems": 1, "maxItems": 50}}),
    "Answers": record({"answers": several(ref("Answer"))}),
    "CodeText": record({"text": TEXT, "symbology": TEXT_OR_NULL}, required=("text",)),
    "Parsed": PARSED,
    "Picture": record({"image": {"type": "string", "contentMediaType": "image/*"}}),
    "PrintJob": PRINT_JOB,
    "PrintJobs": record({"items": several(ref("PrintJob"))}),
    "Codes": record({"codes": several(CODE), "time_up": {"const": True}}, required=("codes",)),
}
LOT_STATUS = one_of(LotStatus)
