"""Every no of the floor, in one catalogue: a code that stays, what is wrong, and what to do.

A refusal is a value. It names what was recognised, so that nobody has to guess what was scanned,
and it says the next thing a hand can do. `action` is the one tap that is likely to help.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from webapp.rules.quantities import Amount
from webapp.words import T, Words


@dataclass(frozen=True, slots=True)
class Tap:
    """A button that sends `text` as a scan."""

    text: str
    label: Words


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was changed, and what to do instead."""

    code: str
    problem: Words
    remedy: Words
    expected: object = None
    scanned: object = None
    action: Tap | None = None

    def beside(self, *, expected: object, scanned: object) -> Refusal:
        """The same refusal with what was expected beside what was scanned."""
        return replace(self, expected=expected, scanned=scanned)

    def offering(self, text: str, label: Words) -> Refusal:
        """The same refusal with one tap to the likely next step."""
        return replace(self, action=Tap(text, label))


ANOTHER_BIN = T("Scan another bin.")


# What a code says, before it is held against the work


def unknown_code(shown: str) -> Refusal:
    """Nothing in the warehouse has this code."""
    return Refusal(
        "unknown_code",
        T("%(code)s is not known here.", code=shown),
        T("Check the label and scan again, or ask a supervisor."),
        scanned=shown,
    )


def empty_scan() -> Refusal:
    """The scanner sent nothing."""
    return Refusal(
        "empty_scan", T("The scan was empty."), T("Hold the scanner closer and scan again.")
    )


def unreadable_code(fault: Words, shown: str) -> Refusal:
    """The code breaks the standard it is written in."""
    return Refusal("unreadable_code", fault, T("Scan the label again."), scanned=shown)


def unknown_gtin(gtin: str) -> Refusal:
    """A right GTIN that no packaging carries."""
    return Refusal(
        "unknown_gtin",
        T("No product here has GTIN %(gtin)s.", gtin=gtin),
        T("Put the goods aside and ask a supervisor to add the product."),
        scanned=gtin,
    )


def unknown_command(shown: str) -> Refusal:
    """A command barcode of another program, or of another step."""
    return Refusal(
        "unknown_command",
        T("Command %(code)s does nothing here.", code=shown),
        T("Use the buttons on the screen."),
    )


def written_otherwise(scanned: str, known: str) -> Refusal:
    """Only capitals or blanks differ from a code that is known; it is not guessed."""
    if scanned.replace(" ", "") == known:
        remedy = T("%(known)s is, without blanks. Scan the label, do not type it.", known=known)
    else:
        remedy = T(
            "%(known)s is, with other capitals. Scan the label, do not type it.", known=known
        )
    return Refusal(
        "unknown_code",
        T("%(code)s is not known here.", code=scanned),
        remedy,
        expected=known,
        scanned=scanned,
    )


def wrong_kind(scanned: Words, wanted: Words) -> Refusal:
    """A code that is known, but not of a kind this step can use."""
    return Refusal(
        "wrong_kind",
        T("That was %(scanned)s.", scanned=scanned),
        wanted,
        expected=wanted,
        scanned=scanned,
    )


def stale_step() -> Refusal:
    """The device showed a step that is over."""
    return Refusal(
        "stale_step",
        T("This work has gone on since your screen was drawn."),
        T("Look at the step shown now, then scan again."),
    )


def no_such_task() -> Refusal:
    """The device speaks of work that is not here."""
    return Refusal(
        "no_such_task", T("This work is not known here."), T("Go home and choose your work.")
    )


def task_finished() -> Refusal:
    """The work is done or was given up; there is nothing to scan for it."""
    return Refusal(
        "task_finished", T("This work is finished."), T("Go home and take the next task.")
    )


def taken_by_other(name: str) -> Refusal:
    """Somebody else is at it."""
    return Refusal(
        "taken_by_other",
        T("%(name)s is working on this.", name=name),
        T("Take another task, or ask %(name)s to hand it over.", name=name),
    )


def nothing_to_undo() -> Refusal:
    """No accepted scan of this task is left to take back."""
    return Refusal(
        "nothing_to_undo", T("There is nothing to undo."), T("Go on with the step on the screen.")
    )


