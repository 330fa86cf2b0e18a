"""What others wrote and we serve: every byte is the one the manifest names, each with its licence.

`npm run vendor` writes the manifest from the lock file; nobody needs Node to see that it holds.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

VENDOR = Path(__file__).parents[2] / "static" / "vendor"
OURS = {"manifest.json", "package.json", "package-lock.json", "vendor.mjs"}
OPEN_LICENCES = {"MIT", "0BSD", "ISC", "Apache-2.0", "BSD-3-Clause"}


def packages() -> list[dict[str, Any]]:
    return list(json.loads((VENDOR / "manifest.json").read_text())["packages"])


def listed() -> dict[str, str]:
    return {file: sha for package in packages() for file, sha in package["files"].items()}


def present() -> set[str]:
    files = (path for path in VENDOR.rglob("*") if path.is_file())
    names = {path.relative_to(VENDOR).as_posix() for path in files}
    return {name for name in names if not name.startswith("node_modules/")} - OURS


@pytest.mark.parametrize("file", sorted(listed()))
def test_a_vendored_file_is_the_one_the_manifest_names(file: str) -> None:
    assert hashlib.sha256((VENDOR / file).read_bytes()).hexdigest() == listed()[file]


def test_the_manifest_names_every_vendored_file() -> None:
    assert present() == set(listed())


@pytest.mark.parametrize("package", packages(), ids=lambda package: package["name"])
def test_a_vendored_package_comes_with_an_open_licence(package: dict[str, Any]) -> None:
    texts = [VENDOR / file for file in package["files"] if "LICENSE" in file]
    assert texts
    assert all("software" in text.read_text().lower() for text in texts)
    assert set(package["licence"].split(" AND ")) <= OPEN_LICENCES


def test_the_versions_are_those_of_the_lock_file() -> None:
    locked = json.loads((VENDOR / "package-lock.json").read_text())["packages"]
    wanted = json.loads((VENDOR / "package.json").read_text())["devDependencies"]
    for package in packages():
        entry = locked[f"node_modules/{package['name']}"]
        assert package["version"] == entry["version"] == wanted[package["name"]], (
            f"{package['name']} was changed without npm run vendor"
        )


def test_the_compiled_reader_carries_the_notice_of_zxing_cpp() -> None:
    notice = (VENDOR / "zxing-wasm" / "ZXING-CPP-NOTICE.txt").read_text()
    assert all(word in notice for word in ("ZXing-C++", "Apache License, Version 2.0", "libzueci"))
