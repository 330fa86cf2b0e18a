"""The reading doors of the API: what they give, and how they refuse."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.stocked import FAR_OFF, Warehouse, stocked
from webapp.operations.unit_of_work import clock


@pytest.fixture
def made(app: Flask) -> Warehouse:
    """A stocked warehouse."""
    return stocked(app)


@pytest.fixture
def get(app: Flask, made: Warehouse) -> Any:
    """GET under /api/v1 as a worker with a token: the status and the JSON."""
    token = people.token(app, people.add(app, "Mai"))
    client: FlaskClient = app.test_client()

    def ask(path: str, **query: Any) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {token}"}
        response = client.get(f"/api/v1/{path}", query_string=query, headers=headers)
        return response.status_code, response.json

    return ask


@pytest.mark.feature("TR-01")
def test_stock_of_a_lot_says_where_it_is(get: Any) -> None:
    status, said = get("stock", product="CREAM", lot="GOOD")
    places = [(row["location"], row["lpn"], row["on_hand"]) for row in said["items"]]

    assert status == 200
    assert places == [
        ("A-01", None, 14),
        ("A-02", "TOTE-1", 5),
        ("DOCK-1", None, 5),
        ("STAGE-1", None, 6),
    ]
    assert said["items"][0]["expires_on"] == FAR_OFF.isoformat()
    assert said["totals"] == [
        {
            "unit": "each",
            "scale": 0,
            "on_hand": 30,
            "reserved": 0,
            "available": 24,
            "on_hold": 0,
        }
    ]


def test_stock_is_grouped_as_asked(get: Any) -> None:
    _, said = get("stock", group_by="status")

    assert {row["status"]: row["on_hand"] for row in said["items"]} == {
        "expired": 3,
        "on_hold": 4,
        "recalled": 2,
        "usable": 2538,
    }


@pytest.mark.feature("AP-03")
@pytest.mark.parametrize(("path", "key"), [("stock", "location"), ("lots", "id"), ("moves", "id")])
def test_pages_of_two_hold_every_row_once(get: Any, path: str, key: str) -> None:
    _, every = get(path)
    rows, cursor = [], ""
    while cursor is not None:
        _, page = get(path, limit=2, cursor=cursor)
        assert len(page["items"]) <= 2
        rows += page["items"]
        cursor = page["next_cursor"]

    assert rows == every["items"]
    assert len(rows) > 5
    assert all(row[key] for row in rows)


@pytest.mark.parametrize(
    ("path", "query", "fault", "words"),
    [
        ("stock", {"limit": "0"}, "limit", "0 was given; a whole number from 1 to 500"),
        ("stock", {"limit": "many"}, "limit", "many was given; a whole number from 1 to 500"),
        ("stock", {"group_by": "colour"}, "group_by", "colour was given; one of product, lot,"),
        ("stock", {"status": "fine"}, "status", "one of usable, expired, on_hold, recalled"),
        ("stock", {"prodcut": "CREAM"}, "prodcut", "This parameter is not known; known: product,"),
        ("stock", {"lot": "a\0b"}, "lot", "a text without control characters was expected"),
        ("stock", {"lot": "x" * 201}, "lot", "at most 200 characters were expected"),
        ("stock", {"cursor": "nonsense"}, "cursor", "A cursor that this very list gave"),
        ("lots", {"cursor": "WyJtb3ZlcyIsMV0"}, "cursor", "A cursor that this very list gave"),
        ("lots", {"expires_before": "June"}, "expires_before", "a day such as 2026-06-15"),
        ("moves", {"kind": "fly"}, "kind", "one of receive, put_away, pick"),
        ("moves", {"since": "2026-02-30"}, "since", "a day such as 2026-06-15 was expected"),
        ("lots/1/trace", {"direction": "up"}, "direction", "one of back, forward"),
    ],
)
def test_a_bad_parameter_is_named_with_what_was_expected(
    get: Any, path: str, query: dict[str, str], fault: str, words: str
) -> None:
    status, said = get(path, **query)

    assert status == 422
    assert list(said["errors"]) == [fault]
    assert words in said["errors"][fault]
    assert said["detail"] == f"These parameters cannot be used: {fault}."
    assert said["request_id"]


@pytest.mark.parametrize("path", ["lots/999", "lots/999/trace", "lots/99999999999999999999"])
def test_an_unknown_id_is_not_found(get: Any, path: str) -> None:
    status, said = get(path)

    assert (status, said["status"]) == (404, 404)


def test_nobody_reads_without_signing_in(client: FlaskClient) -> None:
    for path in ("stock", "lots", "lots/1", "lots/1/trace", "moves", "openapi.json"):
        response = client.get(f"/api/v1/{path}")

        assert response.status_code == 401, path
        assert response.content_type == "application/problem+json"


@pytest.mark.feature("TR-06")
def test_a_move_names_its_ends_its_document_and_its_hand(get: Any, made: Warehouse) -> None:
    _, said = get("moves", document="SO-1")
    move = said["items"][0]

    assert said["next_cursor"] is None
    assert (move["kind"], move["product"], move["lot"], move["quantity"], move["user"]) == (
        "pick",
        "CREAM",
        "GOOD",
        6,
        "desk",
    )
    assert move["from"] == {"location": "A-01", "lpn": None}
    assert move["to"] == {"location": "STAGE-1", "lpn": None}
    assert move["document"] == {
        "kind": "order",
        "id": made.ids["SO-1"],
        "number": "SO-1",
        "partner": "Corner Shop",
    }
    assert move["captured_at"] == "2026-06-15T08:00:00+00:00"


def test_a_trace_hangs_moves_under_their_documents(get: Any, made: Warehouse) -> None:
    _, said = get(f"lots/{made.ids['GOOD']}/trace", direction="forward")
    branches = [(b["cause"], b["partner"], b["quantity"]) for b in said["branches"]]

    assert said["lot"]["code"] == "GOOD"
    assert branches == [("warehouse", None, 25), ("order", "Corner Shop", 6)]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "' or 1=1 --", "😀", "%", "_", "\\", "é" * 200]
)
def test_any_text_may_be_searched_for(get: Any, text: str) -> None:
    status, said = get("stock", q=text)

    assert (status, said["items"]) == (200, [])


@pytest.mark.feature("RP-01")
def test_stock_as_it_was_tells_what_was_on_hand_and_no_more(get: Any, made: Warehouse) -> None:
    then = clock().isoformat()
    made.move("CREAM", 4, "A-01", "A-02", lot="GOOD")
    status, said = get("stock", product="CREAM", lot="GOOD", as_of=then)
    places = [(row["location"], row["on_hand"], row["reserved"]) for row in said["items"]]
    assert (status, said["as_of"]) == (200, then)
    assert places == [
        ("A-01", 14, None),
        ("A-02", 5, None),
        ("DOCK-1", 5, None),
        ("STAGE-1", 6, None),
    ]
    assert said["totals"][0]["on_hand"] == 30
    _, now = get("stock", product="CREAM", lot="GOOD")
    assert now["as_of"] is None
    assert {row["location"]: row["on_hand"] for row in now["items"] if not row["lpn"]}["A-02"] == 4


@pytest.mark.parametrize("as_of", ["soon", "2999-01-01", "2026-13-01T00:00:00Z"])
def test_a_moment_that_is_none_of_the_past_is_refused(get: Any, as_of: str) -> None:
    status, said = get("stock", as_of=as_of)
    assert (status, list(said["errors"])) == (422, ["as_of"])
