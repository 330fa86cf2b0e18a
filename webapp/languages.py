"""Which languages the house speaks, and how words become a sentence in one of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import get_decimal_symbol
from babel.support import NullTranslations, Translations

from webapp.rules.quantities import Amount
from webapp.words import Words

LANGUAGES: Mapping[str, str] = {"en": "English", "vi": "Tiếng Việt"}
CATALOGUES = Path(__file__).parent / "translations"


def say(words: object, language: str) -> str:
    """`words` as a sentence in `language`; words, dates and amounts within it are said so too.

    A text the catalogue does not hold is said in English.
    """
    if isinstance(words, Words):
        text = catalogue(language).gettext(words.text)
        if not words.values:
            return text
        return text % {name: say(value, language) for name, value in words.values.items()}
    if isinstance(words, datetime):
        return format_datetime(words, "medium", locale=language)
    if isinstance(words, time):
        return format_time(words, "short", locale=language)
    if isinstance(words, date):
        return format_date(words, "medium", locale=language)
    if isinstance(words, Amount):
        return str(words).replace(".", decimal_symbol(language))
    return str(words)


@cache
def decimal_symbol(language: str) -> str:
    """What stands between wholes and fractions."""
    return get_decimal_symbol(language)


@cache
def catalogue(language: str) -> NullTranslations:
    """The texts of one language; English has none of its own, it is what is looked up."""
    if language == "en":
        return NullTranslations()
    return Translations.load(CATALOGUES, [language])
