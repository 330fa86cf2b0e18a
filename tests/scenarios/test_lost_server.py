"""PostgreSQL ends connections, between requests and within them, goes away, and comes back.

The next request simply works or is answered with 503 and when to come back; nobody restarts the
program; the same scan, sent again, is counted once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.blueprints.api.talking import Device, device, new_rows, rows
from tests.databases import Cluster, Postgresql
from tests.scenarios.faults import cut_lines, dsn, line_cut_before
from tests.warehouse import CREAM, Warehouse, warehouse_of

LABEL = f"01{CREAM}1749063010C1"
PAGE = {"Accept": "text/html"}
GONE = (503, "2", "The database does not answer.")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A server of these stories' own, with few places."""
    with TemporaryDirectory(prefix="lotwise-pg-") as room:
        cluster = Cluster(Path(room), "max_connections=20", "superuser_reserved_connections=0")
        cluster.start()
        yield cluster
        cluster.stop()


@pytest.fixture(scope="module")
def template(cluster: Cluster) -> str:
    """A migrated database to copy from."""
    server = Postgresql(cluster.folder)
    server.migrated()
    server.admin.close()
    assert server.template is not None
    return server.template


@pytest.fixture
def app(cluster: Cluster, template: str, make_app: Callable[..., Flask]) -> Flask:
    """The program on a fresh database of that server."""
    server = Postgresql(cluster.folder, template=template)
    url = server.migrated()
    server.admin.close()
    return make_app(DATABASE_URL=url, WRITE_WAIT_SECONDS=1.0)


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """The small warehouse, a receipt to receive, and anna with a password."""
    house = warehouse_of(app)
    house.receipt("RC-1", CREAM=500)
    people.add(app, "anna")
    return house


@pytest.fixture
def ann(app: Flask, house: Warehouse) -> Device:
    """A worker's device with the receipt open."""
    ann = device(app, house).opens("receiving")
    ann.scans("RC-1")
    ann.step = None
    return ann


@pytest.fixture
def browser(app: Flask, house: Warehouse) -> FlaskClient:
    """Somebody signed in."""
    client = app.test_client()
    people.sign_in(client, "anna")
    return client


def said(answer: Any) -> tuple[int, str, str]:
    """Status, when to come back, and the sentence."""
    return answer.status_code, answer.headers.get("Retry-After", ""), answer.get_json()["detail"]


def once_only(ann: Device, house: Warehouse, body: Any) -> None:
    """The scan is taken now, exactly once, and answered alike for ever."""
    before = rows(house)
    first = ann.sends(body).get_json()
    assert first["code"] == "received"
    assert ann.sends(body).get_json() == first
    grown = new_rows(before, rows(house))
    assert (grown["scans"], grown["moves"]) == (1, 1)


@pytest.mark.feature("AP-01")
def test_lines_cut_between_requests_are_not_noticed(
    ann: Device, house: Warehouse, browser: FlaskClient
) -> None:
    for _ in range(3):
        assert cut_lines(house.engine) > 0
        assert browser.get("/receive", headers=PAGE).status_code == 200
        assert cut_lines(house.engine) > 0
        assert ann.sends(ann.body(LABEL)).get_json()["code"] == "received"
    assert house.on_hand("CREAM", "DOCK-1") == 3


@pytest.mark.feature("AP-01")
@pytest.mark.parametrize(
    "words",
    ["from tokens", "left join scans", "insert into moves", "insert into scans", "commit"],
)
def test_a_line_cut_within_a_scan_is_503_and_the_scan_counts_once_later(
    ann: Device, house: Warehouse, words: str
) -> None:
    body, before = ann.body(LABEL), rows(house)
    with line_cut_before(house.engine, words):
        answer = ann.sends(body)
    assert said(answer) == GONE
    assert new_rows(before, rows(house)) == {}
    once_only(ann, house, body)


@pytest.mark.parametrize("words", ["from users u join devices", "from receipts"])
def test_a_line_cut_under_a_page_is_a_page_that_says_what_to_do(
    app: Flask, browser: FlaskClient, house: Warehouse, words: str
) -> None:
    with line_cut_before(house.engine, words):
        answer = browser.get("/receive", headers=PAGE)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert "No connection to the database" in answer.text
    assert "Try again in a moment. A scan that is sent again is counted once." in answer.text
    assert browser.get("/receive", headers=PAGE).status_code == 200


@pytest.mark.parametrize("words", ["from users where name", "insert into devices", "commit"])
def test_a_line_cut_under_the_sign_in_is_503_and_the_next_try_lets_in(
    app: Flask, house: Warehouse, words: str
) -> None:
    client = app.test_client()
    token = people.csrf(client)
    form = {"name": "anna", "password": people.PASSWORD, "csrf_token": token}
    with line_cut_before(house.engine, words):
        assert client.post("/sign-in", data=form).status_code == 503
    assert client.post("/sign-in", data=form).status_code == 303


@pytest.mark.feature("AP-01")
@pytest.mark.parametrize("end", [Cluster.stop, Cluster.kill])
def test_a_server_that_goes_away_and_comes_back_needs_nobody(
    cluster: Cluster,
    app: Flask,
    ann: Device,
    house: Warehouse,
    browser: FlaskClient,
    end: Callable[[Cluster], None],
) -> None:
    body, before = ann.body(LABEL), rows(house)
    end(cluster)
    try:
        assert said(ann.sends(body)) == GONE
        ready = app.test_client().get("/readyz", headers={"Accept": "*/*"})
        assert said(ready) == (503, "5", "The database does not answer.")
        assert browser.get("/receive", headers=PAGE).status_code == 503
        assert app.test_client().get("/sign-in").status_code == 200
        assert app.test_client().get("/healthz").status_code == 200
    finally:
        cluster.start()
    assert browser.get("/receive", headers=PAGE).status_code == 200
    assert app.test_client().get("/readyz").status_code == 200
    assert new_rows(before, rows(house)) == {}
    once_only(ann, house, body)


def test_a_server_without_a_free_place_is_503_and_the_scan_counts_once_later(
    app: Flask, ann: Device, house: Warehouse
) -> None:
    body, before = ann.body(LABEL), rows(house)
    address = dsn(house.engine)
    with ExitStack() as taken:
        house.engine.dispose()
        with pytest.raises(psycopg.OperationalError, match="too many clients"):
            fill_up(taken, address)
        assert said(ann.sends(body)) == GONE
    assert new_rows(before, rows(house)) == {}
    once_only(ann, house, body)


def fill_up(taken: ExitStack, address: str) -> None:
    """Take every place the server has, and ask for one more."""
    while True:
        taken.enter_context(psycopg.connect(address))
