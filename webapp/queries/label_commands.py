"""The commands that are printed: buttons of the screen, and the codes of workstations."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from webapp.queries.printers import stations
from webapp.words import T, Words


@dataclass(frozen=True, slots=True)
class PrintedCommand:
    """A command barcode: what it is called, and what scanning it does."""

    text: str
    title: Words
    does: Words


SCREEN = (
    PrintedCommand("LW*RECEIVE", T("Receive"), T("Opens receiving.")),
    PrintedCommand("LW*PUTAWAY", T("Put away"), T("Opens putaway.")),
    PrintedCommand("LW*PICK", T("Pick"), T("Takes the most urgent order.")),
    PrintedCommand("LW*MOVE", T("Move"), T("Opens moving goods.")),
    PrintedCommand("LW*REPLENISH", T("Replenish"), T("Takes the most urgent pick face.")),
    PrintedCommand("LW*PLATES", T("License plates"), T("Opens work on license plates.")),
    PrintedCommand("LW*OK", T("OK"), T("Confirms what the screen proposes.")),
    *(
        PrintedCommand(f"LW*QTY*{n}", T("Quantity %(n)s", n=n), T("Keys in %(n)s.", n=n))
        for n in (2, 5, 6, 10, 12, 24)
    ),
    PrintedCommand("LW*PLUS", T("One more"), T("Adds one to the quantity.")),
    PrintedCommand("LW*MINUS", T("One less"), T("Takes one off the quantity.")),
    PrintedCommand("LW*UNDO", T("Undo"), T("Takes the last scan back.")),
    PrintedCommand("LW*CANCEL", T("Cancel"), T("Forgets what was scanned but not recorded.")),
    PrintedCommand("LW*SKIP", T("Skip"), T("Puts this line off until the end.")),
    PrintedCommand("LW*NEXT", T("Next"), T("Puts this line off until the end.")),
    PrintedCommand("LW*PREVIOUS", T("Previous"), T("Takes up the line that was put off last.")),
    PrintedCommand("LW*PLATE*NEW", T("New license plate"), T("Opens one with our next number.")),
    PrintedCommand(
        "LW*LOOSE",
        T("Off the plate"),
        T("Goods go onto the dock again, not onto a license plate."),
    ),
    PrintedCommand("LW*OUT", T("Take off"), T("Takes what went on last off the license plate.")),
    PrintedCommand("LW*CLOSE", T("Close"), T("Closes the license plate.")),
    PrintedCommand("LW*OPEN", T("Open"), T("Opens the license plate again.")),
    PrintedCommand("LW*SHIP", T("Ship"), T("The license plate leaves; scan it twice.")),
    PrintedCommand("LW*DISSOLVE", T("Dissolve"), T("Ends the license plate; scan it twice.")),
    PrintedCommand("LW*MORE", T("Call for more"), T("Has the pick face filled first.")),
    PrintedCommand("LW*ALL", T("Take all"), T("Takes all that is in the bin.")),
    PrintedCommand("LW*PRINT", T("Print"), T("Prints the labels that wait.")),
    PrintedCommand("LW*TAKE", T("Take over"), T("Takes over the work that somebody else has.")),
    PrintedCommand("LW*DONE", T("Done"), T("Ends the work.")),
)


def printed_commands(connection: Connection) -> tuple[PrintedCommand, ...]:
    """Every command that has a label."""
    bound = (
        PrintedCommand(
            f"LW*STATION*{station.code}",
            T("Workstation %(code)s", code=station.code),
            T("Labels are printed here from now on."),
        )
        for station in stations(connection)
    )
    return (*SCREEN, *bound)
