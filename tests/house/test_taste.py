"""What is never found in the house: leftovers, sleeps, tests that look away, traces of a desk."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.house.source import ROOT, files, name

THIS = Path(__file__)


def found(pattern: str, *folders: str, suffixes: set[str] | None = None) -> list[str]:
    """Where the pattern stands, as file:line, in all our files or those with the suffixes."""
    wanted = re.compile(pattern)
    chosen = files(*folders, suffixes=suffixes) if suffixes else files(*folders)
    return [
        f"{name(path)}:{number}"
        for path in chosen
        if path != THIS
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if wanted.search(line)
    ]


@pytest.mark.parametrize(
    "pattern",
    [
        r"\b(TODO|FIXME|XXX|HACK)\b",
        r"\bbreakpoint\(\)|\bpdb\.set_trace",
        r"^(<<<<<<<|>>>>>>>) ",
    ],
)
def test_nothing_is_left_lying_about(pattern: str) -> None:
    assert found(pattern) == []


@pytest.mark.parametrize("pattern", [r"(^|[\s\"'(=])/(work|root|home/\w+)/", r"\.\./shared\b"])
def test_no_file_knows_the_desk_it_was_written_at(pattern: str) -> None:
    assert found(pattern) == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"\btime\.sleep\(|from time import .*\bsleep\b|wait_for_timeout\(",
        r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)\b",
        r"unittest\.mock|\bMagicMock\b|\bmonkeypatch\.setattr\(\s*[\"']webapp\.",
        r"@unittest\.skip|\.only\(|\btest\.skip\(|\bit\.skip\(",
    ],
)
def test_tests_neither_sleep_nor_look_away_nor_pretend(pattern: str) -> None:
    assert found(pattern, "tests", suffixes={".py", ".js", ".mjs"}) == []


def test_every_module_says_the_thought_of_its_file() -> None:
    modules = [path for path in files("webapp", suffixes={".py"}) if "versions" not in path.parts]
    silent = [
        name(path) for path in modules if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def test_every_test_file_belongs_to_a_room() -> None:
    """tests/ mirrors webapp/; what spans rooms has a folder of its own."""
    rooms = {path.stem for path in (ROOT / "webapp").iterdir()}
    spanning = {"browser", "drill", "house", "js", "properties", "scenarios"}
    strays = {
        path.relative_to(ROOT / "tests").parts[0]
        for path in files("tests", suffixes={".py", ".mjs", ".js"})
        if len(path.relative_to(ROOT / "tests").parts) > 1
    }
    assert strays - rooms - spanning == set()


def test_no_refusal_hides_another_of_its_name() -> None:
    subjects = (ROOT / "webapp" / "rules" / "refusals").glob("*.py")
    made = Counter(
        node.name
        for path in subjects
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
    )
    assert [name for name, times in made.items() if times > 1] == []
