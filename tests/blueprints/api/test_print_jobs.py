"""The queue of a printer, as an agent beside it sees it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from tests import people
from tests.blueprints.api.test_openapi import validator
from tests.warehouse import Warehouse
from webapp.languages import say
from webapp.models import LabelCarrier, LabelKind, LabelPaper, PrintLanguage, Role
from webapp.operations import labels
from webapp.operations.labels import Asker, Wanted, way_to
from webapp.operations.printers import NewPrinter, add_printer, add_station
from webapp.queries.label_drawings import Drawn, drawn
from webapp.queries.label_settings import USUAL
from webapp.queries.label_things import Thing
from webapp.queries.printers import station_by_code

JOBS = "/api/v1/print-jobs"


class Agent:
    """The program beside the printer."""

    def __init__(self, app: Flask, role: Role = Role.SUPERVISOR) -> None:
        self.client = app.test_client()
        token = people.token(app, people.add(app, f"agent {role}", role))
        self.headers = {"Authorization": f"Bearer {token}"}

    def gets(self, path: str = "", **query: str) -> TestResponse:
        """What a reading door gives."""
        return self.client.get(JOBS + path, query_string=query, headers=self.headers)

    def waiting(self, printer: str = "Zebra 2") -> list[dict[str, Any]]:
        """The jobs that wait for a printer."""
        return list(self.gets(printer=printer).json["items"])

    def finishes(self, job: int) -> TestResponse:
        """Say that the printer has it."""
        return self.client.post(f"{JOBS}/{job}/done", headers=self.headers)


@pytest.fixture
def agent(app: Flask, house: Warehouse) -> Agent:
    """An agent of printer Zebra 2, for which two jobs wait; a third one is for a browser."""
    house.lot("L1")
    with house.act() as work:
        zebra = NewPrinter("Zebra 2", PrintLanguage.ZPL, 203, LabelPaper.ROLL_100X50)
        add_printer(work, zebra, by=house.ids["ann"])
        add_station(work, "W2", 1, by=house.ids["ann"])
        station = station_by_code(work.connection, "W2")
        things = [
            Thing(LabelKind.LOT, house.ids["CREAM L1"]),
            Thing(LabelKind.LOCATION, house.ids["A-1"]),
            Thing(LabelKind.LOCATION, house.ids["A-2"]),
        ]
        carriers = {kind: habit.carrier for kind, habit in USUAL.items()}
        found = drawn(work.connection, things, carriers, lambda words: say(words, "en"))
        for one, where in zip(found, (station, station, None), strict=True):
            assert isinstance(one, Drawn)
            wanted = [Wanted(one, LabelCarrier.CODE_128, copies=2)]
            way = way_to(where, LabelPaper.A4_4X12, PrintLanguage.PDF)
            labels.print_labels(work, wanted, way, Asker(house.ids["ann"], None))
    return Agent(app)


@pytest.mark.feature("LB-07")
def test_jobs_are_listed_fetched_and_done_in_their_order(agent: Agent) -> None:
    first, second = agent.waiting()
    assert (first["id"], second["id"]) == (1, 2)
    body = agent.gets("/1")
    assert body.content_type == "text/plain; charset=utf-8"
    assert (body.text.startswith("^XA"), body.text.count("^XA")) == (True, 2)
    assert agent.waiting()[0]["taken_at"] is not None
    done = agent.finishes(1)
    assert (done.status_code, done.json["done_at"] is not None) == (200, True)
    assert [one["id"] for one in agent.waiting()] == [2]


def test_a_job_said_to_be_done_twice_is_done_once(agent: Agent) -> None:
    first = agent.finishes(1).json
    assert agent.finishes(1).json == first


def test_the_answers_have_the_shapes_that_are_described(agent: Agent) -> None:
    listed, done = agent.gets(printer="Zebra 2").json, agent.finishes(1).json
    shapes: list[tuple[Draft202012Validator, Any]] = [
        (validator("PrintJobs"), listed),
        (validator("PrintJob"), done),
        (validator("Problem"), agent.gets().json),
    ]
    assert [fault.message for shape, said in shapes for fault in shape.iter_errors(said)] == []


@pytest.mark.parametrize(
    ("query", "status"), [({}, 422), ({"printer": "Zebra 9"}, 404), ({"printre": "x"}, 422)]
)
def test_a_printer_nobody_has_is_named(agent: Agent, query: dict[str, str], status: int) -> None:
    assert agent.gets(**query).status_code == status


@pytest.mark.parametrize("job", [3, 99, 2**40])
def test_a_job_for_no_printer_is_none_of_the_queue(agent: Agent, job: int) -> None:
    answer = agent.gets(f"/{job}")
    assert answer.status_code == agent.finishes(job).status_code == 404
    assert answer.json["detail"] == f"There is no job {job} for a printer."


def test_a_workers_token_is_not_an_agents(app: Flask, agent: Agent) -> None:
    worker = Agent(app, Role.WORKER)
    assert worker.gets(printer="Zebra 2").status_code == 403
    assert worker.gets("/1").status_code == worker.finishes(1).status_code == 403
