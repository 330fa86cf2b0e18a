"""A long past, written in bulk: moves by the million, and the scans of as many."""

from __future__ import annotations

from sqlalchemy import Engine, text

from benchmarks.warehouse import LOTS, STAGING
from webapp.database import looking
from webapp.operations.unit_of_work import unit_of_work

DAYS = 100

# There and back again, so that no balance changes; the days are spread evenly.
MORE = {
    "sqlite": "with recursive n(i) as (select 1 union all select i + 1 from n where i < :rounds)",
    "postgresql": "with n(i) as (select generate_series(1, :rounds))",
}
MOVES = (
    "insert into moves (kind, product_id, lot_id, quantity, source_id, destination_id, user_id,"
    " captured_at, recorded_at) {more} select 'relocate', m.product_id, m.lot_id, 1,"
    " case when w.way = 0 then m.destination_id else :staging end,"
    " case when w.way = 0 then :staging else m.destination_id end, m.user_id, {moment}, {moment}"
    " from n cross join (select 0 as way union all select 1) w cross join"
    " (select * from moves where kind = 'receive' and id <= :lots) m order by n.i, w.way, m.id"
)
MOMENT = {
    "sqlite": "datetime('2026-02-01', '+' || (n.i * :days / (:rounds + 1)) || ' days')"
    " || '.000000'",
    "postgresql": "timestamptz '2026-02-01 00:00+00'"
    " + make_interval(days => cast(n.i * :days / (:rounds + 1) as integer))",
}
# Their ids lie everywhere in the index, as those that devices make do.
SCANS = (
    "insert into scans (scan_id, digest, text, source, status, code, answer, user_id, captured_at,"
    " recorded_at) {more} select s.id, s.id, 'A-0001', 'wedge', 'refused', 'past', '{{}}', u.id,"
    " {moment}, {moment} from (select i, {id} as id from n) s cross join"
    " (select min(id) as id from users) u order by s.id"
)
ID = {"sqlite": "lower(hex(randomblob(18)))", "postgresql": "cast(gen_random_uuid() as text)"}
THEN = {
    "sqlite": "'2026-02-01 00:00:00.000000'",
    "postgresql": "timestamptz '2026-02-01 00:00+00'",
}


def grow(engine: Engine, moves: int) -> None:
    """Write moves until there are so many of them."""
    rounds = max(1, (moves - LOTS) // (2 * LOTS))
    name = engine.dialect.name
    statement = MOVES.format(more=MORE[name], moment=MOMENT[name])
    write(engine, statement, {"rounds": rounds, "staging": STAGING, "lots": LOTS, "days": DAYS})


def scans(engine: Engine, count: int) -> None:
    """Write so many scans into the log."""
    name = engine.dialect.name
    statement = SCANS.format(more=MORE[name], moment=THEN[name], id=ID[name])
    write(engine, statement, {"rounds": count})


def write(engine: Engine, statement: str, values: dict[str, int]) -> None:
    """In bulk, counted anew for the planner, and on the disk before anything is measured."""
    with unit_of_work(engine) as work:
        work.connection.execute(text(statement), values)
        work.connection.execute(text("analyze"))
    if engine.dialect.name == "postgresql":
        with looking(engine) as connection:
            connection.execute(text("checkpoint"))
