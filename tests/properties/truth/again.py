"""Lost answers and backlogs: any scan sent again, in any order, alone or with others."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.properties.codes import label
from tests.properties.truth.putting import Putting
from tests.properties.truth.receiving import Receiving
from tests.properties.truth.world import PICK, WHO, one
from tests.warehouse import WATER
from webapp.flows import backlog, scan
from webapp.operations.scans import OtherContentError

SOME = st.lists(st.integers(0, 200), min_size=1, max_size=4)


class Again(Receiving, Putting):
    """The same id is the same scan; the comparison after the step shows that nothing moved."""

    @precondition(lambda self: self.said)
    @rule(which=SOME, who=WHO)
    def sends_again(self, which: list[int], who: str) -> None:
        """Any earlier scans in any order get their answers again, word for word."""
        for number in which:
            said, answer = self.said[number % len(self.said)]
            assert scan.judge(self.desk(who), said) == answer

    @precondition(lambda self: self.said)
    @rule(which=SOME, who=WHO)
    def sends_a_backlog_again(self, which: list[int], who: str) -> None:
        """The same of a backlog; an answer that was no is given again, and holds what follows."""
        some = [self.said[number % len(self.said)] for number in dict.fromkeys(which)]
        heard = backlog.judge_backlog(self.desk(who), [said for said, _ in some])
        assert heard == [answer for _, answer in some]

    @precondition(lambda self: self.said)
    @rule(
        which=st.integers(0, 200),
        who=WHO,
        change=st.sampled_from(["text", "flow", "task", "captured_at"]),
    )
    def means_another(self, which: int, who: str, change: str) -> None:
        """The id of an earlier scan with other content is no scan at all."""
        said, _ = self.said[which % len(self.said)]
        other = {
            "text": f"{said.text}!",
            "flow": "receiving" if said.flow != "receiving" else "picking",
            "task": (said.task or 0) + 1,
            "captured_at": said.captured_at.replace(microsecond=77),
        }
        with pytest.raises(OtherContentError):
            scan.judge(self.desk(who), replace(said, **{change: other[change]}))

    @precondition(lambda self: self.task_ids)
    @rule(which=PICK)
    def presses_on_an_old_screen(self, which: int) -> None:
        """Work has gone on since a screen was drawn: what is pressed there does nothing."""
        key = one(list(self.task_ids), which)
        task, id = self.model.tasks[key], self.task_ids[key]
        versions = [a["version"] for _, a in self.said if a["task"] == str(id)]
        old = [version for version in versions if version < max(versions)]
        if not old:
            return
        said = replace(self.words(key[0], id, "LW*CANCEL"), version=one(old, which))
        answer = self.hears(str(task.worker), said)
        expected = "stale_step" if task.status == "open" else "task_finished"
        assert answer["code"] == expected, answer

    @rule(who=WHO, which=PICK, good=st.integers(0, 2), bad=st.booleans(), after=st.integers(0, 2))
    def comes_back_online(self, who: str, which: int, good: int, bad: bool, after: int) -> None:
        """A backlog of water, perhaps with rubbish in it: what is behind that in its work waits.

        Where a serial is asked for, nothing is rubbish.
        """
        number = self.receipt(which)
        if "WATER" not in self.model.receipts[number].lines or not self.at_receipt(who, number):
            return
        texts = [label(WATER)] * good + ["?"] * bad + [label(WATER)] * after
        key = "receiving", f"{who} {number}"
        task, sent = self.task(*key), len(self.said)
        if bad and task.state.get("step") == "serial":
            return
        said = [self.words("receiving", self.task_ids[key], text) for text in texts]
        said = [replace(s, scan_id=str(UUID(int=sent + n + 1))) for n, s in enumerate(said)]
        heard = backlog.judge_backlog(self.desk(who), said)
        self.said += zip(said, heard, strict=True)
        if texts:
            self.last[who] = texts[-1], heard[-1], self.model.now
        held = False
        for text, answer in zip(texts, heard, strict=True):
            no = self.may_come_in(task, number, "WATER", None, None, None, 1)
            held = held or text == "?" or no is not None
            assert answer["status"] == ("held" if held else "accepted"), (no, answer)
            if not held:
                self.comes_in(task, number, "WATER", None, None, None, 1)
