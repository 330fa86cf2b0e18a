"""Scrap: what is in a hand is brought to the scrap place, and thrown away for a reason of the list.

Anything may be thrown away that nobody else has a claim on, held or not; a license plate that it
was on stays behind, empty, unless it is closed: then nothing comes off it.
"""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.properties.truth.correcting import Correcting
from tests.properties.truth.moving import PLATE, Hand
from tests.properties.truth.putting import BINS
from tests.properties.truth.values import Spot, Task
from tests.properties.truth.world import FEW, PICK, WHO, one
from webapp.rules.moving import SCRAP_REASONS

WHY = st.sampled_from((*SCRAP_REASONS, "moths"))
BIN = st.sampled_from(BINS)
WHAT = st.sampled_from(("goods", "goods", "fewer", "plate", "closed", "all"))


class Scrapping(Correcting):
    """What ends in the bin behind the hall."""

    @rule(who=WHO)
    def bring_to_scrap(self, who: str) -> None:
        """Scan the scrap place with something in hand: why is asked for, and nothing is gone."""
        if self.in_hand(who) and not self.moving(who).state.get("fill"):
            self.asks_why(who)

    @rule(who=WHO, why=WHY)
    def throw_away(self, who: str, why: str) -> None:
        """Say why; heard only where it was asked for."""
        if self.moving(who).key in self.task_ids:
            self.says_why(who, why)

    @rule(who=WHO, which=PICK, what=WHAT, code=PLATE, units=FEW, why=WHY, times=st.none() | FEW)
    def scrap(
        self, who: str, which: int, what: str, code: str, units: int, why: str, times: int | None
    ) -> None:
        """The whole way, with nobody in between; perhaps it was too soon, and is undone."""
        self.let_go(who)
        match what:
            case "goods" | "fewer":
                self.reach_into(who, which)
                if what == "fewer":
                    self.move_fewer(who, units)
            case "plate" | "closed":
                if what == "closed":
                    code = one(self.full_and_open(), which) or code
                    self.close(code)
                self.takes_plate(who, self.model.outermost(code))
            case "all":
                self.reach_for_all(who, self.model.plates[code].place)
        if self.in_hand(who):
            self.asks_why(who)
            self.says_why(who, why)
        if times:
            self.the_book_is_the_model()
            self.undoes(("moving", who), times)

    @rule(who=WHO, which=PICK, place=BIN)
    def change_the_place(self, who: str, which: int, place: str) -> None:
        """It is to be thrown away, and then a bin is scanned: nothing is scrapped any more."""
        self.let_go(who)
        self.reach_into(who, which)
        hand = self.in_hand(who)
        if hand is None:
            return
        self.asks_why(who)
        self.move_to(who, "STAGE" if which % 2 else place)
        self.the_book_is_the_model()
        self.says_why(who, "other")

    @rule(who=WHO, which=PICK)
    def scrap_and_reverse(self, who: str, which: int) -> None:
        """A supervisor brings back what was thrown away, once; nobody undoes it then."""
        self.let_go(who)
        self.reach_into(who, which)
        if not self.in_hand(who):
            return
        self.asks_why(who)
        self.says_why(who, "damaged")
        self.the_book_is_the_model()
        if self.model.moves[-1].kind == "scrap":
            self.reverse(0)
            self.the_book_is_the_model()
            self.undoes(("moving", who), 1)

    # How it is done

    def asks_why(self, who: str) -> None:
        """Scan the scrap place."""
        task, hand = self.moving(who), self.in_hand(who)
        assert hand is not None
        task.notes(scrap=None)
        no = "an empty plate" if not hand.parts else self.is_kept_by_a_plate(hand)
        answer = self.scans(who, "moving", self.task_ids[task.key], "SCRAP")
        assert (answer["code"] == "scrap_why") == (no is None), (no, answer)
        self.counts(no)
        if no is None:
            task.notes(scrap=True)

    def says_why(self, who: str, why: str) -> None:
        """It is gone."""
        task, hand = self.moving(who), self.in_hand(who)
        no = None if hand and task.state.get("scrap") else "not asked"
        no = no or (None if why in SCRAP_REASONS else "no reason of the list")
        no = no or (self.is_kept_by_a_plate(hand) if hand else None)
        self.tells(who, task.key, f"LW*SCRAP*{why.upper()}", no, "scrapped")
        if no is None and hand:
            self.is_scrapped(task, hand)

    # The model's side

    def full_and_open(self) -> list[str]:
        """Plates with goods on them that may be closed."""
        full = [c for c in self.model.plates if self.model.on(c) and not self.not_open(c)]
        return [c for c in full if not self.not_left_alone(c) and not self.is_promised(c)]

    def is_kept_by_a_plate(self, hand: Hand) -> str | None:
        """Whether a plate that goods are on is closed."""
        closed = any(s.plate and self.model.plates[s.plate].status != "open" for s in hand.parts)
        return "nothing comes off a closed plate" if closed else None

    def by_name(self, part: tuple[Spot, int]) -> tuple[object, ...]:
        """What lies loose first, then plate by plate: what comes first says since when."""
        sku, lot, serial, _, plate = part[0]
        return plate or "", sku, lot or "", serial or "", self.model.ids[part[0]]

    def is_scrapped(self, task: Task, hand: Hand) -> None:
        """No stock any more; plates stay where they are."""
        del self.model.carried[task.key]
        moves = [
            self.model.move("scrap", spot, units, spot.at("SCRAP"))
            for spot, units in sorted(hand.parts.items(), key=self.by_name)
        ]
        self.moved(task, moves)
        self.is_empty(task)
