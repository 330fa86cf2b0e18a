"""Draws the gallery: every screen, on a phone and a desk, light and dark, from the demo warehouse.

    make screenshots

starts the program on a fresh database, brings each screen to a telling moment by real scans, and
writes docs/gallery/NAME-WIDTH-THEME.webp and the page docs/gallery/README.md that shows them.
"""

from __future__ import annotations

import io
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import text
from werkzeug.serving import make_server

from webapp.app import create_app
from webapp.barcodes import Encoding, RuleKind
from webapp.commands.demo import SIGN_INS
from webapp.extensions import db
from webapp.operations.nomenclature import Wanted, add_rule
from webapp.operations.unit_of_work import run
from webapp.serving import certificates, tools

HERE = Path(__file__).parent / "gallery"
SIZES = {360: 740, 1280: 800}
THEMES = ("light", "dark")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
QUALITY = 82


@dataclass(frozen=True)
class Screen:
    """One picture: who looks, at what, and what has to be tapped first."""

    name: str
    title: str
    path: str | Callable[[Stage], str]
    user: str | None = "worker"
    tap: str | None = None


@dataclass
class Stage:
    """The running program with the demo warehouse, and hands that scan in it."""

    app: Flask
    address: str
    clients: dict[str, FlaskClient]

    def scan(
        self, flow: str | None, *codes: str, user: str = "worker", task: str | None = None
    ) -> str:
        """Scan codes one after the other; the page of the task they led to."""
        client = self.client(user)
        answer = {"task": task, "flow": flow}
        for code in codes:
            answer = self.send(client, code, answer["flow"], answer["task"])
        pages = {
            "receiving": "/receive",
            "putaway": "/putaway",
            "picking": "/pick",
            "moving": "/move",
        }
        return f"{pages[str(answer['flow'])]}/{answer['task']}"

    def send(
        self, client: FlaskClient, code: str, flow: str | None, task: str | None
    ) -> dict[str, str]:
        """One scan through the door that phones use."""
        body = {
            "scan_id": str(uuid4()),
            "text": code,
            "source": "wedge",
            "flow": flow,
            "task": task,
            "captured_at": datetime.now(UTC).isoformat(),
        }
        response = client.post("/api/v1/scans", json=body)
        assert response.status_code == 200, response.get_data(as_text=True)
        return dict(response.get_json())

    def client(self, user: str) -> FlaskClient:
        """A signed-in client, made on the first call."""
        if user not in self.clients:
            password = next(one.password for one in SIGN_INS if one.name == user)
            client = self.app.test_client()
            client.post("/sign-in", data={"name": user, "password": password})
            self.clients[user] = client
        return self.clients[user]

    def first(self, statement: str) -> str:
        """The first value of a question to the database."""
        with self.app.app_context(), db.engine.connect() as connection:
            return str(connection.execute(text(statement)).scalar_one())


def receipt_for(sku: str) -> str:
    """The question for an open receipt that still expects a product."""
    return (
        "select r.number from receipts r join receipt_lines l on l.receipt_id = r.id"
        f" join products p on p.id = l.product_id where p.sku = '{sku}' and r.status = 'open'"
        " order by r.id limit 1"
    )


def gtin_of(sku: str, kind: str = "each") -> str:
    """The question for a packaging's GTIN."""
    return (
        "select k.gtin from packagings k join products p on p.id = k.product_id"
        f" where p.sku = '{sku}' and k.kind = '{kind}'"
    )


def received(stage: Stage) -> str:
    """A case received with one GS1 scan."""
    number = stage.first(receipt_for("HAND-CREAM"))
    case = stage.first(gtin_of("HAND-CREAM", "case"))
    return stage.scan("receiving", number, f"01{case}17291231" + "10C202611")


def asked_for_date(stage: Stage) -> str:
    """A new lot without its date."""
    number = stage.first(receipt_for("CHOC-BOX"))
    return stage.scan("receiving", number, stage.first(gtin_of("CHOC-BOX")), "K-NEW-7")


def refused(stage: Stage) -> str:
    """The wrong product on a receipt."""
    number = stage.first(receipt_for("WINE-RED"))
    return stage.scan("receiving", number, stage.first(gtin_of("GIFT-CARD")))


def carrying(stage: Stage) -> str:
    """Goods taken up from the dock, with the suggested bin."""
    lot = stage.first(
        "select l.code from balances b join lots l on l.id = b.lot_id"
        " join locations o on o.id = b.location_id where o.kind = 'dock'"
        " and b.on_hand > b.reserved and b.plate_id is null order by b.id limit 1"
    )
    return stage.scan("putaway", lot)


def at_bin(stage: Stage) -> str:
    """A picker in front of the first bin."""
    page = stage.scan("picking", "LW*PICK")
    task = page.rsplit("/", 1)[1]
    return stage.scan("picking", first_bin(stage, task), task=task)


def moving(stage: Stage) -> str:
    """A bin that goods are moved from."""
    return stage.scan("moving", "LW*MOVE", "A-02-2", user="worker2")