def cannot_undo() -> Refusal:
    """What was moved is not where it was put any more."""
    return Refusal(
        "cannot_undo",
        T("The goods have been moved on since, so this cannot be undone."),
        T("Ask a supervisor to correct the stock."),
    )


def not_permitted(what: Words) -> Refusal:
    """Something that another role decides."""
    return Refusal(
        "not_permitted",
        T("%(what)s is for a supervisor.", what=what),
        T("Put the goods aside and ask a supervisor to scan the code here."),
    )


def nothing_to_link() -> Refusal:
    """No unknown code was scanned just before."""
    return Refusal(
        "nothing_to_link",
        T("There is no unknown code to link."),
        T("Scan the code first, then link it."),
    )


def cannot_link(reason: Words) -> Refusal:
    """The code cannot stand for that."""
    return Refusal("cannot_link", reason, T("Tap another product, or Cancel."))


def nothing_to_remember() -> Refusal:
    """No reading was chosen just before."""
    return Refusal(
        "nothing_to_remember",
        T("No reading was chosen just now."),
        T("Scan the label and tap what it says, then press this."),
    )


def bad_quantity(text: str) -> Refusal:
    """Not a number the product can be counted in."""
    return Refusal(
        "bad_quantity",
        T("%(text)s is not a quantity.", text=text),
        T("Key in a whole number above 0."),
    )


def code_as_quantity(text: str) -> Refusal:
    """A barcode was scanned or typed where a quantity belongs."""
    return Refusal(
        "code_as_quantity",
        T("That looks like a barcode, not a quantity: %(text)s.", text=text),
        T("Key in how many there are."),
    )


def finer_than_counted(text: str, smallest: Amount, unit: object) -> Refusal:
    """A quantity finer than the product is counted in; nothing is ever rounded."""
    return Refusal(
        "quantity_too_fine",
        T(
            "%(text)s is finer than this is counted in: %(smallest)s %(unit)s is the least.",
            text=text,
            smallest=smallest,
            unit=unit,
        ),
        T("Key in the quantity without rounding, or ask a supervisor."),
    )


def scan_goods_first() -> Refusal:
    """A quantity came before anybody said of what."""
    return Refusal(
        "scan_goods_first", T("Scan the goods first."), T("Then key in how many there are.")
    )


# Goods


def wrong_product(scanned: str, expected: str) -> Refusal:
    """Another product than the one asked for."""
    return Refusal(
        "wrong_product",
        T("Wrong product: that is %(scanned)s.", scanned=scanned),
        T("Scan %(expected)s.", expected=expected),
        expected=expected,
        scanned=scanned,
    )


def lot_of_another_product(lot: str, product: str, expected: str) -> Refusal:
    """The lot is known, for something else."""
    return Refusal(
        "lot_of_another_product",
        T("Lot %(lot)s is a lot of %(product)s.", lot=lot, product=product),
        T("Scan a lot of %(expected)s.", expected=expected),
        expected=expected,
        scanned=T("%(product)s lot %(lot)s", product=product, lot=lot),
    )


def product_not_on_receipt(product: str, receipt: str) -> Refusal:
    """The supplier did not announce this."""
    return Refusal(
        "product_not_on_receipt",
        T("%(product)s is not on receipt %(receipt)s.", product=product, receipt=receipt),
        T("Put it aside and ask a supervisor, or scan another product."),
        scanned=product,
    )


def over_expected(product: str, expected: Amount, done: Amount) -> Refusal:
    """More came than was announced."""
    return Refusal(
        "over_expected",
        T(
            "More %(product)s than expected: %(done)s of %(expected)s done before this scan.",
            product=product,
            done=done,
            expected=expected,
        ),
        T("Put the rest aside and ask a supervisor."),
        expected=expected,
    )


def lot_needed(product: str) -> Refusal:
    """A product scan is not enough here: more than one lot could be meant."""
    return Refusal(
        "lot_needed",
        T("There is more than one lot of %(product)s here.", product=product),
        T("Scan the lot on the label."),
    )


def serial_needed(product: str) -> Refusal:
    """A product scan is not enough: every unit has its own number."""
    return Refusal(
        "serial_needed",
        T("Every %(product)s has its own serial number.", product=product),
        T("Scan the serial number of this unit."),
    )


