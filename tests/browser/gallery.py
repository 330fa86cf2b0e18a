"""Every screen there is, in the state that fills it most, on a demo warehouse under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from playwright.sync_api import BrowserContext, Page
from sqlalchemy import text

from tests.browser.labels import labels_under_way
from tests.browser.server import Served
from tests.browser.walk import CREAM_CASE, LOT, goods
from tests.browser.watch import Watch
from tests.people import token
from webapp.demo.numbers import gtin
from webapp.extensions import db

CHOC = gtin(3)


@dataclass(frozen=True, slots=True)
class Screen:
    """A page of somebody's; `path` may name pages of the prepared work; `then` is done on it."""

    name: str
    path: str
    who: str = "worker"
    then: Callable[[Page], Any] | None = None


def press(selector: str) -> Callable[[Page], None]:
    """Something on the page that opens."""
    return lambda page: page.locator(selector).first.click()


def badge(page: Page) -> None:
    """The badge is known, the PIN is asked for."""
    page.locator("#badge").fill("BADGE-01")
    page.keyboard.press("Enter")
    page.wait_for_selector("#pin")


SCREENS = (
    Screen("home", "/"),
    Screen("menu", "/", then=press(".head-menu summary")),
    Screen("receipts", "/receive"),
    Screen("counting", "{counting}"),
    Screen("keypad", "{counting}", then=press("[data-open=keypad]")),
    Screen("expiry", "{expiry}"),
    Screen("date", "{expiry}", then=press("[data-open=date]")),
    Screen("choose", "{choose}"),
    Screen("closed", "{closed}"),
    Screen("orders to pick", "/pick"),
    Screen("refused", "{refused}"),
    Screen("reasons", "{refused}", then=press("[data-open=reasons]")),
    Screen("camera", "{refused}", then=press("[data-open=camera]")),
    Screen("quantity", "{quantity}"),
    Screen("waiting on docks", "/putaway", "worker2"),
    Screen("confirm", "{confirm}"),
    Screen("look up", "/look-up"),
    Screen("look up a lot", f"/look-up?code={LOT}"),
    Screen("look up a bin", "/look-up?code=B-01-1"),
    Screen("look up one of two", "/look-up?code=L2291"),
    Screen("look up nothing", "/look-up?code=NO-SUCH-CODE"),
    Screen("settings", "/settings"),
    Screen("demo sheet", "/sheet"),
    Screen("no such page", "/no-such-page"),
    Screen("stock", "/stock", "supervisor"),
    Screen("stock by lot", "/stock?group=lot", "supervisor"),
    Screen("opened row", "/stock", "supervisor", press(".tree-toggle summary")),
    Screen("no stock", "/stock?q=NOTHING", "supervisor"),
    Screen("lot", "{lot}", "supervisor"),
    Screen("receipts announced", "/receipts", "supervisor"),
    Screen("receipt", "/receipts/1", "supervisor"),
    Screen("orders", "/orders", "supervisor"),
    Screen("order", "/orders/2", "supervisor"),
    Screen("moves", "/moves", "supervisor"),
    Screen("exceptions", "/exceptions", "supervisor"),
    Screen("label of a lot", "{label}"),
    Screen("label printed again", "{again}"),
    Screen("label job", "{job}"),
    Screen("labels ready", "{labelled}"),
    Screen("labels that wait", "{labels}"),
    Screen("labels to choose", "/labels?kind=location", "supervisor"),
    Screen("labels to print", "{chosen}", "supervisor"),
    Screen("labels printed", "/labels/log", "supervisor"),
    Screen("new license plates", "/labels/plates", "supervisor"),
    Screen("set-up", "/setup", "admin"),
    Screen("label settings", "/label-settings", "admin"),
    Screen("printers", "/printers", "admin"),
    Screen("users", "/users", "admin"),
    Screen("sign in", "/sign-in", ""),
    Screen("badge", "/badge", ""),
    Screen("PIN", "/badge", "", badge),
    Screen("offline", "/offline", ""),
    Screen("trust", "/trust", ""),
)
FLOOR = {
    screen.name
    for screen in SCREENS
    if screen.who in ("", "worker", "worker2") and screen.name not in ("demo sheet", "no such page")
}


@dataclass
class Gallery:
    """The served warehouse, the pages of its work, and its people's browsers, which are watched."""

    program: Served
    paths: dict[str, str] = field(default_factory=dict)
    browsers: dict[str, BrowserContext] = field(default_factory=dict)
    watch: Watch = field(default_factory=Watch)

    def address(self, screen: Screen) -> str:
        """Where the screen is."""
        return self.program.url + screen.path.format(**self.paths)


def prepare(program: Served) -> Gallery:
    """Work of every kind, each left at the step that a screen shows."""
    made = Gallery(program)
    made.watch.allow("Service Worker registration blocked by Playwright")
    made.watch.allow("404")
    scan = Desk(program)
    made.paths["counting"] = scan("RC-0001", goods(CREAM_CASE, lot=LOT))
    made.paths |= labels_under_way(program.app, scan)
    made.paths["expiry"] = scan("RC-0002", goods(CHOC, lot="K2001"))
    made.paths["choose"] = scan("RC-0006", "LW*DONE")
    made.paths["closed"] = scan("RC-0008", "LW*DONE", "LW*DONE*CLOSE")
    made.paths["refused"] = scan("OR-0001", "B-01-1")
    made.paths["quantity"] = scan("OR-0002", "B-01-1", goods(CHOC, lot="K0912"))
    scan("OR-0004", "LW*SHORT*not_there")
    made.paths["confirm"] = scan("LW*PUTAWAY", goods(CHOC, lot="K1020"), "A-04-1")
    with program.app.app_context(), db.engine.connect() as connection:
        found = connection.execute(text("select id from lots where code = 'L2304'"))
        made.paths["lot"] = f"/lots/{found.scalar_one()}"
    return made


class Desk:
    """Scans for the worker through the API's own door."""

    def __init__(self, program: Served) -> None:
        app = program.app
        self.client = app.test_client()
        with app.app_context(), db.engine.connect() as connection:
            worker = connection.execute(text("select id from users where name = 'worker'"))
            self.token = token(app, int(worker.scalar_one()))

    def __call__(self, opening: str, *texts: str) -> str:
        """The page of the work that the first scan opens, after the others."""
        opened = self.said(opening)
        for one in texts:
            self.said(one, flow=opened["flow"], task=opened["task"])
        return str(opened["go"])

    def said(self, text: str, **work: str) -> dict[str, Any]:
        """The answer to one scan."""
        body = {
            "scan_id": str(uuid4()),
            "text": text,
            "source": "wedge",
            "captured_at": datetime.now(UTC).isoformat(),
            **work,
        }
        headers = {"Authorization": f"Bearer {self.token}"}
        response = self.client.post("/api/v1/scans", json=body, headers=headers)
        assert response.status_code == 200, response.text
        return dict(response.get_json())
