"""What comes off the license plate in hand, and how that one comes off its own."""

from __future__ import annotations

from webapp.flows.amounts import measure_fits
from webapp.flows.plates_goods import move_goods, one_of_rows, upon
from webapp.flows.plates_hand import WANTED, Step, called, done, in_hand
from webapp.flows.replies import Reply, accepted, refused
from webapp.flows.talk import Talk
from webapp.operations import plates
from webapp.queries import plates as reads
from webapp.queries.meanings import GoodsScan, PlateScan
from webapp.rules import refusals
from webapp.words import T


def take_off(talk: Talk) -> Reply:
    """`LW*OUT`: what went on last, else what is scanned next; `LW*OUT*SELF`: the plate itself."""
    if talk.held.step == Step.PLATE:
        return refused(refusals.wrong_kind(T("the Take off button"), WANTED[Step.PLATE]))
    if talk.command and talk.command.arguments == ("SELF",):
        return take_itself_off(talk)
    last = talk.state.get("last") or {}
    if last.get("way") != "on":
        talk.held.step = Step.OFF
        return done(talk, accepted("take_off", T("Scan what you take off.")))
    if "plate" in last:
        return take_plate_off(talk, last["plate"])
    row = next(
        iter(reads.goods_on(talk.work.connection, talk.state["plate"], *last["goods"])), None
    )
    if row is None:
        return refused(refusals.busy_elsewhere())
    return move_goods(talk, "off", row, last["units"])


def take_itself_off(talk: Talk) -> Reply:
    """The plate in hand stands by itself again."""
    plate = in_hand(talk)
    if said := plates.take_out(talk.work, plate.id):
        return refused(said)
    words = T("By itself at %(location)s: %(plate)s.", location=plate.location, plate=called(plate))
    return done(
        talk, accepted("plate_taken_off", words), verb="out", plate=plate.id, under=plate.parent_id
    )


def hear_off(talk: Talk) -> Reply:
    """Goods or a plate that come off."""
    found = talk.one_of(
        GoodsScan,
        PlateScan,
        wanted=WANTED[Step.OFF],
        fits=lambda one: not isinstance(one, GoodsScan) or bool(upon(talk, one)),
    )
    if isinstance(found, Reply):
        return found
    if isinstance(found, PlateScan):
        return take_scanned_plate_off(talk, found)
    row = one_of_rows(found, upon(talk, found))
    if isinstance(row, refusals.Refusal):
        return refused(row)
    if row is None:
        return refused(refusals.not_on_plate(found.called, called(in_hand(talk))))
    if said := measure_fits(found):
        return refused(said)
    return move_goods(talk, "off", row, found.quantity)


def take_scanned_plate_off(talk: Talk, plate: PlateScan) -> Reply:
    """A plate that stands on the one in hand."""
    under = talk.state["plate"]
    pile = reads.pile(talk.work.connection, under)
    if not any(one.id == plate.id and one.parent_id == under for one in pile):
        return refused(refusals.not_on_plate(plate.called, called(in_hand(talk))))
    return take_plate_off(talk, int(plate.id or 0))


def take_plate_off(talk: Talk, plate_id: int) -> Reply:
    """It stands by itself, where it stood."""
    under = in_hand(talk)
    pile = reads.pile(talk.work.connection, under.id)
    plate = next((one for one in pile if one.id == plate_id), None)
    if plate is None or plate.parent_id != under.id:
        return refused(refusals.busy_elsewhere())
    if said := plates.take_out(talk.work, plate_id):
        return refused(said)
    talk.state.pop("last", None)
    talk.held.step = Step.CONTENT
    words = T("Taken off %(under)s: %(plate)s.", under=called(under), plate=called(plate))
    return done(
        talk, accepted("plate_taken_off", words), verb="out", plate=plate_id, under=under.id
    )