def expiry_conflict(lot: str, known: date, scanned: date) -> Refusal:
    """A lot has one date it expires on; the label says another."""
    return Refusal(
        "expiry_conflict",
        T(
            "Lot %(lot)s expires on %(known)s, but this label says %(scanned)s.",
            lot=lot,
            known=known,
            scanned=scanned,
        ),
        T("Put these goods aside and ask a supervisor."),
        expected=known,
        scanned=scanned,
    )


def expiry_needed(product: str) -> Refusal:
    """A new lot of this product cannot be received without a date."""
    return Refusal(
        "expiry_needed",
        T("A new lot of %(product)s needs the date it expires on.", product=product),
        T("Scan the date, or key it in as YYYY-MM-DD."),
    )


def label_of_another_lot(lot: str, expected: str) -> Refusal:
    """The date was looked for on the label of other goods."""
    return Refusal(
        "label_of_another_lot",
        T("That is a label of lot %(lot)s, not of %(expected)s.", lot=lot, expected=expected),
        T("Scan the date of lot %(expected)s, or press Cancel and begin again.", expected=expected),
        expected=expected,
        scanned=lot,
    )


def labels_apart(link: str, other: str) -> Refusal:
    """Two HIBC codes whose link characters differ are of two packages."""
    return Refusal(
        "labels_apart",
        T(
            "These two labels do not belong together: one has link %(link)s, the other %(other)s.",
            link=link,
            other=other,
        ),
        T("Scan both codes of the same package, or press Cancel and begin again."),
        expected=link,
        scanned=other,
    )


def bad_date(text: str) -> Refusal:
    """Not a date."""
    return Refusal(
        "bad_date",
        T("%(text)s is not a date.", text=text),
        T("Key it in as YYYY-MM-DD, for example 2027-03-31."),
    )


def already_expired(lot: str, expires_on: date) -> Refusal:
    """Expired goods are not taken in."""
    return Refusal(
        "expired",
        T("Lot %(lot)s expired on %(date)s.", lot=lot, date=expires_on),
        T("Put these goods aside and ask a supervisor."),
    )


def code_too_long(code: str) -> Refusal:
    """A lot or serial code that could not be printed in a GS1 label."""
    return Refusal(
        "code_too_long",
        T("%(code)s is too long for a lot or serial code.", code=code),
        T("Scan the lot or serial number, at most 20 characters."),
    )


def unfit_sign(code: str, sign: str) -> Refusal:
    """A picture or an invisible character in a lot or serial code."""
    return Refusal(
        "unfit_code",
        T("%(code)s holds %(sign)s, which no code can have.", code=code, sign=sign),
        T("Scan the lot or serial number on the label."),
        scanned=code,
    )


def cannot_make_codes(fault: Words) -> Refusal:
    """No row of serial numbers begins like that."""
    return Refusal("unfit_code", fault, T("Key in another first number, or fewer of them."))


def serials_not_asked() -> Refusal:
    """Serial numbers were to be made at a step that asks for something else."""
    return Refusal(
        "serials_not_asked",
        T("No serial number is asked for now."),
        T("Scan the product (and its lot) first, then make its serial numbers."),
    )


def serials_stand_against(fault: Words, proposal: str | None) -> Refusal:
    """One of many serial numbers cannot come in, so none of them does."""
    remedy = T("Nothing was received. Begin with another number.")
    if proposal:
        remedy = T("Nothing was received. Begin with %(next)s, for example.", next=proposal)
    return Refusal("serials_refused", fault, remedy)


def serial_in_stock(serial: str, location: str) -> Refusal:
    """One unit cannot come in twice."""
    return Refusal(
        "serial_in_stock",
        T("Serial %(serial)s is already in stock, at %(place)s.", serial=serial, place=location),
        T("Check the label. Scan another unit."),
    )


def serial_already_used(serial: str) -> Refusal:
    """The same unit scanned again in the same work."""
    return Refusal(
        "serial_already_used",
        T("Serial %(serial)s was already scanned here.", serial=serial),
        T("Scan the next unit."),
    )


def serial_left_before(serial: str) -> Refusal:
    """A unit that was sold comes back only as a return."""
    return Refusal(
        "serial_left_before",
        T("Serial %(serial)s was received before and has left.", serial=serial),
        T("Take it in as a return: ask a supervisor."),
    )


