"""Label settings: the company prefix, what is printed by itself, and what labels look like."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from webapp.blueprints import label_words, shown
from webapp.blueprints.access import allow
from webapp.blueprints.admin import blueprint
from webapp.blueprints.edits import Versions, edit, versions_of
from webapp.blueprints.identity import operator
from webapp.blueprints.parameters import Parameters
from webapp.blueprints.reading import reading
from webapp.blueprints.shown import said
from webapp.models import AtReceipt, LabelCarrier, LabelKind, LabelPaper, PrintLanguage, Role
from webapp.operations.label_settings import (
    MOST_PER_LOT,
    ROOM,
    Arranged,
    arrange,
    prefix_fault,
)
from webapp.queries import label_settings as reads
from webapp.queries.changes import changes_of
from webapp.queries.label_settings import USUAL, Habit, LabelSettings
from webapp.words import T, Words

SUBJECTS: dict[str, Words] = {
    "company_prefix": T("GS1 company prefix"),
    "extension_digit": T("Extension digit"),
    "output": T("Usual output"),
    "at_receipt": T("Labels of received goods"),
    "labels_per_lot": T("Labels of each new lot"),
    "new_plates": T("Label of each new license plate"),
}
# The values that the history keeps as words of the program.
VALUES: dict[str, Words] = {
    "yes": T("yes"),
    "no": T("no"),
    **{str(one): words for one, words in label_words.PAPERS.items()},
    **{str(one): words for one, words in label_words.CARRIERS.items()},
    **{str(one): words for one, words in label_words.LANGUAGES.items()},
    **{str(one): words for one, words in label_words.AT_RECEIPT.items()},
}


@blueprint.get("/label-settings")
@allow(Role.ADMIN)
def label_settings() -> ResponseReturnValue:
    """What is arranged, and who changed it."""
    with reading() as connection:
        versions = versions_of(connection, labels=[1])
        arranged = Arranged(reads.label_settings(connection), reads.habits(connection))
    return page(arranged, versions)


@blueprint.post("/label-settings")
@allow(Role.ADMIN)
def arrange_labels() -> ResponseReturnValue:
    """Keep what is arranged, or say beside its field what is wrong."""
    given = Parameters(request.form)
    prefix = given.text("company_prefix")
    wanted = Arranged(settings_of(given, prefix), habits_of(given))
    faults = dict(given.faults)
    if prefix and (fault := prefix_fault(prefix)):
        faults["company_prefix"] = fault
    if faults:
        with reading() as connection:
            versions = versions_of(connection, labels=[1])
        return page(wanted, versions, faults=faults, status=422)
    by = operator().id
    count = edit("labels", 1, lambda work: arrange(work, wanted, by=by))
    words = T("Saved.") if count else T("Nothing was changed.")
    flash(said(words), "good" if count else "wait")
    return redirect("/label-settings", 303)


def settings_of(given: Parameters, prefix: str | None) -> LabelSettings:
    """The settings that the form holds."""
    return LabelSettings(
        company_prefix=prefix,
        extension_digit=given.number("extension_digit", default=0, least=0, most=9),
        output=given.choice("output", PrintLanguage) or PrintLanguage.PDF,
        at_receipt=given.choice("at_receipt", AtReceipt) or AtReceipt.NONE,
        labels_per_lot=given.number("labels_per_lot", default=1, least=1, most=MOST_PER_LOT),
        new_plates=given.text("new_plates") is not None,
    )


def habits_of(given: Parameters) -> dict[LabelKind, Habit]:
    """The paper and the symbol of every kind; a symbol the kind cannot have is a fault."""
    found = {}
    for kind, usual in USUAL.items():
        paper = given.choice(f"paper_{kind}", LabelPaper) or usual.paper
        carrier = given.choice(f"carrier_{kind}", LabelCarrier) or usual.carrier
        if carrier not in label_words.carriers_for(kind):
            given.fault(f"carrier_{kind}", T("a symbol of the list was expected"))
        found[kind] = Habit(paper, carrier)
    return found


def page(
    arranged: Arranged,
    versions: Versions,
    *,
    faults: dict[str, Words] | None = None,
    status: int = 200,
) -> Response:
    """The form with its history."""
    settings = arranged.settings
    with reading() as connection:
        history = changes_of(connection, ROOM)
    text = render_template(
        "admin/label_settings.html",
        versions=versions,
        prefix=settings.company_prefix or "",
        extension=settings.extension_digit,
        outputs=label_words.options(label_words.LANGUAGES, settings.output),
        rules=label_words.options(label_words.AT_RECEIPT, settings.at_receipt),
        per_lot=settings.labels_per_lot,
        most_per_lot=MOST_PER_LOT,
        new_plates=settings.new_plates,
        kinds=[kind_row(kind, habit) for kind, habit in arranged.habits.items()],
        errors={name: said(words) for name, words in (faults or {}).items()},
        changes=[
            (
                shown.moment(one.recorded_at),
                subject(one.subject),
                value(one.subject, one.before),
                value(one.subject, one.after),
                one.user or "",
            )
            for one in history
        ],
    )
    return make_response(text, status)


def kind_row(
    kind: LabelKind, habit: Habit
) -> tuple[str, str, list[tuple[str, str, bool]], list[tuple[str, str, bool]]]:
    """One kind of label: its name, its papers, its symbols."""
    carriers = {one: label_words.CARRIERS[one] for one in label_words.carriers_for(kind)}
    return (
        str(kind),
        said(label_words.MANY[kind]),
        label_words.options(label_words.PAPERS, habit.paper),
        label_words.options(carriers, habit.carrier),
    )


def value(name: str, kept: str | None) -> str:
    """A value of the history in words; what has none stands as it is."""
    return " · ".join(said(VALUES.get(part, part)) for part in (kept or "").split(", ") if part)


def subject(name: str) -> str:
    """What a change of the history was about."""
    if name in SUBJECTS:
        return said(SUBJECTS[name])
    return said(label_words.MANY[LabelKind(name)])
