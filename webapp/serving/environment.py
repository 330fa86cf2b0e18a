"""The virtual environment in .venv and the pinned libraries in it.

The libraries are installed when the requirements have changed since the last time, which a stamp
beside them remembers; so a second run touches no network and takes no time.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from webapp.serving import packages, processes
from webapp.serving.problems import CannotRun, say

PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input")


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment of the project in `root`."""

    root: Path

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    def stamp(self, requirements: str) -> Path:
        """The file that remembers what was installed from `requirements`."""
        return self.folder / f".{Path(requirements).stem}.installed"


def check_writable(folder: Path) -> None:
    """Raise CannotRun when nothing can be written to the folder; leaves no trace in it."""
    trial = folder / f".write-trial-{os.getpid()}"
    try:
        trial.touch()
        trial.unlink()
    except OSError as refused:
        raise CannotRun(
            f"The folder {folder} cannot be written to ({refused.strerror})."
            " The program keeps its libraries and its database there:"
            " clone it to a folder of your own, or change the rights of this one."
        ) from refused


def prepare(environment: Environment, requirements: str = "requirements.txt") -> None:
    """Make the environment and install the pinned requirements, where that is not done already."""
    check_writable(environment.root)
    if not answers(environment.python):
        make(environment)
    if is_installed(environment, requirements):
        return
    say(f"Installing the libraries of {requirements} (needed once) …")
    install(environment, requirements)
    # The list for development includes the one for running.
    for name in {requirements, "requirements.txt"}:
        environment.stamp(name).write_text(fingerprint_of(environment.root, name))


def is_installed(environment: Environment, requirements: str) -> bool:
    """Whether these very pins were installed here by this version of Python."""
    stamp = environment.stamp(requirements)
    fingerprint = fingerprint_of(environment.root, requirements)
    return stamp.is_file() and stamp.read_text() == fingerprint


def answers(python: Path) -> bool:
    """Whether that interpreter runs; an upgrade of the system can leave a dead one behind."""
    return python.exists() and processes.succeeds(python, "-c", "")


def make(environment: Environment) -> None:
    """Make the virtual environment; Debian and Ubuntu keep what that needs in a package."""
    check_pip_comes_along()
    made = processes.run(sys.executable, "-m", "venv", "--clear", environment.folder)
    if made.returncode:
        raise CannotRun(
            f"The virtual environment {environment.folder} could not be made: "
            + processes.last_line(made.stdout + made.stderr)
        )


def check_pip_comes_along() -> None:
    """Raise CannotRun when Python has no ensurepip and it cannot be installed."""
    if importlib.util.find_spec("ensurepip"):
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    say(f"Installing the system package {package} …")
    if not packages.install(package):
        raise CannotRun(
            "Python lacks its part for virtual environments. Type this line, then start again: "
            + packages.line_to_type(package)
        )


def install(environment: Environment, requirements: str) -> None:
    """Install the pinned libraries; raises CannotRun with pip's own last word when it fails."""
    pip = (environment.python, *PIP, "-r", requirements)
    done = processes.run(*pip, folder=environment.root)
    if done.returncode:
        raise CannotRun(
            f"The libraries of {requirements} could not be installed."
            " This needs the internet once; later runs do not. pip says: "
            + processes.last_line(done.stderr or done.stdout)
        )


def fingerprint_of(root: Path, requirements: str) -> str:
    """What changes when the pins or the version of Python do."""
    names = sorted({requirements, "requirements.txt"})
    pins = b"".join((root / name).read_bytes() for name in names)
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return f"{version} {hashlib.sha256(pins).hexdigest()}\n"
