"""License plates while goods come in: what is scanned from now on stands on one, or on none."""

from __future__ import annotations

from dataclasses import replace

from webapp.flows.receiving_draft import Case, Step, keep
from webapp.flows.receiving_labels import label_new_plate
from webapp.flows.receiving_rules import dock_takes_goods, plate_objection
from webapp.flows.replies import Reply, accepted, refused
from webapp.models import PlateKind
from webapp.operations import plates
from webapp.queries.meanings import PlateScan
from webapp.words import T


def use_plate(case: Case, plate: PlateScan) -> Reply:
    """Goods scanned from now on stand on this license plate; a new one begins here."""
    if said := dock_takes_goods(case) or plate_objection(plate, case.receipt.dock_id):
        return refused(said)
    case = onto_plate(replace(case, draft=replace(case.draft, plate=plate.code)))
    keep(case, Step.PRODUCT)
    return accepted(
        "plate_opened", T("Goods now go onto license plate %(plate)s.", plate=plate.code)
    )


def onto_plate(case: Case) -> Case:
    """Open the license plate that the draft's label names; a new one is registered here."""
    talk, code = case.talk, str(case.draft.plate)
    found = plates.known(talk.work, code)
    plate_id = found or plates.register(talk.work, code, PlateKind.PALLET, case.receipt.dock_id)
    talk.state["plate"], talk.state["plate_code"] = plate_id, code
    talk.state.pop("entry", None)
    if found is None:
        label_new_plate(case, plate_id)
    return replace(case, draft=replace(case.draft, plate=None))


def leave_plate(case: Case) -> Reply:
    """`LW*LOOSE`: goods stand on the dock itself again."""
    case.talk.state.pop("plate", None)
    case.talk.state.pop("plate_code", None)
    case.talk.state.pop("entry", None)
    return accepted("plate_left", T("Goods now go onto %(dock)s.", dock=case.receipt.dock))
