"""Strange text at every door where a code can be given: an answer, escaped, and never a 5xx."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.stocked import Warehouse, stocked
from webapp.models import Role

pytestmark = pytest.mark.feature("BC-01")

STRANGE = {
    "empty": "",
    "blanks": " \t\r\n",
    "2 kB": "x" * 2048,
    "2 kB of digits": "1" * 2048,
    "control characters": "".join(map(chr, range(1, 32))),
    "separators alone": "\x1d\x1d\x1e\x04",
    "NUL": "a\0b",
    "emoji": "🧴👩‍👩‍👧",
    "right to left": "\u202eTOL\u202c",
    "surrogate": "\ud800",
    "script": "<script>alert(1)</script>",
    "attribute": '" onfocus="alert(1)" x="',
    "sql": "'; drop table lots; --",
    "template": "{{ 7 * 7 }} %(sku)s %s {0}",
    "command": "LW*<script>alert(1)</script>*QTY",
    "hibc": "+$$<script>",
    "industry": "[)>\x1e06\x1d1P<script>alert(1)</script>\x1e\x04",
    "link": "https://x/01/<script>alert(1)</script>",
}


@pytest.fixture
def made(app: Flask) -> Warehouse:
    """A stocked warehouse."""
    return stocked(app)


@pytest.fixture
def admin(app: Flask, made: Warehouse) -> FlaskClient:
    """A browser in which an admin is signed in."""
    people.add(app, "root", Role.ADMIN)
    client = app.test_client()
    people.sign_in(client, "root")
    return client


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_every_page_that_takes_a_code_answers(admin: FlaskClient, text: str) -> None:
    sendable = text.encode("utf-8", "replace").decode()
    asked = {"code": sendable}
    answers = [
        admin.get("/look-up", query_string=asked | {"beside": sendable}),
        admin.get("/doctor", query_string=asked),
        people.post(admin, "/doctor", page="/doctor", **asked),
        admin.get("/nomenclature/test", query_string=asked),
        admin.get("/nomenclature/pattern", query_string={"pattern": sendable, "kind": "weighed"}),
        people.post(admin, "/nomenclature", page="/nomenclature", name=sendable, pattern=sendable),
        people.post(admin, "/products/1/codes", page="/products/1", **asked),
        people.post(
            admin,
            "/label-settings",
            page="/label-settings",
            company_prefix=sendable,
            output=sendable,
        ),
        admin.get("/products", query_string={"q": sendable}),
        admin.get("/labels", query_string={"q": sendable, "kind": sendable}),
    ]
    assert [one.status_code for one in answers if one.status_code >= 500] == []
    for one in answers:
        assert "<script>alert(1)" not in one.text
        assert 'onfocus="alert(1)"' not in one.text.replace("&#34;", "&quot;")


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_every_door_of_the_api_answers(app: Flask, made: Warehouse, text: str) -> None:
    token = people.token(app, people.add(app, "ann"))
    headers = {"Authorization": f"Bearer {token}"}
    scan = {
        "scan_id": str(uuid4()),
        "text": text,
        "source": "wedge",
        "captured_at": "2026-06-15T16:00:00+07:00",
    }
    client = app.test_client()
    for path, body in (("/api/v1/scans", scan), ("/api/v1/barcodes/parse", {"text": text})):
        response = client.post(path, headers=headers, json=body)
        assert response.status_code in (200, 422), response.text
        assert response.is_json
