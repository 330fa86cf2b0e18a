"""Undo of what the last scan did to license plates beside its moves."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.flows.talk import Talk
from webapp.operations import plates
from webapp.operations.ledger import Entry


def turn_back(talk: Talk, moves: Sequence[Entry]) -> bool:
    """Turn back what the last scan did beside its moves; False where it is past that."""
    did = talk.state.get("did") or {}
    match did.get("verb"):
        case "nest":
            return plates.take_out(talk.work, did["plate"]) is None
        case "out":
            return plates.nest(talk.work, did["plate"], into=did["under"]) is None
        case "open":
            return plates.close(talk.work, did["plate"]) is None
        case "close":
            return all(plates.open_again(talk.work, one) is None for one in did["plates"])
        case "move":
            return plates.bring_back(talk.work, did["plate"], did["to"], did["came"], moves)
    return True
