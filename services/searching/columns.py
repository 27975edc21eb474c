"""The columns of the register's grid, derived from the declarations of reactions and concerns.

A reaction's column is called as its field, a concern's `concerns.<field>`; those in WORKED_OUT are worked out.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from schema.fields import Field, FieldType, Grid
from schema.tables import TABLES
from schema.words import Words
from services import access
from services.access import Actor

OF_CONCERNS = "concerns."


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `field` is None where it is worked out."""

    name: str
    label: Words
    type: FieldType
    grid: Grid
    field: Field | None = None

    @property
    def is_of_concerns(self) -> bool:
        """Whether it shows a field of the reaction's concerns."""
        return self.name.startswith(OF_CONCERNS)


STATE = Column("state", Words("Stand", "State"), FieldType.LINE, Grid.SHOWN)
NEXT_DUE = Column("next_due_on", Words("Nächste Frist", "Next due date"), FieldType.DATE, Grid.SHOWN)
DUE_DAY_OFF = Column("next_due_day_off", Words("Fällt auf", "Falls on"), FieldType.LINE, Grid.SHOWN)
SUMMARY = Column("concerns", Words("Anliegen", "Concerns"), FieldType.LINE, Grid.SHOWN)
WORKED_OUT = (STATE, NEXT_DUE, SUMMARY, DUE_DAY_OFF)
# What is seen without scrolling: which case it is, how it stands, whose it is.
FIRST = ("number", "received_on", "subject", STATE.name, NEXT_DUE.name, DUE_DAY_OFF.name, "unit")


def list_columns(actor: Actor) -> tuple[Column, ...]:
    """Return every column the actor may choose, in their order: those of `FIRST`, then the others as declared."""
    reactions = [_column(field) for field in access.visible_fields(actor, "reactions") if field.grid is not Grid.NEVER]
    concerns = [
        _column(field, OF_CONCERNS, Grid.OFFERED)
        for field in access.visible_fields(actor, "concerns")
        if field.grid is not Grid.NEVER
    ]
    found = (*WORKED_OUT, *reactions, *concerns)
    places = {name: place for place, name in enumerate(FIRST)}
    return tuple(sorted(found, key=lambda column: places.get(column.name, len(FIRST))))


def named_columns(names: Iterable[str]) -> tuple[Column, ...]:
    """Return the columns of those names, whoever may see them."""
    return tuple(_named(name) for name in names)


def summary_fields() -> tuple[Field, ...]:
    """Return the fields of a concern that sum it up: those the grid shows and everybody may see."""
    fields = TABLES["concerns"].fields
    return tuple(f for f in fields if f.grid is Grid.SHOWN and f.type is FieldType.CODE and f.see is None)


def filters_of(actor: Actor) -> tuple[Column, ...]:
    """Return every field of reactions and concerns the actor may filter by, those the grid shows by itself first."""
    found = [_column(field) for field in access.visible_fields(actor, "reactions") if field.is_filter]
    found += [_column(field, OF_CONCERNS) for field in access.visible_fields(actor, "concerns") if field.is_filter]
    return tuple(sorted(found, key=lambda column: column.grid is not Grid.SHOWN))


def _named(name: str) -> Column:
    for column in WORKED_OUT:
        if column.name == name:
            return column
    if name.startswith(OF_CONCERNS):
        return _column(TABLES["concerns"].field(name.removeprefix(OF_CONCERNS)), OF_CONCERNS, Grid.OFFERED)
    return _column(TABLES["reactions"].field(name))


def _column(field: Field, prefix: str = "", grid: Grid | None = None) -> Column:
    return Column(prefix + field.name, field.label, field.type, grid or field.grid, field)
