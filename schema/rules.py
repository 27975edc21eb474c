"""The rules of a record: one set for form, import and command line.

Contradictions are refused (closed before received); missing or unusually ordered steps are not, so that a register of
former years is taken as it is.
"""

from collections.abc import Callable, Mapping
from datetime import date

from schema.fields import Field, FieldType
from schema.models import shape_problems
from schema.problems import Problem
from schema.tables import TABLES
from schema.words import N_

EARLIEST = date(1990, 1, 1)

IsKnown = Callable[[str, str, str], bool]  # (list, code, parent path) -> the list has such an entry


def normalised(table: str, values: Mapping[str, object]) -> dict[str, object]:
    """Return `values` with everything empty as None: "" and no codes."""
    return {name: None if value in ("", ()) else value for name, value in values.items()}


def record_problems(table: str, record: Mapping[str, object], *, today: date, is_known: IsKnown) -> list[Problem]:
    """Return every breach of a rule in one whole record, shape first, in the order of its fields."""
    declaration = TABLES[table]
    record = normalised(table, record)
    problems = shape_problems(table, {name: record.get(name) for name in declaration.names})
    wrong = {problem.field for problem in problems}
    for field in declaration.fields:
        if field.name in wrong:
            continue
        value = record.get(field.name)
        if value is None:
            if field.is_required(record) and not field.system:
                problems.append(
                    Problem(
                        table,
                        field.name,
                        None,
                        N_("“{label}” is missing. Please fill it in."),
                        {"label": field.label},
                    )
                )
        elif isinstance(value, date):
            problems += _date_problems(table, field, value, record, today)
        elif field.type is FieldType.CODE:
            problems += _code_problems(table, field, (str(value),), record, is_known)
        elif isinstance(value, tuple):
            problems += _code_problems(table, field, value, record, is_known)
        elif field.type is FieldType.REFERENCE and value == record.get("number"):
            problems.append(
                Problem(
                    table,
                    field.name,
                    value,
                    N_("A reaction cannot be the follow-up of itself. Please name the earlier reaction."),
                )
            )
    return sorted(problems, key=lambda problem: _place(table, problem.field))


def _place(table: str, name: str) -> int:
    names = TABLES[table].names
    return names.index(name) if name in names else len(names)


def _date_problems(table: str, field: Field, value: date, record: Mapping[str, object], today: date) -> list[Problem]:
    params: dict[str, object] = {"label": field.label, "day": value, "today": today}
    if value > today and not field.future:
        msgid = N_("“{label}” is {day}, which lies in the future (today is {today}). Please correct the date.")
        return [Problem(table, field.name, value, msgid, params)]
    if value < EARLIEST:
        msgid = N_("“{label}” is {day}, which is too long ago. Please check the year.")
        return [Problem(table, field.name, value, msgid, params)]
    if field.not_before:
        start = record.get(field.not_before)
        if isinstance(start, date) and value < start:
            params |= {"start_label": TABLES[table].field(field.not_before).label, "start": start}
            msgid = N_("“{label}” is {day}, before “{start_label}” ({start}). Please correct one of the two dates.")
            return [Problem(table, field.name, value, msgid, params)]
    return []


def _code_problems(
    table: str, field: Field, codes: tuple[object, ...], record: Mapping[str, object], is_known: IsKnown
) -> list[Problem]:
    assert field.list is not None, f"{table}.{field.name} draws from no list"
    params: dict[str, object] = {"label": field.label}
    if field.parent and record.get(field.parent) is None:
        params |= {"above": TABLES[table].field(field.parent).label}
        msgid = N_("“{label}” is given without “{above}”. Please fill in “{above}”, or leave “{label}” empty.")
        return [Problem(table, field.name, codes[0], msgid, params)]
    parent = parent_path(table, field.name, record)
    msgid = N_("“{value}” is not in the list “{label}”. Please choose an entry of the list.")
    return [
        Problem(table, field.name, code, msgid, params) for code in codes if not is_known(field.list, str(code), parent)
    ]


def parent_path(table: str, name: str, record: Mapping[str, object]) -> str:
    """Return the parent under which a record's value is looked up: "", the area, or `area/theme`."""
    parent = TABLES[table].field(name).parent
    if parent is None:
        return ""
    above = parent_path(table, parent, record)
    value = str(record.get(parent) or "")
    return f"{above}/{value}" if above else value
