"""What a report is made of: parts with text, tables and pictures, the same for the page and for every file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from services.charts.drawing import Panel
from services.charts.wording import Wording
from services.figures import Period
from services.figures.checks.findings import Finding
from services.figures.lookup import Figures

Cell = str | int | float | None


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    COUNT = "count"
    DAYS = "days"  # whole or half days
    DECIMAL = "decimal"  # a number as it is, whole or not
    PERCENT = "percent"  # a share, with one decimal
    CHANGE = "change"  # a change in percent, with its sign and one decimal
    DATE = "date"  # ISO, as text


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading and what its cells hold."""

    heading: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its cells, the figure it shows ("" for none), and whether it is the sum of the others.

    `is_rest`: it stands for those that are not named.
    """

    cells: tuple[Cell, ...]
    figure: str = ""
    is_total: bool = False
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; `note` names unit and base. `number` counts the tables of the report."""

    key: str
    caption: str
    note: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its caption; `table` is the key of the table with its numbers. `number` counts the pictures.

    The panel's title says the finding and is the text for who cannot see the picture.
    """

    key: str
    caption: str
    note: str
    panel: Panel
    table: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the report, in the order of its headings (`level` 1 or 2).

    `drafted` is the portal's sentence from the figures, `edited` what the officer made of it ("" where nobody did) and
    `is_outdated` whether the figures have changed since. `own` is the officer's own text of this year, where the part
    `has_own`, and `own_before` that of the year before. `remarks` are sentences about what is missing; they stand in
    the report as they are.
    """

    key: str
    number: str
    title: str
    level: int
    question: str = ""
    has_own: bool = True
    drafted: str = ""
    edited: str = ""
    is_outdated: bool = False
    own: str = ""
    own_before: str = ""
    remarks: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()

    @property
    def sentence(self) -> str:
        """What the report says here of the figures: the officer's words, else the portal's."""
        return self.edited or self.drafted

    @property
    def heading(self) -> str:
        """The heading with its number."""
        return f"{self.number} {self.title}".strip()

    @property
    def paragraphs(self) -> list[str]:
        """The text of the part, paragraph by paragraph."""
        said = "\n".join((*self.remarks, self.sentence, self.own))
        return [line.strip() for line in said.splitlines() if line.strip()]

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands below the heading."""
        return not (self.paragraphs or self.pictures or self.tables)


@dataclass(frozen=True)
class Report:
    """The report of a year, as of a day, in one language.

    `before` is the period compared with; None where the register holds nothing of it. `findings` are the sentences of
    the plausibility check that stand in the report until they are solved, `found` all it found, as data.
    """

    title: str
    office: str
    year: int
    period: Period
    before: Period | None
    day: date
    wording: Wording
    figures: Figures
    parts: tuple[Part, ...]
    findings: tuple[str, ...] = ()
    found: tuple[Finding, ...] = ()
    is_empty: bool = False
    rules: tuple[str, ...] = field(default=())  # how is counted: unit, period, rounding

    @property
    def language(self) -> str:
        """The language of the report."""
        return self.wording.language

    @property
    def tables(self) -> Iterator[Table]:
        """Every table, in order."""
        return (table for part in self.parts for table in part.tables)

    @property
    def pictures(self) -> Iterator[Picture]:
        """Every picture, in order."""
        return (picture for part in self.parts for picture in part.pictures)

    def part(self, key: str) -> Part:
        """Return the part of that key.

        Raises:
            KeyError: there is none.
        """
        for part in self.parts:
            if part.key == key:
                return part
        raise KeyError(key)

    def table(self, key: str) -> Table:
        """Return the table of that key.

        Raises:
            KeyError: there is none.
        """
        for table in self.tables:
            if table.key == key:
                return table
        raise KeyError(key)


def shown(cell: Cell, kind: Kind, wording: Wording) -> str:
    """Return a cell as people read it; a dash where nothing is known."""
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return wording.day(date.fromisoformat(cell)) if kind is Kind.DATE and cell else cell
    if kind is Kind.PERCENT:
        return wording.percent(cell)
    if kind is Kind.CHANGE:
        return wording.change(cell)
    return wording.number(cell)
