"""Stock truth: one machine that drives the whole warehouse, and a dumb model that says what is so.

    values.py       what the model is made of: spots, lots, plates, orders, promises, tasks
    model.py        the dumb model: dictionaries, taking, putting, promising; no SQL, no program
    due.py          which bins are to be filled, how soon, with what and from where
    seen.py         the book read row by row, in the words of the model
    opening.py      the warehouse as it opens; every way begins with a copy of it
    world.py        the machine's hands: an act, a scan, and the comparison after every step

The rest are its rules, each with the model's side beside it: `receiving`, `returning`, `putting`,
`moving`, `scrapping`, `filling`, `facing`, `picking`, `swapping`, `taking`, `promising`,
`holding`, `piling`, `shipping`, `serving`, `correcting`, `passing`, `again`; and short stories
told with the steps of these: `disturbing`, `edging`, `trading`, `telling`. A new rule is one method
with `@rule` in the file of its subject: ask the model whether it may be (`None` or a word why
not), do it, and hand both to `agree`. A new subject is a new file, named in `machine.py`.

Whether the machine is worth anything is asked in `mutants.py`: a lie that it does not notice wants
a rule that leads to where it shows.
"""
