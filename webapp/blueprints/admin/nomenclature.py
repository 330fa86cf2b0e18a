"""The rules for codes of the warehouse's own: in order, changed here, and tried on any code.

list ─► add · change · up · down · off · on        a code ─► which rule, each part, what it finds
"""

from __future__ import annotations

from flask import abort, flash, make_response, redirect, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from webapp.barcodes import Encoding, Rule, RuleKind
from webapp.blueprints import access
from webapp.blueprints.admin import blueprint
from webapp.blueprints.admin.nomenclature_shown import (
    ENCODINGS,
    EXAMPLE,
    GRAMMAR,
    KINDS,
    changes_shown,
    explained,
    rule_shown,
)
from webapp.blueprints.admin.nomenclature_tried import tried
from webapp.blueprints.edits import EVERY, Versions, edit, versions_of
from webapp.blueprints.identity import operator
from webapp.blueprints.look import language
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import said
from webapp.extensions import db
from webapp.languages import say
from webapp.models import Role
from webapp.operations import nomenclature as rules
from webapp.operations.nomenclature import Direction, Faults, Wanted
from webapp.operations.unit_of_work import run
from webapp.queries.changes import changes_of
from webapp.queries.nomenclature import all_rules
from webapp.words import T, Words

LONGEST_CODE = 2048
FIELDS = ("name", "kind", "encoding", "pattern")


@blueprint.get("/nomenclature")
@access.allow(Role.ADMIN)
def nomenclature_page() -> Response:
    """The rules, a form for one more, and the box to try a code in."""
    return page(values={"kind": RuleKind.WEIGHED, "encoding": Encoding.EAN_13})


@blueprint.get("/nomenclature/test")
@access.allow(Role.ADMIN)
def try_code() -> str:
    """What the rules make of a code; nothing is changed and nothing is kept."""
    with reading() as connection:
        return render_template("admin/nomenclature_tried.html", tried=tried(connection, code()))


@blueprint.get("/nomenclature/pattern")
@access.allow(Role.ADMIN)
def explain_pattern() -> str:
    """What the pattern in the form would take, piece by piece, or where it cannot stand."""
    shown = explained(*(request.args.get(name, "") for name in ("kind", "encoding", "pattern")))
    return render_template("admin/nomenclature_pattern.html", explained=shown)


@blueprint.post("/nomenclature")
@access.allow(Role.ADMIN)
def add_rule() -> Response:
    """Add one; what is wrong is said beside its field, and what was typed stays."""
    wanted = wanted_rule()
    if not isinstance(wanted, Wanted):
        return page(status=422, values=typed(), faults=wanted)
    by = operator().id
    if faults := run(db.engine, lambda work: rules.add_rule(work, wanted, by=by)):
        return page(status=422, values=typed(), faults=faults)
    return told(T("%(name)s is asked from now on.", name=wanted.name))


@blueprint.get("/nomenclature/<int:rule_id>")
@access.allow(Role.ADMIN)
def rule_page(rule_id: int) -> Response:
    """The same page with one rule in the form."""
    versions = versions_now()
    rule = known(rule_id)
    values = {name: getattr(rule, name) for name in FIELDS}
    return page(values=values, changing=rule, versions=versions)


@blueprint.post("/nomenclature/<int:rule_id>")
@access.allow(Role.ADMIN)
def change_rule(rule_id: int) -> Response:
    """Change one; a scan that begins after this reads by it."""
    rule, wanted = known(rule_id), wanted_rule()
    if not isinstance(wanted, Wanted):
        return page(status=422, values=typed(), faults=wanted, changing=rule)
    by = operator().id
    if faults := edit(
        "rule", rule_id, lambda work: rules.change_rule(work, rule_id, wanted, by=by)
    ):
        return page(status=422, values=typed(), faults=faults, changing=rule)
    return told(T("%(name)s is changed.", name=wanted.name))


