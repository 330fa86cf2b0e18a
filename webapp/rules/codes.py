"""Codes of lots and serial numbers: what one may be, which comes next, and what a paste says.

A code is kept as it was scanned, without what stands around it, and compared exactly. Whatever can
be printed is allowed; what a GS1 label cannot carry is said, for it can never have such a label.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from webapp.rules.walking import DIGITS as NUMBER
from webapp.rules.walking import counted
from webapp.words import T, Words

LONGEST_CODE = 20  # GS1 AI 10 and 21 hold no more, and every label we print carries them.
MOST_CODES = 1000
COMMAND = "LW*"
DIGITS = re.compile(r"\d+(?=\D*$)", re.ASCII)
# GS1 General Specifications, figure 7.11-1: the 82 characters of AI 10 and 21.
SET_82 = frozenset(
    "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
)


def next_code(code: str) -> str:
    """The code after this one: its last group of digits counts, what stands behind it stays.

    A group keeps its width until it overflows; a code without a digit has none after it by itself,
    so a 0 is put behind it.

    >>> next_code("SN00007"), next_code("X99Z"), next_code("A9"), next_code("DRILL-A")
    ('SN00008', 'X100Z', 'A10', 'DRILL-A0')
    >>> next_code("BAV023B00001S00001")
    'BAV023B00001S00002'
    """
    group = DIGITS.search(code)
    if group is None:
        return f"{code}0"
    counted = str(int(group[0]) + 1).zfill(len(group[0]))
    return f"{code[: group.start()]}{counted}{code[group.end() :]}"


def codes_from(first: str, count: int) -> tuple[str, ...] | Words:
    """`count` codes that follow each other, beginning with `first`; or why there are none.

    >>> codes_from("SN0007", 3)
    ('SN0007', 'SN0008', 'SN0009')
    >>> codes_from("DRILL-A", 2)
    ('DRILL-A0', 'DRILL-A1')
    """
    code = trimmed(first)
    if fault := fault_of(code):
        return fault
    if not 0 < count <= MOST_CODES:
        return T("1 to %(most)s codes can be made at once.", most=MOST_CODES)
    # Without a digit the first one gets its 0 as well, so that all of them look alike.
    made = [next_code(code) if DIGITS.search(code) is None and count > 1 else code]
    while len(made) < count:
        made.append(next_code(made[-1]))
    if len(made[-1]) > LONGEST_CODE:
        return T(
            "%(code)s has more than %(most)s characters, and no label could carry it.",
            code=made[-1],
            most=LONGEST_CODE,
        )
    return tuple(made)


def trimmed(text: str) -> str:
    """A code without the blanks and control characters at its ends.

    >>> trimmed(" lot-1\\t\\x00")
    'lot-1'
    """
    inside = [n for n, sign in enumerate(text) if not is_edge(sign)]
    return text[inside[0] : inside[-1] + 1] if inside else ""


def is_edge(sign: str) -> bool:
    """A blank, or a character that controls and shows nothing."""
    return sign.isspace() or unicodedata.category(sign) == "Cc"


def fault_of(code: str) -> Words | None:
    """Why no lot and no serial can have this code, or None."""
    if not code:
        return T("A code is needed.")
    if sign := unfit_sign(code):
        return T(
            "%(code)s holds %(sign)s, which no code can have.",
            code=shown(code),
            sign=called(sign),
        )
    if code.upper().startswith(COMMAND):
        return T("%(code)s looks like a command, so it cannot be a code.", code=code[:80])
    if len(code) > LONGEST_CODE:
        return T(
            "%(code)s has %(count)s characters; at most %(most)s fit a label.",
            code=code[:80],
            count=len(code),
            most=LONGEST_CODE,
        )
    return None


def shown(code: str) -> str:
    """A code with what cannot be shown left out."""
    return "".join(sign if sign.isprintable() else "�" for sign in code[:80])


def unfit_sign(code: str) -> str | None:
    """The first character that cannot be printed, or is a picture and no letter."""
    return next((sign for sign in code if not sign.isprintable() or is_picture(sign)), None)


def is_picture(sign: str) -> bool:
    """An emoji, or what shapes one. Letterlike signs such as № and ° are no pictures.

    >>> is_picture("😀"), is_picture("№"), is_picture("Đ")
    (True, False, False)
    """
    if "\ufe00" <= sign <= "\ufe0f" or "\U0001f000" <= sign <= "\U0001faff":
        return True
    return sign > "\u218f" and unicodedata.category(sign) == "So"


def called(sign: str) -> str:
    """A character by its number and its name.

    >>> called("😀"), called("\\x07")
    ('U+1F600 GRINNING FACE', 'U+0007')
    """
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip()


def no_label(code: str) -> Words | None:
    """That no GS1 label can carry the code, where that is so.

    >>> no_label("L-1") is None
    True
    """
    sign = next((sign for sign in code if sign not in SET_82), None)
    if sign is None:
        return None
    return T(
        "No GS1 label can carry %(code)s: %(sign)s is not in its character set.",
        code=code,
        sign=called(sign),
    )


def in_counting_order(code: str) -> str:
    """A text that sorts as people count: L9 comes before L10, and 02 is 2.

    >>> sorted(["L10", "L9", "l1"], key=in_counting_order)
    ['L9', 'L10', 'l1']
    """
    return NUMBER.sub(counted, code)


def is_between(code: str, first: str, last: str) -> bool:
    """Whether a code is one of those from `first` to `last`; an end that is empty is open.

    >>> [is_between(code, "L9", "L10") for code in ("L8", "L9", "L10", "L100")]
    [False, True, True, False]
    """
    here = in_counting_order(code)
    return (not first or in_counting_order(first) <= here) and (
        not last or here <= in_counting_order(last)
    )


# A paste


@dataclass(frozen=True, slots=True)
class Pasted:
    """One line of a paste: its number in the box, and its columns without blanks around them."""

    number: int
    columns: tuple[str, ...]

    @property
    def code(self) -> str:
        """The first column, which is the code."""
        return self.columns[0]

    def column(self, number: int) -> str:
        """A further column, or nothing."""
        return self.columns[number] if number < len(self.columns) else ""


def pasted(box: str, *, columns: int) -> tuple[Pasted, ...]:
    """The lines of a text box that hold anything: columns stand between semicolons or tabs.

    With one column the whole line is the code, because a code may hold a semicolon.

    >>> [(line.number, line.columns) for line in pasted("L1; 5\\n\\nL2\\t6", columns=2)]
    [(1, ('L1', '5')), (3, ('L2', '6'))]
    """
    found = []
    # Python's own splitlines ends a line at a GS as well, and would make two codes of one label.
    for number, line in enumerate(re.split(r"\r\n|\r|\n", box), start=1):
        parts = [line] if columns == 1 else re.split(r"[;\t]", line, maxsplit=columns - 1)
        cut = tuple(trimmed(part) for part in parts)
        if any(cut):
            found.append(Pasted(number, cut))
    return tuple(found)


def first_seen(lines: Sequence[Pasted]) -> dict[int, int]:
    """For each line that repeats a code, the number of the line that has it first."""
    first: dict[str, int] = {}
    again = {}
    for line in lines:
        if line.code in first:
            again[line.number] = first[line.code]
        first.setdefault(line.code, line.number)
    return again
