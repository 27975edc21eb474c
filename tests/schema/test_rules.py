"""Every bad input of an entry, and the sentence a clerk reads about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.fields import LINE_LIMIT, TEXT_LIMIT, FieldType
from schema.lists import LIST_PARENTS, START_ENTRIES
from schema.rules import normalised, parent_path, record_problems
from schema.tables import TABLES
from services.translation import message

TODAY = date(2026, 3, 4)
REACTION = {"received_on": date(2026, 3, 2), "channel": "email"}
CONCERN = {"reaction_id": "r1", "rank": 1, "kind": "complaint"}


def is_known(name: str, code: str, parent: str) -> bool:
    return any(
        (entry.list, entry.code) == (name, code) and (name not in LIST_PARENTS or entry.parent == parent)
        for entry in START_ENTRIES
    )


def said(table: str, values: Mapping[str, Any], language: str = "de") -> list[tuple[str, str]]:
    whole = {**(REACTION if table == "reactions" else CONCERN), **values}
    found = record_problems(table, whole, today=TODAY, is_known=is_known)
    return [(problem.field, message(problem, language)) for problem in found]


def test_record_problems_finds_none_in_the_least_there_can_be() -> None:
    assert said("reactions", {}) == []
    assert said("concerns", {}) == []


BAD_REACTIONS = [
    (
        {"received_on": None},
        "received_on",
        "„Eingegangen am“ fehlt. Bitte ausfüllen.",
    ),
    (
        {"received_on": date(2026, 3, 5)},
        "received_on",
        "„Eingegangen am“ ist der 05.03.2026 und liegt in der Zukunft (heute ist der 04.03.2026). "
        "Bitte berichtigen Sie das Datum.",
    ),
    (
        {"received_on": date(1989, 12, 31)},
        "received_on",
        "„Eingegangen am“ ist der 31.12.1989, das liegt zu lange zurück. Bitte prüfen Sie das Jahr.",
    ),
    (
        {"closed_on": date(2026, 3, 1)},
        "closed_on",
        "„Abgeschlossen am“ ist der 01.03.2026 und liegt vor „Eingegangen am“ (02.03.2026). "
        "Bitte berichtigen Sie eines der beiden Daten.",
    ),
    (
        {"closed_on": date(2026, 3, 5)},
        "closed_on",
        "„Abgeschlossen am“ ist der 05.03.2026 und liegt in der Zukunft (heute ist der 04.03.2026). "
        "Bitte berichtigen Sie das Datum.",
    ),
    (
        {"acknowledged_on": date(2026, 2, 27)},
        "acknowledged_on",
        "„Eingang bestätigt am“ ist der 27.02.2026 und liegt vor „Eingegangen am“ (02.03.2026). "
        "Bitte berichtigen Sie eines der beiden Daten.",
    ),
    (
        {"extended_until": date(2026, 3, 1)},
        "extended_until",
        "„Frist verlängert bis“ ist der 01.03.2026 und liegt vor „Eingegangen am“ (02.03.2026). "
        "Bitte berichtigen Sie eines der beiden Daten.",
    ),
    ({"channel": ""}, "channel", "„Eingangsweg“ fehlt. Bitte ausfüllen."),
    (
        {"channel": "pigeon"},
        "channel",
        "„pigeon“ steht nicht in der Liste „Eingangsweg“. Bitte wählen Sie einen Eintrag der Liste.",
    ),
    (
        {"unit": "team_13"},
        "unit",
        "„team_13“ steht nicht in der Liste „Zuständiges Team“. Bitte wählen Sie einen Eintrag der Liste.",
    ),
    (
        {"text": "x" * 25_000},
        "text",
        "„Schilderung“ fasst höchstens 20000 Zeichen, hier sind es 25000. Bitte kürzen Sie den Text.",
    ),
    (
        {"subject": "x" * 301},
        "subject",
        "„Betreff“ fasst höchstens 300 Zeichen, hier sind es 301. Bitte kürzen Sie den Text.",
    ),
    (
        {"subject": "Bescheid\x00"},
        "subject",
        "„Betreff“ enthält ein Steuerzeichen, das nicht gespeichert werden kann. Bitte geben Sie den Text neu ein.",
    ),
    (
        {"text": "halb \ud83d"},
        "text",
        "„Schilderung“ enthält ein Steuerzeichen, das nicht gespeichert werden kann. Bitte geben Sie den Text neu ein.",
    ),
    (
        {"number": "KR-2026-0001", "follow_up_of": "KR-2026-0001"},
        "follow_up_of",
        "Eine Reaktion kann nicht Folgereaktion zu sich selbst sein. Bitte nennen Sie die frühere Reaktion.",
    ),
    (
        {"received_on": "02.03.2026"},
        "received_on",
        "„02.03.2026“ ist kein Datum für „Eingegangen am“. Bitte wie 21.11.2026 oder 2026-11-21 schreiben.",
    ),
    (
        {"ombuds": "ja"},
        "ombuds",
        "„ja“ ist weder Ja noch Nein für „An die Ombudsstelle“. Bitte ja oder nein schreiben.",
    ),
    (
        {"channel": "taube " * 50},
        "channel",
        f"„{('taube ' * 50)[:100]} …“ kann nicht in „Eingangsweg“ gespeichert werden.",
    ),
    ({"subject": 7}, "subject", "„7“ kann nicht in „Betreff“ gespeichert werden."),
]


@pytest.mark.parametrize(("values", "field", "sentence"), BAD_REACTIONS, ids=lambda value: str(value)[:40])
def test_record_problems_says_what_is_wrong_with_a_reaction(
    values: Mapping[str, Any], field: str, sentence: str
) -> None:
    assert said("reactions", values) == [(field, sentence)]


BAD_CONCERNS = [
    ({"kind": None}, "kind", "„Art“ fehlt. Bitte ausfüllen."),
    (
        {"kind": "rant"},
        "kind",
        "„rant“ steht nicht in der Liste „Art“. Bitte wählen Sie einen Eintrag der Liste.",
    ),
    (
        {"area": "benefits", "theme": "wartezeit"},
        "theme",
        "„wartezeit“ steht nicht in der Liste „Thema“. Bitte wählen Sie einen Eintrag der Liste.",
    ),
    (
        {"theme": "wartezeit"},
        "theme",
        "„Thema“ ist ohne „Bereich“ angegeben. Bitte füllen Sie „Bereich“ aus oder lassen Sie „Thema“ leer.",
    ),
    (
        {"area": "reception", "theme": "wartezeit", "detail": "flur"},
        "detail",
        "„flur“ steht nicht in der Liste „Einzelheit“. Bitte wählen Sie einen Eintrag der Liste.",
    ),
    ({"rank": 0}, "rank", "„Rang“ muss mindestens 1 sein."),
    ({"rank": 1000}, "rank", "„Rang“ darf höchstens 999 sein."),
    (
        {"rank": "erster"},
        "rank",
        "„erster“ ist keine ganze Zahl für „Rang“. Bitte nur Ziffern schreiben, zum Beispiel 12.",
    ),
    (
        {"employee": "x" * 201},
        "employee",
        "„Genannte Mitarbeiterin oder genannter Mitarbeiter“ fasst höchstens 200 Zeichen, hier sind es 201. "
        "Bitte kürzen Sie den Text.",
    ),
]


@pytest.mark.parametrize(("values", "field", "sentence"), BAD_CONCERNS, ids=lambda value: str(value)[:40])
def test_record_problems_says_what_is_wrong_with_a_concern(
    values: Mapping[str, Any], field: str, sentence: str
) -> None:
    assert said("concerns", values) == [(field, sentence)]


def test_record_problems_says_it_in_english_too() -> None:
    assert said("reactions", {"closed_on": date(2026, 3, 1)}, "en") == [
        (
            "closed_on",
            "“Closed on” is 1 Mar 2026, before “Received on” (2 Mar 2026). Please correct one of the two dates.",
        )
    ]


def test_record_problems_names_a_field_that_the_table_does_not_have() -> None:
    found = record_problems("reactions", {**REACTION, "colour": "red"}, today=TODAY, is_known=is_known)
    assert found == []  # a record is looked at through its declaration: what is not declared is not stored either


def test_record_problems_finds_each_field_once_and_in_their_order() -> None:
    values = {
        "received_on": date(2026, 3, 5),
        "channel": "pigeon",
        "text": "x" * 25_000,
        "acknowledged_on": date(2026, 3, 1),
        "closed_on": date(2026, 4, 1),
    }
    fields = [field for field, _ in said("reactions", values)]
    assert fields == ["received_on", "channel", "text", "acknowledged_on", "closed_on"]


def test_record_problems_takes_missing_and_unusually_ordered_steps_of_former_years() -> None:
    former = {
        "received_on": date(2022, 5, 2),
        "acknowledged_on": date(2022, 6, 30),
        "cleared_on": date(2022, 6, 1),
        "disposition_on": date(2022, 6, 2),
        "closed_on": date(2022, 5, 20),
        "consent_on": date(2022, 5, 2),
    }
    assert said("reactions", former) == []


def test_record_problems_lets_a_deadline_be_extended_into_the_future() -> None:
    assert said("reactions", {"extended_until": date(2026, 4, 1)}) == []


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "\tTab\r\nZeile", "a" * LINE_LIMIT]
)
def test_record_problems_takes_text_as_it_is(text: str) -> None:
    assert said("reactions", {"completion_note": text}) == []


def test_record_problems_takes_exactly_as_much_as_a_field_holds() -> None:
    assert said("reactions", {"text": "ä" * TEXT_LIMIT}) == []
    assert [field for field, _ in said("reactions", {"text": "ä" * (TEXT_LIMIT + 1)})] == ["text"]


def test_record_problems_looks_at_the_day_of_receipt_itself_first() -> None:
    """A date is not compared with a date that is no date."""
    found = said("reactions", {"received_on": "gestern", "closed_on": date(2026, 3, 1)})
    assert [field for field, _ in found] == ["received_on"]


TABLES_AND_FIELDS = [(name, field) for name, table in TABLES.items() for field in table.fields]
ANYTHING = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.dates(),
    st.booleans(),
    st.integers(),
    st.tuples(st.text(max_size=5)),
    st.floats(),
)


RECORDS = st.sampled_from(["reactions", "concerns", "users", "measures"]).flatmap(
    lambda table: st.tuples(st.just(table), st.dictionaries(st.sampled_from(TABLES[table].names), ANYTHING))
)


@settings(deadline=None)
@given(drawn=RECORDS)
def test_record_problems_never_fails_whatever_stands_in_a_record(drawn: tuple[str, dict[str, Any]]) -> None:
    table, record = drawn
    found = record_problems(table, record, today=TODAY, is_known=is_known)
    assert {problem.field for problem in found} <= set(TABLES[table].names)
    for problem in found:
        assert "{" not in message(problem, "de").replace(str(problem.value), "")
        assert message(problem, "en")


@settings(deadline=None)
@given(received=st.dates(), closed=st.dates())
def test_record_problems_never_lets_a_case_close_before_it_came(received: date, closed: date) -> None:
    problems = said("reactions", {"received_on": received, "closed_on": closed})
    is_fine = date(1990, 1, 1) <= received <= closed <= TODAY
    assert (problems == []) is is_fine


@pytest.mark.parametrize(
    ("record", "paths"),
    [
        ({"area": "reception", "theme": "wartezeit"}, ("", "reception", "reception/wartezeit")),
        ({"area": None, "theme": "wartezeit"}, ("", "", "wartezeit")),
        ({"area": "reception"}, ("", "reception", "reception/")),
        ({}, ("", "", "")),
    ],
)
def test_parent_path_is_the_way_down_to_an_entry(record: Mapping[str, Any], paths: tuple[str, ...]) -> None:
    assert tuple(parent_path("concerns", name, record) for name in ("area", "theme", "detail")) == paths


def test_normalised_makes_nothing_of_what_is_empty_and_keeps_no_and_zero() -> None:
    values = {"subject": "", "ombuds": False, "rank": 0, "roles": (), "text": " "}
    expected = {"subject": None, "ombuds": False, "rank": 0, "roles": None, "text": " "}
    assert normalised("reactions", values) == expected


def test_every_type_of_field_has_a_rule_against_a_wrong_value() -> None:
    wrong: dict[FieldType, Any] = {
        FieldType.LINE: 1,
        FieldType.TEXT: 1,
        FieldType.DATE: "x",
        FieldType.BOOL: "x",
        FieldType.INT: "x",
        FieldType.CODE: 1,
        FieldType.CODES: ("a b",),
        FieldType.REFERENCE: 1,
        FieldType.ROW: 1,
    }
    for table, field in TABLES_AND_FIELDS:
        found = record_problems(table, {field.name: wrong[field.type]}, today=TODAY, is_known=is_known)
        assert field.name in {problem.field for problem in found}, f"{table}.{field.name}"