def shipped(stage: Stage) -> str:
    """An order that has left."""
    return "/orders/" + stage.first("select min(id) from orders where status = 'shipped'")


def first_bin(stage: Stage, task: str) -> str:
    """The bin the picker goes to first."""
    return stage.first(
        "select o.code from reservations r join balances b on b.id = r.balance_id"
        f" join locations o on o.id = b.location_id where r.task_id = {task}"
        " order by o.walk_order, o.code, r.id limit 1"
    )


def reported(stage: Stage) -> str:
    """A short pick of another order, so that the supervisor has something to read."""
    number = stage.first(
        "select d.number from orders d join tasks k on k.order_id = d.id"
        " where k.status = 'open' and k.user_id is null order by d.id desc limit 1"
    )
    page = stage.scan("picking", number, user="worker2")
    task = page.rsplit("/", 1)[1]
    stage.scan("picking", first_bin(stage, task), "LW*SHORT*damaged", user="worker2", task=task)
    return "/exceptions"


def held_lot(stage: Stage) -> str:
    """The look-up page of a lot that is on hold."""
    return "/look-up?code=" + stage.first("select code from lots where status = 'on_hold' limit 1")


def lot_page(stage: Stage) -> str:
    """The supervisor's page of the hand cream's lot."""
    return "/lots/" + stage.first("select id from lots where code = 'C202507'")


def first_of(table: str) -> Callable[[Stage], str]:
    """The page of the first document of a kind that is under way."""
    statuses = {"receipts": "open", "orders": "released"}
    return lambda stage: (
        f"/{table}/"
        + stage.first(
            f"select id from {table} where status = '{statuses[table]}' order by id limit 1"
        )
    )


def readings(stage: Stage) -> str:
    """A label that lost its separators, on a receipt that expects the product."""
    number = stage.first(receipt_for("CHOC-BOX"))
    label = f"01{stage.first(gtin_of('CHOC-BOX'))}10K214517291231"
    return stage.scan("receiving", number, label, user="worker2")


def doctor(stage: Stage) -> str:
    """Scan doctor on a label of chocolate."""
    label = f"]C101{stage.first(gtin_of('CHOC-BOX'))}10K0912"
    return f"/doctor?source=wedge&code={quote(label, safe='')}"


def label_of_lot(stage: Stage) -> str:
    """The label of the hand cream's lot, looked at."""
    return "/labels/print?thing=lot:" + stage.first("select id from lots where code = 'C202507'")


def nomenclature(stage: Stage) -> str:
    """Two rules, and a scale's label tried on them."""
    rules = (
        Wanted("Weighed goods", RuleKind.WEIGHED, Encoding.EAN_13, "21.....{NNDDD}"),
        Wanted(
            "In-house label",
            RuleKind.PRODUCT,
            Encoding.ANY,
            "P{product:5}/L{lot:1-20}/Q{quantity:1-6}",
        ),
    )
    with stage.app.app_context():
        for rule in rules:
            run(db.engine, lambda work, rule=rule: add_rule(work, rule, by=None))
    return "/nomenclature?code=2112345015002"


DOCTOR_FAULT = "/doctor?code=(01)09501101530003(17)261332"
SCREENS = (
    Screen("sign-in", "Sign in", "/sign-in", user=None),
    Screen("badge", "Sign in with a badge", "/badge", user=None),
    Screen("home", "Home: scan anything", "/"),
    Screen("receive", "Open receipts", "/receive"),
    Screen("receiving", "Receiving: one GS1 code filled everything", received),
    Screen("receiving-date", "Receiving: what is missing is asked", asked_for_date),
    Screen("receiving-refused", "Receiving: a wrong scan says what to do", refused),
    Screen("keypad", "The keypad", received, tap="[data-open=keypad]"),
    Screen("putaway-list", "What waits on the docks", "/putaway", user="worker2"),
    Screen("putaway", "Putaway: the bin and the reason", carrying),
    Screen("pick", "Orders to pick", "/pick"),
    Screen("picking", "Picking: the goods at the bin", at_bin),
    Screen("moving", "Moving: goods of a bin, or everything in it", moving, user="worker2"),
    Screen("replenish", "Bins to fill", "/replenish", user="worker2"),
    Screen("short", "Picking: why it is short", at_bin, tap="[data-open=reasons]"),
    Screen("look-up", "Look up any code", held_lot),
    Screen("readings", "A lost separator: the readings side by side", readings, user="worker2"),
    Screen("doctor", "Scan doctor: what a code says, is and would do", doctor),
    Screen("doctor-fault", "Scan doctor: the fault under its character", DOCTOR_FAULT),
    Screen("device", "Device check", "/device"),
    Screen("label", "A label before it is printed", label_of_lot),
    Screen("settings", "Settings", "/settings"),
    Screen("stock", "Stock by lot", "/stock", user="supervisor"),
    Screen("stock-location", "Stock by location", "/stock?group=location", user="supervisor"),
    Screen("lot", "One lot: where it is, where it came from, who got it", lot_page, "supervisor"),
    Screen("receipts", "Receipts", "/receipts", user="supervisor"),
    Screen("receipt", "One receipt", first_of("receipts"), user="supervisor"),
    Screen("orders", "Orders", "/orders", user="supervisor"),
    Screen("order", "One order", first_of("orders"), user="supervisor"),
    Screen("order-left", "An order that has left", shipped, user="supervisor"),
    Screen("slip", "A delivery slip", lambda stage: shipped(stage) + "/slip", user="supervisor"),
    Screen("replenishments", "Bins to fill, most urgent first", "/replenishments", "supervisor"),
    Screen("plates", "License plates", "/plates", user="supervisor"),
    Screen("moves", "The ledger", "/moves", user="supervisor"),
    Screen("move", "One move, and the way back", "/moves/3", user="supervisor"),
    Screen("labels", "Labels: choose what to print", "/labels?kind=location", user="supervisor"),
    Screen("setup", "Set-up", "/setup", user="admin"),
    Screen("product", "A product and the codes it answers to", "/products/1", user="admin"),
    Screen("nomenclature", "Codes of one's own, and the test box", nomenclature, user="admin"),
    Screen("label-settings", "Label settings", "/label-settings", user="admin"),
    Screen("devices", "Devices", "/devices", user="admin"),
    Screen("users", "Users", "/users", user="admin"),
    Screen("exceptions", "What the floor reported", reported, user="supervisor"),
    Screen("sheet", "The demo barcode sheet", "/sheet"),
    Screen("trust", "How a phone trusts the connection", "/trust"),
    Screen("offline", "Without a connection", "/offline"),
    Screen("not-found", "An address that is none", "/nowhere"),
)