@blueprint.post("/nomenclature/<int:rule_id>/move")
@access.allow(Role.ADMIN)
def move_rule(rule_id: int) -> Response:
    """Ask one sooner or later than its neighbour."""
    rule, by, way = known(rule_id), operator().id, request.form.get("act", "")
    if way not in set(Direction):
        abort(422)
    edit(
        "rule_place",
        rule_id,
        lambda work: rules.move_rule(work, rule_id, Direction(way), by=by),
    )
    if way == Direction.UP:
        return told(T("%(name)s is asked sooner.", name=rule.name))
    return told(T("%(name)s is asked later.", name=rule.name))


@blueprint.post("/nomenclature/<int:rule_id>/switch")
@access.allow(Role.ADMIN)
def switch_rule(rule_id: int) -> Response:
    """Pass one over, or ask it again."""
    rule, by, act = known(rule_id), operator().id, request.form.get("act")
    if act not in ("on", "off"):
        abort(422)
    active = act == "on"
    edit(
        "rule_place",
        rule_id,
        lambda work: rules.switch_rule(work, rule_id, active=active, by=by),
    )
    if active:
        return told(T("%(name)s is on.", name=rule.name))
    return told(T("%(name)s is off and is passed over.", name=rule.name))


def versions_now() -> Versions:
    """The version of each rule and of its place in the list."""
    with reading() as connection:
        return versions_of(connection, rule=EVERY, rule_place=EVERY)


def known(rule_id: int) -> Rule:
    """The rule; 404 where there is none."""
    with reading() as connection:
        found = next((rule for rule in all_rules(connection) if rule.id == rule_id), None)
    return found or abort(404)


def wanted_rule() -> Wanted | Faults:
    """The rule in the form, or what is no choice of its lists."""
    values = typed()
    faults: dict[str, Words] = {}
    if values["kind"] not in set(RuleKind):
        faults["kind"] = T("A kind is needed.")
    if values["encoding"] not in set(Encoding):
        faults["encoding"] = T("A choice is needed.")
    if faults:
        return faults
    kind, encoding = RuleKind(values["kind"]), Encoding(values["encoding"])
    return Wanted(values["name"], kind, encoding, values["pattern"])


def typed() -> dict[str, str]:
    """What was typed, with one way to write a space around it: none."""
    return {name: request.form.get(name, "").strip() for name in FIELDS}


def code() -> str:
    """The code to try, at most as long as a scan may be."""
    return request.args.get("code", "")[:LONGEST_CODE]


def told(words: Words) -> Response:
    """Back to the list, with one sentence."""
    flash(say(words, language()), "good")
    return redirect("/nomenclature", 303)


def page(
    *,
    values: dict[str, str],
    status: int = 200,
    faults: Faults | None = None,
    changing: Rule | None = None,
    versions: Versions | None = None,
) -> Response:
    """The whole page."""
    versions = versions or versions_now()
    with reading() as connection:
        text = render(connection, values, faults or {}, changing, versions)
    return make_response(text, status)


def render(
    connection: Connection,
    values: dict[str, str],
    faults: Faults,
    changing: Rule | None,
    versions: Versions,
) -> str:
    """The template with all it speaks of."""
    return render_template(
        "admin/nomenclature.html",
        versions=versions,
        rules=[rule_shown(rule) for rule in all_rules(connection)],
        kinds=[(str(kind), said(words.name)) for kind, words in KINDS.items()],
        encodings=[(str(encoding), said(words)) for encoding, words in ENCODINGS.items()],
        values=values,
        errors={name: said(words) for name, words in faults.items()},
        changing=changing,
        explained=explained(values["kind"], values["encoding"], values.get("pattern", "")),
        example={name: said(value) for name, value in EXAMPLE.items()},
        grammar=[(written, said(words)) for written, words in GRAMMAR],
        asked=code(),
        tried=tried(connection, code()) if code() else None,
        changes=changes_shown(changes_of(connection, rules.ROOM, most=12)),
    )
