"""Whatever is scanned before the doctor is looked at, and nothing of it is done."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.camera import Feed
from tests.browser.pictures import held, photo, printed
from tests.browser.server import Served
from tests.browser.walk import CREAM_CASE, LOT, RECEIVE, goods
from tests.browser.worker import Person
from tests.people import read

LABEL = goods(CREAM_CASE, lot=LOT)


def by_keys(worker: Person, _: Feed) -> None:
    worker.scan(f"]C1{LABEL}")


def by_camera(worker: Person, feed: Feed) -> None:
    worker.page.get_by_role("button", name="Camera").click()
    feed.show(held(printed(RECEIVE[1].text, RECEIVE[1].print)))


def by_photo(worker: Person, _: Feed) -> None:
    picture = photo(RECEIVE[1])
    file = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": picture}
    worker.page.locator("#photo").set_input_files([file])


def by_injection(worker: Person, _: Feed) -> None:
    worker.page.locator("#scan-input").focus()
    worker.cdp.send("Input.insertText", {"text": f"]C1{LABEL}"})


def by_hand(worker: Person, _: Feed) -> None:
    worker.page.get_by_label("Type or paste a code").fill(f"(01){LABEL[2:16]}(10){LOT}")
    worker.tap("Look at it")


@pytest.mark.feature("UX-12")
@pytest.mark.parametrize(
    ("way", "source"),
    [
        (by_keys, "Hand scanner"),
        (by_injection, "Hand scanner"),
        (by_camera, "Camera"),
        (by_photo, "Photo"),
        (by_hand, "Typed or pasted"),
    ],
)
def test_every_way_in_leads_to_the_doctor_and_to_nothing_else(
    worker: Person,
    program: Served,
    feed: Feed,
    way: Callable[[Person, Feed], None],
    source: str,
) -> None:
    worker.open("/doctor")
    worker.ready()
    way(worker, feed)
    expect(worker.page.locator(".verdict h1")).to_have_text(f"This is HAND-CREAM lot {LOT}.")
    feed.clear()
    expect(worker.page.locator(".facts").first).to_contain_text(source)
    assert read(program.app, "select count(*) from scans") == [(0,)]


def test_a_command_is_looked_at_and_not_obeyed(worker: Person, program: Served) -> None:
    worker.open("/doctor")
    worker.ready()
    worker.scan("LW*PICK")
    expect(worker.page.locator(".verdict h1")).to_have_text("This is a command.")
    assert urlsplit(worker.page.url).path == "/doctor"
    assert read(program.app, "select count(*) from tasks where user_id is not null") == [(0,)]


def test_a_scan_into_the_field_is_looked_at_and_leaves_no_trace_in_it(worker: Person) -> None:
    worker.open("/doctor")
    worker.ready()
    field = worker.page.get_by_label("Type or paste a code")
    field.fill("half typed")
    worker.scan("A-01-2")
    expect(worker.page.locator(".verdict h1")).to_have_text("This is bin A-01-2.")


def test_a_refused_code_can_be_looked_at_closer(worker: Person) -> None:
    worker.scan("ZZ\x1dTOP")
    worker.hears("refused")
    worker.answer.get_by_role("link", name="Look closer").click()
    worker.page.wait_for_url(f"{worker.url}/doctor*")
    assert parse_qs(urlsplit(worker.page.url).query) == {"code": ["ZZ\x1dTOP"], "source": ["wedge"]}
    expect(worker.page.locator(".signs li[data-hidden]")).to_have_text("GS")
