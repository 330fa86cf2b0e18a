"""Every screen there is, in the state that fills it most, on a demo warehouse under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

from PIL import Image
from playwright.sync_api import BrowserContext, Page
from sqlalchemy import text

from tests.browser.comings import announced, comes_back
from tests.browser.labels import labels_under_way
from tests.browser.pictures import printed
from tests.browser.scanner import burst
from tests.browser.server import Served
from tests.browser.walk import CREAM_CASE, LOT, goods
from tests.browser.watch import Watch
from tests.people import token
from webapp.barcodes import Encoding, RuleKind
from webapp.demo.numbers import gtin
from webapp.extensions import db
from webapp.labels import Symbology, element_string
from webapp.models import PlateKind
from webapp.operations import plates
from webapp.operations.nomenclature import Wanted, add_rule
from webapp.operations.removal import keep_category
from webapp.operations.unit_of_work import UnitOfWork, run
from webapp.rules.removal import RemovalStrategy

CHOC = gtin(3)
PALLET = "395210000000000019"
RULES = (
    Wanted("Weighed goods", RuleKind.WEIGHED, Encoding.EAN_13, "21.....{NNDDD}"),
    Wanted(
        "In-house label",
        RuleKind.PRODUCT,
        Encoding.ANY,
        "P{product:5}/L{lot:1-20}/Q{quantity:1-6}",
    ),
    Wanted("Old bin labels", RuleKind.LOCATION, Encoding.ANY, "BIN-{code:1-20}"),
)


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


def photograph(page: Page) -> None:
    """A label with the product in one code and its lot in another."""
    sheet = Image.new("L", (1200, 1000), 255)
    for row, code in enumerate((goods(CREAM_CASE), element_string([("10", LOT)]))):
        sheet.paste(printed(code, Symbology.GS1_128), (150, 60 + 460 * row))
    body = BytesIO()
    sheet.save(body, "PNG")
    file = {"name": "photo.png", "mimeType": "image/png", "buffer": body.getvalue()}
    page.locator("#photo").set_input_files([file])  # type: ignore[list-item]
    page.wait_for_selector("#answer .choice")


def half_a_pattern(page: Page) -> None:
    """Something is wrong in the middle of it."""
    page.locator("#pattern").fill("P{product:5}/L{lot:1-20}.{quantity:1-6}")
    page.wait_for_selector("#explained .marked-code")


def try_code(page: Page) -> None:
    """A label of a scale, as a scanner types it."""
    page.locator("#try [name=code]").fill("2112345015002")
    page.keyboard.press("Enter")
    page.wait_for_selector(".cuts")


def check_device(page: Page) -> None:
    """Both codes of the device check, scanned by a scanner that loses the separator."""
    check = page.locator("#check")
    cdp = page.context.new_cdp_session(page)
    burst(cdp, f"Z{check.get_attribute('data-plain')}")
    page.wait_for_selector("#check[data-at=gs]")
    burst(cdp, f"Z{check.get_attribute('data-head')}{check.get_attribute('data-tail')}", suffix="")
    page.wait_for_selector("#check[data-at=result]")


def paste_codes(page: Page) -> None:
    """Good codes, a blank line, a repeated one, and one that nobody can have."""
    page.locator("#codes").fill("HD-9001\nHD-9002\n\nHD-9001\nHD😀\nHD#9003")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_selector("td .status")


def paste_plates(page: Page) -> None:
    """A line that stands, and a license plate that is left out as a whole."""
    page.locator("#lines").fill(
        "106141411234567811; CHOC-BOX; 2; K4001; ; 2099-06-30\n"
        "106141411234567828; CHOC-BOX; 2; K4002; ; 2020-06-30\n"
        "106141411234567828; NAIL; 1"
    )
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_selector("td .status")


def save_too_late(page: Page) -> None:
    """A form that was drawn before somebody else made the place another one."""
    page.locator("#name").fill("Bin by the door")
    page.locator("form:has(#kind) [name=version]").evaluate(
        """(field) => {
          const [kind, key, shown] = JSON.parse(field.value);
          const then = { ...shown, kind: "pick_face", capacity: "100" };
          field.value = JSON.stringify([kind, key, then]);
        }"""
    )
    page.locator("form:has(#kind) button[type=submit]").click()
    page.wait_for_selector(".error-page dl")


SCREENS = (
    Screen("home", "/"),
    Screen("menu", "/", then=press(".head-menu summary")),
    Screen("receipts", "/receive"),
    Screen("counting", "{counting}"),
    Screen("keypad", "{counting}", then=press("[data-open=keypad]")),
    Screen("expiry", "{expiry}"),
    Screen("date", "{expiry}", then=press("[data-open=date]")),
    Screen("serial", "{serial}"),
    Screen("serial numbers", "{serial}", then=press("[data-open=serials]")),
    Screen("codes pasted on the floor", "{serial}/codes", then=paste_codes),
    Screen("choose", "{choose}"),
    Screen("readings", "{readings}", "worker2"),
    Screen("linking", "{linking}", "supervisor"),
    Screen("kept", "{kept}", "worker2"),
    Screen("closed", "{closed}"),
    Screen("in work by a colleague", "{quantity}", "worker2"),
    Screen("return", "{return}", "worker2"),
    Screen("orders to pick", "/pick"),
    Screen("refused", "{refused}"),
    Screen("reasons", "{refused}", then=press("[data-open=reasons]")),
    Screen("camera", "{refused}", then=press("[data-open=camera]")),
    Screen("photo of two codes", "{counting}", then=photograph),
    Screen("quantity", "{quantity}"),
    Screen("waiting on docks", "/putaway", "worker2"),
    Screen("confirm", "{confirm}"),
    Screen("lot to move", "/move?lot=1"),
    Screen("bin to move from", "{moving}", "worker2"),
    Screen("why it is scrapped", "{scrapped}"),
    Screen("bins to fill", "/replenish"),
    Screen("filling a bin", "{filling}", "supervisor"),
    Screen("license plates", "/license-plates"),
    Screen("license plate in hand", "{plates}", "worker2"),
    Screen("license plate looked up", f"/look-up?code={PALLET}"),
    Screen("look up", "/look-up"),
    Screen("look up a lot", f"/look-up?code={LOT}"),
    Screen("look up a bin", "/look-up?code=B-01-1"),
    Screen("look up one of two", "/look-up?code=L2291"),
    Screen("look up nothing", "/look-up?code=NO-SUCH-CODE"),
    Screen("scan doctor", "/doctor"),
    Screen("scan doctor on goods", f"/doctor?code=%5DC101{CHOC}10K0912&source=wedge"),
    Screen("scan doctor on a fault", "/doctor?code=(01)09501101530003(17)261332"),
    Screen("scan doctor on a lost separator", f"/doctor?code=%5DC101{CHOC}10K0912217K"),
    Screen("device check", "/device"),
    Screen("device set by hand", "/device", then=press(".by-hand summary")),
    Screen("device check result", "/device", then=check_device),
    Screen("device check sheet", "/device/sheet"),
    Screen("settings", "/settings"),
    Screen("demo sheet", "/sheet"),
    Screen("no such page", "/no-such-page"),
    Screen("stock", "/stock", "supervisor"),
    Screen("stock by lot", "/stock?group=lot", "supervisor"),
    Screen("opened row", "/stock", "supervisor", press(".tree-toggle summary")),
    Screen("no stock", "/stock?q=NOTHING", "supervisor"),
    Screen("lot", "{lot}", "supervisor"),
    Screen("lot held", "{held}", "supervisor", press(".lot-acts summary")),
    Screen("near expiry", "/expiry", "supervisor"),
    Screen("holds", "/holds", "supervisor", press(".hold-form summary")),
    Screen("partners", "/partners", "admin"),
    Screen("bin to hold", "/look-up?code=B-01-1", "supervisor", press(".hold-form summary")),
    Screen("receipts announced", "/receipts", "supervisor"),
    Screen("receipt", "/receipts/1", "supervisor"),
    Screen("codes to paste", "{receipt of serials}/codes", "supervisor"),
    Screen("codes pasted", "{receipt of serials}/codes", "supervisor", paste_codes),
    Screen("license plates announced", "{announced}", "supervisor", paste_plates),
    Screen("new lot", "/lots/new", "supervisor"),
    Screen("record of a lot", "{lot}/record", "supervisor"),
    Screen("code of a serial", "/serials/1/code", "supervisor"),
    Screen("orders", "/orders", "supervisor"),
    Screen("order", "/orders/2", "supervisor"),
    Screen("delivery slip", "/orders/1/slip", "supervisor"),
    Screen("order ready to leave", "{ready}", "supervisor", press(".lot-acts summary")),
    Screen("order that left", "{left}", "supervisor"),
    Screen("order partly available", "/orders/6", "supervisor"),
    Screen("moves", "/moves", "supervisor"),
    Screen("one move", "/moves/3", "supervisor"),
    Screen("sealed days", "/moves/seals", "supervisor"),
    Screen("stock as it was", "/stock?as_of=2020-02-29", "supervisor"),
    Screen("plates", "/plates", "supervisor"),
    Screen("one plate", "{plate}", "supervisor", press(".lot-acts summary")),
    Screen("exceptions", "/exceptions", "supervisor"),
    Screen("replenishments", "/replenishments", "supervisor"),
    Screen("set-up", "/setup", "admin"),
    Screen("label of a lot", "{label}"),
    Screen("label printed again", "{again}"),
    Screen("label job", "{job}"),
    Screen("labels ready", "{labelled}"),
    Screen("labels that wait", "{labels}"),
    Screen("labels to choose", "/labels?kind=location", "supervisor"),
    Screen("labels to print", "{chosen}", "supervisor"),
    Screen("labels printed", "/labels/log", "supervisor"),
    Screen("new license plates", "/labels/plates", "supervisor"),
    Screen("order of removal", "/removal", "admin"),
    Screen("label settings", "/label-settings", "admin"),
    Screen("printers", "/printers", "admin"),
    Screen("users", "/users", "admin"),
    Screen("nomenclature", "/nomenclature", "admin", half_a_pattern),
    Screen("rule", "/nomenclature/1", "admin", press(".rule-help summary")),
    Screen("code tried", "/nomenclature", "admin", try_code),
    Screen("code no rule fits", "/nomenclature?code=P12345-L1", "admin"),
    Screen("products", "/products", "supervisor"),
    Screen("product", "{product}", "admin"),
    Screen("new product", "/products/new", "admin"),
    Screen("tracking of a product", "{product}/tracking", "admin"),
    Screen("lots and serial numbers", "/tracking", "admin"),
    Screen("locations", "/locations", "supervisor"),
    Screen("location", "{location}", "admin"),
    Screen("changed meanwhile", "{location}", "admin", save_too_late),
    Screen("new location", "/locations/new", "admin"),
    Screen("storage categories", "/storage-categories", "admin"),
    Screen("storage category", "/storage-categories/1", "admin"),
    Screen("labels read before", "/label-shapes", "supervisor"),
    Screen("devices", "/devices", "admin"),
    Screen("sign in", "/sign-in", ""),
    Screen("badge", "/badge", ""),
    Screen("PIN", "/badge", "", badge),
    Screen("offline", "/offline", ""),
    Screen("trust", "/trust", ""),
)
NO_FLOOR = ("demo sheet", "device check sheet", "no such page")
FLOOR = {
    screen.name
    for screen in SCREENS
    if screen.who in ("", "worker", "worker2") and screen.name not in NO_FLOOR
} | {"linking", "filling a bin"}


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
    made.watch.allow("409")
    scan = Desk(program)
    made.paths["counting"] = scan("RC-0001", goods(CREAM_CASE, lot=LOT))
    made.paths |= labels_under_way(program.app, scan)
    made.paths["expiry"] = scan("RC-0002", goods(CHOC, lot="K2001"))
    made.paths["serial"] = scan("RC-0004", "HAIRDRYER-LE")
    made.paths["choose"] = scan("RC-0006", "LW*DONE")
    made.paths["closed"] = scan("RC-0008", "LW*DONE", "LW*DONE*CLOSE")
    made.paths["refused"] = scan("OR-0001", "B-01-1")
    made.paths["quantity"] = scan("OR-0002", "B-01-1", goods(CHOC, lot="K0912"))
    scan("OR-0004", "LW*SHORT*not_there")
    made.paths["confirm"] = scan("LW*PUTAWAY", goods(CHOC, lot="K1020"), "A-04-1")
    made.paths["plates"] = a_pile(made)
    made.paths["moving"] = Desk(program, "worker2")("LW*MOVE", "A-02-2")
    made.paths["filling"] = Desk(program, "supervisor")("LW*REPLENISH", "A-01-3")
    made.paths["scrapped"] = scan("LW*MOVE", "C202503", "SCRAP")
    learn_and_remember(made)
    other = Desk(program, "worker2")
    made.paths |= comes_back(program.app, other, other.said)
    made.paths |= announced(program.app, "RC-0002")
    with program.app.app_context(), db.engine.connect() as connection:
        for rule in RULES:
            run(db.engine, lambda work, rule=rule: add_rule(work, rule, by=None))
        lifo = RemovalStrategy.LIFO
        run(db.engine, lambda work: keep_category(work, "CARDS", "Cards and ribbons", lifo, by=1))
        found = connection.execute(
            text("select id from license_plates where code = :code"), {"code": PALLET}
        )
        made.paths["plate"] = f"/plates/{found.scalar_one()}"
        found = connection.execute(text("select id from lots where code = 'L2304'"))
        made.paths["lot"] = f"/lots/{found.scalar_one()}"
        found = connection.execute(text("select id from receipts where number = 'RC-0004'"))
        made.paths["receipt of serials"] = f"/receipts/{found.scalar_one()}"
        found = connection.execute(text("select id from locations where code = 'B-01-2'"))
        made.paths["location"] = f"/locations/{found.scalar_one()}"
        held = connection.execute(text("select id from lots where code = 'C202505'"))
        made.paths["held"] = f"/lots/{held.scalar_one()}"
    return made


def a_pile(made: Gallery) -> str:
    """A pallet of wine on the dock with a case on it."""

    def brings_case(work: UnitOfWork) -> int:
        dock = work.connection.execute(text("select id from locations where code = 'DOCK-1'"))
        return plates.register(work, "CASE-0007", PlateKind.CASE, dock.scalar_one())

    with made.program.app.app_context():
        run(db.engine, brings_case)
    return Desk(made.program, "worker2")("LW*PLATES", PALLET, "CASE-0007")


def learn_and_remember(made: Gallery) -> None:
    """Codes that were linked to a product, readings that were chosen, and both asked about."""
    boss, other = Desk(made.program, "supervisor"), Desk(made.program, "worker2")
    with made.program.app.app_context(), db.engine.connect() as connection:
        found = connection.execute(
            text("select product_id, id from packagings where gtin = :gtin"), {"gtin": CHOC}
        )
        product, size = found.one()
    made.paths["product"] = f"/products/{product}"
    link = f"LW*LEARN*{product}*{size}"
    for code in ("OUR-OLD-LABEL", "KH-8812"):
        boss("RC-0002", code, "LW*LEARN", link, link)
    made.paths["linking"] = boss("RC-0002", "NOBODY-KNOWS-IT", "LW*LEARN")
    label = f"01{CHOC}10K21417281231"
    other("RC-0002", label, f"(01){CHOC}(10)K214(17)281231", "LW*REMEMBER", "LW*UNDO")
    made.paths["readings"] = other("RC-0002", f"01{CHOC}10K214517281231")
    made.paths["kept"] = other("RC-0001", "(10)L9001(17)281231")


class Desk:
    """Scans for somebody through the API's own door."""

    def __init__(self, program: Served, name: str = "worker") -> None:
        app = program.app
        self.client = app.test_client()
        with app.app_context(), db.engine.connect() as connection:
            worker = connection.execute(
                text("select id from users where name = :name"), {"name": name}
            )
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
