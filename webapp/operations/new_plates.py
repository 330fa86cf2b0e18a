"""New license plates with numbers of our own, standing empty at a place, with their labels."""

from __future__ import annotations

from sqlalchemy import text

from webapp.labels import LabelRefused
from webapp.models import LabelKind, PlateKind
from webapp.operations import labels, plates
from webapp.operations.labels import Asker, Wanted
from webapp.operations.sscc import next_ssccs
from webapp.operations.unit_of_work import UnitOfWork
from webapp.queries import label_drawings, label_settings
from webapp.queries.label_contents import Say
from webapp.queries.label_drawings import Drawn, NotDrawn
from webapp.queries.label_things import Thing
from webapp.queries.printers import Station
from webapp.rules.refusals import Refusal
from webapp.words import T, Words

MOST_PLATES = 200
IS_PLACE = text("select 1 from locations where id = :location and inside")


def make_plates(
    work: UnitOfWork,
    count: int,
    location_id: int,
    who: Asker,
    *,
    station: Station | None,
    say: Say,
) -> int | Words:
    """The job with the labels of so many new plates, or why there are none.

    Raises LabelRefused, and then nothing is kept, where a label cannot be made.
    """
    if not 0 < count <= MOST_PLATES:
        return T("1 to %(most)s license plates can be made at once.", most=MOST_PLATES)
    if work.connection.execute(IS_PLACE, {"location": location_id}).first() is None:
        return T("Choose where the plates stand.")
    codes = next_ssccs(work, count)
    if isinstance(codes, Refusal):
        return codes.problem
    made = [plates.register(work, code, PlateKind.PALLET, location_id) for code in codes]
    habits = label_settings.habits(work.connection)
    habit = habits[LabelKind.PLATE]
    way = labels.way_to(station, habit.paper, label_settings.label_settings(work.connection).output)
    drawn = label_drawings.drawn(
        work.connection,
        [Thing(LabelKind.PLATE, plate_id) for plate_id in made],
        {LabelKind.PLATE: habit.carrier},
        say,
    )
    wanted = [Wanted(drawn_or_refused(one), habit.carrier) for one in drawn]
    job = labels.make_job(work, way, who)
    labels.write(work, job, wanted, way, who, None)
    return job


def drawn_or_refused(one: Drawn | NotDrawn) -> Drawn:
    """The thing with its label. Raises LabelRefused where it has none."""
    if isinstance(one, Drawn):
        return one
    raise LabelRefused("label_not_made", one.words)
