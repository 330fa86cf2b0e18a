"""Which elements belong together (General Specifications 4.13 and 4.14): said, never enforced.

Labels that carry a lot or a serial number alone are ordinary and do their work. So what is missing
is a warning for whoever prints the label, not a reason to send a worker away.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from webapp.barcodes.names import name_of
from webapp.barcodes.table import TABLE
from webapp.words import T, Words


def _all(*beginnings: str) -> tuple[str, ...]:
    return tuple(ai for ai in TABLE if ai.startswith(beginnings))


_GOODS = ("01", "02", "03", "8006", "8026")
_MEASURES = _all("31", "32", "33", "34", "35", "36")

# Each line: these elements need at least one of those.
_NEEDS: tuple[tuple[Iterable[str], tuple[str, ...]], ...] = (
    (("10", "11", "13", "15", "16", "20", "240", "241", "242"), _GOODS),
    (("17",), (*_GOODS, "255")),
    (("12",), ("8020",)),
    (("21",), ("01", "03", "8006")),
    (("22", "235", "243", "8001", "8200", *_all("71")), ("01", "03")),
    (("250",), ("01", "03", "8006")),
    (("250",), ("21",)),
    (("251",), ("01", "03", "8006")),
    (("254",), ("414",)),
    (("30", "8005"), ("01", "02", "03")),
    (_MEASURES, ("00", "01", "02", "03")),
    (("02", "8026"), ("37",)),
    (("37",), ("02", "8026")),
    (_all("390"), ("255", "8020")),
    (_all("391"), ("8020",)),
    (_all("392", "393", "395"), ("01",)),
    (_all("392", "393"), ("30", *_MEASURES)),
    ((*_all("394"), "8111"), ("255",)),
    (("403", *_all("43")), ("00",)),
    (("415",), ("8020",)),
    (("8020",), ("415",)),
    (("422", "423", "424", "425", "426", "427"), _GOODS),
    (("427",), ("422",)),
    (("7001", "7002", "7003", "7004", "7005", "7006", "7007", "7008", "7009"), _GOODS),
    (("7004",), ("10",)),
    (("7010", "7011", *_all("703")), _GOODS),
    (("7020", "7021", "7022", "8012"), ("01", "03", "8006")),
    (("7020",), ("416",)),
    (("7022",), ("7021",)),
    (("8002", "8008"), _GOODS),
    (("8009",), ("00", "01")),
    (("8011",), ("8010",)),
    (("8019",), ("8017", "8018")),
)

# Each line: of these at most one.
_ONE_OF: tuple[tuple[str, ...], ...] = (
    ("01", "02"),
    ("01", "03"),
    ("02", "03"),
    ("01", "255"),
    ("01", "37"),
    ("02", "8006"),
    ("21", "235"),
    ("390", "391"),
    ("392", "393"),
    ("394", "8111"),
    ("420", "421"),
    ("8006", "8026"),
    ("8017", "8018"),
    *(("426", other) for other in ("422", "423", "424", "425")),
    # The last digit of these says where the decimal point stands: the same measure once only.
    *((ai[:3], ai[:3]) for ai in sorted({ai[:3] + "0" for ai in (*_MEASURES, *_all("39"))})),
)


@lru_cache(maxsize=2048)
def warnings(ais: tuple[str, ...]) -> tuple[Words, ...]:
    """What a label with these elements should have added or left out."""
    return tuple(_missing(frozenset(ais))) + tuple(_too_many(ais))


def _missing(ais: frozenset[str]) -> Iterable[Words]:
    for these, those in _NEEDS:
        asking = sorted(ais.intersection(these))
        if asking and ais.isdisjoint(those):
            yield T(
                "The %(element)s should stand beside the %(others)s, which this code lacks.",
                element=name_of(asking[0]),
                others=name_of(those[0]),
            )


def _too_many(ais: tuple[str, ...]) -> Iterable[Words]:
    for one, other in _ONE_OF:
        first = next((ai for ai in ais if ai.startswith(one)), None)
        second = next((ai for ai in ais if ai.startswith(other) and ai != first), None)
        if first and second:
            yield T(
                "The %(first)s and the %(second)s should not stand in one code.",
                first=name_of(first),
                second=name_of(second),
            )
