"""What the values of a record are called on the page that says what was changed meanwhile.

The book keeps the words of the program (`pick_face`), the page says those that its form shows
("Pick face"). What is in no list here stands as it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from webapp.blueprints import label_words, shown
from webapp.blueprints.admin.location_shown import MIXINGS
from webapp.blueprints.admin.nomenclature_shown import ENCODINGS
from webapp.blueprints.admin.nomenclature_shown import KINDS as RULES
from webapp.blueprints.admin.product_places_shown import ROLES
from webapp.blueprints.admin.product_shown import DATED, TRACKED
from webapp.blueprints.admin.removal import METHODS, STRATEGIES
from webapp.blueprints.admin.storage_categories import KINDS as PLATES
from webapp.blueprints.shown import said
from webapp.languages import LANGUAGES
from webapp.models import HoldStatus
from webapp.queries.packagings import KINDS as SIZES
from webapp.rules.holds import spoken
from webapp.rules.quantities import Amount
from webapp.words import T

Spoken = Callable[[str], object]


def of(words: Mapping[Any, object]) -> Spoken:
    """The value by its word in a closed list."""
    return lambda value: words.get(value, value)


def word(words: Mapping[Any, object], value: str) -> str:
    """The same in the language of this request."""
    return said(words.get(value, value))


def day(value: str) -> object:
    """A date as people write it."""
    try:
        return shown.day(date.fromisoformat(value))
    except ValueError:
        return value


def several(pattern: str, each: Callable[[re.Match[str]], object]) -> Spoken:
    """A list of things in one text, each by its pattern; what does not fit it stands as it is."""
    known = re.compile(pattern)

    def listed(value: str) -> object:
        found = [(one, known.fullmatch(one)) for one in value.split(", ")]
        return ", ".join(said(each(match)) if match else one for one, match in found)

    return listed


def bin_of(match: re.Match[str]) -> object:
    """A bin of a product: "A-1: Topped up, priority 1, 24 to 48, in packs of 12"."""
    code, role, priority, minimum, target, size, scale = match.groups()
    place = T(
        "%(bin)s: %(role)s, priority %(priority)s",
        bin=code,
        role=word(BIN_ROLES, role),
        priority=priority,
    )
    if minimum is None:
        return place
    low, high, pack = (Amount(int(units), int(scale)) for units in (minimum, target, size))
    filled = T("%(place)s, %(low)s to %(high)s", place=place, low=low, high=high)
    return filled if size == "1" else T("%(place)s, in packs of %(pack)s", place=filled, pack=pack)


def size_of(match: re.Match[str]) -> object:
    """The height of a packaging: "Case: 300"."""
    kind, height = match.groups()
    known = "–" if height == "-" else height
    return T("%(kind)s: %(height)s", kind=word(SIZES, kind), height=known)


def limit_of(match: re.Match[str]) -> object:
    """At most so many license plates of a kind: "Pallets: 3"; a product has its SKU there."""
    kind, most = match.groups()
    return T("%(kind)s: %(most)s", kind=word(PLATES, kind), most=most)


def habit_of(match: re.Match[str]) -> object:
    """Paper and symbol of a kind of label."""
    kind, paper, carrier = match.groups()
    return T(
        "%(kind)s: %(paper)s, %(symbol)s",
        kind=word(label_words.KINDS, kind),
        paper=word(label_words.PAPERS, paper),
        symbol=word(label_words.CARRIERS, carrier),
    )


BIN_ROLES = {str(role): words for role, (_, words) in ROLES.items()}
HOLDS = {HoldStatus.ON_HOLD: T("On hold"), HoldStatus.RECALLED: T("Recalled")}
SHORT_LIFE = {"refuse": T("refuse it"), "report": T("take it and report it")}
THEMES = {
    "auto": T("As the device"),
    "light": T("Light"),
    "dark": T("Dark"),
    "contrast": T("High contrast"),
}
HANDS = {"left": T("Left"), "right": T("Right")}
ORDERS = {str(status): words for status, (_, words) in shown.ORDER_STATES.items()}
HOLD: dict[str, Spoken] = {"status": of(HOLDS), "reason": spoken}
SPOKEN: dict[str, dict[str, Spoken]] = {
    "product_life": {"short_life": of(SHORT_LIFE)},
    "product_storage": {"heights": several(r"(\w+) (\S+)", size_of)},
    "product_tracking": {"tracking": of(TRACKED), "expiry": of(DATED)},
    "product_places": {
        "places": several(r"(.+) (\w+) (\d+) (?:(\d+)-(\d+))? / (\d+) / (\d+)", bin_of)
    },
    "category_removal": {"strategy": of(STRATEGIES)},
    "location": {"kind": of(shown.LOCATION_KINDS)},
    "place_removal": {"strategy": of(STRATEGIES)},
    "storage_category": {"mixing": of(MIXINGS)},
    "storage_limits": {"limits": several(r"(.+): (\d+)", limit_of)},
    "lot_record": {"country": shown.country, "produced_on": day},
    "lot_dates": dict.fromkeys(("expires_on", "best_before", "removal_date", "alert_on"), day),
    "labels": {
        "output": of(label_words.LANGUAGES),
        "at_receipt": of(label_words.AT_RECEIPT),
        "habits": several(r"(\w+) (\S+) (\S+)", habit_of),
    },
    "reservations": {"method": of(METHODS)},
    "rule": {
        "kind": of({str(kind): words.name for kind, words in RULES.items()}),
        "encoding": of(ENCODINGS),
    },
    "look": {"language": of(LANGUAGES), "theme": of(THEMES), "hand": of(HANDS)},
    "order": {"status": of(ORDERS)},
    "hold_lot": HOLD,
    "hold_plate": HOLD,
    "hold_location": HOLD,
}


def value(kind: str, field: str, text: str) -> str:
    """A value as people read it; yes is a word, and nothing is a dash."""
    if not text:
        return "–"
    if text == "yes":
        return said(T("yes"))
    known = SPOKEN.get(kind, {}).get(field)
    return said(known(text)) if known else text
