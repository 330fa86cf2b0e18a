"""Other programs, run to their end: asked nothing, their output kept."""

from __future__ import annotations

import subprocess
from pathlib import Path


def run(*command: str | Path, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command to its end; its exit code and output are in what is returned."""
    return subprocess.run(  # noqa: S603 - every command is written in this package
        [str(part) for part in command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def succeeds(*command: str | Path) -> bool:
    """Whether the command ends well."""
    return run(*command).returncode == 0


def last_line(output: str) -> str:
    """The last line of a tool's output that says something."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "nothing at all."
