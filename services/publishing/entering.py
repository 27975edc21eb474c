"""One published number, typed in: checked beyond its shape, so that it can be set beside the register's."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from schema.problems import Problem
from schema.tables import TABLES
from schema.words import N_
from services import access, records
from services.access import Action, Actor
from services.cases import refuse
from services.errors import InputRejected
from services.figures import year_figures
from services.figures.families import names_of
from services.figures.printed.numbers import read_printed
from services.figures.printed.publications import SHARE
from services.register.base import Register
from services.register.snapshot import Row, Snapshot

TABLE: Final = "published"


def save_published(
    register: Register, actor: Actor, seen: Row, values: Mapping[str, Any], *, today: date, operation_id: str
) -> Row:
    """Store a published number: a new one where `seen` has no id, else what was changed in it.

    Raises:
        AccessDenied: the actor may not write the report.
        InputRejected: something is missing or wrong, or this number of the year is entered already.
        RecordMergeNeeded: somebody else changed the same fields meanwhile.
        RecordNotFound: the number is not in the register any more.
    """
    access.require(actor, Action.WRITE_REPORT)
    snapshot, wanted = register.snapshot(), tidied({**seen, **values})
    refuse(published_problems(snapshot, wanted, today))
    same = find_same(snapshot, wanted)
    if same and same["id"] not in (seen.get("id"), operation_id):
        if seen.get("id") or same["active"] is not False:
            refuse([taken_problem(same)])
        seen = same  # taken out before, and now entered again
    if seen.get("id"):
        return records.change_record(register, actor, TABLE, seen, wanted, today=today, operation_id=operation_id)
    return records.add_record(register, actor, TABLE, wanted, today=today, operation_id=operation_id)


def tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the declared values of a row: names joined one way, and a base for nothing but a share."""
    row = {name: values.get(name) for name in TABLES[TABLE].names}
    for name in ("figure", "base"):
        row[name] = "+".join(names_of(str(row[name] or ""))) or None
    if row["measure"] != SHARE:
        row["base"] = None
    return row


def published_problems(snapshot: Snapshot, row: Mapping[str, Any], today: date) -> list[Problem]:
    """Return what keeps a row from being compared: a figure that nobody knows, or a number that is none."""
    problems = []
    known = known_names(snapshot, today, row["year"]) if isinstance(row["year"], int) else frozenset()
    for name in ("figure", "base") if known else ():
        for part in names_of(str(row[name] or "")):
            if part not in known:
                msgid = N_("The portal has no figure “{value}”. Please choose one of the list.")
                problems.append(Problem(TABLE, name, part, msgid))
    if row["printed"]:
        try:
            read_printed(str(row["printed"]), str(row["measure"] or ""))
        except InputRejected as err:
            problems.append(Problem(TABLE, "printed", row["printed"], err.msgid))
    return problems


def find_same(snapshot: Snapshot, row: Mapping[str, Any]) -> Row | None:
    """Return the row of this number as the register has it, one that was taken out too; None where there is none."""
    wanted = key_of(row)
    return next((other for other in snapshot.each_row(TABLE) if key_of(other) == wanted), None)


def key_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what no two rows share: the year, the figure, which number of it, and what it is of."""
    return tuple(str(row.get(name) or "").strip().casefold() for name in records.KEYS[TABLE])


def taken_problem(same: Mapping[str, Any]) -> Problem:
    """Return what to say of a number that is entered already."""
    msgid = N_("This number of {year} is entered already: {before}. Please open it in the table to change it.")
    return Problem(TABLE, "figure", same["figure"], msgid, {"year": same["year"], "before": same["printed"]})


def known_names(snapshot: Snapshot, today: date, year: int) -> frozenset[str]:
    """Return the names of all figures of a year, with whatever occurs in it."""
    return snapshot.derived(_names, today, year)


def _names(snapshot: Snapshot, today: date, year: int) -> frozenset[str]:
    return frozenset(year_figures(snapshot, year, today)["figure"])
