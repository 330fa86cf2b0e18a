"""Every row of the warehouse that one text can name, in one statement.

Each kind of thing is looked up by its own index and brings its own names along; a row has a column
for everything and nulls for what it is not. Nothing is joined afterwards, so that the work stays
the same however many orders, lots and bins there are.
"""

from __future__ import annotations

from webapp.statements import Statement, day

COLUMNS = {
    "what": "text",
    "id": "integer",
    "units": "integer",
    # 1 where the text is the thing's own code, 0 where only a reading of the text names it.
    "said": "integer",
    "product_id": "integer",
    "sku": "text",
    "name": "text",
    "tracking": "text",
    "expiry_policy": "text",
    "unit": "text",
    "scale": "integer",
    "lot_id": "integer",
    "lot_code": "text",
    "expires_on": "date",
    "status": "text",
    "hold_reason": "text",
    "serial_id": "integer",
    "serial_code": "text",
    "serial_lot_id": "integer",
    "location_id": "integer",
    "location": "text",
    "location_kind": "text",
    "capacity": "integer",
    "blocked_in": "boolean",
    "blocked_out": "boolean",
    "plate": "text",
    "plate_kind": "text",
    "order_id": "integer",
    "number": "text",
}
PRODUCT = {
    "product_id": "p.id",
    "sku": "p.sku",
    "name": "p.name",
    "tracking": "p.tracking",
    "expiry_policy": "p.expiry_policy",
    "unit": "p.unit",
    "scale": "p.scale",
}
LOT = {
    "lot_id": "l.id",
    "lot_code": "l.code",
    "expires_on": "l.expires_on",
    "status": "l.status",
    "hold_reason": "l.hold_reason",
}
SERIAL = {"serial_id": "s.id", "serial_code": "s.code", "serial_lot_id": "s.lot_id"}
PLACE = {"location_id": "o.id", "location": "o.code"}
LIMITS = {
    "location_kind": "o.kind",
    "capacity": "o.capacity",
    "blocked_in": "o.blocked_in",
    "blocked_out": "o.blocked_out",
    "hold_reason": "o.hold_reason",
}
PLACES = PLACE | LIMITS
PLATE = {
    "plate": "t.code",
    "plate_kind": "t.kind",
    "order_id": "t.order_id",
    "status": "t.status",
}


# The lot and the serial that a label names, of one product: a serial brings the lot it came in.
OF_PRODUCT = (
    "join products p on p.id = {product} left join serials s on s.product_id = p.id"
    " and s.code = :serial left join lots n on n.product_id = p.id and n.code = :lot"
    " left join lots l on l.id = coalesce(n.id, s.lot_id)"
)


def said(code: str) -> str:
    """Whether the text is the code itself, or only a reading of it is."""
    return f"case when {code} = :text then 1 else 0 end"


def kind(word: str, key: str, source: str, **columns: str) -> str:
    """The select of one kind of thing: every column, or a null."""
    own = {"what": f"'{word}'", "id": key, "units": "1", "said": "1"} | columns
    return f"select {', '.join(own.get(name, 'null') for name in COLUMNS)} from {source}"


# What a label names its product by: the GTIN of a packaging, a further code of the product, or, on
# a label that is not of GS1, its SKU. The lot and the serial beside it are looked for in it alone.
OF_LABEL = (
    "(select 'packaging' as what, id, product_id, quantity as units, 0 as said from packagings"
    " where gtin = :gtin"
    " union all select 'product_code', id, product_id, units,"
    " case when code = :text and code <> coalesce(:gtin, '') then 1 else 0 end"
    " from product_codes where active and code in (:text, :gtin, :named)"
    " union all select 'product', id, id, 1, 0 from products where active and sku = :named) k"
    f" {OF_PRODUCT.format(product='k.product_id')}"
)
# Names and types for all that follows.
NOTHING = "select " + ", ".join(
    f"cast(null as {type_}) as {name}" for name, type_ in COLUMNS.items()
)
LABELLED = kind(
    "packaging",
    "k.id",
    OF_LABEL,
    what="k.what",
    units="k.units",
    said="k.said",
    **PRODUCT,
    **LOT,
    **SERIAL,
)
FIND = Statement(
    " union all ".join(
        (
            f"{NOTHING} where 1 = 0",
            kind("place", "o.id", "locations o where o.code = :text and o.inside", **PLACES),
            kind(
                "plate",
                "t.id",
                "license_plates t join locations o on o.id = t.location_id"
                " where t.code in (:text, :sscc)",
                said=said("t.code"),
                **PLACE,
                **PLATE,
            ),
            kind("receipt", "r.id", "receipts r where r.number = :text", number="r.number"),
            kind("order", "d.id", "orders d where d.number = :text", number="d.number"),
            kind("product", "p.id", "products p where p.sku = :text and p.active", **PRODUCT),
            kind(
                "lot",
                "l.id",
                "lots l join products p on p.id = l.product_id where l.code in (:text, :lone_lot)",
                said=said("l.code"),
                **PRODUCT,
                **LOT,
            ),
            kind(
                "serial",
                "s.id",
                "serials s join products p on p.id = s.product_id"
                " left join lots l on l.id = s.lot_id where s.code in (:text, :lone_serial)",
                said=said("s.code"),
                **PRODUCT,
                **LOT,
                **SERIAL,
            ),
            LABELLED,
        )
    ),
    expires_on=day,
)
# The goods of a label alone. PostgreSQL prepares to look into each table that a statement names,
# at every execution, which costs more than the looking.
FIND_LABELLED = Statement(f"{NOTHING} where 1 = 0 union all {LABELLED}", expires_on=day)
# A place goes by its name too, where nothing goes by the text as its code. That is asked for by
# itself: most places have no name, so the planners would rather look at all of them, at each scan.
NAMED = Statement(
    f"{NOTHING} where 1 = 0 union all "
    + kind("place", "o.id", "locations o where o.name = :text and o.inside", said="0", **PLACES),
    expires_on=day,
)
# One product with the lot and the serial that a second label beside it names.
GOODS = (PRODUCT | LOT | SERIAL).items()
OF_ONE = Statement(
    f"select {', '.join(f'{source} as {name}' for name, source in GOODS)}"
    f" from (select cast(:product as integer) as id) k {OF_PRODUCT.format(product='k.id')}",
    expires_on=day,
)
