from __future__ import annotations

from collections.abc import Iterable

import pytest

from schema.concerns import REPORTED_CONCERNS
from schema.fields import TEXT_LIMIT, Field, FieldType, Grid, When
from schema.lists import (
    CLOSED_LISTS,
    LIST_PARENTS,
    LIST_WORDS,
    OPEN_LISTS,
    START_ENTRIES,
    TABLE_LISTS,
    code_for,
)
from schema.sections import SECTIONS
from schema.tables import CONCERNS, REACTIONS, SYSTEM_COLUMNS, TABLES, Table
from services.access import ROLE_ACTIONS

EVERY_FIELD = [(table.name, field) for table in TABLES.values() for field in table.fields]
NAMES = [f"{table}.{field.name}" for table, field in EVERY_FIELD]
FLAT_FILE = [
    *("reaction", "received_on", "channel", "ombuds", "partner", "customer_ref", "subject", "text", "unit"),
    *("acknowledged_on", "cleared_on", "closed_on", "follow_up_of"),
    *("rank", "kind", "area", "theme", "detail", "complaint_type", "outcome"),
]
KNOWN_LISTS = CLOSED_LISTS | OPEN_LISTS

each_field = pytest.mark.parametrize(("table", "field"), EVERY_FIELD, ids=NAMES)


def codes(name: str, parent: str = "") -> list[str]:
    found = [entry for entry in START_ENTRIES if entry.list == name and entry.parent == parent]
    return [entry.code for entry in sorted(found, key=lambda entry: entry.position)]


def twice(words: Iterable[str]) -> list[str]:
    listed = list(words)
    return sorted({word for word in listed if listed.count(word) > 1})


def of_cases() -> list[Field]:
    return [field for field in (*REACTIONS.fields, *CONCERNS.fields) if field.type is not FieldType.ROW]


def groups(table: Table) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for field in table.fields:
        if field.group:
            found.setdefault(field.group, []).append(field.name)
    return found


def test_the_tables_are_those_of_the_design() -> None:
    assert set(TABLES) == {
        *("reactions", "concerns", "notes", "handovers", "same_day", "measures", "partners", "units"),
        *("lists", "fields", "users", "settings", "report_texts", "surveys", "published"),
    }
    assert [(table.name, table.aggregate, table.aggregate_field) for table in TABLES.values() if table.aggregate] == [
        ("concerns", "reactions", "reaction_id"),
        ("notes", "reactions", "reaction_id"),
    ]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_the_names_of_a_table_are_unique_and_none_is_a_system_column(table: Table) -> None:
    assert twice(table.names) == []
    assert set(table.names) & set(SYSTEM_COLUMNS) == set()


def test_a_heading_of_the_flat_file_names_one_field_of_reactions_and_concerns() -> None:
    named = [{field.flat, field.name, field.label.de, field.label.en} for field in of_cases()]
    assert twice(name.casefold() for names in named for name in {one.casefold() for one in names}) == []


def test_the_flat_file_has_the_columns_that_scripts_rely_on() -> None:
    assert [name for name in FLAT_FILE if name not in {field.flat for field in of_cases()}] == []
    assert REACTIONS.field("number").flat == "reaction"


@each_field
def test_a_field_has_its_words_in_both_languages(table: str, field: Field) -> None:
    assert field.label.de.strip()
    assert field.label.en.strip()
    assert bool(field.help.de.strip()) == bool(field.help.en.strip())
    assert field.label.de == field.label.de.strip()
    assert field.label.en == field.label.en.strip()


@each_field
def test_a_field_that_draws_from_a_list_names_one_that_exists(table: str, field: Field) -> None:
    if field.type in (FieldType.CODE, FieldType.CODES):
        assert field.list in KNOWN_LISTS
    elif field.type is FieldType.ROW:
        assert field.list in TABLES
    else:
        assert field.list is None


@each_field
def test_a_field_stands_in_a_section_that_has_a_title(table: str, field: Field) -> None:
    assert field.section in SECTIONS
    assert SECTIONS[field.section].de
    assert SECTIONS[field.section].en


@each_field
def test_a_field_refers_to_fields_of_its_own_table(table: str, field: Field) -> None:
    named = [field.parent, field.not_before]
    named += [condition.field for condition in (field.required, field.applies) if isinstance(condition, When)]
    declared = TABLES[table].names
    assert [name for name in named if name is not None and name not in declared] == []
    if field.not_before:
        assert TABLES[table].field(field.not_before).type is FieldType.DATE
        assert field.type is FieldType.DATE
    if field.parent:
        assert LIST_PARENTS[field.list or ""] == TABLES[table].field(field.parent).list
        assert declared.index(field.parent) < declared.index(field.name)