def serial_is_one(serial: str) -> Refusal:
    """A serial number with a quantity other than one."""
    return Refusal(
        "serial_is_one",
        T("Serial %(serial)s is one unit.", serial=serial),
        T("Scan every unit by itself."),
    )


def measure_does_not_fit(measure: str, product: str, unit: object) -> Refusal:
    """A weight on a product that is counted, or one finer than the product is kept."""
    return Refusal(
        "measure_does_not_fit",
        T(
            "%(measure)s on a product counted in %(unit)s: %(product)s.",
            measure=measure,
            unit=unit,
            product=product,
        ),
        T("Scan another label of the goods, or ask a supervisor."),
        expected=unit,
        scanned=measure,
    )


# Whether it may leave


def lot_on_hold(lot: str, reason: object) -> Refusal:
    """A supervisor keeps the lot here."""
    return Refusal(
        "lot_on_hold",
        T("Lot %(lot)s is on hold: %(reason)s.", lot=lot, reason=reason),
        T("Leave it there. Scan another lot, or report it short."),
    )


def lot_recalled(lot: str, reason: object) -> Refusal:
    """The lot is being called back."""
    return Refusal(
        "lot_recalled",
        T("Lot %(lot)s is recalled: %(reason)s.", lot=lot, reason=reason),
        T("Leave it there. Scan another lot, or report it short."),
    )


def lot_expired(lot: str, expires_on: date) -> Refusal:
    """Its last day is over."""
    return Refusal(
        "expired",
        T("Lot %(lot)s expired on %(date)s.", lot=lot, date=expires_on),
        T("Leave it there. Scan another lot, or report it short."),
    )


def plate_on_hold(plate: str, reason: object) -> Refusal:
    """A supervisor keeps the license plate here."""
    return Refusal(
        "plate_on_hold",
        T("License plate %(plate)s is on hold: %(reason)s.", plate=plate, reason=reason),
        T("Leave it there. Take other goods, or report it short."),
    )


def location_on_hold(location: str, reason: object) -> Refusal:
    """A supervisor lets nothing leave the location."""
    return Refusal(
        "location_on_hold",
        T("%(location)s is on hold: %(reason)s.", location=location, reason=reason),
        T("Leave the goods there. Take others, or report it short."),
    )


def in_quarantine(location: str) -> Refusal:
    """Goods that wait for a decision."""
    return Refusal(
        "in_quarantine",
        T("%(location)s is quarantine: nothing leaves it for an order.", location=location),
        T("Leave the goods there. Take others, or report it short."),
    )


def life_too_short(lot: str, least: int, left: int) -> Refusal:
    """The customer wants goods that last longer."""
    return Refusal(
        "life_too_short",
        T(
            "Customer wants %(least)s days; lot %(lot)s has %(left)s.",
            least=least,
            lot=lot,
            left=left,
        ),
        T("Leave it there. Scan a lot that lasts longer, or report it short."),
    ).beside(expected=T("%(days)s days", days=least), scanned=T("%(days)s days", days=left))


def arrives_too_old(lot: str, product: str, least: int, left: int) -> Refusal:
    """The supplier brings goods that end too soon."""
    return Refusal(
        "arrives_too_old",
        T(
            "Lot %(lot)s has %(left)s days left; %(product)s needs %(least)s on receipt.",
            lot=lot,
            left=left,
            product=product,
            least=least,
        ),
        T("Put the goods aside and ask a supervisor."),
    ).beside(expected=T("%(days)s days", days=least), scanned=T("%(days)s days", days=left))


def nothing_to_allow() -> Refusal:
    """No expired goods were scanned here."""
    return Refusal(
        "nothing_to_allow",
        T("No expired goods were scanned just before."),
        T("Scan the expired goods first, then let them pass."),
    )


def reason_too_long(most: int) -> Refusal:
    """A reason that no book has room for."""
    return Refusal(
        "reason_too_long",
        T("A reason has at most %(most)s characters.", most=most),
        T("Say it in fewer words."),
    )


# Places


def wrong_location(scanned: str, expected: str) -> Refusal:
    """Another bin than the one asked for."""
    return Refusal(
        "wrong_location",
        T("This is %(scanned)s.", scanned=scanned),
        T("Go to %(expected)s and scan it.", expected=expected),
        expected=expected,
        scanned=scanned,
    )


