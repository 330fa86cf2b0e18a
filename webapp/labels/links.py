"""Elements as a GS1 Digital Link: a web address that is a label as well.

Source: GS1 Digital Link Standard: URI Syntax. The key and its qualifiers make the path, in the
order the standard wants; everything else is asked for in the query.
"""

from __future__ import annotations

from urllib.parse import quote

from webapp.labels import refusals
from webapp.labels.elements import Elements, element_string, elements_of

# GS1's own resolver; a warehouse with a resolver of its own gives another.
GS1_RESOLVER = "https://id.gs1.org"

_QUALIFIERS = {"01": ("22", "10", "21"), "00": ()}


def digital_link(elements: Elements | str, domain: str = GS1_RESOLVER) -> str:
    """The address of these elements, which hold a GTIN (01) or an SSCC (00). Raises LabelRefused.

    >>> digital_link({"01": "04006381333931", "17": "271231", "10": "A/7"})
    'https://id.gs1.org/01/04006381333931/10/A%2F7?17=271231'
    """
    text = element_string(elements)
    pairs = dict(elements_of(text))
    key = next((ai for ai in _QUALIFIERS if ai in pairs), None)
    if key is None:
        raise refusals.link_without_key(text)
    path = [ai for ai in (key, *_QUALIFIERS[key]) if ai in pairs]
    query = [f"{ai}={_quoted(value)}" for ai, value in pairs.items() if ai not in path]
    address = domain.rstrip("/") + "".join(f"/{ai}/{_quoted(pairs[ai])}" for ai in path)
    return f"{address}?{'&'.join(query)}" if query else address


def _quoted(value: str) -> str:
    return quote(value, safe="")
