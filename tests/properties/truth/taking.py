"""Work goes from one hand to another: TAKE, said twice where it was worked on a moment ago.

Goods that are carried go along, what was counted and not recorded does not, and nobody undoes what
another one did. The one before hears that it is not theirs any more.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.properties.truth.opening import TOTES
from tests.properties.truth.putting import BINS
from tests.properties.truth.telling import Telling
from tests.properties.truth.values import Task
from tests.properties.truth.world import FEW, MINUTE, PICK, WHO, WORKERS, one

ASKED_FOR = timedelta(minutes=2)
BETWEEN = st.sampled_from(("nothing", "nothing", "minutes", "minutes", "another scan", "worked on"))
GOES_ON = ("picking", "putaway")
Key = tuple[str, str]


class Taking(Telling):
    """What becomes of work that somebody else wants."""

    @precondition(lambda self: self.task_ids)
    @rule(who=WHO, which=PICK, here=st.booleans(), between=BETWEEN)
    def take_over(self, who: str, which: int, here: bool, between: str) -> None:
        """Any work, on its own screen or from a list; and once more, perhaps not at once."""
        key = one(self.work_of_others(who) if which % 6 else list(self.task_ids), which)
        if key is None:
            return
        text = self.asks_for(who, key, here=here)
        match between:
            case "minutes":
                self.model.now += 3 * MINUTE
            case "another scan":
                self.tells(who, ("picking", ""), "LW*TAKE*0", "no such work")
            case "worked on" if key[0] == "picking" and self.model.tasks[key].status == "open":
                self.stands_anew(str(self.model.tasks[key].worker), key[1])
        if key in self.task_ids and text:
            self.asks_for(who, key, here=here)

    @precondition(lambda self: self.task_ids)
    @rule(who=WHO, which=PICK, late=st.booleans())
    def reach_for_the_work_of_another(self, who: str, which: int, late: bool) -> None:
        """It is refused and changes nothing, whenever the scan was made."""
        key = one([key for key in self.task_ids if self.model.tasks[key].worker != who], which)
        if key is None:
            return
        task, id = self.model.tasks[key], self.task_ids[key]
        said = self.words(key[0], id, "LW*CANCEL")
        if late:
            said = replace(said, captured_at=self.model.now - 2 * MINUTE)
        answer = self.hears(who, said)
        lost = "task_taken_over" if (id, who) in self.lost else "taken_by_other"
        assert answer["code"] == (lost if task.status == "open" else "task_finished"), answer
        self.counts(lost)

    @rule(who=WHO, which=PICK, place=st.sampled_from(BINS), own=st.booleans(), times=FEW)
    def take_over_what_is_carried(
        self, who: str, which: int, place: str, own: bool, times: int
    ) -> None:
        """The goods go to a bin, and back into the hand that has them now, but no further."""
        other = WORKERS[WORKERS.index(who) - 1]
        self.put_back(who)
        for turn, hand in enumerate((other, who) if own else (other,)):
            if not self.model.carried.get(("putaway", hand)):
                self.take_up_plate(hand, which) if (which + turn) % 2 else self.take_up(hand, which)
        if ("putaway", other) in self.task_ids:
            for _ in range(2):
                if ("putaway", other) in self.task_ids:
                    self.asks_for(who, ("putaway", other), here=False)
            self.the_book_is_the_model()
            self.put_down(who, place)
            self.the_book_is_the_model()
            if ("putaway", who) in self.task_ids:
                self.undoes(("putaway", who), times)

    @precondition(lambda self: self.model.promises)
    @rule(who=WHO, which=PICK, units=FEW, tote=st.sampled_from(TOTES), times=FEW)
    def take_over_a_pick(self, who: str, which: int, units: int, tote: str, times: int) -> None:
        """What was counted is counted anew; what was picked before stays picked."""
        number = one(list(self.model.promises), which)[0]
        self.pick(WORKERS[WORKERS.index(who) - 1], which, 1, tote)
        if ("picking", number) not in self.task_ids or not self.model.promised(number):
            return
        spot = self.lines(number)[0][2]
        worker = str(self.task("picking", number).worker)
        if self.stands_anew(worker, number) and self.at_bin(worker, number, spot.place):
            self.takes(worker, number, spot)
        self.the_book_is_the_model()
        for _ in range(2):
            self.asks_for(who, ("picking", number), here=True)
        self.the_book_is_the_model()
        if worker != who and self.model.promised(number) and which % 2:
            self.tells(who, ("picking", number), self.label_of(spot), "the bin is scanned first")
        elif self.model.promised(number):
            self.pick(who, which, units, tote)
        self.the_book_is_the_model()
        self.undoes(("picking", number), times)

    # How it is done

    def work_of_others(self, who: str) -> list[Key]:
        """What can be taken over."""
        return [
            key
            for key in self.task_ids
            if key[0] in GOES_ON and self.model.tasks[key].worker != who
            if self.model.tasks[key].status == "open"
        ]

    def asks_for(self, who: str, key: Key, *, here: bool) -> str:
        """Say TAKE once; what was said."""
        task, id = self.model.tasks[key], self.task_ids[key]
        text = "LW*TAKE" if here else f"LW*TAKE*{id}"
        expected = self.becomes_of(who, task, text, id)
        answer = self.scans(who, key[0], id if here else None, text)
        assert answer["code"] == expected, (expected, answer)
        taken = expected == "taken_over" and task.worker != who
        self.counts(None if taken else expected)
        if taken:
            self.is_taken_over(who, task, id)
        elif id in self.answered:
            # It was theirs already, and stands where it stood.
            self.answered.remove(id)
        return text

    # The model's side

    def becomes_of(self, who: str, task: Task, text: str, id: int) -> str:
        """What is answered."""
        if task.status != "open":
            return "task_finished"
        if task.flow not in GOES_ON:
            return "unknown_command"
        if task.worker == who:
            return "taken_over"
        if not self.is_left_lying(task) and not self.was_asked(who, text, id):
            return "take_over"
        if task.flow == "putaway" and not task.state.get("carry"):
            return "nothing_to_take_over"
        if task.flow == "putaway" and self.putaway(who).state.get("carry"):
            return "own_goods_first"
        return "taken_over"

    def was_asked(self, who: str, text: str, id: int) -> bool:
        """Whether the last scan of this worker was the same one, a moment ago."""
        if who not in self.last:
            return False
        before, answer, when = self.last[who]
        asked = (before, answer["code"], answer["task"]) == (text, "take_over", str(id))
        return asked and self.model.now - when <= ASKED_FOR

    def is_taken_over(self, who: str, task: Task, id: int) -> None:
        """It is this worker's; of a putaway the worker has one, and theirs was empty."""
        self.is_lost(task, id, who)
        task.worker, task.worked, task.history = who, self.model.now, []
        task.notes(step=None, line=None, counted=None, at=None)
        if task.flow == "putaway":
            old, new = task.key, ("putaway", who)
            task.about = who
            del self.task_ids[old]
            self.task_ids[new] = id
            self.model.tasks[new] = self.model.tasks.pop(old)
            self.model.carried[new] = self.model.carried.pop(old)
