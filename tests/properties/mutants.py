"""Is the machine worth anything? Break the program in one place at a time, and see who notices.

    python -m tests.properties.mutants                 every mutant, with the steps of `make test`
    python -m tests.properties.mutants --long          with many more
    python -m tests.properties.mutants "undo" "zone"   those whose names hold a word

Each mutant is a small lie in a copy of the program; the machine is run on the copy, on SQLite. A
lie that nobody notices is a rule that nobody checks. It is no part of `make test`; a test there
only sees to it that every lie still fits the program.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
MACHINE = "tests/properties/test_stock_truth.py"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One place of the program, and what stands there instead."""

    name: str
    path: str
    before: str
    after: str

    def put_into(self, folder: Path) -> None:
        """Tell the lie in a copy of the program."""
        file = folder / self.path
        text = file.read_text()
        assert text.count(self.before) == 1, f"{self.name}: {self.path} has changed"
        file.write_text(text.replace(self.before, self.after))


MUTANTS = (
    Mutant(
        "a move takes what others are promised",
        "webapp/operations/ledger_statements.py",
        '    " and on_hand - reserved >= :quantity - :reserved returning arrived_at",\n'
        "    arrived_at=moment,",
        '    " returning arrived_at",\n    arrived_at=moment,',
    ),
    Mutant(
        "the day goods came in is forgotten when they move",
        "webapp/operations/ledger_statements.py",
        '    " arrived_at = case when balances.on_hand > 0 then balances.arrived_at"\n'
        '    " else excluded.arrived_at end returning id"',
        '    " arrived_at = excluded.arrived_at returning id"',
    ),
    Mutant(
        "a promise takes what is promised already",
        "webapp/queries/reservable.py",
        "b.on_hand - b.reserved as free, b.arrived_at",
        "b.on_hand as free, b.arrived_at",
    ),
    Mutant(
        "a hold leaves the promises",
        "webapp/operations/lost_promises.py",
        "    lost = taken_from_orders(work, subject)",
        "    lost: list[Any] = []",
    ),
    Mutant(
        "a released hold promises nothing again",
        "webapp/operations/holds.py",
        "    promised = promise_again(work, hold_id, today)",
        "    promised = 0",
    ),
    Mutant(
        "a released plate frees what is held for itself",
        "webapp/operations/holds.py",
        " and h.placed_at = g.placed_at and h.reason = g.reason",
        "",
    ),
    Mutant(
        "a hold takes the place of a recall",
        "webapp/operations/holds.py",
        '    if found.status == "recalled":\n        return T("It is recalled',
        '    if found.status == "never":\n        return T("It is recalled',
    ),
    Mutant(
        "what expires today may not be promised",
        "webapp/rules/usable.py",
        "l.expires_on >= :today))",
        "l.expires_on > :today))",
    ),
    Mutant(
        "what expired yesterday may be picked",
        "webapp/rules/usable.py",
        "expires_on < today",
        "expires_on < today - __import__('datetime').timedelta(days=1)",
    ),
    Mutant(
        "today is a day of Greenwich, not of the warehouse's zone",
        "webapp/rules/days.py",
        "    return now.astimezone(ZoneInfo(zone)).date()",
        "    return now.date()",
    ),
    Mutant(
        "an order is due on a day of Greenwich",
        "webapp/rules/days.py",
        "max(today, day_of(due_at, zone))",
        'max(today, day_of(due_at, "UTC"))',
    ),
    Mutant(
        "goods need not live as long as the customer asks",
        "webapp/operations/lost_promises.py",
        "    least = wish.least_days or 0",
        "    least = 0",
    ),
    Mutant(
        "FEFO looks at the last day, not at the day to be gone by",
        "webapp/rules/removal.py",
        "        return self.removal_date or self.expires_on",
        "        return self.expires_on",
    ),
    Mutant(
        "last in, first out is first in, first out",
        "webapp/rules/removal.py",
        "one.id), reverse=True\n",
        "one.id)\n",
    ),
    Mutant(
        "a plate is opened where loose goods are enough",
        "webapp/rules/removal.py",
        "    taken = in_order((one for one in ordered if one.plate_id is None), wanted)",
        "    taken: list[Take] = []",
    ),
    Mutant(
        "a short pick is promised the same bin again",
        "webapp/flows/picking_short.py",
        "        avoid_balance=line.balance_id,\n",
        "",
    ),
    Mutant(
        "an undo does not restore the promise",
        "webapp/flows/undo.py",
        "            reversals.promise_again(talk.work, move, talk.held.id, talk.by, today)",
        "            pass",
    ),
    Mutant(
        "an undo leaves the order's counter",
        "webapp/operations/reversals.py",
        "            orders.add_picked(work, move.order_line_id, -move.quantity)",
        "            pass",
    ),
    Mutant(
        "an undo leaves the plate where it was put",
        "webapp/operations/reversals.py",
        "            plates.place(work, int(move.destination.plate_id or 0),",
        "            (lambda *_: None)(work, int(move.destination.plate_id or 0),",
    ),
    Mutant(
        "a move is reversed twice",
        "webapp/operations/reversals.py",
        '    if work.connection.execute(REVERSED, {"move": move_id}).first():',
        "    if False:",
    ),
    Mutant(
        "a move is reversed though the goods went on",
        "webapp/queries/places.py",
        "    return row is not None and (not row.inside or row.free >= move.quantity)",
        "    return row is not None",
    ),
    Mutant(
        "a scan is judged again instead of answered again",
        "webapp/flows/scan.py",
        "        if before := seen.answered_before(heard.digest):\n            return before\n",
        "        nonlocal heard, said\n"
        "        if before := seen.answered_before(heard.digest):\n"
        "            import dataclasses\n"
        "            heard = dataclasses.replace(heard, digest=heard.digest[::-1])\n"
        "            said = dataclasses.replace(said, scan_id=said.scan_id[::-1])\n",
    ),
    Mutant(
        "an id may mean another scan",
        "webapp/operations/scans.py",
        "        if self.digest != digest:\n            raise OtherContentError(self.scan_id)\n",
        "",
    ),
    Mutant(
        "a scan on an old screen counts",
        "webapp/flows/scan.py",
        "    if said.step not in (None, task.step) or said.version not in (None, task.version):",
        "    if said.step not in (None, task.step):",
    ),
    Mutant(
        "what follows a held scan of a backlog is judged",
        "webapp/flows/backlog.py",
        "    if (said.flow, said.task) in held:",
        "    if False:",
    ),
    Mutant(
        "what stands on a plate does not move with it",
        "webapp/operations/plates.py",
        "    for row in trees.carried_by(plate):\n        to = Spot(location_id, row.plate_id)",
        "    for row in (r for r in trees.carried_by(plate) if r.plate_id == plate.id):\n"
        "        to = Spot(location_id, row.plate_id)",
    ),
    Mutant(
        "a promised plate is moved",
        "webapp/operations/plates.py",
        "    return left_alone(trees, plate) or nothing_promised(trees, plate)\n",
        "    return left_alone(trees, plate)\n",
    ),
    Mutant(
        "a closed plate takes goods",
        "webapp/operations/plates.py",
        "    if plate.status is PlateStatus.CLOSED:\n        return refusals",
        "    if False:\n        return refusals",
    ),
    Mutant(
        "a unit that left comes in like a new one",
        "webapp/flows/receiving_rules.py",
        "    if reads.serial_is_outside(connection, known):",
        "    if False:",
    ),
    Mutant(
        "a label overwrites the date of a lot",
        "webapp/flows/receiving_rules.py",
        "    if known and scanned and known.isoformat() != scanned:",
        "    if False:",
    ),
    Mutant(
        "a corrected expiry leaves the day to be gone by",
        "webapp/rules/shelf_life.py",
        "    follow = moved(old, typed.expires_on)",
        "    follow = old",
    ),
    Mutant(
        "goods that are carried are not kept for the hand",
        "webapp/flows/putaway_carry.py",
        "        reserve(talk, row, row.free)\n",
        "        reserve(talk, row, max(1, row.free - 1))\n",
    ),
    Mutant(
        "an exchange of promises leaves the other order without",
        "webapp/flows/swapping.py",
        "    reservations.promise(talk.work, line.balance_id, other.task_id,"
        " other.order_line_id, quantity)\n",
        "",
    ),
    Mutant(
        "a line is known by the number of its promise",
        "webapp/queries/picking.py",
        'key=f"{row.order_line_id} {row.balance_id}",',
        "key=str(row.reservation_id),",
    ),
    Mutant(
        "what was counted is taken though other goods are promised",
        "webapp/flows/picking_line.py",
        'bool(talk.state.get("line") != line.key or counted',
        "bool(counted",
    ),
    Mutant(
        "another line is given up than the one on the screen",
        "webapp/flows/picking.py",
        " or (verb in OF_THE_LINE and another_is_shown(talk, line)):",
        ":",
    ),
    Mutant(
        "a line on the screen is the same when there is more or less of it",
        "webapp/flows/picking_line.py",
        "    return [line.key, line.quantity]",
        "    return [line.key]",
    ),
    Mutant(
        "a promise is swapped for goods on a closed plate",
        "webapp/flows/swapping.py",
        "rules.bin_gives(here) or rules.may_leave(None, talk.today, here)",
        "rules.may_leave(None, talk.today, here)",
    ),
    Mutant(
        "a unit of a new lot takes the date of the unit before",
        "webapp/flows/receiving_draft.py",
        "    return replace(of_lot(draft, goods.lot_code), **told)",
        "    return replace(draft, **told)",
    ),
    Mutant(
        "a held plate is shipped",
        "webapp/operations/shipments.py",
        "rules.may_leave(part.row.lot, today, part.row)",
        "rules.may_leave(part.row.lot, today)",
    ),
    Mutant(
        "held goods are moved to any bin",
        "webapp/rules/moving.py",
        'holds = {"plate_hold": at.plate_hold, "location_hold": at.location_hold}',
        'holds = {"plate_hold": None, "location_hold": None}',
    ),
    Mutant(
        "a worker takes what waits in quarantine to a bin",
        "webapp/flows/deciding.py",
        "or to in APART or may_decide(talk):",
        "or True:",
    ),
    Mutant(
        "a tote that was picked for an order is carried off",
        "webapp/operations/moving.py",
        "        if one.order_id and one.id in full:",
        "        if False:",
    ),
    Mutant(
        "a plate in hand takes along what was put onto it since",
        "webapp/operations/moving.py",
        "    if strange:",
        "    if strange and gone:",
    ),
    Mutant(
        "goods come off a closed plate to be scrapped",
        "webapp/operations/moving.py",
        "        if said := refusals.plate_not_open(",
        "        if False and refusals.plate_not_open(",
    ),
    Mutant(
        "a reason to scrap is heard though another place was scanned since",
        "webapp/flows/moving_to.py",
        '    talk.state.pop("scrap", None)\n    held, rows',
        "    held, rows",
    ),
    Mutant(
        "a unit that was scrapped comes in like a new one",
        "webapp/queries/receiving.py",
        "serial_id = :serial and not inside and on_hand > 0",
        "serial_id = :serial and location_id = 2 and on_hand > 0",
    ),
    Mutant(
        "what a supervisor brought back from scrap is undone once more",
        "webapp/operations/ledger.py",
        "not exists (select 1 from moves r where r.reverses_id = m.id)",
        "not exists (select 1 from moves r where r.reverses_id = -m.id)",
    ),
    Mutant(
        "what is put back stays in the hand",
        "webapp/flows/moving_hand.py",
        "    moving.put_back(talk.work, in_hand(talk))\n    empty(talk)",
        "    empty(talk)",
    ),
    Mutant(
        "fewer are in the hand and as many stay reserved",
        "webapp/flows/moving.py",
        "    reach_for(talk, {row.balance_id: units})",
        "    reach_for(talk, {row.balance_id: max(units, row.taken)})",
    ),
    Mutant(
        "an undo leaves an empty plate where it was moved",
        "webapp/flows/undo.py",
        "    if task.flow is Flow.MOVING and not moving_hand.turn_back(talk, entries):",
        "    if False:",
    ),
    Mutant(
        "an undo takes an empty plate away from what was put onto it",
        "webapp/operations/plates.py",
        "    return on_it != came_along or left_alone",
        "    return left_alone",
    ),
    Mutant(
        "an undo of a move forgets what was in the hand",
        "webapp/flows/moving_hand.py",
        "    elif held:\n",
        "    elif held and False:\n",
    ),
    Mutant(
        "a place that somebody fills is filled twice",
        "webapp/queries/replenishing.py",
        "    \" and t.status = 'open' and b.product_id = f.product_id)\"",
        "    \" and t.status = 'done' and b.product_id = f.product_id)\"",
    ),
    Mutant(
        "a bin that comes later is as good as the next one",
        "webapp/flows/replenishing.py",
        "    if found.id != row.location_id:",
        "    if found.id not in {one.location_id for one in stops(talk)}:",
    ),
    Mutant(
        "another lot than the first fills a place unasked",
        "webapp/flows/replenishing_goods.py",
        '    if not talk.confirmed("other_lot", spare.balance_id):',
        "    if False:",
    ),
    Mutant(
        "what was held since is taken to a pick face",
        "webapp/flows/replenishing_hand.py",
        '    said = may_go(row.lot, row, "pick_face", talk.today)',
        '    said = may_go(row.lot, row, "scrap", talk.today)',
    ),
    Mutant(
        "fewer are brought to a place and as many stay on their way",
        "webapp/flows/replenishing_hand.py",
        "    talk.held.quantity = sum(units.values())",
        "    talk.held.quantity = talk.held.quantity",
    ),
    Mutant(
        "what was not found to fill a place stays in the hand",
        "webapp/flows/replenishing_short.py",
        "{id: count for id, count in units.items() if int(id) not in ids}",
        "dict(units)",
    ),
    Mutant(
        "a place that is given back is on its way to be filled still",
        "webapp/flows/replenishing_hand.py",
        "    replenishing.claim(talk.held, None, None, 0)\n    talk.held.step",
        "    talk.held.step",
    ),
    Mutant(
        "goods to fill a place are taken from a shut plate",
        "webapp/queries/replenishing.py",
        "\"(k.id is null or (k.status = 'open' and",
        "\"(k.id is null or (k.status <> 'gone' and",
    ),
    Mutant(
        "an undo fills a place again without the goods",
        "webapp/flows/replenishing.py",
        "    elif fill:\n        leave(talk)\n",
        "",
    ),
    Mutant(
        "the next place is one that another worker fills",
        "webapp/flows/replenishing_begin.py",
        " and not reads.filled_by(connection, face.product_id, face.location_id):",
        ":",
    ),
    Mutant(
        "a place is filled from the source that comes last",
        "webapp/rules/replenishment.py",
        "    for priority in sorted({one.priority for one in held}):",
        "    for priority in sorted({one.priority for one in held}, reverse=True):",
    ),
    Mutant(
        "a call of a picker is answered by what goes out again",
        "webapp/queries/replenishing.py",
        " and m.destination_id = f.location_id and m.id",
        " and f.location_id in (m.source_id, m.destination_id) and m.id",
    ),
    Mutant(
        "what a supervisor takes back from a worker stays reserved",
        "webapp/operations/replenishing.py",
        "    moving.put_back(work, in_hand(work.connection, task.id))\n",
        "",
    ),
    Mutant(
        "another place of a product leaves its priority",
        "webapp/operations/product_places.py",
        '    " priority = excluded.priority, minimum',
        '    " priority = product_places.priority, minimum',
    ),
    Mutant(
        "a place that was dropped is filled on",
        "webapp/operations/product_places.py",
        "    work.connection.execute(DROP, values)\n",
        "",
    ),
    Mutant(
        "work of a moment ago is taken over at one word",
        "webapp/flows/taking_over.py",
        "    if may_be_taken(talk, task) or asked_before(talk, task, on=task.id):",
        "    if True:",
    ),
    Mutant(
        "what was asked long ago is a take-over still",
        "webapp/flows/taking_over.py",
        "REMEMBERED = timedelta(minutes=2)",
        "REMEMBERED = timedelta(minutes=9)",
    ),
    Mutant(
        "the one before a take-over scans on",
        "webapp/flows/scan.py",
        "    if task.user_id not in (None, talk.who.id) and",
        "    if False and",
    ),
    Mutant(
        "whoever has goods in hand takes over more of them",
        "webapp/flows/taking_over.py",
        '    if own and own.state.get("carry"):',
        "    if False and own:",
    ),
    Mutant(
        "an undo reaches behind the take-over",
        "webapp/flows/taking_over.py",
        '"expired", "other_lot", "history"),',
        '"expired", "other_lot"),',
    ),
    Mutant(
        "what one hand counted is recorded by the next one",
        "webapp/flows/taking_over.py",
        '    *("line", "counted", "scans", "quantity", "at"),',
        '    *("scans",),',
    ),
    Mutant(
        "more comes back than left",
        "webapp/flows/receiving_return_rules.py",
        "    if quantity <= went - back - others:\n",
        "    if quantity <= went:\n",
    ),
    Mutant(
        "another lot comes back than the one on the label",
        "webapp/flows/receiving_return_rules.py",
        "    if case.draft.lot_code:\n        lot_id",
        "    if False:\n        lot_id",
    ),
    Mutant(
        "what came back does not name the order it left for",
        "webapp/flows/receiving_return_rules.py",
        "            found.append(Origin(Spot(row.location_id), units, row.line_id))\n"
        "            quantity -= units\n"
        "    return found\n\n\n"
        "def given_back_to",
        "            found.append(Origin(Spot(row.location_id), units, None))\n"
        "            quantity -= units\n"
        "    return found\n\n\n"
        "def given_back_to",
    ),
    Mutant(
        "a shipment is reversed though its goods came back",
        "webapp/operations/unshipping.py",
        "    return came_back(work, move) or said",
        "    return said",
    ),
    Mutant(
        "a return does not know what left since it was opened",
        "webapp/operations/returns.py",
        "    if under_way is not None:\n",
        "    if under_way is not None and order_id < 0:\n",
    ),
    Mutant(
        "what comes back may leave again at once",
        "webapp/operations/returns.py",
        "    place = reads.where_returns_wait(work.connection)\n    if not left:",
        "    place = 8\n    if not left:",
    ),
    Mutant(
        "stock as of a moment leaves out that moment",
        "webapp/queries/stock_then.py",
        '    "m.recorded_at > :as_of and',
        '    "m.recorded_at >= :as_of and',
    ),
)


