"""Issues of the sheet: which cell, what stands there, what is wrong, what can be done."""

from collections.abc import Iterator, Mapping

from schema.tables import TABLES
from schema.words import N_, Words
from services.register.sheet.connection import Connection
from services.register.sheet.findings import Finding
from services.register.sheet.layout import ID
from services.register.sheet.state import Place, State
from services.register.sheet.views import View
from services.register.snapshot import Issue, Remedy

_GONE = N_("The row of “{number}” was deleted in the sheet. The portal still shows it as the journal has it.")
COPY = N_(
    "Row {row} has the same id as “{number}”: it was copied. It counts for nothing until it is taken over as a record "
    "of its own, or deleted in the sheet."
)
SCRAMBLED = N_(
    "What stands in this row stood in another one before: it looks as if only some of the columns were sorted. Nothing "
    "was taken over. Undo the sorting in the sheet, or restore the rows here."
)
LEFTOVER = N_(
    "Row {row} is left over from a save that does not count, and belongs to no record. Please delete it in the sheet."
)


class Remarks:
    """Writes the issues of one sheet."""

    def __init__(self, connection: Connection) -> None:
        self._address = connection.address

    def problems(self, state: State, each: Finding) -> Iterator[Issue]:
        """Return what is not valid in a row that was typed in."""
        assert each.typed is not None
        remedies = (Remedy.RESTORE,) if each.row_id else ()
        for problem in each.typed.problems:
            yield self.issue(
                state, each, problem.field, problem.msgid, problem.params, value=problem.value, remedies=remedies
            )

    def issue(
        self,
        state: State,
        each: Finding,
        column: str,
        msgid: str,
        params: Mapping[str, object] | None = None,
        *,
        value: object = None,
        remedies: tuple[str, ...] = (),
    ) -> Issue:
        """Return an issue of one cell; the row's id cell where the column is not in the sheet."""
        view = state.views[each.table]
        label = TABLES[each.table].field(column).label if column in TABLES[each.table].names else Words(column, column)
        name = column if column in view.columns else ID
        given = {
            "label": label,
            "value": value,
            "row": each.row,
            "number": _name(state, each.table, each.row_id) if each.row_id else "",
        } | dict(params or {})
        return Issue(
            each.table,
            each.row_id or f"{view.title}!{each.row}",
            column,
            value,
            msgid,
            given,
            kept=bool(each.row_id),
            cell=self.cell(state, each, name),
            link=self._link(view, view.address(name, each.row)),
            remedies=remedies,
        )

    def missing(self, state: State, place: Place) -> Issue:
        """Return the issue of a record whose row was deleted."""
        view = state.views[place[0]]
        params = {"label": Words(view.title, view.title), "value": None, "number": _name(state, *place)}
        remedies = (Remedy.RESTORE, Remedy.REMOVE)
        return Issue(*place, ID, None, _GONE, params, True, view.title, self._link(view, "A3"), remedies)

    def cell(self, state: State, each: Finding, column: str) -> str:
        """Return a cell as people name it."""
        view = state.views[each.table]
        return f"{view.title}!{view.address(column if column in view.columns else ID, each.row)}"

    def _link(self, view: View, cell: str) -> str:
        return f"{self._address}#gid={view.tab.sheet_id}&range={cell}"


def _name(state: State, table: str, row_id: str) -> str:
    row = state.find_row(table, row_id) or {}
    return str(row.get("number") or row.get("label") or row.get("code") or row.get("key") or row_id)
