"""Words for people, said late: a text of the catalogue and the values that go into it.

A rule or a flow decides *what* to say; the language is known only where the answer leaves.
So a text travels as `Words` and is turned into a sentence by `webapp.languages.say`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the catalogue (English, `%(name)s` places) and what fills its places."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """The English sentence, for logs and tests."""
        if not self.values:
            return self.text
        return self.text % {name: str(value) for name, value in self.values.items()}


def T(text: str, /, **values: object) -> Words:  # noqa: N802 - the catalogue's keyword, short on purpose
    """Mark `text` for the catalogue and keep the values that will fill it.

    >>> str(T("Lot %(lot)s is on hold.", lot="C202507"))
    'Lot C202507 is on hold.'
    """
    return Words(text, values)
