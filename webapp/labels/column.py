"""The words of a label in a column: all facts as large as fits, the title in what room is left.

When there is too little room, facts are made smaller, and then the least needed goes: the lines,
the kicker, the code in letters. A title is made smaller, then broken, then cut. What was cut is
told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, product
from math import ceil

from webapp.labels.formats import Format
from webapp.labels.label import Fact
from webapp.labels.pdf_type import width_of
from webapp.labels.type import Measure, Said, broken, broken_elements, shortened

# From line to line, in ems: Vietnamese capitals carry two accents, one above the other.
STEP = 1.28
_BASELINE = 1.0
_MOST_TITLE_LINES = 3
_SMALLEST_FACT = 0.7
# How much smaller than their format facts may be, and the last resort: names before values.
_LARGE = (1.0, 0.88, 0.77)
_SMALL = (0.65, True)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of type: left and top of its box, and the height of an em, in dots."""

    text: str
    x: int
    y: int
    size: int
    bold: bool

    @property
    def baseline(self) -> int:
        return self.y + round(self.size * _BASELINE)

    @property
    def step(self) -> int:
        """How far below the next line begins."""
        return step(self.size)

    def moved(self, x: int, y: int) -> Line:
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(slots=True)
class Block:
    """Lines from the top down, where the next thing may begin, and the words that were cut."""

    lines: list[Line] = field(default_factory=list)
    height: int = 0
    cut: list[str] = field(default_factory=list)

    @property
    def width(self) -> int:
        """To the end of its longest line."""
        ends = (line.x + width_of(line.text, line.size, bold=line.bold) for line in self.lines)
        return ceil(max(ends, default=0))

    def at(self, x: int, y: int) -> list[Line]:
        """The lines with the block's left top corner there."""
        return [line.moved(x, y) for line in self.lines]

    def add(self, other: Block, *, above: int = 0) -> None:
        """`other` beneath, with `above` dots of air where both have lines."""
        top = self.height + (above if self.lines and other.lines else 0)
        self.lines += other.at(0, top)
        self.height = top + other.height
        self.cut += other.cut

    def beside(self, other: Block, x: int) -> None:
        """`other` on the same height, its left edge at `x`."""
        self.lines += other.at(x, 0)
        self.height = max(self.height, other.height)
        self.cut += other.cut


@dataclass(frozen=True, slots=True)
class Column:
    """`words` stand at the top; `beneath` is the code in letters, for the foot."""

    words: Block
    beneath: Block


@dataclass(frozen=True, slots=True)
class Sizes:
    """A format in dots of one printer."""

    form: Format
    dpi: int

    def dots(self, millimetres: float) -> int:
        return round(millimetres * self.dpi / 25.4)


def step(size: int) -> int:
    return round(size * STEP)


def column(words: Said, sizes: Sizes, width: int, height: int) -> Column:
    """All the words in `width` and `height`, as far as they fit."""
    return _Setter(sizes, width).column(words, height)


def small(text: str, sizes: Sizes, width: int) -> Block:
    """A code in letters, or a line of small type, in as many lines as it needs."""
    size = sizes.dots(sizes.form.small)
    lines = broken_elements(text, _measure(size, bold=False), width)
    return _stacked(lines, size, bold=False)


