"""The field list of the handbook, from the declarations in `schema/`."""

from collections.abc import Iterator

from babel.numbers import format_decimal

from docs.markdown import page, table
from schema.fields import Field, FieldType, When
from schema.lists import LIST_WORDS, START_ENTRIES, TABLE_LISTS
from schema.sections import SECTIONS
from schema.tables import TABLES, Table
from services.flatfile.columns import columns

TYPES = {
    FieldType.LINE: "eine Zeile",
    FieldType.TEXT: "Text",
    FieldType.DATE: "Datum",
    FieldType.BOOL: "ja oder nein",
    FieldType.INT: "Zahl",
    FieldType.CODE: "Auswahl",
    FieldType.CODES: "Auswahl, auch mehrere",
    FieldType.REFERENCE: "Nummer einer Reaktion",
    FieldType.ROW: "Verweis",
}
WITH_A_PAGE = frozenset({"reactions", "concerns", "users", "units", "partners"})
HEADINGS = ("Feld", "Kürzel", "Art", "Auswahlliste", "Pflicht", "Personenbezogen", "Durchsucht", "Sehen", "Ändern")


def build() -> str:
    """Return the page."""
    return page(
        "Felder",
        "Alle Angaben, die das Register kennt. „Pflicht“ heißt: Ohne diese Angabe wird nicht gespeichert. "
        "„Personenbezogen“ heißt: Die Angabe gehört zu einem Menschen und ist besonders zu schützen. "
        "„Sehen“ und „Ändern“ gelten für alle, die den Eintrag überhaupt sehen oder ändern dürfen "
        "([Rollen](rollen.md)); wo Rollen genannt sind, nur für diese. Das Kürzel ist zugleich die Überschrift der "
        "Spalte in einer Datei für den [Import](import.md), wenn dort nichts anderes steht.",
        *(_table_part(declaration) for declaration in TABLES.values()),
    )


def _table_part(declaration: Table) -> str:
    title = f"## {declaration.label.de} (`{declaration.name}`)"
    note = (
        ""
        if declaration.name in WITH_A_PAGE
        else "\n\nDiese Tabelle ist angelegt; eine Seite dafür gibt es noch nicht."
    )
    rows = (_row(declaration, field) for field in declaration.fields)
    helps = "\n".join(_helps(declaration))
    return f"{title}{note}\n\n{table(HEADINGS, rows)}" + (f"\n\n{helps}" if helps else "")


def _row(declaration: Table, field: Field) -> tuple[str, ...]:
    return (
        field.label.de,
        f"`{field.name}`" + _file_column(declaration, field),
        _type_words(field),
        _list_words(field),
        _required_words(declaration, field),
        "ja" if field.personal else "",
        "ja" if field.searched else "",
        _who(field.see),
        "nur das Portal" if field.system else _who(field.edit),
    )


def _helps(declaration: Table) -> Iterator[str]:
    for field in declaration.fields:
        section = SECTIONS[field.section].de if field.section else ""
        parts = [field.help.de, f"Abschnitt „{section}“." if section else "", *_rules(declaration, field)]
        said = " ".join(part for part in parts if part)
        if said:
            yield f"- **{field.label.de}:** {said}"


def _rules(declaration: Table, field: Field) -> Iterator[str]:
    if field.not_before:
        yield f"Nicht vor „{declaration.field(field.not_before).label.de}“."
    if field.future:
        yield "Darf in der Zukunft liegen."
    if field.applies:
        yield f"Nur bei {_when_words(declaration, field.applies)}."


def _file_column(declaration: Table, field: Field) -> str:
    if declaration.name not in ("reactions", "concerns"):
        return ""
    if field.name not in {column.field.name for column in columns() if column.table == declaration.name}:
        return " (keine Spalte)"
    return f" (Spalte `{field.flat}`)" if field.flat != field.name else ""


def _type_words(field: Field) -> str:
    if field.type in (FieldType.LINE, FieldType.TEXT):
        return f"{TYPES[field.type]}, bis {format_decimal(field.max_length, locale='de')} Zeichen"
    return TYPES[field.type]


def _list_words(field: Field) -> str:
    if field.list is None:
        return ""
    if field.list in TABLES:
        return TABLES[field.list].label.de
    if field.list in TABLE_LISTS:
        return f"{TABLES[TABLE_LISTS[field.list]].label.de} (eigene Seite)"
    return f"[{LIST_WORDS[field.list].de}](auswahllisten.md)"


def _required_words(declaration: Table, field: Field) -> str:
    if isinstance(field.required, When):
        return f"bei {_when_words(declaration, field.required)}"
    return "ja" if field.required else ""


def _when_words(declaration: Table, when: When) -> str:
    field = declaration.field(when.field)
    labels = {entry.code: entry.label.de for entry in START_ENTRIES if entry.list == field.list}
    return f"{field.label.de}: " + " oder ".join(labels.get(str(value), str(value)) for value in when.values)


def _who(roles: frozenset[str] | None) -> str:
    if roles is None:
        return "alle"
    return " · ".join(entry.label.de for entry in START_ENTRIES if entry.list == "role" and entry.code in roles)
