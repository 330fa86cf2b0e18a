"""License plates and totes."""

from __future__ import annotations

from webapp.rules.quantities import Amount
from webapp.rules.refusals.refusal import Refusal
from webapp.words import T, Words


def plate_elsewhere(plate: str, location: str) -> Refusal:
    """The license plate stands somewhere else."""
    return Refusal(
        "plate_elsewhere",
        T("License plate %(plate)s is at %(location)s.", plate=plate, location=location),
        T("Scan a license plate of this dock, or a new one."),
    )


def plate_has_left(plate: str) -> Refusal:
    """The license plate that goods were put on is being put away, or was."""
    return Refusal(
        "plate_elsewhere",
        T("License plate %(plate)s is being put away.", plate=plate),
        T("Scan another license plate, or put the goods onto the dock itself."),
    ).offering("LW*LOOSE", T("Onto the dock"))


def tote_is_for_picking(tote: str) -> Refusal:
    """Goods come in on license plates; totes are for orders."""
    return Refusal(
        "wrong_kind",
        T("Tote %(tote)s is for picking.", tote=tote),
        T("Scan a license plate, or the goods."),
    )


def plate_empty(plate: str) -> Refusal:
    """Nothing is on it."""
    return Refusal(
        "plate_empty",
        T("License plate %(plate)s is empty.", plate=plate),
        T("Scan the goods themselves."),
    )


def plate_moves_whole(plate: str) -> Refusal:
    """Part of a license plate cannot be put away by quantity."""
    return Refusal(
        "plate_moves_whole",
        T("License plate %(plate)s is put away as a whole.", plate=plate),
        T("Scan a bin for all of it."),
    )


def plate_closed(plate: object, code: str) -> Refusal:
    """Nothing goes on or off."""
    return Refusal(
        "plate_closed",
        T("Closed: %(plate)s. Nothing goes on or off.", plate=plate),
        T("Scan %(code)s under License plates and open it first.", code=code),
    )


def plate_not_open(code: str, status: str, called: Words | None = None) -> Refusal | None:
    """Why a license plate with this status takes and gives nothing, or None."""
    plate = called or T("license plate %(code)s", code=code)
    if status == "closed":
        return plate_closed(plate, code)
    over = status in ("shipped", "dissolved")
    return plate_is_over(plate, dissolved=status == "dissolved") if over else None


def plate_is_open(plate: object) -> Refusal:
    """There is nothing to open."""
    return Refusal(
        "plate_is_open",
        T("Open already: %(plate)s.", plate=plate),
        T("Scan goods to put on it."),
    )


def plate_is_over(plate: object, *, dissolved: bool) -> Refusal:
    """Shipped or dissolved: its code is used up."""
    problem = (
        T("Dissolved: %(plate)s. Its code is used up.", plate=plate)
        if dissolved
        else T("Shipped: %(plate)s. It has left.", plate=plate)
    )
    return Refusal("plate_is_over", problem, T("Scan another license plate, or a new one."))


def plate_stands_on(plate: object, parent: str) -> Refusal:
    """It goes where the one below it goes."""
    return Refusal(
        "plate_stands_on",
        T("On license plate %(parent)s: %(plate)s.", plate=plate, parent=parent),
        T("Scan %(parent)s, or take this one off it first.", parent=parent),
        expected=parent,
    )


def plate_stands_alone(plate: object) -> Refusal:
    """There is nothing to take it off."""
    return Refusal(
        "plate_stands_alone",
        T("On no other license plate: %(plate)s.", plate=plate),
        T("Scan goods or a license plate to put on it."),
    )


def plate_on_itself(plate: object, under: str) -> Refusal:
    """A pile that would stand on itself."""
    return Refusal(
        "plate_on_itself",
        T("It would stand on itself: %(plate)s.", plate=plate),
        T("Take %(under)s off it first, or scan another license plate.", under=under),
    )


def plate_not_beside(plate: object, location: str, here: str) -> Refusal:
    """The two stand at different places."""
    return Refusal(
        "plate_elsewhere",
        T("At %(location)s: %(plate)s.", plate=plate, location=location),
        T("Bring both to one place first: this one stands at %(here)s.", here=here),
        expected=here,
        scanned=location,
    )