@contextmanager
def stage() -> Iterator[Stage]:
    """The program with the demo warehouse on a database of its own."""
    with TemporaryDirectory() as folder:
        app = create_app(
            {
                "INSTANCE_PATH": folder,
                "DATABASE_URL": f"sqlite:///{folder}/gallery.sqlite3",
                "WTF_CSRF_ENABLED": False,
            }
        )
        trusted = certificates.Names(("localhost",), ("127.0.0.1",))
        certificates.prepare(Path(folder) / "tls", trusted, now=datetime.now(UTC))
        runner = app.test_cli_runner()
        for command in (["db", "upgrade"], ["demo", "load"]):
            done = runner.invoke(args=command)
            assert done.exit_code == 0, done.output
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield Stage(app, f"http://127.0.0.1:{server.server_port}", {})
        finally:
            server.shutdown()
            thread.join()


def sign_in(page: Page, address: str, user: str) -> None:
    """Sign in as people do."""
    password = next(one.password for one in SIGN_INS if one.name == user)
    page.goto(f"{address}/sign-in")
    page.fill("[name=name]", user)
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{address}/**")


def draw(browser: Browser, here: Stage, paths: dict[str, str], width: int, theme: str) -> None:
    """Every screen at one width in one theme."""
    for user in (None, "worker", "worker2", "supervisor", "admin"):
        context = browser.new_context(
            viewport={"width": width, "height": SIZES[width]},
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
            service_workers="block",
        )
        page = context.new_page()
        if user is not None:
            sign_in(page, here.address, user)
        for screen in SCREENS:
            if screen.user == user:
                picture(page, here.address + paths[screen.name], screen, width, theme)
        context.close()


def picture(page: Page, address: str, screen: Screen, width: int, theme: str) -> None:
    """One file of the gallery."""
    page.goto(address, wait_until="networkidle")
    if screen.tap:
        page.click(screen.tap)
    shot = Image.open(io.BytesIO(page.screenshot()))
    shot.save(HERE / f"{screen.name}-{width}-{theme}.webp", quality=QUALITY, method=6)


def write_page() -> None:
    """The page that shows the pictures."""
    lines = [
        "# Gallery",
        "",
        "Every screen, on a phone (360×740) and on a desk (1280×800), light and dark."
        " Drawn by `make screenshots` from the demo warehouse.",
    ]
    for screen in SCREENS:
        lines += ["", f"## {screen.title}", ""]
        for width in SIZES:
            shown = 200 if width == 360 else 560
            lines.append(
                " ".join(
                    f'<img src="{screen.name}-{width}-{theme}.webp" width="{shown}"'
                    f' alt="{screen.title}, {width} pixels wide, {theme}">'
                    for theme in THEMES
                )
            )
    (HERE / "README.md").write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Draw everything."""
    HERE.mkdir(exist_ok=True)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with stage() as here, sync_playwright() as playwright:
        paths = {
            screen.name: screen.path if isinstance(screen.path, str) else screen.path(here)
            for screen in SCREENS
        }
        browser = playwright.chromium.launch(executable_path=tools.chromium(), args=FLAGS)
        for width in SIZES:
            for theme in THEMES:
                draw(browser, here, paths, width, theme)
        browser.close()
    write_page()
    print(f"{len(SCREENS) * len(SIZES) * len(THEMES)} pictures drawn in {HERE}")


if __name__ == "__main__":
    main()
