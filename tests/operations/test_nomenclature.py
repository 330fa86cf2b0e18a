"""Rules are added, changed, moved and switched; each act leaves its row, and all processes hear."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.warehouse import Warehouse, warehouse_of
from webapp.barcodes import Encoding, RuleKind
from webapp.extensions import db
from webapp.operations import nomenclature as rules
from webapp.operations.nomenclature import Direction, Wanted
from webapp.operations.unit_of_work import run
from webapp.queries.changes import changes_of
from webapp.queries.nomenclature import all_rules, rules_in_force

SCALE = Wanted("Scale", RuleKind.WEIGHED, Encoding.EAN_13, "21.....{NNDDD}")
BINS = Wanted("Bins", RuleKind.LOCATION, Encoding.ANY, "BIN-{code:1-20}")


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """A warehouse with two rules."""
    house = warehouse_of(app)
    assert run(house.engine, lambda work: rules.add_rule(work, SCALE, by=house.ids["ann"])) == {}
    assert run(house.engine, lambda work: rules.add_rule(work, BINS, by=house.ids["ann"])) == {}
    return house


def names(engine: Engine) -> list[str]:
    """The rules in force, as a scan would ask them."""
    with engine.connect() as connection:
        return [rule.name for rule in rules_in_force(connection)]


def ids(house: Warehouse) -> dict[str, int]:
    """The rules' ids by name."""
    with house.engine.connect() as connection:
        return {rule.name: rule.id for rule in all_rules(connection)}


def history(house: Warehouse) -> list[tuple[str, str | None, str | None, str | None]]:
    """The history, oldest first."""
    with house.engine.connect() as connection:
        rows = changes_of(connection, rules.ROOM)
    return [(row.subject, row.before, row.after, row.user) for row in reversed(rows)]


@pytest.mark.feature("AD-06")
def test_two_rules_change_places_and_the_ends_stay(house: Warehouse) -> None:
    scale = ids(house)["Scale"]
    assert names(house.engine) == ["Scale", "Bins"]
    run(house.engine, lambda work: rules.move_rule(work, scale, Direction.DOWN, by=None))
    assert names(house.engine) == ["Bins", "Scale"]
    run(house.engine, lambda work: rules.move_rule(work, scale, Direction.DOWN, by=None))
    assert names(house.engine) == ["Bins", "Scale"]
    run(house.engine, lambda work: rules.move_rule(work, scale, Direction.UP, by=None))
    assert names(house.engine) == ["Scale", "Bins"]


@pytest.mark.feature("AD-06")
def test_a_rule_that_is_off_is_not_in_force_and_keeps_its_place(house: Warehouse) -> None:
    scale = ids(house)["Scale"]
    run(house.engine, lambda work: rules.switch_rule(work, scale, active=False, by=None))
    assert names(house.engine) == ["Bins"]
    run(house.engine, lambda work: rules.switch_rule(work, scale, active=True, by=None))
    assert names(house.engine) == ["Scale", "Bins"]


@pytest.mark.feature("AD-09")
def test_every_change_leaves_who_and_both_values(house: Warehouse) -> None:
    ann, scale = house.ids["ann"], ids(house)["Scale"]
    wider = Wanted("Scale", RuleKind.WEIGHED, Encoding.ANY, "28.....{NNDDD}")
    run(house.engine, lambda work: rules.change_rule(work, scale, wider, by=ann))
    run(house.engine, lambda work: rules.change_rule(work, scale, wider, by=ann))
    run(house.engine, lambda work: rules.switch_rule(work, scale, active=False, by=ann))
    run(house.engine, lambda work: rules.move_rule(work, scale, Direction.DOWN, by=None))
    assert history(house) == [
        ("Scale", None, "1. 21.....{NNDDD} · weighed · ean13 · on", "ann"),
        ("Bins", None, "2. BIN-{code:1-20} · location · any · on", "ann"),
        (
            "Scale",
            "1. 21.....{NNDDD} · weighed · ean13 · on",
            "1. 28.....{NNDDD} · weighed · any · on",
            "ann",
        ),
        (
            "Scale",
            "1. 28.....{NNDDD} · weighed · any · on",
            "1. 28.....{NNDDD} · weighed · any · off",
            "ann",
        ),
        (
            "Scale",
            "1. 28.....{NNDDD} · weighed · any · off",
            "2. 28.....{NNDDD} · weighed · any · off",
            None,
        ),
        (
            "Bins",
            "2. BIN-{code:1-20} · location · any · on",
            "1. BIN-{code:1-20} · location · any · on",
            None,
        ),
    ]


@pytest.mark.feature("AD-04")
def test_what_is_wrong_with_a_rule_is_told_by_field_and_nothing_is_written(
    house: Warehouse,
) -> None:
    wanted = Wanted("", RuleKind.WEIGHED, Encoding.ANY, "21{lot:1-20}")
    faults = run(house.engine, lambda work: rules.add_rule(work, wanted, by=None))
    assert {field: str(words) for field, words in faults.items()} == {
        "name": "A name has 1 to 64 characters.",
        "pattern": "A rule of this kind needs the part {quantity}.",
    }
    twin = Wanted("scale", RuleKind.PRODUCT, Encoding.ANY, "X..")
    faults = run(house.engine, lambda work: rules.add_rule(work, twin, by=None))
    assert {field: str(words) for field, words in faults.items()} == {
        "name": "There is already a rule scale."
    }
    bins = ids(house)["Bins"]
    faults = run(house.engine, lambda work: rules.change_rule(work, bins, twin, by=None))
    assert list(faults) == ["name"]
    assert (house.count("nomenclature_rules"), house.count("setting_changes")) == (2, 2)


def test_there_are_at_most_a_hundred_rules(house: Warehouse) -> None:
    for number in range(98):
        wanted = Wanted(f"R{number}", RuleKind.PRODUCT, Encoding.ANY, f"X{number}..")
        assert run(house.engine, lambda work, w=wanted: rules.add_rule(work, w, by=None)) == {}
    one_more = Wanted("more", RuleKind.PRODUCT, Encoding.ANY, "Y..")
    faults = run(house.engine, lambda work: rules.add_rule(work, one_more, by=None))
    assert str(faults["name"]) == "There are 100 rules already. Change one."


@pytest.mark.feature("AD-06")
def test_another_process_hears_of_every_change(
    house: Warehouse, make_app: Callable[..., Flask], database_url: str
) -> None:
    """An engine of its own knows nothing of what this one did: it is told by the book alone."""
    with make_app(DATABASE_URL=database_url).app_context():
        other = db.engine
        assert names(other) == ["Scale", "Bins"]
        scale, bins = ids(house)["Scale"], ids(house)["Bins"]
        for act, expected in (
            (lambda work: rules.switch_rule(work, bins, active=False, by=None), ["Scale"]),
            (lambda work: rules.move_rule(work, scale, Direction.DOWN, by=None), ["Scale"]),
            (lambda work: rules.switch_rule(work, bins, active=True, by=None), ["Bins", "Scale"]),
            (
                lambda work: rules.change_rule(
                    work, bins, Wanted("B", BINS.kind, BINS.encoding, "B-{code:2}"), by=None
                ),
                ["B", "Scale"],
            ),
        ):
            run(house.engine, act)
            assert names(other) == expected == names(house.engine)
