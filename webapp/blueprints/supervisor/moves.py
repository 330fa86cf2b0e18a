"""The ledger as a page: every move, newest first, narrowed as asked."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints import shown
from webapp.blueprints.access import allow
from webapp.blueprints.csv_file import csv_file
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import begin_of, reading
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor import blueprint
from webapp.blueprints.supervisor.move_rows import HEADER, cells, moves_of
from webapp.models import MoveKind, Role
from webapp.queries import moves
from webapp.queries.moves import MoveFilter
from webapp.queries.seals import last_seal

TEXTS = ("product", "lot", "serial", "location", "document", "user")
NAMES = (*TEXTS, "kind", "since", "until")


@blueprint.get("/moves", endpoint="moves")
@allow(Role.SUPERVISOR)
def some_moves() -> ResponseReturnValue:
    """One page of the ledger."""
    asked = filter_here()
    cursor = Parameters(request.args).cursor()
    with reading() as connection:
        page = moves.page(connection, asked, cursor=cursor)
        sealed = last_seal(connection)
    kept: dict[str, Any] = {name: request.args[name] for name in NAMES if request.args.get(name)}
    following = url_for("supervisor.moves", **kept, cursor=page.next)
    return render_template(
        "supervisor/moves.html",
        asked=kept,
        kinds=kinds_of(asked.kind),
        moves=moves_of(page.rows),
        sealed=shown.day(sealed.day) if sealed else None,
        csv_url=url_for("supervisor.moves_csv", **kept),
        next_url=following if page.next else None,
    )


@blueprint.get("/moves.csv")
@allow(Role.SUPERVISOR)
def moves_csv() -> Response:
    """Every move asked for."""
    asked = filter_here()
    with reading() as connection:
        found = tuple(moves.everything(connection, asked))
    return csv_file("moves", HEADER, map(cells, found))


def filter_here() -> MoveFilter:
    """The filter that this request asks for."""
    given = Parameters(request.args)
    texts: dict[str, Any] = {name: given.text(name) for name in TEXTS}
    texts["number"] = texts.pop("document")
    asked = MoveFilter(
        **texts,
        kind=given.choice("kind", MoveKind),
        since=begin_of(given.day("since")),
        until=begin_of(given.day("until")),
    )
    given.check()
    return asked


def kinds_of(chosen: MoveKind | None) -> list[tuple[str, str, bool]]:
    """The acts to choose from."""
    return [(str(kind), said(words), kind is chosen) for kind, words in shown.MOVE_KINDS.items()]
