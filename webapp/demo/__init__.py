"""A warehouse to try things out in: data in small files, one file that loads it, and its labels.

    numbers.py     GTINs and SSCCs of nobody's, with right check digits
    people.py      who signs in
    places.py      docks, bins, totes
    partners.py    who goods come from and go to
    products.py    what is kept
    stock.py       what lies where
    documents.py   what is expected and what is ordered
    deliveries.py  what stands on the labels of the goods that are expected
    load.py        writes all of it, once
    sheet.py       the codes of it, to scan from a screen or from paper

Days are counted from the day it is loaded, so it is never out of date.
"""
