"""What breaks the rules, for the people who put it right: who sees which of it, and what may be done."""

from __future__ import annotations

import contextlib
import csv
import io
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from schema.tables import TABLES
from services import quality, translation
from services.access import Action, Actor
from services.errors import AccessDenied, InputRejected
from services.flatfile.writing import Format
from services.quality import Entry, Findings
from services.records import add_record
from services.register import opening
from services.register.base import Register
from services.register.snapshot import Issue, Remedy, Snapshot
from tests.support.cases import COMPLAINT, TODAY, record
from tests.support.people import ADA, ALICE, ARTHUR, BOB, EVERYBODY, KAREN, OLIVIA, those_without

NAME = "Frau Müller-Lüdenscheidt"
UNIT = {"code": "nord", "label": "Team Nord", "kind": "team", "active": True}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register with two cases and a team, closed."""
    path = tmp_path / "register.db"
    with opened(path) as register:
        record(register, concerns=[{**COMPLAINT, "employee": NAME}])
        record(register)
        add_record(register, KAREN, "units", UNIT, today=TODAY, operation_id="nord")
    return path


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Register]:
    register = opening.open_register(f"sqlite:///{path}")
    yield register
    register.close()


def by_hand(path: Path, statement: str, *values: object) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement, values)


def read(path: Path) -> Snapshot:
    with opened(path) as register:
        return register.snapshot()


def typed_by_hand(path: Path) -> None:
    """Break a date, an employee's name and a team, and type a reaction that was never valid."""
    by_hand(path, "UPDATE reactions SET received_on = '31.02.2026' WHERE number = 'KR-2026-0002'")
    by_hand(path, "UPDATE concerns SET employee = ? WHERE employee = ?", f"{NAME}\x01", NAME)
    by_hand(path, "UPDATE units SET active = 'vielleicht'")
    by_hand(
        path,
        "INSERT INTO reactions (id, version, changed_at, changed_by, number, received_on, channel)"
        " VALUES ('x', 1, '2026-01-01 00:00:00.000000', 'hand', '7', '30.02.2022', 'email')",
    )


def places(found: Findings) -> list[tuple[str, str, bool]]:
    return [(entry.table, entry.issues[0].column, entry.is_left_out) for entry in found.entries]


def issue(**values: Any) -> Issue:
    """Return an issue as a sheet reports it."""
    usual: dict[str, Any] = {
        "table": "reactions",
        "row": "a",
        "column": "received_on",
        "value": "31.02.2026",
        "msgid": "“{value}” is no date for “{label}”. Write it like 2026-11-21 or 21.11.2026.",
        "params": {"label": TABLES["reactions"].field("received_on").label, "value": "31.02.2026"},
        "kept": True,
        "cell": "Reaktionen!F17",
        "link": "https://docs.google.com/spreadsheets/d/x/edit#gid=1&range=F17",
    }
    return Issue(**{**usual, **values})


def test_nothing_is_to_be_corrected_in_a_register_that_follows_its_rules(path: Path) -> None:
    found = quality.list_entries(read(path), KAREN)
    assert found == Findings((), {})
    assert (found.left_out, found.by_table) == (0, {})
    assert quality.count_own(read(path), KAREN) == quality.count_left_out_cases(read(path)) == 0


def test_what_is_left_out_stands_first_and_is_counted(path: Path) -> None:
    typed_by_hand(path)
    snapshot = read(path)
    found = quality.list_entries(snapshot, KAREN)
    assert places(found) == [
        ("reactions", "received_on", True),
        ("reactions", "received_on", False),
        ("concerns", "employee", False),
        ("units", "active", False),
    ]
    assert found.left_out == quality.count_left_out_cases(snapshot) == 1
    assert found.by_table == {"reactions": 2, "concerns": 1, "units": 1}
    assert quality.count_own(snapshot, KAREN) == 4


def test_an_entry_knows_its_case(path: Path) -> None:
    typed_by_hand(path)
    snapshot = read(path)
    entries = quality.list_entries(snapshot, KAREN).entries
    assert [quality.case_number(snapshot, entry) for entry in entries] == ["", "KR-2026-0002", "KR-2026-0001", ""]
    assert [quality.record_name(snapshot, entry) for entry in entries] == [
        "",
        "KR-2026-0002",
        "KR-2026-0001",
        "Team Nord",
    ]


@pytest.mark.parametrize(
    ("actor", "own", "elsewhere"),
    [
        (ALICE, {"reactions": 2, "concerns": 1}, {"units": 1}),
        (BOB, {"reactions": 2, "concerns": 1}, {"units": 1}),
        (OLIVIA, {"reactions": 2, "concerns": 1}, {"units": 1}),
        (KAREN, {"reactions": 2, "concerns": 1, "units": 1}, {}),
        (ADA, {"units": 1}, {"reactions": 2, "concerns": 1}),
    ],
    ids=lambda value: value.name if isinstance(value, Actor) else "",
)
def test_each_table_is_corrected_by_those_who_manage_it(
    path: Path, actor: Actor, own: dict[str, int], elsewhere: dict[str, int]
) -> None:
    typed_by_hand(path)
    found = quality.list_entries(read(path), actor)
    assert found.by_table == own
    assert found.elsewhere == elsewhere
    assert quality.count_own(read(path), actor) == sum(own.values())


@pytest.mark.parametrize(
    "actor", those_without(Action.SEE_ISSUES), ids=lambda actor: next(iter(actor.roles), "signed out")
)
def test_others_are_refused_and_count_nothing(path: Path, actor: Actor) -> None:
    typed_by_hand(path)
    snapshot = read(path)
    with pytest.raises(AccessDenied):
        quality.list_entries(snapshot, actor)
    assert quality.count_own(snapshot, actor) == 0


