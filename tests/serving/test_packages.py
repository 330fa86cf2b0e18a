"""System packages: asked of apt once or twice, never of a person in the middle of a start."""

from __future__ import annotations

from pathlib import Path

import pytest

from webapp.serving import packages, tools

# A system whose package lists are old: nothing installs before they are refreshed.
OLD_LISTS = """#!/bin/sh
echo "$*" >> "{folder}/asked"
case "$*" in
  *update) touch "{folder}/refreshed" ;;
  *) test -e "{folder}/refreshed" ;;
esac
"""
NOTHING_THERE = """#!/bin/sh
echo "$*" >> "{folder}/asked"
exit 100
"""
SUDO_WITHOUT_PASSWORD = """#!/bin/sh
shift
exec "$@"
"""


def system(folder: Path, apt: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A system with this apt-get and a sudo that asks nothing; the file of what apt was asked."""
    for name, script in (("apt-get", apt), ("sudo", SUDO_WITHOUT_PASSWORD)):
        program = folder / name
        program.write_text(script.replace("{folder}", str(folder)))
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder / "asked"


def verbs(asked: Path) -> list[str]:
    """What apt was asked, without its options."""
    return [
        line.split("Timeout=20 ")[1].replace("-y --no-install-recommends ", "")
        for line in asked.read_text().splitlines()
    ]


def test_old_package_lists_are_refreshed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = system(tmp_path, OLD_LISTS, monkeypatch)
    assert packages.install("libzbar0")
    assert verbs(asked) == ["install libzbar0", "update", "install libzbar0"]


def test_without_network_it_gives_up_after_one_refresh(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = system(tmp_path, NOTHING_THERE, monkeypatch)
    assert not packages.install("libzbar0")
    assert verbs(asked) == ["install libzbar0", "update"]


def test_a_system_without_apt_is_asked_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not packages.install("libzbar0")


def test_a_person_is_given_the_line_to_type() -> None:
    assert packages.line_to_type("libzbar0") == "sudo apt-get install libzbar0"


@pytest.mark.parametrize(
    ("script", "starts"), [("#!/bin/sh\nexit 0\n", True), ("#!/bin/sh\nexit 1\n", False)]
)
def test_only_a_browser_that_starts_is_taken(tmp_path: Path, script: str, *, starts: bool) -> None:
    browser = tmp_path / "chromium"
    browser.write_text(script)
    browser.chmod(0o755)
    assert tools.starts(browser) is starts


def test_the_browser_that_is_named_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "my-chromium"
    named.write_text("#!/bin/sh\n")
    named.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(named))
    assert tools.chromium() == named
