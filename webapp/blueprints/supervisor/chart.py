"""A bar chart as inline SVG; colours and fonts are the style sheet's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH, HEIGHT, BASE, TOP = 640, 160, 136, 20


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `label` stands below it, `shown` above it, `tone` is good, wait or stop."""

    label: str
    value: int
    shown: str
    tone: str


SVG = Markup(
    '<svg class="chart" viewBox="0 0 {width} {height}" role="img" aria-labelledby="chart-heading">'
    '{bars}<line class="chart-axis" x1="0" y1="{base}" x2="{width}" y2="{base}"/></svg>'
)
BAR = Markup(
    '<rect class="chart-bar" data-tone="{tone}" x="{x}" y="{y}" width="{wide}" height="{tall}"/>'
    '<text class="chart-value" x="{middle}" y="{above}" text-anchor="middle">{shown}</text>'
)
LABEL = Markup('<text x="{middle}" y="{below}" text-anchor="middle">{label}</text>')


def bar_chart(bars: Sequence[Bar]) -> Markup:
    """The bars side by side, the tallest as high as there is room; every other one is labelled."""
    most = max((bar.value for bar in bars), default=0) or 1
    step = WIDTH / max(len(bars), 1)
    drawn = Markup("").join(drawn_bar(bar, at, step, most) for at, bar in enumerate(bars))
    return SVG.format(width=WIDTH, height=HEIGHT, base=BASE, bars=drawn)


def drawn_bar(bar: Bar, at: int, step: float, most: int) -> Markup:
    """One bar with its number, and its label where there is room for it."""
    tall = round((BASE - TOP) * bar.value / most, 1)
    middle = round(step * (at + 0.5), 1)
    wide = round(step * 0.7, 1)
    drawn = Markup("")
    if bar.value:
        drawn = BAR.format(
            tone=bar.tone,
            x=round(middle - wide / 2, 1),
            y=round(BASE - tall, 1),
            wide=wide,
            tall=tall,
            middle=middle,
            above=round(BASE - tall - 4, 1),
            shown=bar.shown,
        )
    if at % 2 == 0:
        drawn += LABEL.format(middle=middle, below=HEIGHT - 8, label=bar.label)
    return drawn
