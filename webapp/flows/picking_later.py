"""A line that is put off: it comes last, or is taken up again."""

from __future__ import annotations

from webapp.flows import halves
from webapp.flows.picking_line import Pick, called, forget_line, stand_at
from webapp.flows.replies import Reply, accepted, refused
from webapp.rules import refusals
from webapp.words import T


def skip(pick: Pick) -> Reply:
    """`LW*SKIP`, `LW*NEXT`: this line comes last; it must still be picked."""
    talk, line = pick.talk, pick.line
    if len(pick.order.lines) == 1:
        return refused(refusals.last_line())
    halves.dropped(talk)
    put_off = [key for key in talk.state.get("skipped", []) if key != line.key]
    talk.state["skipped"] = [*put_off, line.key]
    forget_line(talk)
    stand_at(talk, pick.order)
    return accepted("skipped", T("%(what)s comes later.", what=called(line)))


def go_back(pick: Pick) -> Reply:
    """`LW*PREVIOUS`: the line that was put off last comes now."""
    talk, left = pick.talk, {line.key: line for line in pick.order.lines}
    put_off = [key for key in talk.state.get("skipped", []) if key in left]
    if not put_off:
        return refused(refusals.no_line_before())
    halves.dropped(talk)
    forget_line(talk)
    talk.state["line"], talk.state["skipped"] = put_off[-1], put_off[:-1]
    stand_at(talk, pick.order)
    return accepted("line_again", T("Now %(what)s.", what=called(left[put_off[-1]])))
