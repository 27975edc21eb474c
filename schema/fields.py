"""What a field is: its declaration, from which form, grid, filter, SQL, import and export follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from schema.words import NO_WORDS, Words

TEXT_LIMIT = 20_000
LINE_LIMIT = 500


class FieldType(StrEnum):
    """The kinds of value a field holds."""

    LINE = "line"  # one line of text
    TEXT = "text"  # several lines, up to TEXT_LIMIT characters
    DATE = "date"
    BOOL = "bool"
    INT = "int"
    CODE = "code"  # one entry of a list
    CODES = "codes"  # several entries of a list
    REFERENCE = "reference"  # the number of another reaction
    ROW = "row"  # the id of a row of another table


class Grid(StrEnum):
    """Where a field stands in the grid of its table."""

    SHOWN = "shown"
    OFFERED = "offered"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class When:
    """A condition on another field of the same record: it has one of these values."""

    field: str
    values: tuple[object, ...]

    def holds(self, record: Mapping[str, object]) -> bool:
        """Return whether `record` meets the condition."""
        return record.get(self.field) in self.values


@dataclass(frozen=True, slots=True)
class Field:
    """The declaration of one field.

    `list` names the list (or the table of named rows) a CODE or CODES field draws from; `parent` the field
    whose value narrows that list. `required` is always, never, or on a condition; `applies` says when the form
    shows the field at all. `personal` values are sealed outside the house and erased first. `see` and `edit`
    name roles; None means everybody who may see, or edit, the record. Fields of one `group` are merged together.
    `system` fields are set by the portal, never typed. Fields `by_step` are set by a step of the procedure; a form
    shows them once they have a value, to be corrected.
    """

    name: str
    type: FieldType
    label: Words
    help: Words = NO_WORDS
    section: str = ""
    list: str | None = None
    parent: str | None = None
    required: bool | When = False
    applies: When | None = None
    personal: bool = False
    searched: bool = False
    grid: Grid = Grid.OFFERED
    see: frozenset[str] | None = None
    edit: frozenset[str] | None = None
    group: str | None = None
    system: bool = False
    by_step: bool = False
    flat_name: str | None = None
    limit: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    future: bool = False  # a date that may lie ahead
    not_before: str | None = None  # the date field of the same record before which this one cannot lie
    default: object = None

    def __hash__(self) -> int:
        # Models and tables are cached by their fields and looked up for each row; the name tells fields apart well.
        return hash(self.name)

    @property
    def flat(self) -> str:
        """The field's column in the flat file."""
        return self.flat_name or self.name

    @property
    def max_length(self) -> int:
        """How many characters the field holds."""
        return self.limit or (TEXT_LIMIT if self.type is FieldType.TEXT else LINE_LIMIT)

    @property
    def is_text(self) -> bool:
        """Whether the value is typed freely."""
        return self.type in (FieldType.LINE, FieldType.TEXT, FieldType.REFERENCE)

    @property
    def is_filter(self) -> bool:
        """Whether the grid offers a filter for it."""
        return self.grid is not Grid.NEVER and self.type in (FieldType.CODE, FieldType.BOOL)

    def is_required(self, record: Mapping[str, object]) -> bool:
        """Return whether `record` must have a value here."""
        return self.required.holds(record) if isinstance(self.required, When) else self.required

    def is_applicable(self, record: Mapping[str, object]) -> bool:
        """Return whether the field has a meaning in `record`."""
        return self.applies is None or self.applies.holds(record)
