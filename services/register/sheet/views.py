"""What is known of the tabs: their titles, where their columns stand now, in which row each record was last seen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from schema.words import N_
from services.errors import RegisterShapeError
from services.register.sheet.codec import Raw, tidy
from services.register.sheet.layout import CODE_ROW, FIRST_ROW, ID, Tab, letters, quoted


class Placed(NamedTuple):
    """Where a record was last seen, and the cells of that row that are not sealed, in the order of `plain_names`."""

    row: int
    cells: tuple[Raw, ...]


@dataclass
class View:
    """One tab as it was last seen. Rows are numbered as people see them, columns from 0."""

    tab: Tab
    title: str
    row_count: int
    columns: dict[str, int] = field(default_factory=dict)
    placed: dict[str, Placed] = field(default_factory=dict)
    last_row: int = FIRST_ROW - 1

    @property
    def plain_names(self) -> tuple[str, ...]:
        """The columns that are not sealed."""
        return self.tab.plain_names

    def take_codes(self, row: Sequence[Raw]) -> bool:
        """Learn from the row of code names where the columns stand; return whether that has changed.

        Raises:
            RegisterShapeError: a column is missing.
        """
        found: dict[str, int] = {}
        for place, raw in enumerate(row):
            if isinstance(raw, str) and raw in self.tab.names and raw not in found:
                found[raw] = place
        missing = [name for name in self.tab.names if name not in found]
        if missing:
            raise RegisterShapeError(
                N_(
                    "In the tab “{tab}” the hidden first row lacks “{missing}”, so the portal does not know which "
                    "column it is. Nothing was changed. “Set-up” puts it back."
                ),
                tab=self.title,
                missing=", ".join(missing),
            )
        has_changed = found != self.columns
        self.columns = found
        return has_changed

    @property
    def codes_range(self) -> str:
        """The row of code names."""
        return f"{quoted(self.title)}!{CODE_ROW}:{CODE_ROW}"

    def span(self, names: Iterable[str]) -> tuple[int, int]:
        """Return the first and the last place of some columns."""
        places = [self.columns[name] for name in names]
        return min(places), max(places)

    def rows_range(self, names: Iterable[str], first: int, last: int | None = None) -> str:
        """Return the range of some columns from one row to another, or to the end."""
        left, right = self.span(names)
        end = "" if last is None else str(last)
        return f"{quoted(self.title)}!{letters(left)}{first}:{letters(right)}{end}"

    def ids_range(self, first: int = FIRST_ROW, last: int | None = None) -> str:
        """Return the range of the ids."""
        return self.rows_range([ID], first, last)

    def picked(self, names: Sequence[str], row: Sequence[Raw]) -> tuple[Raw, ...]:
        """Return the cells of some columns from a row as it was read with `rows_range(names, …)`."""
        (found,) = self.picked_rows(names, [row])
        return found

    def picked_rows(self, names: Sequence[str], rows: Iterable[Sequence[Raw]]) -> list[tuple[Raw, ...]]:
        """Return the cells of some columns from rows as they were read with `rows_range(names, …)`."""
        left, right = self.span(names)
        places = [self.columns[name] - left for name in names]
        empty = [""] * (right - left + 1)
        found = []
        for row in rows:
            whole = [*row, *empty[len(row) :]]  # empty cells at a row's end are not sent
            found.append(tuple([tidy(whole[place]) for place in places]))
        return found

    def address(self, name: str, row: int) -> str:
        """Return a cell as people write it."""
        return f"{letters(self.columns[name])}{row}"

    def by_place(self, cells: Mapping[str, Raw]) -> dict[int, Raw]:
        """Return cells by the place of their column."""
        return {self.columns[name]: raw for name, raw in cells.items()}


def views_of(tabs: Mapping[str, Tab], properties: Mapping[str, Any]) -> dict[str, View]:
    """Return the views of the tabs that are there, from a `spreadsheets.get`; columns are not known yet."""
    found: dict[str, View] = {}
    by_id = {sheet["properties"].get("sheetId", 0): sheet["properties"] for sheet in properties.get("sheets", ())}
    for name, tab in tabs.items():
        known = by_id.get(tab.sheet_id)
        if known is not None:
            rows = known.get("gridProperties", {}).get("rowCount", 0)
            found[name] = View(tab, known["title"], rows)
    return found
