"""English and Vietnamese throughout: every text is in the catalogue, said, and compiled."""

from __future__ import annotations

import gettext
import json
import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.house import sentences, texts
from tests.house.source import ROOT
from webapp.blueprints.floor import script_words

CATALOGUE = ROOT / "webapp" / "translations" / "vi" / "LC_MESSAGES" / "messages.po"
ENGLISH_OF_SCRIPTS = re.compile(r'^  (\w+): (".*"),$', re.MULTILINE)
PLACES = re.compile(r"%(?:\((\w+)\))?[sd]")


@pytest.fixture(scope="module")
def vietnamese() -> Catalog:
    assert CATALOGUE.is_file(), "the Vietnamese catalogue is missing: make words begins one"
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="vi", abort_invalid=True)


def said(catalogue: Catalog) -> dict[str, str]:
    """Every English text of the catalogue and what it is in Vietnamese (which has no plural)."""
    return {
        text: message.string if isinstance(message.string, str) else "".join(message.string or ())
        for message in catalogue
        if message.id
        for text in ((message.id,) if isinstance(message.id, str) else message.id)
    }


def test_every_text_of_the_program_is_in_the_catalogue(vietnamese: Catalog) -> None:
    known = said(vietnamese)
    missing = [
        f"{one.where}: {one.text}" for one in texts.catalogue_texts() if one.text not in known
    ]
    assert missing == []


def test_every_text_of_the_catalogue_is_said_in_vietnamese(vietnamese: Catalog) -> None:
    assert [text for text, translated in said(vietnamese).items() if not translated.strip()] == []


def test_no_translation_is_a_guess(vietnamese: Catalog) -> None:
    assert [message.id for message in vietnamese if message.id and message.fuzzy] == []


def test_both_languages_fill_the_same_places(vietnamese: Catalog) -> None:
    unequal = [
        text
        for text, translated in said(vietnamese).items()
        if sorted(PLACES.findall(text)) != sorted(PLACES.findall(translated))
    ]
    assert unequal == []


def test_the_catalogue_holds_no_text_that_nobody_says(vietnamese: Catalog) -> None:
    spoken = {one.text for one in texts.catalogue_texts()}
    assert sorted(set(said(vietnamese)) - spoken) == []


def test_the_compiled_catalogue_says_what_the_written_one_says(vietnamese: Catalog) -> None:
    compiled = CATALOGUE.with_suffix(".mo")
    assert compiled.is_file(), "the catalogue is not compiled: make words does it"
    with compiled.open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    unequal = [text for text, meant in said(vietnamese).items() if spoken.gettext(text) != meant]
    assert unequal == []


def test_no_template_shows_words_that_bypass_the_catalogue() -> None:
    assert [f"{one.where}: {one.text}" for one in texts.forgotten_texts()] == []


def test_every_text_in_python_can_be_collected() -> None:
    assert texts.unreadable_texts() == []


def test_no_sentence_in_python_or_a_script_bypasses_the_catalogue() -> None:
    assert [f"{one.where}: {one.text}" for one in sentences.bare_sentences()] == []


def test_the_scripts_know_the_texts_that_the_page_brings_them() -> None:
    """Their own English is what they say on a page without texts; it must not drift."""
    for name, known in (
        ("words", script_words.TEXTS),
        ("device-words", script_words.DEVICE_TEXTS),
    ):
        script = (ROOT / f"static/js/floor/{name}.js").read_text("utf-8")
        english = {key: json.loads(text) for key, text in ENGLISH_OF_SCRIPTS.findall(script)}
        assert english == {key: str(words.text) for key, words in known.items()}
