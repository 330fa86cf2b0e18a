"""System packages: installed with apt where that needs no question, else the line to type."""

from __future__ import annotations

import os
import shutil

from webapp.serving import processes

TRANSPORT = ("-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20")


def install(*names: str) -> bool:
    """Install the packages with apt, asking nothing; False where that is not possible.

    The package lists of a fresh machine may be empty or old, so a first failure is followed by one
    refresh of the lists and a second try.
    """
    rights = without_asking()
    if rights is None or shutil.which("apt-get") is None:
        return False
    wanted = ["install", "-y", "--no-install-recommends", *names]
    return apt(rights, wanted) or (apt(rights, ["update"]) and apt(rights, wanted))


def line_to_type(*names: str) -> str:
    """What a person types to install the packages."""
    return "sudo apt-get install " + " ".join(names)


def without_asking() -> list[str] | None:
    """What to put before a command so that it runs as root; None when a password would be asked."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    return ["sudo", "-n"] if processes.succeeds("sudo", "-n", "true") else None


def apt(rights: list[str], arguments: list[str]) -> bool:
    """Run apt-get; True when it succeeded."""
    quiet = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq")
    return processes.succeeds(*rights, *quiet, *TRANSPORT, *arguments)
