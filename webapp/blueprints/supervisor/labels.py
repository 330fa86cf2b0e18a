"""Labels: lists of everything that can have one; rows are ticked, looked at, and printed."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.blueprints import label_words
from webapp.blueprints.access import allow
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import said
from webapp.blueprints.supervisor import blueprint
from webapp.models import LabelKind, Role
from webapp.queries import label_things
from webapp.queries.label_commands import printed_commands
from webapp.queries.label_things import MOST_ROWS, ThingRow
from webapp.words import T


@dataclass(frozen=True, slots=True)
class Choice:
    """One row to tick."""

    thing: str
    code: str
    detail: str
    printed: int


@blueprint.get("/labels")
@allow(Role.SUPERVISOR)
def labels() -> ResponseReturnValue:
    """The things of one kind; a hundred at most, the rest by searching."""
    given = Parameters(request.args)
    kind = given.choice("kind", LabelKind) or LabelKind.LOT
    words = given.text("q") or ""
    given.check()
    if not current_user.role.covers(label_words.MAY_PRINT[kind]):
        kind = LabelKind.LOT
    with reading() as connection:
        found = label_things.rows(connection, kind, words)
        titles = {one.text: said(one.title) for one in printed_commands(connection)}
    return render_template(
        "labels/choose.html",
        kinds=kinds_of(kind, words),
        kind=str(kind),
        kind_word=said(label_words.KINDS[kind]),
        search=words,
        rows=[choice_of(row, titles) for row in found],
        full=said(T("The first %(most)s. Search for others.", most=MOST_ROWS))
        if len(found) == MOST_ROWS
        else "",
    )


def kinds_of(chosen: LabelKind, words: str) -> list[tuple[str, str, bool]]:
    """The lists to look at: those that the signed-in user may print from."""
    return [
        (url_for("supervisor.labels", kind=kind, q=words or None), said(word), kind is chosen)
        for kind, word in label_words.MANY.items()
        if current_user.role.covers(label_words.MAY_PRINT[kind])
    ]


def choice_of(row: ThingRow, titles: dict[str, str]) -> Choice:
    """A row, ready to show."""
    detail = titles.get(row.thing.code, row.detail)
    return Choice(label_words.written(row.thing), row.thing.code, detail, row.printed)
