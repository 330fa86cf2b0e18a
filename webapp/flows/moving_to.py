"""Where goods in hand go: a bin by its rules, quarantine, or scrap with a reason."""

from __future__ import annotations

from dataclasses import replace

from webapp.flows.deciding import waits
from webapp.flows.moving_from import tapped_id
from webapp.flows.moving_hand import Step, empty, in_hand
from webapp.flows.moving_words import called, counted, line_of
from webapp.flows.putaway_bins import why_not_here
from webapp.flows.replies import Choice, Reply, accepted, choose, refused
from webapp.flows.talk import Talk
from webapp.models import BINS, LocationKind
from webapp.operations import bins, moving
from webapp.queries import moving as reads
from webapp.queries import storage
from webapp.queries.meanings import PlaceScan
from webapp.queries.moving import GoodsThere
from webapp.rules import refusals
from webapp.rules.moving import SCRAP_REASONS, may_all_go
from webapp.rules.refusals import Refusal
from webapp.words import T

APART = T("A supervisor decides. Scan another quarantine place or a scrap place.")
FIRST = T("Scan the goods and a scrap place first.")


def go_to(talk: Talk, place: PlaceScan) -> Reply:
    """Put all that is in hand there, or ask why it is scrapped."""
    talk.state.pop("scrap", None)
    held, rows = talk.state["hand"], in_hand(talk)
    if said := cannot_go(talk, place):
        return refused(said)
    if place.kind is LocationKind.SCRAP:
        return ask_why(talk, place)
    if said := moving.put_down(talk.work, rows, held["plates"], (held["id"], place.id), talk.by):
        return refused(said)
    what = counted(held, rows)
    talk.line = line_of(rows, place.code)
    remember_plates(talk, place)
    empty(talk)
    return accepted("moved", T("At %(location)s now: %(what)s.", location=place.code, what=what))


def cannot_go(talk: Talk, place: PlaceScan) -> Refusal | None:
    """Why it may not go there: the place, then what holds the goods, then what fits."""
    if place.kind not in (*BINS, LocationKind.QUARANTINE, LocationKind.SCRAP):
        return refusals.no_destination(place.code)
    if place.id == talk.state["hand"]["id"]:
        return refusals.already_there(place.code)
    rows = in_hand(talk)
    if said := may_all_go(rows, str(place.kind), talk.today):
        return said
    if said := moving.first(waits_here(talk, row, place) for row in rows):
        return said
    if place.blocked_in:
        return refusals.location_blocked(place.code)
    return None if place.kind is LocationKind.SCRAP else does_not_fit(talk, place)


def waits_here(talk: Talk, row: GoodsThere, place: PlaceScan) -> Refusal | None:
    """What waits for a decision is set apart elsewhere or thrown away, and else stays."""
    said = waits(talk, row.called, row.location, row.location_kind, place.kind)
    return replace(said, remedy=APART) if said else None


def does_not_fit(talk: Talk, place: PlaceScan) -> Refusal | None:
    """What the storage rules have against it, as the place is now; quarantine has limits, too."""
    bins.before_putting(talk.work, place.id)
    units = {row.balance_id: row.taken for row in in_hand(talk)}
    if not units:
        return None
    load = storage.load_of(talk.work.connection, units, on_plate=True)
    bin = storage.bin_at(talk.work.connection, place.id, load, talk.held.id)
    if place.kind is LocationKind.QUARANTINE:
        bin = replace(bin, kind=str(LocationKind.STORAGE))
    said = why_not_here(bin, load, None)
    return replace(said, remedy=refusals.ANOTHER_BIN) if said and load.whole else said


def remember_plates(talk: Talk, place: PlaceScan) -> None:
    """Where plates came from: no move says it of an empty one, and an undo has to know."""
    held, scan = talk.state["hand"], talk.said.scan_id
    if held["plates"]:
        known = {"plates": held["plates"], "to": place.id, "came": held["id"]}
        talk.state["did"] = {"scan": scan, **known}


# Scrap


def scrap_places(talk: Talk) -> tuple[PlaceScan, ...]:
    """The places for scrap that the scan can name, or that a choice of two did."""
    command, code = talk.command, str(talk.parsed.code or talk.parsed.text)
    if not code.isprintable():
        return ()
    chosen = tapped_id(talk) if command and command.verb == "PLACE" else 0
    return reads.scrap_places(talk.work.connection, code, chosen)


def ask_why(talk: Talk, place: PlaceScan) -> Reply:
    """It is thrown away with a reason only: each is a choice that scraps it."""
    held, rows = talk.state["hand"], in_hand(talk)
    if not rows:
        return refused(refusals.nothing_to_scrap(called(held, rows)))
    if said := moving.why_not_scrapped(talk.work, rows):
        return refused(said)
    talk.state["scrap"] = {"id": place.id, "code": place.code}
    return choose(
        "scrap_why",
        T("Why is it scrapped: %(what)s?", what=counted(held, rows)),
        tuple(Choice(f"LW*SCRAP*{name}", words) for name, words in SCRAP_REASONS.items()),
    )


def scrap(talk: Talk) -> Reply:
    """`LW*SCRAP*reason`: it is gone, and the ledger says why."""
    if talk.held.step != Step.TO or "scrap" not in talk.state:
        return refused(refusals.wrong_kind(T("a reason to scrap"), FIRST))
    reason = "*".join(talk.command.arguments).lower() if talk.command else ""
    if reason not in SCRAP_REASONS:
        return refused(refusals.scrap_reason_unknown(reason[:40] or "LW*SCRAP"))
    held, rows, place = talk.state["hand"], in_hand(talk), talk.state["scrap"]
    words = SCRAP_REASONS[reason]
    if said := moving.scrap(talk.work, rows, place["id"], talk.by, reason=str(words)):
        return refused(said)
    what = counted(held, rows)
    talk.line = line_of(rows, place["code"])
    empty(talk)
    return accepted(
        "scrapped", T("Scrapped: %(what)s. Reason: %(reason)s.", what=what, reason=words)
    )
