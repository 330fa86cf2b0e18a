"""`barcodes parse` and `barcodes decode`: what codes say and what pictures show, line by line.

    barcodes parse < codes.jsonl          {"text": "]d201…", "symbology": null} a line
    barcodes decode label.jpg dock.png    one line a file

Both answer with one line of JSON for each line or file, in their order. Exit code 0: all were
read, whatever they say; 1: a line or a file could not be, and its answer holds the error. The
warehouse's own rules are read from its book, where there is one.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError

from webapp.barcodes import Rule, as_answer, parse
from webapp.extensions import db
from webapp.imaging import Code, PictureRefused, decode
from webapp.imaging.refusals import LARGEST_BODY
from webapp.queries.nomenclature import rules_in_force
from webapp.rules import days

commands = AppGroup("barcodes", help="What codes say, and which codes pictures show.")


@commands.command("parse")
def parse_command() -> None:
    """Read codes from stdin, one JSON object a line, and print what each says."""
    today = days.today(datetime.now(UTC), current_app.config["WAREHOUSE_TIMEZONE"])
    rules = own_rules()
    all_good = True
    for number, line in enumerate(sys.stdin.buffer, start=1):
        answer = said(line, number, today, rules)
        all_good &= "error" not in answer
        click.echo(json.dumps(answer))
    if not all_good:
        raise SystemExit(1)


@commands.command("decode")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def decode_command(files: tuple[Path, ...]) -> None:
    """Print the codes of each picture in FILES, in reading order."""
    all_good = True
    for file in files:
        answer = shown_by(file)
        all_good &= "error" not in answer
        click.echo(json.dumps({"file": str(file), **answer}))
    if not all_good:
        raise SystemExit(1)


def own_rules() -> tuple[Rule, ...]:
    """The rules of the nomenclature; none where there is no book yet, and codes are still read."""
    try:
        with db.engine.connect() as connection:
            return rules_in_force(connection)
    except DBAPIError:
        return ()


def said(line: bytes, number: int, today: date, rules: tuple[Rule, ...]) -> dict[str, Any]:
    """The answer to one line, or {"error": …} naming it."""
    try:
        body = json.loads(line)
    except (ValueError, RecursionError):
        return {"error": f"Line {number} is not JSON: {line[:80].decode(errors='replace')!r}."}
    if not isinstance(body, dict) or not isinstance(body.get("text"), str):
        return {"error": f'Line {number} has no "text": an object with a text was expected.'}
    symbology = body.get("symbology")
    if not isinstance(symbology, str | None):
        return {"error": f'Line {number}: "symbology" is a text such as "]C1", or null.'}
    return as_answer(parse(body["text"], symbology, today=today, rules=rules))


def shown_by(file: Path) -> dict[str, Any]:
    """The codes of one picture and how long it took, or {"error": …}."""
    begin = perf_counter()
    try:
        codes = decode(bytes_of(file))
    except OSError as fault:
        return {"error": f"{file}: {fault.strerror or fault}."}
    except PictureRefused as refused:
        return {"error": str(refused.words)}
    took = round((perf_counter() - begin) * 1000, 1)
    return {"codes": [as_json(code) for code in codes], "ms": took}


def bytes_of(file: Path) -> bytes:
    """What the file holds; of one heavier than any picture that is read, enough to refuse it."""
    with file.open("rb") as picture:
        return picture.read(LARGEST_BODY + 1)


def as_json(code: Code) -> dict[str, Any]:
    """A code as the contract has it."""
    return {
        "text": code.text,
        "symbology": code.symbology,
        "format": code.format,
        "engine": code.engine,
        "corners": [list(corner) for corner in code.corners],
    }