def main() -> int:
    """Run the mutants that were asked for; how many nobody noticed."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("words", nargs="*", help="only mutants whose names hold one of them")
    asked.add_argument("--long", action="store_true", help="many more steps")
    given = asked.parse_args()
    words = [word.lower() for word in given.words]
    some = [m for m in MUTANTS if not words or any(word in m.name.lower() for word in words)]
    unnoticed = [one.name for one in some if not told(one, long=given.long)]
    print(f"\n{len(some) - len(unnoticed)} of {len(some)} were noticed.")
    for name in unnoticed:
        print(f"Nobody noticed: {name}")
    return len(unnoticed)


def told(mutant: Mutant, *, long: bool) -> bool:
    """Whether the machine noticed, said in one line."""
    began = time.monotonic()
    noticed = is_noticed(mutant, long=long)
    seconds = time.monotonic() - began
    print(f"{'noticed' if noticed else 'UNNOTICED':9} {seconds:5.0f} s  {mutant.name}", flush=True)
    return noticed


def is_noticed(mutant: Mutant, *, long: bool) -> bool:
    """Whether the machine fails on a copy of the program with this lie in it."""
    with tempfile.TemporaryDirectory(prefix="lotwise-mutant-") as room:
        folder = copy_into(Path(room))
        mutant.put_into(folder)
        profile = "mutants_long" if long else "mutants"
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-n0",
                "-x",
                "-p",
                "no:cacheprovider",
                "--database",
                "sqlite",
                MACHINE,
            ],
            cwd=folder,
            env=os.environ | {"HYPOTHESIS_PROFILE": profile},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    assert done.returncode in (0, 1), done.stdout[-2000:]
    return done.returncode == 1


def copy_into(folder: Path) -> Path:
    """The program and its tests, without what has been compiled."""
    for name in ("webapp", "tests"):
        shutil.copytree(HERE / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("static", "templates", "pyproject.toml"):
        (folder / name).symlink_to(HERE / name)
    return folder


if __name__ == "__main__":
    sys.exit(main())
