"""Every record that a page edits: its table, the fields its form shows, and who changed it last.

A field is named as in the form, and its SQL says the value as people read it; `t` is the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from webapp.words import T, Words


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form; `lookup` names what is chosen by its number."""

    words: Words
    sql: str
    lookup: str | None = None
    is_tick: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One form. `who` finds the name and the moment (`at`) of the last change by `:key`."""

    table: str
    fields: Mapping[str, Field]
    who: str | None = None
    key: str = "id"


def history(room: str, subject: str | None = None) -> str:
    """The last change of a room of the settings; `subject` is SQL over `:key`."""
    about = f" and c.subject = {subject}" if subject else ""
    return (
        "select u.name, c.recorded_at as at from setting_changes c"
        f" left join users u on u.id = c.by_user_id where c.room = '{room}'{about}"
        " order by c.id desc limit 1"
    )


def plain(**fields: Words) -> dict[str, Field]:
    """Fields that are columns of the same name."""
    return {name: Field(words, f"t.{name}") for name, words in fields.items()}


def yes_no(words: Words, column: str) -> Field:
    """What is so or not; a button changes it."""
    return Field(words, f"case when t.{column} then 'yes' else '' end")


def tick(words: Words, column: str) -> Field:
    """The same as a tick of the form, which sends nothing where it is not set."""
    return replace(yes_no(words, column), is_tick=True)


def listed(words: Words, rows: str) -> Field:
    """Several rows in one text: `rows` selects them as `one`, in their order."""
    return Field(words, f"(select {{join}}(one, ', ') from ({rows}) x)")


SKU = "(select sku from products where id = :key)"
CODE = "(select code from {} where id = :key)"
CATEGORY = "select code from storage_categories where id = :id"
PARTNER = "select name from partners where id = :id"


def hold_on(table: str, column: str) -> Kind:
    """The hold that is open on one thing; another one for the same reason is another one."""
    found = (
        "(select {} from holds h where h." + column + " = t.id and h.released_at is null"
        " order by h.id desc limit 1)"
    )
    return Kind(
        table,
        {
            "status": Field(T("Status"), found.format("h.status")),
            "reason": Field(T("Reason"), found.format("h.reason")),
            "number": Field(T("Number of the hold"), found.format("h.id")),
        },
        "select u.name, coalesce(h.released_at, h.placed_at) as at from holds h"
        " left join users u on u.id = coalesce(h.released_by_id, h.by_user_id)"
        f" where h.{column} = :key order by h.id desc limit 1",
    )


PRODUCTS = {
    "product_life": Kind(
        "products",
        plain(
            expiry_days=T("Expires after days"),
            best_before_days=T("Best before, days"),
            removal_days=T("Removed before, days"),
            alert_days=T("Alert before, days"),
            min_receipt_days=T("Days at receipt"),
            min_receipt_percent=T("Share at receipt (%)"),
            short_life=T("When it has less"),
        ),
        history("shelf life", SKU),
    ),
    "product_storage": Kind(
        "products",
        {
            "weight": Field(T("Weight (kg)"), "t.weight_g / 1000.0"),
            "height": Field(T("Height (mm)"), "t.height_mm"),
            "class": Field(T("Class of goods"), "t.storage_class"),
            "category": Field(
                T("Storage category"),
                "(select code from storage_categories where id = t.storage_category_id)",
                CATEGORY,
            ),
            "heights": listed(
                T("Heights of its sizes"),
                "select kind || ' ' || coalesce(cast(height_mm as varchar), '-') as one"
                " from packagings where product_id = t.id order by id",
            ),
        },
        history("product storage", SKU),
    ),
    "product_tracking": Kind(
        "products",
        {
            "tracking": Field(T("Tracked by"), "t.tracking"),
            "expiry": Field(T("Dates"), "t.expiry_policy"),
        },
        history("products", SKU),
    ),
    "product_codes": Kind(
        "products",
        {
            "codes": listed(
                T("Codes"),
                "select code || ' = ' || cast(units as varchar) as one from product_codes"
                " where product_id = t.id and active order by position, id",
            )
        },
        history("product codes", SKU),
    ),
    "product_places": Kind(
        "products",
        {
            "places": listed(
                T("Its bins"),
                "select o.code || ' ' || f.role || ' ' || cast(f.priority as varchar) || ' '"
                " || coalesce(cast(f.minimum as varchar) || '-' || cast(f.target as varchar), '')"
                " || ' / ' || cast(f.size as varchar) || ' / ' || cast(t.scale as varchar) as one"
                " from product_places f"
                " join locations o on o.id = f.location_id where f.product_id = t.id order by f.id",
            )
        },
        history("product places", SKU),
    ),
    "category_removal": Kind(
        "product_categories",
        {
            "name": Field(T("Name"), "t.name"),
            "strategy": Field(T("What leaves first"), "t.removal_strategy"),
        },
        history("removal", ":key"),
        key="code",
    ),
}
PLACES = {
    "location": Kind(
        "locations",
        plain(code=T("Code"), name=T("Name"), kind=T("Kind"))
        | {
            "parent": Field(T("Lies in"), "(select code from locations where id = t.parent_id)"),
            "walk_order": Field(T("Walk order"), "t.walk_order"),
            "capacity": Field(T("Room for"), "t.capacity"),
            "category": Field(
                T("Storage category"),
                "(select code from storage_categories where id = t.storage_category_id)",
                CATEGORY,
            ),
            "takes_returns": tick(T("Returns wait here"), "takes_returns"),
            "count_every_days": Field(T("Counted every (days)"), "t.count_every_days"),
        },
        history("locations", CODE.format("locations")),
    ),
    "location_blocks": Kind(
        "locations",
        {
            "blocked_in": tick(T("Nothing may be put here"), "blocked_in"),
            "blocked_out": tick(T("Nothing may be taken"), "blocked_out"),
        },
        history("locations", CODE.format("locations")),
    ),
    "place_removal": Kind(
        "locations",
        {"strategy": Field(T("What leaves first"), "t.removal_strategy")},
        history("removal", ":key"),
        key="code",
    ),
    "storage_category": Kind(
        "storage_categories",
        plain(code=T("Code"), name=T("Name"))
        | {
            "weight": Field(T("Weight (kg)"), "t.max_weight_g / 1000.0"),
            "units": Field(T("Units"), "t.max_units"),
            "plates": Field(T("License plates"), "t.max_plates"),
            "height": Field(T("Height (mm)"), "t.max_height_mm"),
            "mixing": Field(T("Mixing"), "t.mixing"),
            "one_expiry": tick(T("One date"), "one_expiry"),
        },
        history("storage categories", CODE.format("storage_categories")),
    ),
    "storage_limits": Kind(
        "storage_categories",
        {
            "limits": listed(
                T("Limits"),
                "select coalesce(p.sku, i.plate_kind) || ': ' || cast(i.most as varchar) as one"
                " from storage_limits i left join products p on p.id = i.product_id"
                " where i.category_id = t.id order by i.id",
            )
        },
        history("storage categories", CODE.format("storage_categories")),
    ),
}
LOTS = {
    "lot_record": Kind(
        "lots",
        {
            "product": Field(
                T("Product"),
                "(select sku from products where id = t.product_id)",
                "select sku from products where id = :id",
            ),
            **plain(reference=T("Own reference"), description=T("Description")),
            "supplier": Field(
                T("Supplier"), "(select name from partners where id = t.supplier_id)", PARTNER
            ),
            **plain(
                supplier_lot=T("Supplier's lot"),
                country=T("Country of origin"),
                produced_on=T("Produced on"),
                more=T("More facts"),
            ),
        },
        history("lots", "'lot:' || cast(:key as varchar)"),
    ),
    "lot_code": Kind(
        "lots",
        {"new_code": Field(T("Code"), "t.code")},
        history("lots", "'lot:' || cast(:key as varchar)"),
    ),
    "lot_dates": Kind(
        "lots",
        plain(
            expires_on=T("Expires on"),
            best_before=T("Best before"),
            removal_date=T("Removal date"),
            alert_on=T("Alert on"),
        ),
        history("lot dates", "'lot ' || cast(:key as varchar)"),
    ),
    "serial_code": Kind(
        "serials",
        {"new_code": Field(T("Code"), "t.code")},
        history("lots", "'serial:' || cast(:key as varchar)"),
    ),
    "hold_lot": hold_on("lots", "lot_id"),
    "hold_plate": hold_on("license_plates", "plate_id"),
    "hold_location": hold_on("locations", "location_id"),
}
SETTINGS = {
    "partner": Kind(
        "partners",
        plain(min_life_days=T("Days"), min_life_percent=T("Share (%)")),
        history("partners", "(select kind || ' ' || code from partners where id = :key)"),
    ),
    "labels": Kind(
        "label_settings",
        plain(
            company_prefix=T("GS1 company prefix"),
            extension_digit=T("Extension digit"),
            output=T("Usual output"),
            at_receipt=T("Labels of received goods"),
            labels_per_lot=T("Labels of each new lot"),
        )
        | {
            "new_plates": tick(T("Label of each new license plate"), "new_plates"),
            "habits": listed(
                T("Paper and symbol"),
                "select kind || ' ' || paper || ' ' || carrier as one from label_habits"
                " order by kind",
            ),
        },
        history("labels"),
    ),
    "tracking": Kind(
        "tracking_settings",
        {
            "codes": tick(T("Lots and serial numbers"), "codes"),
            "expiry": tick(T("Dates on which lots expire"), "expiry"),
            "slips": tick(T("Lots, serial numbers and dates on delivery slips"), "slips"),
        },
        history("tracking"),
    ),
    "reservations": Kind(
        "reservation_settings",
        plain(method=T("Released orders get their stock"), days_before=T("Days before")),
        history("removal", "'reservations'"),
    ),
    "rule": Kind(
        "nomenclature_rules",
        plain(
            name=T("Name"),
            kind=T("Kind"),
            encoding=T("Which codes it is for"),
            pattern=T("Pattern"),
        ),
        history("nomenclature", "(select name from nomenclature_rules where id = :key)"),
    ),
    "rule_place": Kind(
        "nomenclature_rules",
        {
            "place": Field(
                T("Place in the list"),
                "(select count(*) from nomenclature_rules n where n.sequence <= t.sequence)",
            ),
            "active": yes_no(T("In use"), "active"),
        },
        history("nomenclature", "(select name from nomenclature_rules where id = :key)"),
    ),
    "printer": Kind(
        "printers",
        {"active": yes_no(T("In use"), "active")},
        history("printers", "(select name from printers where id = :key)"),
    ),
    "workstation": Kind(
        "workstations",
        {
            "printer": Field(
                T("Printer"),
                "(select name from printers where id = t.printer_id)",
                "select name from printers where id = :id",
            )
        },
        history("printers", "(select 'workstation ' || code from workstations where id = :key)"),
    ),
    "device": Kind(
        "devices",
        {"name": Field(T("Name"), "t.called"), "stopped": yes_no(T("Stopped"), "revoked")},
        history("devices", "'device ' || cast(:key as varchar)"),
    ),
}
USER_CHANGED = (
    "select u.name, c.recorded_at as at from user_changes c left join users u"
    " on u.id = c.by_user_id where c.user_id = :key order by c.id desc limit 1"
)
USERS = {
    "user": Kind(
        "users",
        {
            "name": Field(T("Name"), "t.name"),
            "active": yes_no(T("May sign in"), "active"),
            # Their badge is nobody's to read; that it is another one is told by their history.
            "changes": Field(
                T("Changes"), "(select count(*) from user_changes c where c.user_id = t.id)"
            ),
        },
        USER_CHANGED,
    ),
    "look": Kind("users", plain(language=T("Language"), theme=T("Colours"), hand=T("Thumb"))),
}
ORDERS = {
    "order": Kind(
        "orders",
        {
            "status": Field(T("Status"), "t.status"),
            "reserved": Field(
                T("Reserved"),
                "(select coalesce(sum(r.quantity), 0) from reservations r"
                " join tasks k on k.id = r.task_id where k.order_id = t.id)",
            ),
            "picked": Field(
                T("Picked"),
                "(select coalesce(sum(i.picked), 0) from order_lines i where i.order_id = t.id)",
            ),
        },
    )
}
KINDS = PRODUCTS | PLACES | LOTS | SETTINGS | USERS | ORDERS
