"""The API's document holds every door, and the doors answer as it says."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from jsonschema import Draft202012Validator, FormatChecker

from tests import people
from tests.stocked import Warehouse, stocked
from webapp.blueprints.api.openapi import document
from webapp.blueprints.api.schemas import SCHEMAS


def validator(shape: str) -> Draft202012Validator:
    """What holds an answer against a shape of the document."""
    schema = {"$ref": f"#/components/schemas/{shape}", "components": {"schemas": SCHEMAS}}
    return Draft202012Validator(schema, format_checker=FormatChecker())


def routes(app: Flask) -> set[tuple[str, str]]:
    """Every door under /api/v1 with its method, addresses written as the document writes them."""
    return {
        (re.sub(r"<(?:[^:<>]*:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_door_of_the_api_is_in_the_document(app: Flask) -> None:
    described = {(path, way) for path, doors in document()["paths"].items() for way in doors}

    assert routes(app) - described == set()


def test_the_shapes_are_valid_schemas_and_every_reference_leads_somewhere() -> None:
    for name, shape in SCHEMAS.items():
        Draft202012Validator.check_schema(shape)
        assert name.isalnum()
    wanted = set(re.findall(r"#/components/schemas/(\w+)", str(document())))

    assert wanted - SCHEMAS.keys() == set()


def test_every_operation_has_a_name_of_its_own_and_says_what_it_answers() -> None:
    doors = [door for ways in document()["paths"].values() for door in ways.values()]
    names = [door["operationId"] for door in doors]

    assert len(names) == len(set(names))
    assert all({"200", "401"} <= door["responses"].keys() for door in doors)


def test_every_parameter_of_an_address_is_described() -> None:
    for path, ways in document()["paths"].items():
        for door in ways.values():
            said = {p["name"] for p in door.get("parameters", ()) if p["in"] == "path"}
            assert said == set(re.findall(r"{(\w+)}", path))


@pytest.fixture
def made(app: Flask) -> Warehouse:
    """A stocked warehouse."""
    return stocked(app)


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("stock", "StockPage"),
        ("stock?group_by=product", "StockPage"),
        ("stock?group_by=location&limit=1", "StockPage"),
        ("stock?group_by=expiry_month", "StockPage"),
        ("stock?group_by=status", "StockPage"),
        ("lots", "LotPage"),
        ("lots/{GOOD}", "LotWithPlaces"),
        ("lots/{GOOD}/trace", "Trace"),
        ("lots/{GOOD}/trace?direction=forward", "Trace"),
        ("moves?limit=3", "MovePage"),
        ("stock?limit=x", "Problem"),
        ("lots/999", "Problem"),
    ],
)
def test_a_real_answer_has_the_shape_that_is_described(
    app: Flask, made: Warehouse, path: str, shape: str
) -> None:
    token = people.token(app, people.add(app, "Mai"))
    address = f"/api/v1/{path.format(**made.ids)}"
    said = app.test_client().get(address, headers={"Authorization": f"Bearer {token}"}).json

    assert [fault.message for fault in validator(shape).iter_errors(said)] == []
    promised = set(SCHEMAS[shape]["properties"])
    assert set(said) <= promised


def test_the_document_is_served_as_it_is(app: Flask, made: Warehouse) -> None:
    token = people.token(app, people.add(app, "Mai"))
    response = app.test_client().get(
        "/api/v1/openapi.json", headers={"Authorization": f"Bearer {token}"}
    )

    assert response.json == document()
    assert response.json["openapi"] == "3.1.0"
