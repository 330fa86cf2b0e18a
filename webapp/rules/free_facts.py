"""Facts that a warehouse keeps about a lot of its own accord: "Colour: red", a line each."""

from __future__ import annotations

from collections import Counter

from webapp.words import T, Words

MOST_FACTS = 20
LONGEST_NAME = 40
LONGEST_VALUE = 200

Facts = tuple[tuple[str, str], ...]


def facts_in(text: str | None) -> Facts:
    """Name and value of each line, in their order; empty lines are none.

    >>> facts_in("Colour: red\\n\\n pH : 5.5: acid")
    (('Colour', 'red'), ('pH', '5.5: acid'))
    """
    lines = (line.partition(":") for line in (text or "").splitlines() if line.strip())
    return tuple((name.strip(), value.strip()) for name, _, value in lines)


def written(facts: Facts) -> str | None:
    """The facts as lines again; None where there are none."""
    return "\n".join(f"{name}: {value}" for name, value in facts) or None


def fault_in(facts: Facts) -> Words | None:
    """What is wrong with the first line that cannot be kept, or None."""
    if len(facts) > MOST_FACTS:
        return T(
            "%(count)s lines are too many: at most %(most)s.", count=len(facts), most=MOST_FACTS
        )
    twice = next((name for name, times in Counter(n for n, _ in facts).items() if times > 1), None)
    if twice:
        return T("%(name)s is there twice.", name=twice)
    return next((said for fact in facts if (said := fault_of(*fact))), None)


def fault_of(name: str, value: str) -> Words | None:
    """What is wrong with one line, or None."""
    if not name or not value:
        shown = (name or value)[:LONGEST_NAME]
        return T("“%(line)s” lacks a name or a value: write it as Colour: red.", line=shown)
    if len(name) > LONGEST_NAME or len(value) > LONGEST_VALUE:
        return T(
            "%(name)s… is too long: a name has at most %(most)s characters, a value %(value)s.",
            name=name[:20],
            most=LONGEST_NAME,
            value=LONGEST_VALUE,
        )
    if not (name + value).isprintable():
        return T("Only characters that can be printed.")
    return None
