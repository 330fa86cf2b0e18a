"""Where the project's own files are, for the tests about the code itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# Other people's code, what tools make, and what is nobody's prose.
FOREIGN = {".git", ".venv", "instance", "node_modules", "vendor", "results", "__pycache__"}
PROSE = {
    ".py", ".js", ".mjs", ".html", ".css", ".md", ".toml", ".txt", ".cfg", ".json", ".sh", ".po",
    ".yml", ".yaml", ".svg", ".webmanifest", ".xml",
}  # fmt: skip


def files(*folders: str, suffixes: set[str] = PROSE) -> Iterator[Path]:
    """Our own text files under the folders (of the whole project when none is named), sorted."""
    for folder in folders or ("",):
        for path in sorted((ROOT / folder).rglob("*")):
            within = path.relative_to(ROOT).parts
            hidden = any(part.startswith(".") and part != ".ci" for part in within)
            if path.suffix in suffixes and not hidden and not FOREIGN & set(within):
                yield path


def name(path: Path) -> str:
    """The path as people name it: from the root of the project."""
    return str(path.relative_to(ROOT))