@each_field
def test_a_condition_names_values_that_the_other_field_can_have(table: str, field: Field) -> None:
    for condition in (field.required, field.applies):
        if isinstance(condition, When):
            other = TABLES[table].field(condition.field)
            assert condition.values
            if other.list in CLOSED_LISTS:
                assert set(condition.values) <= set(codes(other.list))


@each_field
def test_a_field_names_roles_that_there_are(table: str, field: Field) -> None:
    for roles in (field.see, field.edit):
        assert roles is None or roles <= set(ROLE_ACTIONS)
        assert roles is None or roles
    if field.see is not None and field.edit is not None:
        assert field.edit <= field.see


@each_field
def test_a_text_that_may_hold_personal_data_is_marked_so(table: str, field: Field) -> None:
    """Free text about people never stands plain in a sheet, and the grid's page shows no long text."""
    if field.type is FieldType.TEXT and table in ("reactions", "concerns"):
        assert field.personal
        assert field.grid is Grid.NEVER
    assert field.max_length <= TEXT_LIMIT


def test_the_fields_that_merge_together_are_those_of_the_design() -> None:
    of_concerns = groups(CONCERNS)
    assert of_concerns["theme"] == ["area", "theme", "detail"]
    assert {"kind", "complaint_type", "outcome"} <= set(of_concerns["kind"])
    assert groups(REACTIONS) == {
        "assignment": ["unit", "assigned_to", "disposition_on", "disposition"],
        "statement": ["statement_asked_on", "privacy_officer_on"],
        "draft": ["draft_on", "answer_draft"],
        "escalation": ["escalation_step"],
        "extension": ["extended_until", "extension_reason", "interim_on"],
        "consent": ["consent_asked_on", "consent", "consent_on", "consent_scope", "consent_filed_on"],
        "clearing": ["cleared_on", "cleared_by", "call_note"],
        "closing": ["alternatives", "closed_on", "completion_note"],
    }


def test_a_group_has_more_than_one_field() -> None:
    lone = [
        (table.name, field.group)
        for table in TABLES.values()
        for field in table.fields
        if field.group and sum(other.group == field.group for other in table.fields) < 2
    ]
    assert lone == [("reactions", "escalation")]  # its steps are notes


def test_the_lists_start_as_scripts_rely_on() -> None:
    assert codes("channel") == [
        *("email", "telephone", "letter", "in_person", "online_portal", "review_site", "opinion_card")
    ]
    assert codes("kind") == ["complaint", "praise", "suggestion", "petition", "submission"]
    assert codes("complaint_type") == ["technical_supervision", "disciplinary", "general"]
    assert codes("outcome") == ["upheld", "partly_upheld", "not_upheld"]
    areas = ["benefits", "municipal", "placement", "self_employed", "reception", "hotline", "conduct", "organisation"]
    assert codes("area") == areas
    assert {entry.parent for entry in START_ENTRIES if entry.list == "theme"} == set(areas)
    assert codes("role") == list(ROLE_ACTIONS)


def test_the_lists_that_an_import_may_not_extend_are_those_of_the_design() -> None:
    assert {"channel", "kind", "area", "complaint_type", "outcome"} <= CLOSED_LISTS
    assert {"theme", "detail", "partner", "unit"} == OPEN_LISTS
    assert set(TABLE_LISTS.values()) <= set(TABLES)
    assert frozenset() == CLOSED_LISTS & OPEN_LISTS
    assert set(LIST_WORDS) == KNOWN_LISTS - set(TABLE_LISTS)


def test_every_entry_is_there_once_below_a_parent_that_exists_and_in_both_languages() -> None:
    places = [(entry.list, entry.parent, entry.code) for entry in START_ENTRIES]
    assert len(places) == len(set(places))
    for entry in START_ENTRIES:
        assert entry.list in LIST_WORDS
        assert entry.label.de
        assert entry.label.en
        if entry.list == "theme":
            assert entry.parent in codes("area")
            assert entry.code == code_for(entry.label.de)
        else:
            assert entry.parent == ""


def test_two_entries_of_one_list_are_told_apart_by_their_labels() -> None:
    places = [
        (entry.list, entry.parent, label)
        for entry in START_ENTRIES
        for label in {entry.label.de.casefold(), entry.label.en.casefold()}
    ]
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Höhe", "hoehe"),
        ("Neben- und Heizkosten", "neben_und_heizkosten"),
        ("  Straße 7 / Tür Ä ", "strasse_7_tuer_ae"),
        ("Café", "cafe"),
        ("ﬁn", "fin"),
        ("…", ""),
    ],
)
def test_code_for_is_ascii_lower_case_with_underscores(label: str, code: str) -> None:
    assert code_for(label) == code


def test_field_of_a_table_refuses_a_name_it_does_not_have() -> None:
    with pytest.raises(KeyError, match=r"reactions\.colour"):
        REACTIONS.field("colour")


def test_three_concerns_are_reported() -> None:
    assert REPORTED_CONCERNS == 3
