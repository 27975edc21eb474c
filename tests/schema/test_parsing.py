from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.fields import Field, FieldType
from schema.parsing import NO, YES, ParseError, parse_date, parse_value
from schema.tables import CONCERNS, REACTIONS, TABLES
from services.translation import message

RECEIVED = REACTIONS.field("received_on")
OMBUDS = REACTIONS.field("ombuds")
SUBJECT = REACTIONS.field("subject")
CHANNEL = REACTIONS.field("channel")
RANK = CONCERNS.field("rank")
ROLES = TABLES["users"].field("roles")
DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21",
        " 2026-11-21 ",
        "2026-11-21T00:00:00",
        "2026-11-21 00:00:00",
        "2026-11-21 00:00",
        "2026-11-21 00:00:00.000",
        "21.11.2026",
        "21. 11. 2026",
        "21.11.2026\n",
    ],
)
def test_parse_date_reads_iso_and_german(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    ["1.2.2026", "01.02.2026", "2026-2-1", "2026-02-01"],
)
def test_parse_date_reads_the_day_first_and_without_zeros(text: str) -> None:
    assert parse_date(text) == date(2026, 2, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gestern",
        "21.11.26",  # of which century is not said
        "11/21/2026",
        "21/11/2026",
        "2026-11-21 08:15:00",  # a time is no day
        "31.02.2026",
        "29.02.2025",
        "2026-13-01",
        "00.01.2026",
        "0000-01-01",
        "46347",
        "21.11.2026 (geschätzt)",
        "2026-11-21\x00",
    ],
)
def test_parse_date_reads_nothing_else(text: str) -> None:
    assert parse_date(text) is None


@settings(deadline=None)
@given(day=st.dates(min_value=date(1000, 1, 1)))
def test_parse_date_reads_what_the_portal_writes(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(day.strftime("%d.%m.%Y")) == day
    assert parse_date(f"{day.day}.{day.month}.{day.year}") == day
    assert parse_date(f"{day.isoformat()} 00:00:00") == day


@settings(deadline=None)
@given(text=st.text())
def test_parse_date_never_fails(text: str) -> None:
    assert parse_date(text) is None or isinstance(parse_date(text), date)


@pytest.mark.parametrize("word", ["ja", "Ja", "JA ", "yes", "x", "X", "wahr", "true", "True", "1", "j", "y"])
def test_parse_value_reads_yes_in_either_language(word: str) -> None:
    assert parse_value("reactions", OMBUDS, word) is True


@pytest.mark.parametrize("word", ["nein", "Nein", " NO", "falsch", "false", "FALSE", "0", "n"])
def test_parse_value_reads_no_in_either_language(word: str) -> None:
    assert parse_value("reactions", OMBUDS, word) is False


def test_no_word_means_both_yes_and_no() -> None:
    assert frozenset() == YES & NO


@pytest.mark.parametrize(
    ("raw", "number"),
    [("7", 7), (" 12 ", 12), ("-3", -3), ("007", 7), (3, 3), (3.0, 3), ("999999999999999", 10**15 - 1)],
)
def test_parse_value_reads_whole_numbers(raw: object, number: int) -> None:
    assert parse_value("concerns", RANK, raw) == number


@pytest.mark.parametrize(
    "raw", ["1,5", "1.5", 1.5, "zwei", "1e3", "0x1", "٣x", float("nan"), float("inf"), "1 000", "--1"]
)
def test_parse_value_refuses_other_numbers(raw: object) -> None:
    with pytest.raises(ParseError) as refused:
        parse_value("concerns", RANK, raw)
    assert (
        message(refused.value.problem, "de")
        == f"„{raw}“ ist keine ganze Zahl für „Rang“. Bitte nur Ziffern schreiben, zum Beispiel 12."
    )


@pytest.mark.parametrize(
    ("table", "field", "raw", "typed"),
    [
        ("reactions", RECEIVED, DAY, DAY),
        ("reactions", RECEIVED, datetime(2026, 11, 21, 23, 59), DAY),
        ("reactions", RECEIVED, "21.11.2026", DAY),
        ("reactions", OMBUDS, True, True),
        ("reactions", SUBJECT, "=1+1", "=1+1"),
        ("reactions", SUBJECT, "  so  ", "  so  "),
        ("reactions", SUBJECT, "01234", "01234"),
        ("reactions", SUBJECT, 1234, "1234"),
        ("reactions", CHANNEL, "E-Mail", "E-Mail"),
        ("users", ROLES, "office, team_lead", ("office", "team_lead")),
        ("users", ROLES, ["office", " admin "], ("office", "admin")),
        ("users", ROLES, " , ", ()),
    ],
)
def test_parse_value_gives_the_declared_type(table: str, field: Field, raw: object, typed: Any) -> None:
    assert parse_value(table, field, raw) == typed


@pytest.mark.parametrize("raw", [None, ""])
def test_parse_value_makes_nothing_of_nothing(raw: object) -> None:
    for table in TABLES.values():
        for field in table.fields:
            assert parse_value(table.name, field, raw) is None


@pytest.mark.parametrize(
    ("field", "raw", "sentence"),
    [
        (
            RECEIVED,
            "31.02.2026",
            "„31.02.2026“ ist kein Datum für „Eingegangen am“. Bitte wie 21.11.2026 oder 2026-11-21 schreiben.",
        ),
        (
            RECEIVED,
            "   ",
            "„   “ ist kein Datum für „Eingegangen am“. Bitte wie 21.11.2026 oder 2026-11-21 schreiben.",
        ),
        (
            OMBUDS,
            "vielleicht",
            "„vielleicht“ ist weder Ja noch Nein für „An die Ombudsstelle“. Bitte ja oder nein schreiben.",
        ),
        (OMBUDS, "2", "„2“ ist weder Ja noch Nein für „An die Ombudsstelle“. Bitte ja oder nein schreiben."),
    ],
)
def test_parse_value_says_what_it_cannot_read(field: Field, raw: str, sentence: str) -> None:
    with pytest.raises(ParseError) as refused:
        parse_value("reactions", field, raw)
    problem = refused.value.problem
    assert (problem.table, problem.field, problem.value) == ("reactions", field.name, raw)
    assert message(problem, "de") == sentence


PYTHON_TYPES: dict[FieldType, type] = {
    FieldType.DATE: date,
    FieldType.BOOL: bool,
    FieldType.INT: int,
    FieldType.CODES: tuple,
}
EVERY_FIELD = [(table.name, field) for table in TABLES.values() for field in table.fields]


@settings(deadline=None)
@given(place=st.integers(0, len(EVERY_FIELD) - 1), text=st.text())
def test_parse_value_gives_the_declared_type_or_says_why_not(place: int, text: str) -> None:
    table, field = EVERY_FIELD[place]
    try:
        typed = parse_value(table, field, text)
    except ParseError as err:
        refused = err.problem
        typed = None
    else:
        refused = None
        assert typed is None or isinstance(typed, PYTHON_TYPES.get(field.type, str))
    if refused is not None:
        assert (refused.field, refused.value) == (field.name, text)
        assert field.type in (FieldType.DATE, FieldType.BOOL, FieldType.INT)
    elif field.type in (FieldType.LINE, FieldType.TEXT, FieldType.CODE):
        assert (typed or "") == text
