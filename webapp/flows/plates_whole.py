"""The license plate in hand with all that is on it: moved, closed, opened again, dissolved."""

from __future__ import annotations

from webapp.flows.deciding import waits
from webapp.flows.plates_hand import WANTED, Step, called, done, in_hand, leave
from webapp.flows.putaway_bins import why_not_here
from webapp.flows.replies import Reply, accepted, confirm, refused
from webapp.flows.talk import Talk
from webapp.models import BINS
from webapp.operations import bins as keeping
from webapp.operations import plates
from webapp.queries import plates as reads
from webapp.queries import storage
from webapp.queries.meanings import PlaceScan
from webapp.queries.moving import upon
from webapp.queries.plates import PlateFacts
from webapp.rules import refusals
from webapp.rules.moving import may_all_go
from webapp.words import T, Words


def move(talk: Talk, place: PlaceScan) -> Reply:
    """All of it goes to a location; asked for once more where it is no bin, or full."""
    plate = in_hand(talk)
    if said := stays(talk, plate, place) or waits_here(talk, plate, place):
        return refused(said)
    question = doubt(talk, plate, place)
    if question and not talk.confirmed("move_plate", place.id):
        talk.ask_once_more("move_plate", place.id)
        remedy = T("Scan %(bin)s once more to bring it there.", bin=place.code)
        return confirm("move_plate", question, remedy, scanned=place.code)
    if said := cannot_stand(talk, plate, place) or plates.move_whole(
        talk.work, plate.id, place.id, talk.by
    ):
        return refused(said)
    talk.state.pop("last", None)
    words = T("At %(location)s now: %(plate)s.", location=place.code, plate=called(plate))
    return done(
        talk,
        accepted("plate_moved", words),
        verb="move",
        plate=plate.id,
        came=plate.location_id,
        to=place.id,
    )


def stays(talk: Talk, plate: PlateFacts, place: PlaceScan) -> refusals.Refusal | None:
    """What is held on it goes to quarantine or scrap only, as when it is moved by scan."""
    if place.id == plate.location_id or plate.parent_id:
        return None  # refused anyway, with a better reason
    return may_all_go(upon(talk.work.connection, plate.id), str(place.kind), talk.today)


def waits_here(talk: Talk, plate: PlateFacts, place: PlaceScan) -> refusals.Refusal | None:
    """A plate goes on from quarantine with nothing on it that waits for a decision."""
    if not reads.units_upon(talk.work.connection, plate.id):
        return None
    return waits(talk, called(plate), plate.location, plate.location_kind, place.kind)


def doubt(talk: Talk, plate: PlateFacts, place: PlaceScan) -> Words | None:
    """Why somebody may not have meant this place."""
    if place.blocked_in or place.id == plate.location_id or plate.parent_id:
        return None  # refused anyway, with a better reason
    return None if place.kind in BINS else T("%(bin)s is not a bin.", bin=place.code)


def cannot_stand(talk: Talk, plate: PlateFacts, place: PlaceScan) -> refusals.Refusal | None:
    """Why a bin may not have all that the plate carries: the rules of putaway, as it is now."""
    connection = talk.work.connection
    goods = reads.units_upon(connection, plate.id)
    if place.kind not in BINS or not goods or place.id == plate.location_id or plate.parent_id:
        return None
    keeping.before_putting(talk.work, place.id)
    load = storage.load_of(connection, goods, on_plate=True)
    return why_not_here(storage.bin_at(connection, place.id, load, talk.held.id), load, None)


def close(talk: Talk) -> Reply:
    """`LW*CLOSE`: nothing goes on or off any more."""
    if talk.held.step == Step.PLATE:
        return refused(refusals.wrong_kind(T("the Close button"), WANTED[Step.PLATE]))
    plate = in_hand(talk)
    before = pile_upon(talk, plate)
    if said := plates.close(talk.work, plate.id):
        return refused(said)
    closed = [one.id for one in before if one.status == "open"]
    talk.held.step = Step.CONTENT
    words = T("Closed: %(plate)s.", plate=called(plate))
    return done(talk, accepted("plate_closed_now", words), verb="close", plates=closed)


def pile_upon(talk: Talk, plate: PlateFacts) -> list[PlateFacts]:
    """The plate and all that stand on it, each before those that it carries."""
    found = [plate]
    for one in reads.pile(talk.work.connection, plate.id):
        if one.parent_id in {above.id for above in found}:
            found.append(one)
    return found


def open_again(talk: Talk) -> Reply:
    """`LW*OPEN`: goods go on and off again."""
    if talk.held.step == Step.PLATE:
        return refused(refusals.wrong_kind(T("the Open button"), WANTED[Step.PLATE]))
    plate = in_hand(talk)
    if said := plates.open_again(talk.work, plate.id):
        return refused(said)
    words = T("Open again: %(plate)s.", plate=called(plate))
    return done(talk, accepted("plate_opened_again", words), verb="open", plate=plate.id)


def dissolve(talk: Talk) -> Reply:
    """`LW*DISSOLVE`, twice: its content lies loose, and its code is used up for ever."""
    if talk.held.step == Step.PLATE:
        return refused(refusals.wrong_kind(T("the Dissolve button"), WANTED[Step.PLATE]))
    plate = in_hand(talk)
    if not talk.confirmed("dissolve", plate.id):
        talk.ask_once_more("dissolve", plate.id)
        return confirm(
            "dissolve",
            T("Its code will be used up: %(plate)s. No undo.", plate=called(plate)),
            T("Press Dissolve once more: what is on it will lie loose here."),
        )
    if said := plates.dissolve(talk.work, plate.id, talk.by):
        return refused(said)
    talk.final = True
    words = T(
        "Dissolved: %(plate)s. What was on it is loose at %(location)s.",
        plate=called(plate),
        location=plate.location,
    )
    return leave(talk, accepted("plate_dissolved", words))