def scan_location_first(expected: str) -> Refusal:
    """Goods were scanned before the bin they lie in."""
    return Refusal(
        "scan_location_first",
        T("Scan the bin first."),
        T("Go to %(expected)s and scan it.", expected=expected),
        expected=expected,
    )


def picked_elsewhere(what: object, here: str, place: str, expected: object) -> Refusal:
    """The order wants these goods, from another bin."""
    return Refusal(
        "wrong_location",
        T(
            "%(what)s is to be taken at %(place)s, not at %(here)s.",
            what=what,
            place=place,
            here=here,
        ),
        T("Scan %(expected)s, or go to %(place)s and scan it.", expected=expected, place=place),
        expected=expected,
        scanned=what,
    )


def other_in_hand(scanned: object, expected: object) -> Refusal:
    """The goods differ from those that are being counted."""
    return Refusal(
        "other_goods_in_hand",
        T(
            "That is %(scanned)s, but you are counting %(expected)s.",
            scanned=scanned,
            expected=expected,
        ),
        T("Scan %(expected)s again, key in the quantity, or press Cancel.", expected=expected),
        expected=expected,
        scanned=scanned,
    )


def counted_first(counted: Amount, what: object) -> Refusal:
    """Some are in the picker's hand already; only the rest can be short."""
    return Refusal(
        "counted_first",
        T("You have counted %(counted)s of %(what)s.", counted=counted, what=what),
        T("Take them first, then report the rest short."),
    ).offering("LW*OK", T("Take %(n)s", n=counted))


def serial_of_another_lot(serial: str, lot: str) -> Refusal:
    """A unit came in one lot; the label says another."""
    return Refusal(
        "serial_of_another_lot",
        T("Serial %(serial)s did not come in lot %(lot)s.", serial=serial, lot=lot),
        T("Put this unit aside and ask a supervisor."),
        scanned=lot,
    )


def not_here(what: object, here: str, places: str) -> Refusal:
    """The goods exist, at other places."""
    return Refusal(
        "not_at_this_location",
        T("%(what)s is not at %(here)s.", what=what, here=here),
        T("It is at %(places)s.", places=places)
        if places
        else T("None is in stock. Scan other goods, or report it short."),
        expected=here,
        scanned=places or None,
    )


def not_enough(what: object, here: str, available: Amount) -> Refusal:
    """Fewer are free than were asked for."""
    return Refusal(
        "not_enough",
        T(
            "%(here)s holds %(available)s of %(what)s that can be taken.",
            here=here,
            available=available,
            what=what,
        ),
        T("Take fewer, scan another lot, or report it short."),
    )


def not_enough_waits(what: object, dock: str, available: Amount) -> Refusal:
    """Fewer wait on the dock than were keyed in."""
    return Refusal(
        "not_enough",
        T(
            "%(here)s holds %(available)s of %(what)s that can be taken.",
            here=dock,
            available=available,
            what=what,
        ),
        T("Key in fewer, or scan the bin for what is there."),
    )


def over_pick(remaining: Amount, product: str) -> Refusal:
    """More than the order still needs."""
    return Refusal(
        "over_pick",
        T(
            "Too many: only %(remaining)s of %(product)s left to pick.",
            remaining=remaining,
            product=product,
        ),
        T("Put the rest back."),
        expected=remaining,
    )


def no_bin_for_goods(location: str) -> Refusal:
    """A place that is not for keeping goods."""
    return Refusal(
        "location_not_allowed",
        T("Goods cannot be put away at %(location)s.", location=location),
        T("Scan a storage bin."),
    )


def location_blocked(location: str) -> Refusal:
    """Closed for goods going in."""
    return Refusal(
        "location_blocked",
        T("%(location)s is blocked: nothing may be put there.", location=location),
        ANOTHER_BIN,
    )


def location_blocked_out(location: str) -> Refusal:
    """Closed for goods coming out, perhaps after they were promised."""
    return Refusal(
        "location_blocked_out",
        T("%(location)s is blocked: nothing may be taken from there.", location=location),
        T("Skip this, or ask a supervisor to free the bin."),
    )


