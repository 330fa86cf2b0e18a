"""Every text for people in the program: what goes through the catalogue, and what forgot to."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import extract_from_ast
from jinja2.lexer import TOKEN_DATA

from tests.house.source import files, name

KEYWORDS = {"T", "_", "gettext", "lazy_gettext"}
PLURALS = {"ngettext", "lazy_ngettext"}
SPOKEN_ATTRIBUTES = {
    "alt",
    "aria-label",
    "aria-description",
    "placeholder",
    "title",
    "aria-roledescription",
}
SILENT_ELEMENTS = {"script", "style", "code", "kbd", "samp"}
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Names of things, the same in every language.
NAMES = re.compile(
    r"\b(Lotwise|Android|iPhone|iPad|CSV|PDF|PNG|SVG|ZPL|API|JSON|QR|GS1|SKU|GTIN|SSCC|LPN|PIN|FEFO)\b"
)
JINJA = Environment(autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])
TEMPLATES = {".html", ".txt", ".svg", ".jinja", ".webmanifest"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text and where it stands (file:line)."""

    text: str
    where: str


@cache
def catalogue_texts() -> tuple[Text, ...]:
    """Every text that the program asks of the catalogue, in Python and in templates."""
    python = (text for path in files("webapp", suffixes={".py"}) for text in texts_of_python(path))
    templates = (
        text for path in files("templates", suffixes=TEMPLATES) for text in texts_of_template(path)
    )
    return (*python, *templates)


def texts_of_python(path: Path) -> Iterator[Text]:
    """The literal arguments of T(), _() and their kin."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and called(node) in KEYWORDS | PLURALS:
            for argument in node.args[: 2 if called(node) in PLURALS else 1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield Text(argument.value, f"{name(path)}:{node.lineno}")


def unreadable_texts() -> list[str]:
    """Where T() is given something the catalogue cannot collect: a variable, an f-string."""
    return [
        f"{name(path)}:{node.lineno}"
        for path in files("webapp", suffixes={".py"})
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and called(node) == "T"
        and not (node.args and isinstance(node.args[0], ast.Constant))
    ]


def called(node: ast.Call) -> str:
    """The name of what is called."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def texts_of_template(path: Path) -> Iterator[Text]:
    """The texts of `_()`, `gettext()` and {% trans %} in one template."""
    for line, _function, texts in extract_from_ast(JINJA.parse(path.read_text("utf-8"))):
        for text in (texts,) if texts is None or isinstance(texts, str) else texts:
            if text:
                yield Text(text, f"{name(path)}:{line}")


def forgotten_texts() -> list[Text]:
    """Words in templates that stand there bare, in one language for ever."""
    return [text for path in files("templates", suffixes={".html"}) for text in bare_texts(path)]


def bare_texts(path: Path) -> list[Text]:
    """The bare words of one template: its data without tags, and its spoken attributes."""
    reader = BareText(name(path))
    depth, hidden = 0, 0
    tokens = [token for token in JINJA.lex(path.read_text("utf-8")) if token[1] != "whitespace"]
    for place, (_line, kind, value) in enumerate(tokens):
        if kind == "name" and tokens[place - 1][1] == "block_begin":
            opened = tokens[place + 1][2]
            depth += (value in {"block", "trans"}) - (value in {"endblock", "endtrans"})
            if not hidden and (value == "trans" or (value == "block" and within_a_tag(opened))):
                hidden = depth
            hidden = hidden if depth >= hidden else 0
        # What is left out still has its lines, so that a finding names the right one.
        reader.feed(value if kind == TOKEN_DATA and not hidden else "\n" * value.count("\n"))
    reader.close()
    return reader.found


def within_a_tag(block: str) -> bool:
    """Blocks that hold attributes of a tag of the page they extend; their names say so."""
    return block.endswith(("_attributes", "_class"))


class BareText(HTMLParser):
    """Collects what a browser would show or say."""

    def __init__(self, where: str) -> None:
        super().__init__(convert_charrefs=True)
        self.where = where
        self.silent = 0
        self.found: list[Text] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT_ELEMENTS
        for attribute, value in attrs:
            if attribute in SPOKEN_ATTRIBUTES:
                self.keep(value or "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT_ELEMENTS

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.keep(data)

    def keep(self, text: str) -> None:
        """Remember the text when it has words in it."""
        if LETTERS.search(NAMES.sub("", text)):
            self.found.append(Text(" ".join(text.split()), f"{self.where}:{self.getpos()[0]}"))
