"""Element strings both ways: pairs to what a scanner returns, and back to (01)…(10)… for people.

Reading back follows the standard to the letter (GS1 General Specifications 7.8): an element of
predefined length ends by counting, every other one at the next separator. That is right for text
we made ourselves; what scanners send is read by webapp.barcodes, which knows lost separators.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from biip import ParseError
from biip.gs1_application_identifiers import GS1ApplicationIdentifier

from webapp.labels import refusals

GS = "\x1d"
_BRACKETED = re.compile(r"\((\d{2,4})\)")

Elements = Mapping[str, str] | Iterable[tuple[str, str]]


def element_string(elements: Elements | str) -> str:
    """The text a scanner returns for these elements, GS as U+001D.

    `elements` are pairs of AI and value, or bracketed text. Elements of predefined length come
    first, so that fewer separators are printed; the order is otherwise kept. Raises LabelRefused
    for an unknown AI or a value its AI does not allow. A value that itself holds something like
    "(10)" can only be given as a pair.

    >>> element_string({"01": "04006381333931", "10": "C202507", "17": "271231"})
    '01040063813339311727123110C202507'
    >>> element_string("(10)C202507(21)HD-12345")
    '10C202507\\x1d21HD-12345'
    """
    pairs = _from_brackets(elements) if isinstance(elements, str) else _pairs(elements)
    if not pairs:
        raise refusals.empty()
    ordered = sorted(pairs, key=lambda pair: _identifier(*pair).separator_required)
    return "".join(_joined(ordered))


def elements_of(text: str) -> tuple[tuple[str, str], ...]:
    """The pairs of an element string, in its order. Raises LabelRefused where it is none."""
    pairs = []
    rest = text
    while rest:
        ai, value, rest = _first_element(text, rest)
        pairs.append((ai, value))
    return tuple(pairs)


def bracketed(text: str) -> str:
    """How people read an element string.

    >>> bracketed("010400638133393110C202507")
    '(01)04006381333931(10)C202507'
    """
    return "".join(f"({ai}){value}" for ai, value in elements_of(text))


def is_element(ai: str, value: str) -> bool:
    """Whether GS1 allows this value in this element, as far as its length and letters go."""
    try:
        _identifier(ai, value)
    except refusals.LabelRefused:
        return False
    return True


def _pairs(elements: Elements) -> list[tuple[str, str]]:
    return list(elements.items() if isinstance(elements, Mapping) else elements)


def _from_brackets(text: str) -> list[tuple[str, str]]:
    before, *parts = _BRACKETED.split(text.strip())
    if before:
        raise refusals.not_an_element_string(text, before)
    return list(zip(parts[::2], parts[1::2], strict=True))


def _identifier(ai: str, value: str) -> GS1ApplicationIdentifier:
    """What GS1 says of this AI, with the value checked against its pattern."""
    try:
        known = GS1ApplicationIdentifier.extract(ai)
    except ParseError:
        raise refusals.not_an_element_string(f"({ai}){value}", ai) from None
    if known.ai != ai or not re.fullmatch(known.pattern, ai + value):
        raise refusals.not_an_element_string(f"({ai}){value}", value or ai)
    return known


def _joined(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    separator = ""
    for ai, value in pairs:
        yield f"{separator}{ai}{value}"
        separator = GS if _identifier(ai, value).separator_required else ""


def _first_element(text: str, rest: str) -> tuple[str, str, str]:
    """The first AI of `rest`, its value, and what follows it and its separator."""
    try:
        known = GS1ApplicationIdentifier.extract(rest)
    except ParseError:
        raise refusals.not_an_element_string(text, rest) from None
    length = None if known.separator_required else len(known.ai) + _value_length(known)
    element, _, after = rest.partition(GS) if length is None else _cut(rest, length)
    value = element[len(known.ai) :]
    _identifier(known.ai, value)
    return known.ai, value, after


def _value_length(known: GS1ApplicationIdentifier) -> int:
    """Of an element of predefined length: the table writes them N2+N14, N4+N6 and so on."""
    return int(known.format.rpartition("+N")[2])


def _cut(rest: str, length: int) -> tuple[str, str, str]:
    return rest[:length], "", rest[length:].removeprefix(GS)