def too_heavy(location: str, now_g: int, most_g: int, goods_g: int) -> Refusal:
    """More than the beam carries."""
    return Refusal(
        "bin_too_heavy",
        T(
            "%(location)s carries %(now)s of %(most)s kg; this is %(goods)s kg.",
            location=location,
            now=Amount(now_g, 3),
            most=Amount(most_g, 3),
            goods=Amount(goods_g, 3),
        ),
        ANOTHER_BIN,
    )


def too_many_units(location: str, now: Amount, most: Amount, new: Amount) -> Refusal:
    """More units than the category allows of anything."""
    return Refusal(
        "bin_units_full",
        T(
            "%(location)s takes at most %(most)s units and has %(now)s; this is %(new)s.",
            location=location,
            now=now,
            most=most,
            new=new,
        ),
        ANOTHER_BIN,
    )


def too_many_of_product(
    location: str, product: str, *, now: Amount, most: Amount, new: Amount
) -> Refusal:
    """More of one product than the category allows."""
    return Refusal(
        "bin_product_full",
        T(
            "%(location)s takes at most %(most)s of %(product)s and has %(now)s; this is %(new)s.",
            location=location,
            product=product,
            now=now,
            most=most,
            new=new,
        ),
        ANOTHER_BIN,
    )


def too_many_plates(location: str, now: int, most: int) -> Refusal:
    """No place for one more license plate."""
    return Refusal(
        "bin_plates_full",
        T(
            "%(location)s takes at most %(most)s license plates and has %(now)s.",
            location=location,
            most=most,
            now=now,
        ),
        ANOTHER_BIN,
    )


PLATES: dict[str, Words] = {"pallet": T("pallets"), "case": T("cases"), "tote": T("totes")}


def too_many_of_kind(location: str, kind: str, now: int, most: int) -> Refusal:
    """No place for one more plate of its kind."""
    return Refusal(
        "bin_plates_full",
        T(
            "%(location)s takes at most %(most)s %(plates)s and has %(now)s.",
            location=location,
            most=most,
            plates=PLATES.get(kind, kind),
            now=now,
        ),
        ANOTHER_BIN,
    )


def too_high(location: str, what: object, high: int, most: int) -> Refusal:
    """It would not stand upright."""
    return Refusal(
        "too_high",
        T(
            "%(what)s is %(high)s mm high; %(location)s takes up to %(most)s mm.",
            what=what,
            high=high,
            location=location,
            most=most,
        ),
        ANOTHER_BIN,
    )


def only_when_empty(location: str, there: object) -> Refusal:
    """The bin is not empty, and that is what its category asks for."""
    return Refusal(
        "bin_not_empty",
        T(
            "%(location)s takes goods only while it is empty. There or on its way: %(there)s.",
            location=location,
            there=there,
        ),
        ANOTHER_BIN,
    )


def one_product(location: str, there: str) -> Refusal:
    """Another product is there."""
    return Refusal(
        "bin_has_other_product",
        T(
            "%(location)s takes one product at a time. There or on its way: %(there)s.",
            location=location,
            there=there,
        ),
        ANOTHER_BIN,
    )


def one_lot(location: str, there: object) -> Refusal:
    """Another lot is there."""
    return Refusal(
        "bin_has_other_lot",
        T(
            "%(location)s takes one lot at a time. There or on its way: %(there)s.",
            location=location,
            there=there,
        ),
        ANOTHER_BIN,
    )


def one_date(location: str, product: str, *, there: date | None, comes: date | None) -> Refusal:
    """The same product with another date is there."""
    return Refusal(
        "bin_has_other_expiry",
        T(
            "%(location)s keeps one date of a product. %(product)s there or on its way"
            " expires on %(there)s, this on %(comes)s.",
            location=location,
            product=product,
            there=there or T("no day"),
            comes=comes or T("no day"),
        ),
        ANOTHER_BIN,
    )


def class_conflict(location: str, there: object, class_there: str, class_new: str) -> Refusal:
    """Goods that may not lie beside each other."""
    return Refusal(
        "class_conflict",
        T(
            "%(what)s in %(location)s is class %(there)s, which may not share a bin with class"
            " %(new)s.",
            what=there,
            location=location,
            there=class_there,
            new=class_new,
        ),
        ANOTHER_BIN,
    )