def plate_is_there(plate: object, location: str) -> Refusal:
    """Nothing to move."""
    return Refusal(
        "plate_is_there",
        T("At %(location)s already: %(plate)s.", plate=plate, location=location),
        T("Scan another place to bring it there."),
    )


def plate_promised(plate: object, what: object) -> Refusal:
    """Somebody may be on the way to these goods."""
    return Refusal(
        "plate_promised",
        T("%(what)s on it is promised to an order: %(plate)s.", what=what, plate=plate),
        T("Leave it there until that is picked."),
    )


def close_promised(plate: object, what: object) -> Refusal:
    """A picker is to find it open."""
    return Refusal(
        "plate_promised",
        T("%(what)s on it is promised to an order: %(plate)s.", what=what, plate=plate),
        T("Leave it open until that is picked, or let a supervisor unreserve it."),
    )


def tote_being_filled(tote: object, order: str) -> Refusal:
    """A picker is at it."""
    return Refusal(
        "tote_being_filled",
        T("Being filled for order %(order)s: %(tote)s.", tote=tote, order=order),
        T("Finish picking order %(order)s first.", order=order),
    )


def plate_not_staged(plate: object, location: str) -> Refusal:
    """Goods leave from staging."""
    return Refusal(
        "plate_not_staged",
        T("At %(location)s, not in staging: %(plate)s.", plate=plate, location=location),
        T("Bring it to a staging place first."),
    )


def plate_of_several_orders(plate: object) -> Refusal:
    """One delivery is one order's."""
    return Refusal(
        "plate_of_several_orders",
        T("Goods of several orders are on it: %(plate)s.", plate=plate),
        T("Take off what belongs to other orders first."),
    )


def no_place_for_customers() -> Refusal:
    """The set-up has nowhere for goods to leave to."""
    return Refusal(
        "no_place_for_customers",
        T("There is no location of the kind customer."),
        T("Ask an admin to add one."),
    )


def not_enough_beside(what: object, here: str, available: Amount) -> Refusal:
    """Fewer are free than were to go on or off a license plate."""
    return Refusal(
        "not_enough",
        T(
            "%(here)s holds %(available)s of %(what)s that can be taken.",
            here=here,
            available=available,
            what=what,
        ),
        T("Key in fewer, or scan other goods."),
    )


def not_beside(what: object, location: str, places: str) -> Refusal:
    """No loose goods of this where the license plate stands."""
    return Refusal(
        "not_beside",
        T("Not loose at %(location)s: %(what)s.", location=location, what=what),
        T("It is at %(places)s.", places=places) if places else T("None is in stock."),
    )


def not_on_plate(what: object, plate: object) -> Refusal:
    """It cannot be taken off."""
    return Refusal(
        "not_on_plate",
        T("Not on %(plate)s: %(what)s.", plate=plate, what=what),
        T("Scan what you take off, or press Cancel."),
    )


def nothing_put_on() -> Refusal:
    """A quantity, and nothing it could be of."""
    return Refusal(
        "nothing_put_on",
        T("Nothing was put on just now."),
        T("Scan the goods first. Then key in how many there are."),
    )


def not_a_tote(scanned: object) -> Refusal:
    """A tote was asked for."""
    return Refusal(
        "not_a_tote",
        T("That is %(scanned)s, not a tote.", scanned=scanned),
        T("Scan the tote you are filling."),
    )


def tote_of_another_order(tote: str, order: str) -> Refusal:
    """Two orders never share a tote."""
    return Refusal(
        "tote_of_another_order",
        T("Tote %(tote)s belongs to order %(order)s.", tote=tote, order=order),
        T("Scan an empty tote."),
    )


def tote_in_use(tote: str) -> Refusal:
    """Something else is in it."""
    return Refusal(
        "tote_in_use",
        T("Tote %(tote)s is not empty.", tote=tote),
        T("Scan an empty tote."),
    )


def announced_without(product: str, what: object, plate: str) -> Refusal:
    """A line of an announced license plate does not say all that its product must have."""
    return Refusal(
        "announced_without",
        T("%(product)s was announced without %(what)s.", product=product, what=what),
        T("Ask a supervisor to announce %(plate)s anew.", plate=plate),
    )
