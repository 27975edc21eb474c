"""The entries every register starts with, from `schema/lists.py`."""

from collections.abc import Iterator

from docs.markdown import page, table
from schema.lists import CLOSED_LISTS, LIST_PARENTS, LIST_WORDS, START_ENTRIES, Entry


def build() -> str:
    """Return the page."""
    return page(
        "Auswahllisten",
        "Mit diesen Einträgen beginnt jedes Register. In einer Datei für den [Import](import.md) darf das Kürzel oder "
        "die Bezeichnung stehen. Eine geschlossene Liste nimmt beim Import nur bekannte Einträge an; eine offene wird "
        "beim Import ergänzt, und das Portal sagt dazu, welche Einträge neu sind.",
        "Bereiche, Teams und Partner legt jedes Haus selbst an (Seiten [Bereiche und Teams](teams.md) und "
        "[Partner](partner.md)); auch sie ergänzt ein Import.",
        *(_list_part(name) for name in LIST_WORDS),
    )


def _list_part(name: str) -> str:
    kind = "Geschlossene Liste." if name in CLOSED_LISTS else "Offene Liste."
    title = f"## {LIST_WORDS[name].de} (`{name}`)\n\n{kind}"
    entries = [entry for entry in START_ENTRIES if entry.list == name]
    if not entries:
        return f"{title} Zu Beginn leer; jedes Haus füllt sie nach und nach."
    headings = (
        ("Bezeichnung", "Kürzel", "Englisch", "Gehört zu")
        if name in LIST_PARENTS
        else (
            "Bezeichnung",
            "Kürzel",
            "Englisch",
        )
    )
    return f"{title}\n\n{table(headings, _rows(name, entries))}"


def _rows(name: str, entries: list[Entry]) -> Iterator[tuple[str, ...]]:
    above = {entry.code: entry.label.de for entry in START_ENTRIES if entry.list == LIST_PARENTS.get(name)}
    for entry in entries:
        row = (entry.label.de, f"`{entry.code}`", entry.label.en)
        yield (*row, above.get(entry.parent, entry.parent)) if name in LIST_PARENTS else row