def bin_full(location: str, room: Amount, capacity: Amount) -> Refusal:
    """The goods would not fit, counting what is on its way."""
    return Refusal(
        "bin_full",
        T(
            "%(location)s has room for %(room)s of %(capacity)s.",
            location=location,
            room=room,
            capacity=capacity,
        ),
        T("Put part of it there with the keypad, or scan another bin."),
    )


def no_bin_has_room(product: str) -> Refusal:
    """The warehouse is full for these goods."""
    return Refusal(
        "no_putaway",
        T("No bin has room for %(product)s.", product=product),
        T("Leave it on the dock. A supervisor has been told."),
    )


def not_on_dock(what: object, places: str) -> Refusal:
    """Nothing of this waits to be put away."""
    return Refusal(
        "not_waiting",
        T("Not waiting on a dock: %(what)s.", what=what),
        T("It is at %(places)s.", places=places) if places else T("None is in stock."),
    )


def being_put_away(what: object) -> Refusal:
    """All of it is in somebody's hands."""
    return Refusal(
        "being_put_away",
        T("Already being put away: %(what)s.", what=what),
        T("Scan other goods."),
    )


# License plates, totes, documents


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


def last_line() -> Refusal:
    """There is nothing to do before it."""
    return Refusal(
        "last_line",
        T("This is the last line of the order."),
        T("Pick it, or report it short."),
    )


def no_line_before() -> Refusal:
    """No line of the order was put off."""
    return Refusal(
        "no_line_before",
        T("No line was put off before this one."),
        T("Go on with the step on the screen."),
    )


def lines_left(count: int) -> Refusal:
    """An order is done when each line is picked or reported short."""
    return Refusal(
        "lines_left",
        T("Lines still to pick: %(count)s.", count=count),
        T("Pick them, or report them short."),
    )


def receipt_closed(number: str) -> Refusal:
    """Nothing more comes in on it."""
    return Refusal(
        "receipt_closed",
        T("Receipt %(number)s is closed.", number=number),
        T("Open another receipt, or ask a supervisor."),
    )


def order_not_released(number: str) -> Refusal:
    """There is no pick task for it."""
    return Refusal(
        "order_not_released",
        T("Order %(number)s has nothing to pick now.", number=number),
        T("Take the next task, or ask a supervisor."),
    )


def no_work(what: Words) -> Refusal:
    """Nothing waits in this kind of work."""
    return Refusal("no_work", what, T("Go home and choose other work."))


def short_reason_unknown(text: str) -> Refusal:
    """A reason that is not on the list."""
    return Refusal(
        "short_reason_unknown",
        T("%(text)s is not a reason.", text=text),
        T("Choose a reason on the screen."),
    )


def busy_elsewhere() -> Refusal:
    """Somebody else took the goods between the look and the move."""
    return Refusal(
        "not_enough",
        T("Somebody else has just taken these goods."),
        T("Look at the step shown now, then scan again."),
    )


# Labels and their numbers


def no_company_prefix() -> Refusal:
    """Without a prefix from GS1 there are no numbers of our own."""
    return Refusal(
        "no_company_prefix",
        T("There is no GS1 company prefix yet, so there are no license plate numbers."),
        T("Ask an admin to enter it in the label settings, or scan a plate that has a label."),
    )


def numbers_used_up(prefix: str, extension: int) -> Refusal:
    """Every serial reference of the series was given."""
    return Refusal(
        "numbers_used_up",
        T(
            "Company prefix %(prefix)s with extension digit %(extension)s has not enough numbers "
            "left.",
            prefix=prefix,
            extension=extension,
        ),
        T("Ask an admin to set another extension digit in the label settings."),
    )


def no_such_station(code: str) -> Refusal:
    """A workstation's code that nobody has arranged."""
    return Refusal(
        "no_such_station",
        T("There is no workstation %(code)s.", code=code),
        T("Scan the code on the workstation, or ask an admin to add it."),
        scanned=code,
    )


def no_device() -> Refusal:
    """A scan that no device sent: there is nothing to bind."""
    return Refusal(
        "no_device",
        T("Only a device that somebody signed in on can be bound to a workstation."),
        T("Sign in on the device and scan the workstation's code again."),
    )


def no_labels_wait() -> Refusal:
    """The print button where there is nothing to print."""
    return Refusal(
        "no_labels_wait",
        T("No labels wait to be printed here."),
        T("Go on scanning, or choose labels on the look-up page."),
    )
