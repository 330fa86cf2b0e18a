"""What a benchmark found: a table to read and a file to compare, in one shape for all of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

RESULTS = Path(__file__).with_name("results")


@dataclass
class Report:
    """Figures belong to this machine and this minute; ratios travel."""

    name: str
    what: str
    heading: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)
    ratios: dict[str, float] = field(default_factory=dict)

    def table(self) -> str:
        """Columns under their headings, then the ratios."""
        lines = [self.heading, *self.rows]
        widths = [max(len(line[n]) for line in lines) for n in range(len(self.heading))]
        table = [
            "  ".join(cell.rjust(w) for cell, w in zip(line, widths, strict=True)) for line in lines
        ]
        ratios = [f"{name:>32}  {value:.2f}" for name, value in self.ratios.items()]
        return "\n".join([self.what, "", *table, "", *ratios])

    def keep(self) -> Path:
        """Write results/NAME.json."""
        RESULTS.mkdir(exist_ok=True)
        path = RESULTS / f"{self.name}.json"
        kept = {
            "name": self.name,
            "what": self.what,
            "figures": {name: round(value, 3) for name, value in self.figures.items()},
            "ratios": {name: round(value, 3) for name, value in self.ratios.items()},
        }
        path.write_text(json.dumps(kept, indent=1) + "\n")
        return path
