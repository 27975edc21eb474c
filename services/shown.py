"""A stored value as people read it, in one language."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from schema.fields import Field, FieldType
from schema.rules import parent_path
from schema.words import N_
from services import translation
from services.register.snapshot import Lists


def shown_value(field: Field, value: Any, lists: Lists, record: Mapping[str, Any], table: str, language: str) -> str:
    """Return a field's value as people read it; "" where nothing is given."""
    if value in (None, "", ()):
        return ""
    if isinstance(value, bool):
        return translation.text(N_("yes") if value else N_("no"), language)
    if isinstance(value, date):
        return translation.day(value, language)
    if field.type in (FieldType.CODE, FieldType.CODES):
        parent = parent_path(table, field.name, record) or None
        codes = value if isinstance(value, tuple) else (value,)
        return ", ".join(lists.label(str(field.list), str(code), language, parent) for code in codes)
    return str(value)
