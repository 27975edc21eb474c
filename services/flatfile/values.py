"""From cells to typed values and back: what a spreadsheet or a person writes, and what the register holds."""

from datetime import date, datetime
from typing import Any

from schema.fields import Field, FieldType
from schema.parsing import parse_value
from services.flatfile.workbook import Cell

YES_NO = {None: ("yes", "no"), "en": ("yes", "no"), "de": ("ja", "nein")}
_EXACT = (FieldType.LINE, FieldType.TEXT)


def parse_cell(table: str, field: Field, cell: Cell) -> Any:
    """Return the typed value of a cell, None where it is empty; codes as they are written.

    Free text is kept to the letter; of everything else, and of numbers of reactions, spaces around are left out.

    Raises:
        ParseError: it cannot be read as the field's type.
    """
    if field.type is FieldType.DATE and isinstance(cell, date):
        return parse_value(table, field, cell)
    if field.type is FieldType.BOOL and isinstance(cell, bool):
        return cell
    text = cell if isinstance(cell, str) else cell_text(cell)
    if field.type not in _EXACT or field.name == "number":
        text = text.strip()
    return parse_value(table, field, text)


def cell_text(cell: Cell) -> str:
    """Return a spreadsheet's typed cell as a German spreadsheet shows it."""
    if isinstance(cell, bool):
        return "WAHR" if cell else "FALSCH"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell).replace(".", ",")
    if isinstance(cell, datetime) and (cell.hour or cell.minute or cell.second):
        return cell.strftime("%d.%m.%Y %H:%M")
    if isinstance(cell, date):
        return cell.strftime("%d.%m.%Y")
    return str(cell)
