"""The figures printed in the Dresden report, as rows of the table `published`; nothing of them is explained there."""

import random
from datetime import date

from services.demo.dresden import PRINTED, Printed
from services.demo.ids import IdMaker
from services.demo.office import Row

PUBLISHED_ON = date(2023, 3, 1)  # since when the sample register knows the report for 2022
# Printed with other decimals than `dresden.py` compares, and what a share is of where the text says so.
AS_PRINTED = {("reactions.channel.in_person", 2021, "share"): "1,74"}
OF_ALL = {"quality.closed_within_14_days": "reactions.total"}  # "90,3% aller Kundenreaktionen"


def published_rows(seed: int, today: date) -> list[Row]:
    """Return every figure printed, for 2021 and 2022; none before the report was there."""
    if today < PUBLISHED_ON:
        return []
    ids = IdMaker(random.Random(f"resonanz {seed} published ids"))
    return [{"id": ids.make(PUBLISHED_ON), **_values(figure)} for figure in PRINTED]


def _values(figure: Printed) -> Row:
    text = AS_PRINTED.get((figure.figure, figure.year, figure.measure), f"{figure.printed:g}".replace(".", ","))
    return {
        "year": figure.year,
        "figure": figure.figure,
        "measure": figure.measure,
        "printed": text,
        "base": figure.base or OF_ALL.get(figure.figure),
        "place": f"Seite {figure.page}, Abschnitt {figure.section}",
        "explanation": None,
        "active": True,
    }
