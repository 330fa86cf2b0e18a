"""Every screen on a phone, on a narrow one and on a desk, by day and by night."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.gallery import FLOOR, SCREENS, Gallery, Screen, prepare
from tests.browser.looking import AXE, sticks_out, too_small, violations
from tests.browser.server import served
from tests.browser.watch import Watch
from tests.browser.worker import Person
from tests.databases import url_of
from webapp.app import create_app
from webapp.extensions import db

PHONE, DESK, NARROW = (360, 740), (1280, 800), (320, 640)


@pytest.fixture(scope="module")
def gallery(
    browser: Browser, demo_book: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gallery]:
    """Looking changes nothing, so all screens share one warehouse."""
    room = tmp_path_factory.mktemp("gallery")
    shutil.copyfile(demo_book, room / "book.sqlite3")
    url = url_of(room / "book.sqlite3")
    app = create_app({"DATABASE_URL": url, "SECRET_KEY": "for tests", "INSTANCE_PATH": room})
    with served(app) as program:
        made = prepare(program)
        for who in {screen.who for screen in SCREENS} - {""}:
            context = browser.new_context()
            page = context.new_page()
            Person(page, context.new_cdp_session(page), program.url).come_in(who, to="/offline")
            made.cookies[who] = context.storage_state()
            context.close()
        yield made
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def visit(gallery: Gallery, new_context: Callable[..., Any], watch: Watch) -> Callable[..., Page]:
    """Opens a screen as whoever it is made for."""
    watch.allow("Service Worker registration blocked by Playwright")
    watch.allow("404")

    def open_screen(screen: Screen) -> Page:
        known = {"storage_state": gallery.cookies[screen.who]} if screen.who else {}
        context = new_context(service_workers="block", reduced_motion="reduce", **known)
        page: Page = context.new_page()
        page.goto(gallery.address(screen))
        if screen.then:
            screen.then(page)
        return page

    return open_screen


@pytest.mark.feature("UX-10", "UX-19")
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_screen_can_be_read_and_touched(screen: Screen, visit: Callable[..., Page]) -> None:
    page = visit(screen)
    page.evaluate(AXE.read_text("utf-8"))
    found = []
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        for size in (PHONE, DESK):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            found += [f"{theme} {size[0]}: {one}" for one in violations(page)]
            found += [f"{size[0]}: {one}" for one in sticks_out(page)]
    for size in (PHONE, NARROW):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        found += [f"{size[0]}: {one}" for one in sticks_out(page)]
        if screen.name in FLOOR:
            found += [f"{size[0]}: {one}" for one in too_small(page)]
    assert found == []


SPOILED = """() => document.querySelector("main").insertAdjacentHTML("beforeend",
  "<p id='spoiled-text'>hardly to be read</p><div id='spoiled-width'>wide</div>"
  + "<button type='button' id='spoiled-target'></button>")"""
SPOILS = """() => {
  const style = (id, more) => Object.assign(document.getElementById(id).style, more);
  style("spoiled-text", { color: "#bbb", background: "#fff" });
  style("spoiled-width", { width: "500px" });
  style("spoiled-target", { width: "20px", height: "20px", minHeight: "0" });
}"""


def test_what_is_wrong_on_a_screen_is_seen(visit: Callable[..., Page]) -> None:
    page = visit(SCREENS[0])
    page.evaluate(AXE.read_text("utf-8"))
    page.evaluate(SPOILED)
    page.evaluate(SPOILS)
    assert {one.split(":")[0] for one in violations(page)} == {"button-name", "color-contrast"}
    assert sticks_out(page)[0].startswith("the page is 5")
    assert too_small(page) == ['button "" 20×20']
