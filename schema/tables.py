"""Every table of the register, from its declaration."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from schema import annual, concerns, office, procedure, reactions
from schema.fields import Field
from schema.words import Words

SCHEMA_VERSION = 3  # 2: the steps of the procedure and the notes; 3: what the annual report needs
SYSTEM_COLUMNS = ("id", "version", "changed_at", "changed_by")


@dataclass(frozen=True)
class Table:
    """A table: its code name, what people call it, and its fields in their order.

    `aggregate` names the table whose row this one belongs to, and `aggregate_field` the field that says which.
    """

    name: str
    label: Words
    fields: tuple[Field, ...]
    aggregate: str | None = None
    aggregate_field: str | None = None

    def field(self, name: str) -> Field:
        """Return the field of that code name.

        Raises:
            KeyError: the table has no such field.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"{self.name}.{name}")

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The code names of the fields, in order."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def personal_names(self) -> frozenset[str]:
        """The code names of the fields with personal data."""
        return frozenset(field.name for field in self.fields if field.personal)

    def section_fields(self, section: str) -> tuple[Field, ...]:
        """Return the fields of one section, in order."""
        return tuple(field for field in self.fields if field.section == section)

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections of the table's form, in order of first use."""
        return tuple(dict.fromkeys(field.section for field in self.fields if not field.system))


def _by_name(tables: Iterable[Table]) -> dict[str, Table]:
    return {table.name: table for table in tables}


TABLES: dict[str, Table] = _by_name(
    (
        Table("reactions", Words("Reaktionen", "Reactions"), reactions.FIELDS),
        Table("concerns", Words("Anliegen", "Concerns"), concerns.FIELDS, "reactions", "reaction_id"),
        Table("notes", Words("Vermerke", "Notes"), procedure.NOTES, "reactions", "reaction_id"),
        Table("handovers", Words("Abgaben", "Hand-overs"), procedure.HANDOVERS),
        Table("same_day", Words("Sofort geklärt", "Put right the same day"), procedure.SAME_DAY),
        Table("measures", Words("Maßnahmen", "Measures"), annual.MEASURES),
        Table("partners", Words("Partner", "Partners"), office.PARTNERS),
        Table("units", Words("Bereiche und Teams", "Areas and teams"), office.UNITS),
        Table("lists", Words("Listen", "Lists"), office.LISTS),
        Table("fields", Words("Eigene Felder", "Own fields"), office.OWN_FIELDS),
        Table("users", Words("Personen", "Users"), office.USERS),
        Table("settings", Words("Einstellungen", "Settings"), office.SETTINGS),
        Table("report_texts", Words("Berichtstexte", "Report texts"), annual.REPORT_TEXTS),
        Table("surveys", Words("Befragungen", "Surveys"), annual.SURVEYS),
        Table("published", Words("Veröffentlichte Zahlen", "Published figures"), annual.PUBLISHED),
    )
)
REACTIONS = TABLES["reactions"]
CONCERNS = TABLES["concerns"]
