"""Sentences in Python and in scripts that would be said in English to everybody."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import files, name
from tests.house.texts import KEYWORDS, PLURALS, Text, called

# The rooms that speak to people; the command line and the description of the API are English.
SPEAKING = (
    "barcodes",
    "rules",
    "imaging",
    "labels",
    "operations",
    "queries",
    "flows",
    "blueprints",
)
ENGLISH_ALONE = {"openapi.py", "schemas.py", "request_log.py"}
SENTENCE = re.compile(r"[A-Z][a-z]+(?:'s)? [a-z]+(?:[ .,:;?]|$)")
QUOTED = re.compile(r"""(["'`])((?:(?!\1).)*)\1""")


def bare_sentences() -> list[Text]:
    """Sentences that Python or a script would say in English to everybody."""
    python = (
        text
        for path in files(*(f"webapp/{room}" for room in SPEAKING), suffixes={".py"})
        if path.name not in ENGLISH_ALONE
        for text in sentences_of_python(path)
    )
    scripts = (text for path in files("static/js", suffixes={".js"}) for text in said_by(path))
    return [text for text in (*python, *scripts) if SENTENCE.match(text.text)]


def sentences_of_python(path: Path) -> Iterator[Text]:
    """The literals that are no docstring, and go neither to T() nor to an exception or the log."""
    tree = ast.parse(path.read_text("utf-8"))
    known = {id(inner) for node in ast.walk(tree) if is_told(node) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        literal = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if literal and id(node) not in known:
            yield Text(str(node.value), f"{name(path)}:{node.lineno}")


def is_told(node: ast.AST) -> bool:
    """Whether the literals below are for the catalogue, for readers of the code, or for the log."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if not isinstance(node, ast.Call):
        return False
    return called(node) in KEYWORDS | PLURALS | {"info", "warning"} or called(node).endswith(
        "Error"
    )


def said_by(path: Path) -> Iterator[Text]:
    """The literals of a script, outside its comments; its words come from the page."""
    if path.name in ("words.js", "device-words.js"):
        return
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.lstrip().startswith(("//", "*", "/*")):
            for _, literal in QUOTED.findall(line.split(" // ")[0]):
                yield Text(literal, f"{name(path)}:{number}")
