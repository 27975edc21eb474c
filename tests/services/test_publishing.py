"""Published numbers, typed in or from a file: what is stored, what is refused and why."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from services.access import Action, Actor
from services.errors import AccessDenied, InputRejected
from services.publishing.entering import save_published
from services.publishing.importing import PublishedPlan, import_published, plan_published
from services.records import RecordMergeNeeded
from services.register.base import Register
from services.register.snapshot import Row
from tests.support.people import KAREN, those_without

TODAY = date(2026, 11, 21)
EMAIL: dict[str, Any] = {
    "year": 2022,
    "figure": "reactions.channel.email",
    "measure": "share",
    "printed": "44 %",
    "base": "reactions.total",
    "place": "Seite 1",
    "explanation": None,
    "active": True,
}


def save(
    register: Register, seen: Row | None = None, actor: Actor = KAREN, operation: str = "one", **changed: Any
) -> Row:
    values = {**EMAIL, **changed}
    return save_published(register, actor, seen or {}, values, today=TODAY, operation_id=operation)


def stored(register: Register) -> list[tuple[str, str, str]]:
    rows = register.refresh().each_row("published")
    return sorted((row["figure"], row["measure"], row["printed"]) for row in rows if row["active"])


def said(refused: pytest.ExceptionInfo[InputRejected]) -> list[str]:
    return [str(problem) for problem in refused.value.problems]


def test_save_published_stores_a_number_once(register: Register) -> None:
    first = save(register)
    again = save(register)

    assert again == first
    assert stored(register) == [("reactions.channel.email", "share", "44 %")]
    assert first["base"] == "reactions.total"


def test_save_published_keeps_a_base_for_shares_alone(register: Register) -> None:
    assert save(register, measure="value", printed="330")["base"] is None


def test_save_published_adds_up_several_figures(register: Register) -> None:
    row = save(register, figure="complaints.area.benefits + complaints.area.municipal", measure="value", printed="473")
    assert row["figure"] == "complaints.area.benefits+complaints.area.municipal"


def test_save_published_changes_what_is_open(register: Register) -> None:
    row = save(register)
    changed = save(register, row, operation="two", explanation="Auf ganze Prozent gerundet.")

    assert (changed["id"], changed["explanation"]) == (row["id"], "Auf ganze Prozent gerundet.")
    assert len(stored(register)) == 1


@pytest.mark.parametrize("actor", those_without(Action.WRITE_REPORT), ids=lambda actor: actor.id or "signed out")
def test_save_published_refuses_those_who_may_not_write_the_report(register: Register, actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        save(register, actor=actor)
    assert stored(register) == []


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"figure": ""}, ["figure"]),
        ({"printed": ""}, ["printed"]),
        ({"year": None}, ["year"]),
        ({"figure": "reactions.channel.pigeon"}, ["figure"]),
        ({"figure": "reactions.total+pigeons"}, ["figure"]),
        ({"base": "pigeons"}, ["base"]),
        ({"printed": "viele"}, ["printed"]),
        ({"measure": "median"}, ["measure"]),
    ],
)
def test_save_published_refuses_what_cannot_be_compared(
    register: Register, changed: dict[str, Any], fields: list[str]
) -> None:
    with pytest.raises(InputRejected) as refused:
        save(register, **changed)

    assert [problem.field for problem in refused.value.problems] == fields
    assert stored(register) == []


def test_save_published_refuses_the_same_number_twice(register: Register) -> None:
    save(register)
    with pytest.raises(InputRejected) as refused:
        save(register, operation="two", printed="45")

    assert said(refused) == ["This number of 2022 is entered already: 44 %. Please open it in the table to change it."]
    assert stored(register) == [("reactions.channel.email", "share", "44 %")]


def test_a_number_taken_out_can_be_entered_again(register: Register) -> None:
    first = save(register)
    save(register, first, operation="two", active=False)
    assert stored(register) == []
    again = save(register, operation="three", printed="44,1")

    assert again["id"] == first["id"]
    assert stored(register) == [("reactions.channel.email", "share", "44,1")]


def test_save_published_gives_both_sides_back_when_both_changed_the_same(register: Register) -> None:
    row = save(register)
    save(register, row, operation="two", printed="44,2")
    with pytest.raises(RecordMergeNeeded):
        save(register, row, operation="three", printed="44,3")
    assert stored(register) == [("reactions.channel.email", "share", "44,2")]


GOOD = (
    "Jahr;Kennzahl;Angabe;Veröffentlicht;Anteil an;Fundstelle\r\n"
    "2022;Kundenreaktionen;;748;;Seite 1\r\n"
    "2022;Kundenreaktionen, Eingangsweg E-Mail;Anteil in Prozent;44;Kundenreaktionen;Seite 1\r\n"
    "2022;concerns.total;change;-18,5 %;;Seite 1\r\n"
    "2022;complaints.area.benefits + complaints.area.municipal;Zahl;473;;Seite 2\r\n"
)


def plan(register: Register, text: str, actor: Actor = KAREN, year: int | None = None) -> PublishedPlan:
    return plan_published(register.refresh(), actor, "zahlen.csv", text.encode(), today=TODAY, year=year)


def test_import_published_takes_labels_and_names(register: Register) -> None:
    planned = plan(register, GOOD)
    assert (planned.problems, planned.unchanged) == ((), 0)
    import_published(register, KAREN, planned)

    assert stored(register) == [
        ("complaints.area.benefits+complaints.area.municipal", "value", "473"),
        ("concerns.total", "change", "-18,5 %"),
        ("reactions.channel.email", "share", "44"),
        ("reactions.total", "value", "748"),
    ]


def test_importing_the_same_file_twice_changes_nothing(register: Register) -> None:
    planned = plan(register, GOOD)
    import_published(register, KAREN, planned)
    revision = import_published(register, KAREN, planned).revision
    again = plan(register, GOOD)

    assert (again.rows, again.unchanged, again.problems) == ({}, 4, ())
    assert import_published(register, KAREN, again).revision == revision


def test_import_published_reads_a_workbook_and_the_year_of_the_page(register: Register) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("figure", "printed", "measure"), ("reactions.total", 748, None), ("concerns.total", -18.5, "change")):
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    planned = plan_published(register.snapshot(), KAREN, "x.xlsx", data.getvalue(), today=TODAY, year=2022)

    assert planned.problems == ()
    import_published(register, KAREN, planned)
    assert stored(register) == [("concerns.total", "change", "-18,5"), ("reactions.total", "value", "748")]


BAD = (
    "Jahr;Kennzahl;Veröffentlicht\r\n"
    "2022;Kundenreaktionen;748\r\n"
    "2022;Brieftauben;3\r\n"
    "2022;Anliegen;viele\r\n"
    "bald;Anliegen;3\r\n"
    "2022;Kundenreaktionen;750\r\n"
)


def test_import_published_names_row_column_and_value_and_stores_nothing(register: Register) -> None:
    planned = plan(register, BAD)

    assert [(one.row, one.column, one.value) for one in planned.problems] == [
        (3, "Kennzahl", "Brieftauben"),
        (4, "Veröffentlicht", "viele"),
        (5, "Jahr", "bald"),
        (6, "Veröffentlicht", "750"),
    ]
    assert "steht dafür schon 748" in planned.problems[3].line("de")
    with pytest.raises(InputRejected):
        import_published(register, KAREN, planned)
    assert stored(register) == []


def test_import_published_takes_the_good_rows_when_asked_to(register: Register) -> None:
    planned = plan(register, BAD)
    import_published(register, KAREN, planned, only_good=True)

    assert planned.refused == 4
    assert stored(register) == [("reactions.total", "value", "748")]


def test_import_published_brings_back_what_was_taken_out(register: Register) -> None:
    row = save(register)
    save(register, row, operation="two", active=False)
    planned = plan(register, GOOD)
    import_published(register, KAREN, planned)

    assert row["id"] in planned.rows
    assert ("reactions.channel.email", "share", "44") in stored(register)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.csv", b""),
        ("x.csv", b"Jahr;Kennzahl;Ver\xc3\xb6ffentlicht\r\n"),
        ("x.csv", b"Jahr;Kennzahl\r\n2022;reactions.total\r\n"),
        ("x.csv", b"a;b;c\r\n1;2;3\r\n"),
        ("x.pdf", b"%PDF-1.7"),
        ("x.xlsx", b"PK\x03\x04nonsense"),
    ],
)
def test_plan_published_says_what_is_wrong_with_a_file_as_a_whole(register: Register, name: str, data: bytes) -> None:
    planned = plan_published(register.snapshot(), KAREN, name, data, today=TODAY)

    assert len(planned.problems) == 1
    assert planned.problems[0].message("de")
    with pytest.raises(InputRejected):
        import_published(register, KAREN, planned)


@pytest.mark.parametrize("actor", those_without(Action.WRITE_REPORT), ids=lambda actor: actor.id or "signed out")
def test_import_published_refuses_those_who_may_not_write_the_report(register: Register, actor: Actor) -> None:
    planned = plan(register, GOOD)
    with pytest.raises(AccessDenied):
        plan(register, GOOD, actor)
    with pytest.raises(AccessDenied):
        import_published(register, actor, planned)
    assert stored(register) == []