class _Setter:
    """Sets the words of one column."""

    def __init__(self, sizes: Sizes, width: int) -> None:
        self.sizes, self.form, self.width = sizes, sizes.form, width
        self.gap = sizes.dots(sizes.form.gap / 2)
        self.smallest_title = sizes.dots(sizes.form.smallest_title)

    def column(self, words: Said, height: int) -> Column:
        kicker, beneath = self.kicker(words.kicker), small(words.beneath, self.sizes, self.width)
        title = self.least_title(words.title)
        room = height - title - self.gap
        without_code = room - kicker.height - self.gap
        facts = self.facts(words.facts, (without_code - beneath.height, without_code, room))
        room -= facts.height
        if words.facts:
            kicker, room = self.kept(kicker, room)
            beneath, room = self.kept(beneath, room, needed=False)
        else:
            beneath, room = self.kept(beneath, room)
            kicker, room = self.kept(kicker, room)
        lines = Block()
        for line in words.lines:
            one, room = self.kept(small(line, self.sizes, self.width), room)
            lines.add(one)
        kicker.add(self.title(words, room + title))
        kicker.add(facts, above=self.gap)
        kicker.add(lines, above=self.gap if facts.lines else 0)
        return Column(kicker, beneath)

    def kept(self, block: Block, room: int, *, needed: bool = True) -> tuple[Block, int]:
        """The block and the room that is left; nothing where it does not fit.

        Where facts say the same, the code in letters is not needed.
        """
        if not block.lines:
            return block, room
        if block.height + self.gap > room:
            return Block(cut=[line.text for line in block.lines] if needed else []), room
        return block, room - block.height - self.gap

    def kicker(self, text: str) -> Block:
        return self.short(text, self.sizes.dots(self.form.kicker), bold=False)

    def least_title(self, text: str) -> int:
        """The height a title needs at its smallest; a long one should get two lines."""
        measure = _measure(self.smallest_title, bold=True)
        return min(len(broken(text, measure, self.width)), 2) * step(self.smallest_title)

    def title(self, words: Said, room: int) -> Block:
        """As large as fits without breaking a word; at its smallest cut to the room."""
        text = words.title
        largest = self.form.title_over_facts if words.facts else self.form.largest_title
        for size in self.sizes_down_from(self.sizes.dots(largest)):
            lines = broken(text, _measure(size, bold=True), self.width)
            whole = " ".join(lines) == " ".join(text.split())
            if whole and len(lines) <= _MOST_TITLE_LINES and len(lines) * step(size) <= room:
                return _stacked(lines, size, bold=True)
        fitting = max(1, min(room // step(self.smallest_title), _MOST_TITLE_LINES))
        return self.cut_to(fitting, text, self.smallest_title, self.width)

    def sizes_down_from(self, size: int) -> Iterator[int]:
        while size > self.smallest_title:
            yield size
            size = min(size - 1, round(size * 0.93))
        yield self.smallest_title

    def facts(self, facts: tuple[Fact, ...], rooms: Sequence[int]) -> Block:
        """As large as leaves the other words their room; what exceeds the last room is cut.

        Each of `rooms` leaves less to the others; only in the last are facts made small.
        """
        for room, (scale, inline) in chain(product(rooms, self.large()), ((rooms[-1], _SMALL),)):
            rows = list(self.rows(facts, scale, inline=inline))
            if sum(row.height + self.gap for row in rows) <= room:
                break
        block = Block()
        for row in rows:
            if block.height + row.height + self.gap > rooms[-1]:
                row = Block(cut=[line.text for line in row.lines if line.bold])
            block.add(row, above=self.gap)
        return block

    def large(self) -> Iterator[tuple[float, bool]]:
        return ((scale, self.form.facts_inline) for scale in _LARGE)

    def rows(self, facts: tuple[Fact, ...], scale: float, *, inline: bool) -> Iterator[Block]:
        """Facts side by side where both fit half the width."""
        between = self.sizes.dots(self.form.gap)
        half = (self.width - between) // 2
        waiting: Block | None = None
        for fact in facts:
            cell = self.fact(fact, scale, inline=inline)
            fits_half = cell.width <= half
            if waiting and fits_half:
                waiting.beside(cell, half + between)
                cell, waiting = waiting, None
            elif waiting:
                yield waiting
                waiting = None
            elif fits_half:
                waiting = cell
                continue
            yield cell
        if waiting:
            yield waiting

    def fact(self, fact: Fact, scale: float, *, inline: bool) -> Block:
        """Name and value, one before or above the other."""
        named, size = self.sizes.dots(self.form.fact_name), self.sizes.dots(self.form.fact * scale)
        if not inline:
            block = self.short(fact.name, named, bold=False)
            block.add(self.value(fact.value, size, self.width))
            return block
        block = Block([Line(fact.name, 0, size - named, named, bold=False)], step(named))
        left = round(width_of(fact.name, named, bold=False)) + named // 2
        block.beside(self.value(fact.value, size, self.width - left), left)
        return block

    def value(self, text: str, size: int, width: int) -> Block:
        """In its own size, or smaller to fit; at its smallest in two lines, and then cut."""
        natural = max(width_of(text, size, bold=True), 1)
        fitting = max(round(size * _SMALLEST_FACT), min(size, int(size * width / natural)))
        block = self.cut_to(2, text, fitting, width)
        return Block(block.at(0, size - fitting), block.height + size - fitting, block.cut)

    def cut_to(self, count: int, text: str, size: int, width: int) -> Block:
        """In at most `count` lines, the last cut where there would be more."""
        measure = _measure(size, bold=True)
        lines = broken(text, measure, width)
        if len(lines) <= count:
            return _stacked(lines, size, bold=True)
        last = shortened(" ".join(lines[count - 1 :]), measure, width)
        block = _stacked([*lines[: count - 1], last], size, bold=True)
        block.cut.append(text)
        return block

    def short(self, text: str, size: int, *, bold: bool) -> Block:
        """In one line, cut where it is too long."""
        cut = shortened(text, _measure(size, bold=bold), self.width)
        block = _stacked([cut] if cut else [], size, bold=bold)
        block.cut += [text] if cut != text else []
        return block


def _measure(size: int, *, bold: bool) -> Measure:
    return lambda text: width_of(text, size, bold=bold)


def _stacked(lines: list[str], size: int, *, bold: bool) -> Block:
    return Block(
        [Line(text, 0, n * step(size), size, bold) for n, text in enumerate(lines)],
        len(lines) * step(size),
    )
