"""A person hears one language throughout: in answers, on pages, in dates and amounts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.house.texts import BareText
from tests.stocked import stocked
from tests.warehouse import Warehouse, warehouse_of
from webapp.languages import CATALOGUES, LANGUAGES, catalogue, say
from webapp.models import Role
from webapp.rules.quantities import Amount
from webapp.words import T, Words

# Every page that needs no id; the look-ups are of the stocked warehouse.
PAGES = (
    *("/", "/receive", "/putaway", "/pick", "/look-up", "/settings", "/offline", "/sheet"),
    *(f"/look-up?code={code}" for code in ("CREAM", "GOOD", "HD-12345", "A-02", "TOTE-1", "RC-1")),
    *("/stock", "/stock?group=expiry_month", "/stock?group=status", "/stock?group=location"),
    *("/receipts", "/orders", "/moves", "/exceptions", "/users", "/there-is-no-such-page"),
)


@pytest.fixture
def house(app: Flask) -> Warehouse:
    """Products, places and people; no stock."""
    return warehouse_of(app)


def browser(app: Flask, name: str, language: str = "vi") -> FlaskClient:
    """A browser that somebody is signed in with, who chose a language."""
    client = app.test_client()
    people.sign_in(client, name)
    choose(app, name, language)
    return client


def choose(app: Flask, name: str, language: str) -> None:
    """A choice made in the settings, wherever."""
    people.change(
        app,
        "update users set language = :language where name = :name",
        language=language,
        name=name,
    )


def english_left(page: str) -> list[str]:
    """What a page shows or says that the catalogue holds in Vietnamese."""
    reader = BareText("the page")
    reader.feed(page)
    reader.close()
    return [one.text for one in reader.found if english().fullmatch(one.text)]


@cache
def english() -> re.Pattern[str]:
    """Any English text that is another in Vietnamese, whatever fills its places."""
    spoken: Mapping[str, str] = vars(catalogue("vi"))["_catalog"]
    others = (re.escape(text) for text, said in spoken.items() if text and text != said)
    return re.compile("|".join(re.sub(r"%\\\(\w+\\\)s", ".+", text) for text in others))


# Sentences


def test_words_are_said_in_the_language_asked_for() -> None:
    words = T("Lot %(lot)s is on hold: %(reason)s.", lot="C202507", reason="nứt vỏ")
    assert say(words, "en") == "Lot C202507 is on hold: nứt vỏ."
    assert say(words, "vi") == "Lô C202507 đang tạm giữ: nứt vỏ."


def test_words_within_words_are_said_in_the_same_language() -> None:
    words = T("That was %(scanned)s.", scanned=T("bin %(code)s", code="A-1"))
    assert say(words, "en") == "That was bin A-1."
    assert say(words, "vi") == "Mã vừa quét là vị trí A-1."


@pytest.mark.feature("UX-18")
@pytest.mark.parametrize(
    ("value", "english", "vietnamese"),
    [
        (date(2027, 3, 31), "Mar 31, 2027", "31 thg 3, 2027"),
        (
            datetime(2027, 3, 31, 14, 5, tzinfo=UTC),
            "Mar 31, 2027, 2:05:00 PM",
            "14:05:00 31 thg 3, 2027",
        ),
        (Amount(1234, 3), "1.234", "1,234"),
        (Amount(1234), "1234", "1234"),
        (12, "12", "12"),
    ],
)
def test_values_are_written_as_people_write_them_there(
    value: object, english: str, vietnamese: str
) -> None:
    words = Words("%(value)s", {"value": value})
    assert say(words, "en").replace("\u202f", " ") == english
    assert say(words, "vi") == vietnamese


def test_a_text_that_the_catalogue_does_not_hold_is_said_in_english() -> None:
    assert say(Words("%(who)s went to sea.", {"who": "Ann"}), "vi") == "Ann went to sea."


def test_every_language_but_english_has_a_catalogue() -> None:
    kept = {path.parent.parent.name for path in CATALOGUES.glob("*/LC_MESSAGES/messages.mo")}
    assert kept == set(LANGUAGES) - {"en"}


# Answers


@pytest.mark.feature("UX-18")
def test_a_scan_is_answered_in_the_language_of_whoever_scans(app: Flask, house: Warehouse) -> None:
    house.receipt("RC-1", CREAM=24)
    choose(app, "ann", "vi")
    client = app.test_client()
    bearer = {"Authorization": f"Bearer {people.token(app, house.ids['ann'])}"}

    def scan(number: int, text: str) -> tuple[str | None, ...]:
        body = {
            "scan_id": f"00000000-0000-4000-8000-{number:012}",
            "text": text,
            "symbology": None,
            "source": "wedge",
            "flow": "receiving",
            "task": None,
            "step": None,
            "captured_at": "2026-06-15T16:00:00+07:00",
        }
        answer = client.post("/api/v1/scans", json=body, headers=bearer).get_json()
        return answer["status"], answer["message"], answer["remedy"], answer["prompt"]

    assert scan(1, "NOBODY-KNOWS") == (
        "refused",
        "Ở đây không có mã NOBODY-KNOWS.",
        "Kiểm tra tem rồi quét lại, hoặc hỏi người giám sát.",
        "Quét số phiếu nhập hoặc sản phẩm",
    )
    assert scan(2, "RC-1") == (
        "accepted",
        "Phiếu nhập RC-1 đang mở.",
        None,
        "Quét sản phẩm",
    )


def test_a_fault_of_a_label_is_named_in_vietnamese(house: Warehouse) -> None:
    hand = house.hand(language="vi").opens("receiving")
    answer = hand.scans("0109501101530004", symbology="]C1")
    assert answer["message"] == (
        "Sai số kiểm tra của mục GTIN: đúng phải là 3, nhưng thấy 4. Có lẽ mã bị đọc sai."
    )
    assert answer["remedy"] == "Quét lại tem."


@pytest.mark.feature("UX-18")
def test_the_language_may_change_in_the_middle_of_a_task(app: Flask, house: Warehouse) -> None:
    house.lot("L-1")
    house.stock("CREAM", "A-1", 10, lot="L-1")
    task = house.order("OR-1", CREAM=3)
    house.ids["Mai"] = people.add(app, "Mai")
    client = browser(app, "Mai", "en")
    before, after = house.hand("Mai"), house.hand("Mai", language="vi")
    before.opens("picking").scans("OR-1")

    # The last answer on the page stays as it was said; the card is what the worker goes on with.
    card = f"/floor/card/picking/{task}"
    assert "Scan bin" in client.get(card).text
    choose(app, "Mai", "vi")
    page = client.get(card).text
    assert "Quét vị trí" in page
    assert english_left(page) == []

    after.flow, after.task, after.step = before.flow, before.task, before.step
    answer = after.scans("A-1")
    assert (answer["message"], answer["prompt"]) == (
        "A-1. Lấy 3 × CREAM lô L-1.",
        "Quét CREAM lô L-1",
    )
    assert after.scans("LW*UNDO")["message"] == "Đã hoàn tác."


# Pages


@pytest.mark.feature("UX-18")
def test_no_page_leaves_english_to_a_vietnamese(app: Flask) -> None:
    stocked(app)
    people.add(app, "Mai", Role.ADMIN)
    client = browser(app, "Mai")
    left = {path: english_left(client.get(path).text) for path in PAGES}
    assert left == {path: [] for path in PAGES}


@pytest.mark.feature("UX-18")
def test_every_page_says_which_language_it_is_in(app: Flask) -> None:
    stocked(app)
    people.add(app, "Mai", Role.ADMIN)
    client = browser(app, "Mai")
    assert [path for path in PAGES if '<html lang="vi"' not in client.get(path).text] == []


def test_a_lot_and_its_documents_are_shown_in_vietnamese(app: Flask) -> None:
    ids = stocked(app).ids
    people.add(app, "Mai", Role.SUPERVISOR)
    client = browser(app, "Mai")
    paths = (f"/lots/{ids['GOOD']}", f"/receipts/{ids['RC-1']}", f"/orders/{ids['SO-1']}")
    answers = {path: client.get(path) for path in paths}
    assert [answer.status_code for answer in answers.values()] == [200, 200, 200]
    left = {path: english_left(answer.text) for path, answer in answers.items()}
    assert left == {path: [] for path in paths}


def test_a_stranger_is_asked_in_the_language_of_the_browser(client: FlaskClient) -> None:
    page = client.get("/sign-in", headers={"Accept-Language": "vi-VN,vi;q=0.9,en;q=0.5"}).text
    assert '<html lang="vi"' in page
    assert english_left(page) == []


def test_a_program_is_told_its_mistake_in_the_language_of_its_user(
    app: Flask, house: Warehouse
) -> None:
    choose(app, "ann", "vi")
    bearer = {"Authorization": f"Bearer {people.token(app, house.ids['ann'])}"}
    answer = app.test_client().get("/api/v1/lots/4711", headers=bearer).get_json()
    assert (answer["title"], answer["detail"]) == (
        "Không có gì ở đây",
        "Không có lô nào mang mã số 4711.",
    )