def entry_of(snapshot: Snapshot, actor: Actor, table: str) -> Entry:
    return next(entry for entry in quality.list_entries(snapshot, actor).entries if entry.table == table)


def test_a_finding_says_what_stands_where(path: Path) -> None:
    by_hand(path, "UPDATE reactions SET received_on = ?, ombuds = 7 WHERE number = 'KR-2026-0001'", "x \n" + "y" * 200)
    snapshot = read(path)
    findings = quality.findings_of(entry_of(snapshot, ALICE, "reactions"), ALICE, "de")
    assert {finding.column.de for finding in findings if finding.column} == {"Eingegangen am", "An die Ombudsstelle"}
    written = next(finding for finding in findings if finding.issue.column == "received_on")
    assert written.value == "x " + "y" * 98 + " …"
    assert translation.message(written.problem, "de").startswith("„x yyy")
    assert len(translation.message(written.problem, "de")) < 250


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_a_role_may_not_see_is_in_no_word_of_the_finding(path: Path, language: str) -> None:
    typed_by_hand(path)
    snapshot = read(path)
    for actor, is_shown in ((ALICE, True), (OLIVIA, False)):
        (finding,) = quality.findings_of(entry_of(snapshot, actor, "concerns"), actor, language)
        assert finding.is_hidden is not is_shown
        assert (NAME in finding.value) is is_shown
        assert (NAME in translation.message(finding.problem, language)) is is_shown
        exported = quality.export_issues(snapshot, ALICE, language=language).decode("utf-8-sig")
        assert NAME in exported


def test_what_is_sealed_or_unknown_is_not_shown() -> None:
    said = {"label": "sealed_1", "value": "gAAAAABn", "why": "gAAAAABn"}
    sealed = issue(
        column="sealed_1", value="gAAAAABn", msgid="“{value}” in {label} cannot be opened: {why}.", params=said
    )
    (finding,) = quality.findings_of(Entry("x", (sealed,)), KAREN, "en")
    assert finding.is_hidden
    assert "gAAAAABn" not in finding.value + translation.message(finding.problem, "en")


def test_issues_of_one_row_are_one_entry_where_the_same_can_be_done(path: Path) -> None:
    restorable = (Remedy.RESTORE,)
    snapshot = replace(
        read(path),
        issues=(
            issue(remedies=restorable),
            issue(column="closed_on", cell="Reaktionen!K17", remedies=restorable),
            issue(column="", cell="Reaktionen!A18", remedies=("adopt", "remove", "unheard_of")),
            issue(row="", cell="Reaktionen!A40"),
            issue(row="", cell="Reaktionen!A41"),
        ),
    )
    entries = quality.list_entries(snapshot, ALICE).entries
    assert [len(entry.issues) for entry in entries] == [2, 1, 1, 1]
    assert [entry.remedies for entry in entries] == [restorable, (Remedy.REMOVE, Remedy.ADOPT), (), ()]
    assert len({entry.key for entry in entries}) == 4


def test_an_issue_of_the_whole_store_is_for_all_who_correct(path: Path) -> None:
    snapshot = replace(read(path), issues=(issue(table="journal", row="", column="hash", value="geheim", params={}),))
    (entry,) = quality.list_entries(snapshot, ADA).entries
    assert quality.record_name(snapshot, entry) == quality.case_number(snapshot, entry) == ""
    assert quality.table_label("journal").de == "journal"
    assert quality.findings_of(entry, ADA, "de")[0].is_hidden


@pytest.mark.parametrize("actor", [actor for actor in EVERYBODY if actor not in (ALICE, KAREN, BOB, OLIVIA)])
def test_mend_is_for_those_who_manage_the_table(path: Path, actor: Actor) -> None:
    with opened(path) as register, pytest.raises(AccessDenied):
        quality.mend(register, actor, Entry("x", (issue(remedies=("restore",)),)), Remedy.RESTORE)


def test_mend_refuses_what_the_issue_does_not_offer(path: Path) -> None:
    typed_by_hand(path)
    with opened(path) as register:
        before = register.snapshot()
        entry = entry_of(before, ALICE, "reactions")
        assert entry.remedies == ()
        with pytest.raises(InputRejected):
            quality.mend(register, ALICE, entry, Remedy.REMOVE)
        with pytest.raises(InputRejected):
            register.mend(entry.issues[0], Remedy.REMOVE, actor=ALICE.id)
        assert register.refresh().issues == before.issues


def test_the_file_names_place_value_problem_and_what_holds_until_then(path: Path) -> None:
    by_hand(path, "UPDATE reactions SET received_on = '=1+1' WHERE number = 'KR-2026-0002'")
    snapshot = read(path)
    link = "https://docs.google.com/spreadsheets/d/x/edit#gid=1&range=F17"
    found = replace(snapshot, issues=tuple(replace(one, cell="Reaktionen!F17", link=link) for one in snapshot.issues))
    headings, line = csv.reader(io.StringIO(quality.export_issues(found, KAREN).decode("utf-8-sig")), delimiter=";")
    assert headings == ["Tabelle", "Eintrag", "Zelle", "Spalte", "Wert", "Problem", "Bis dahin", "Verweis"]
    assert line[:5] == ["Reaktionen", "KR-2026-0002", "Reaktionen!F17", "Eingegangen am", "'=1+1"]
    assert line[5].startswith("„=1+1“ ist kein Datum")
    assert line[6:] == ["letzter gültiger Stand", link]
    assert quality.export_issues(found, KAREN, fmt=Format.XLSX).startswith(b"PK")


@pytest.mark.parametrize("actor", [BOB, ARTHUR, OLIVIA, ADA])
def test_the_file_is_for_those_who_may_take_entries_along(path: Path, actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        quality.export_issues(read(path), actor)
