"""What stands in the way of a start: one clear sentence each, an exit code, never a traceback."""

from __future__ import annotations

import ast
import os
import shutil
import socket
import sys

import pytest

from tests.serving.clone import ROOT, Clone, free_port, furnish
from webapp.serving.ports import USUAL, Ports, asked_for
from webapp.serving.problems import CannotRun

OLD_PYTHON = (
    "import sys, runpy; sys.version_info = (3, 9, 2, 'final', 0); sys.argv = ['serving', 'run'];"
    "runpy.run_module('webapp.serving', run_name='__main__')"
)


def test_an_old_python_is_told_which_one_is_needed(fresh_clone: Clone) -> None:
    started = fresh_clone.start(sys.executable, "-c", OLD_PYTHON)
    assert started.end() == 1
    assert started.text == (
        f"Python 3.11 or newer is needed; {sys.executable} is Python 3.9.2.\n"
        "Install a newer one and name it: make run PYTHON=python3.11\n"
    )


def test_an_old_python_can_read_the_file_that_says_so() -> None:
    source = (ROOT / "webapp" / "serving" / "__main__.py").read_text()
    ast.parse(source, feature_version=(3, 4))


def test_a_folder_that_cannot_be_written_to_is_named(fresh_clone: Clone) -> None:
    fresh_clone.folder.chmod(0o555)
    started = fresh_clone.start(*without_roots_rights(), *program(), PORT=str(free_port()))
    assert started.end() == 1
    assert started.text == (
        f"The folder {fresh_clone.folder} cannot be written to (Permission denied)."
        " The program keeps its libraries and its database there:"
        " clone it to a folder of your own, or change the rights of this one.\n"
    )
    fresh_clone.folder.chmod(0o755)


def test_an_instance_folder_that_cannot_be_written_to_is_named(fresh_clone: Clone) -> None:
    furnish(fresh_clone)
    instance = fresh_clone.folder / "instance"
    instance.mkdir(mode=0o555)
    started = fresh_clone.start(*without_roots_rights(), *program(), PORT=str(free_port()))
    assert started.end() == 1
    assert started.text.startswith(
        f"The folder {instance} cannot be written to (Permission denied)."
    )
    instance.chmod(0o755)


def test_a_first_run_without_network_says_that_it_needs_one_once(fresh_clone: Clone) -> None:
    started = fresh_clone.start(*program(), PORT=str(free_port()))
    assert started.end() == 1
    installing, sentence = started.text.splitlines()
    assert installing == "Installing the libraries of requirements.txt (needed once) …"
    assert sentence.startswith(
        "The libraries of requirements.txt could not be installed."
        " This needs the internet once; later runs do not. pip says: ERROR: "
    )


def test_changed_pins_are_installed_again(fresh_clone: Clone) -> None:
    furnish(fresh_clone)
    with (fresh_clone.folder / "requirements.txt").open("a") as pins:
        pins.write("one-more==1.0\n")
    started = fresh_clone.start(*program(), PORT=str(free_port()))
    assert started.end() == 1
    assert "Installing the libraries of requirements.txt (needed once) …" in started.text
    assert "No matching distribution found" in started.text


def test_a_taken_https_port_is_found_before_anything_is_installed(fresh_clone: Clone) -> None:
    port = free_port()
    with socket.socket() as other:
        other.bind(("127.0.0.1", port + 443))
        other.listen()
        started = fresh_clone.start(*program(), PORT=str(port))
        assert started.end() == 1
    assert started.text == (
        f"Port {port + 443} is already taken by another program."
        " Stop that one, or choose another port: make run PORT=8100\n"
    )
    assert not (fresh_clone.folder / ".venv").exists()


@pytest.mark.parametrize("text", ["eighty", "0", "65093", "-1", "80.5", "٨٠٠٠"])
def test_a_port_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(CannotRun) as refused:
        asked_for({"PORT": text})
    assert str(refused.value) == f"PORT is {text!r}; a whole number from 1 to 65092 was expected."


@pytest.mark.parametrize("text", ["", " "])
def test_no_port_means_the_usual_one(text: str) -> None:
    assert asked_for({"PORT": text}) == asked_for({}) == Ports(USUAL, 8443)


def test_an_unknown_verb_is_answered_with_the_known_ones(fresh_clone: Clone) -> None:
    started = fresh_clone.start(sys.executable, "-m", "webapp.serving", "fly")
    assert started.end() == 1
    assert started.text == "'fly' is no verb here; one of run, check, test was expected.\n"


def test_a_setting_that_cannot_be_read_is_named(fresh_clone: Clone) -> None:
    furnish(fresh_clone)
    started = fresh_clone.start(*program(), PORT=str(free_port()), IDLE_MINUTES="soon")
    assert started.end() == 1
    assert started.text.startswith(
        "The database could not be made ready: IDLE_MINUTES is 'soon' and cannot be read"
    )


def program() -> tuple[str, ...]:
    """The program without make, whose own words would stand in the output."""
    return (sys.executable, "-m", "webapp.serving", "run")


def without_roots_rights() -> tuple[str, ...]:
    """Root may write anywhere; this takes that one right away, so the tests run as root too."""
    if os.geteuid() != 0:
        return ()
    assert shutil.which("setpriv"), "setpriv (package util-linux) is needed to run this as root"
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
