"""Static files: found by the list made at the start, packed, typed, and nothing beside them."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp.blueprints.assets import Tree, read_tree
from webapp.settings import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


@pytest.fixture
def static(app: Flask) -> Tree:
    """The static files of the app."""
    found: Tree = app.extensions["assets"]
    return found


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("vendor/zxing-wasm/zxing_reader.wasm", "application/wasm"),
        ("vendor/htmx/htmx.min.js", "text/javascript; charset=utf-8"),
        ("vendor/bootstrap/bootstrap.min.css", "text/css; charset=utf-8"),
        ("icons/logo.svg", "image/svg+xml; charset=utf-8"),
    ],
)
def test_a_file_comes_packed_and_typed(
    client: FlaskClient, static: Tree, path: str, content_type: str
) -> None:
    answer = client.get(static.address(path), headers={"Accept-Encoding": "gzip, br"})
    assert (answer.status_code, answer.content_type) == (200, content_type)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data) == (ROOT / "static" / path).read_bytes()
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_without_gzip_it_comes_as_it_is(client: FlaskClient, static: Tree) -> None:
    answer = client.get(static.address("icons/logo.svg"))
    assert "Content-Encoding" not in answer.headers
    assert answer.data == (ROOT / "static/icons/logo.svg").read_bytes()


def test_an_address_from_before_an_update_still_works_but_is_not_kept(client: FlaskClient) -> None:
    answer = client.get("/s/0123456789abcdef/icons/logo.svg")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize(
    "path",
    [
        "../webapp/settings.py",
        "icons/../../wsgi.py",
        "..%2f..%2fwsgi.py",
        "%2e%2e/wsgi.py",
        "/etc/passwd",
        "icons/README.md",
        ".gitignore",
        "vendor/vendor.mjs/",
        "nothing.js",
    ],
)
def test_nothing_else_can_be_had(client: FlaskClient, static: Tree, path: str) -> None:
    assert client.get(f"/s/{static.hash}/{path}").status_code in (404, 308)


def test_hidden_files_and_links_are_not_listed(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1")
    (tmp_path / ".hidden.js").write_text("1")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "b.js").write_text("1")
    (tmp_path / "link.js").symlink_to("/etc/hostname")
    assert list(read_tree(tmp_path).files) == ["a.js"]


def test_any_change_gives_every_file_a_new_address(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1")
    first = read_tree(tmp_path).address("a.js")
    (tmp_path / "b.js").write_text("1")
    assert read_tree(tmp_path).address("a.js") != first


def named(pattern: str) -> set[str]:
    """What the templates name by the pattern's first group."""
    return {found for path in TEMPLATES for found in re.findall(pattern, path.read_text("utf-8"))}


def test_every_file_that_a_template_names_is_there(static: Tree) -> None:
    assert named(r"asset\('([^']+)'\)") - set(static.files) == set()


def test_every_icon_that_a_template_names_is_there(static: Tree) -> None:
    names = named(r"icon(?:_svg)?\(['\"]([^'\"]+)['\"]")
    assert {name for name in names if not static.icon(name)} == set()
