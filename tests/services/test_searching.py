from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from schema import tables
from schema.fields import Field, FieldType, Grid
from schema.words import Words
from services import searching
from services.access import Action, Actor
from services.errors import AccessDenied, ExportFailed
from services.register.snapshot import Snapshot
from services.searching import Format, Query, State, build_page, export_found, find_places, list_columns, query_of
from tests.support.lists import TODAY, concern, reaction, snapshot_of
from tests.support.people import ALICE, BOB, KAREN, OLIVIA, those_without

UNITS = [{"id": "u1", "code": "team_1", "label": "Team Süd"}]
SMALL = snapshot_of(
    units=UNITS,
    reactions=[
        reaction("KR-2026-0001", date(2026, 2, 2), subject="Mietkaution für Frau Müller", closed_on=date(2026, 2, 20)),
        reaction("KR-2026-0002", date(2026, 3, 2), subject="Strasse gesperrt", text="nach KR-2026-0001", unit="team_1"),
        reaction("KR-2026-0003", date(2026, 3, 18), subject="Bescheid (Teil 2) *", customer_name="Jörg Weiß"),
        reaction("KR-2026-0004", date(2026, 3, 18), channel="opinion_card", ombuds=True, unit="team_1"),
        reaction("KR-2026-0005", date(2026, 3, 19), subject="Anfrage", cleared_on=date(2026, 3, 20), unit="team_1"),
    ],
    concerns=[
        concern("KR-2026-0001", area="municipal", outcome="upheld"),
        concern("KR-2026-0002", area="hotline"),
        concern("KR-2026-0002", 2, kind="praise", area="conduct"),
        concern("KR-2026-0003", kind="petition", area="benefits"),
        concern("KR-2026-0004", 2, kind="praise", area="reception"),
        concern("KR-2026-0004", 1, area="reception", theme="wartezeit"),
    ],
)


def found(query: Query, snapshot: Snapshot = SMALL) -> list[int]:
    """Return the last digits of the numbers found, in order."""
    numbers = snapshot.frames["reactions"]["number"]
    return [int(numbers.iloc[place][-4:]) for place in find_places(snapshot, TODAY, query)]


def cells(name: str, query: Query | None = None, language: str = "de") -> list[Any]:
    rows = build_page(SMALL, TODAY, query or query_of(KAREN), (name,), 1, language).rows[name]
    return [None if pd.isna(value) else value for value in rows]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("mueller", [1]),
        ("MÜLLER", [1]),
        ("Mu\u0308ller", [1]),  # typed on a Mac: u and two dots
        ("straße", [2]),
        ("weiss joerg", [3]),
        ("joerg mueller", []),  # both words have to be in the same reaction
        ("muller", []),
        ("(Teil", [3]),
        ("*", [3]),
        (".", []),  # not a pattern
        ("warte", [4]),  # a concern's theme
        ("Lob Eingangszone", [4]),
        ("lob mitarbeiterverhalten gesperrt", [2]),
        ("anfrage\nanfrage", [5]),
        ("   ", [5, 4, 3, 2, 1]),
    ],
)
def test_query_finds_all_words_whatever_case_and_umlauts(text: str, numbers: list[int]) -> None:
    assert found(query_of(KAREN, text=text)) == numbers


def test_query_finds_a_case_by_its_number_and_not_those_that_mention_it() -> None:
    assert found(query_of(KAREN, text=" kr-2026-0001 ")) == [1]
    assert found(query_of(KAREN, text="2026-0001")) == [2, 1]


def test_query_does_not_find_words_across_two_fields() -> None:
    snapshot = snapshot_of(reactions=[reaction("A-0001", subject="Bescheid", text="Heizung")])
    assert found(query_of(KAREN, text="heizung bescheid"), snapshot) == [1]
    assert found(query_of(KAREN, text="bescheidheizung"), snapshot) == []


def test_query_searches_no_field_the_actor_may_not_see(monkeypatch: pytest.MonkeyPatch) -> None:
    fields = tuple(
        replace(field, see=frozenset({"krm_officer"})) if field.name == "customer_name" else field
        for field in tables.REACTIONS.fields
    )
    monkeypatch.setitem(tables.TABLES, "reactions", replace(tables.REACTIONS, fields=fields))
    assert found(query_of(KAREN, text="Jörg")) == [3]
    assert found(query_of(ALICE, text="Jörg")) == []
    assert "customer_name" not in [column.name for column in list_columns(ALICE)]
    assert query_of(ALICE, sort="customer_name").sort == "received_on"


@pytest.mark.parametrize(
    ("state", "numbers"),
    [
        (State.OPEN, [5, 4, 3, 2]),
        (State.CLOSED, [1]),
        (State.OVERDUE, [2]),
        (State.DUE_SOON, [3]),
        (State.URGENT, [3]),
        (State.UNACKNOWLEDGED, [5, 3, 2]),  # nobody to write to for an opinion card
        (State.UNASSIGNED, []),  # nobody was told yet that it came in
        (State.TO_CLEAR, [4, 2]),
        (State.TO_CLOSE, [5]),
    ],
)
def test_query_narrows_to_a_state(state: State, numbers: list[int]) -> None:
    assert found(query_of(KAREN, state=state)) == numbers


def test_query_leaves_a_case_of_the_ombuds_office_without_a_team_to_the_ombuds_office() -> None:
    told = {"acknowledged_on": date(2026, 3, 17)}
    reactions = [reaction("A-0001", ombuds=True, **told), reaction("A-0002", ombuds=False, **told)]
    snapshot = snapshot_of(reactions=reactions, concerns=[concern("A-0001"), concern("A-0002")])
    assert found(query_of(KAREN, state=State.UNASSIGNED), snapshot) == [2]
    assert found(query_of(KAREN, state=State.TO_CLEAR), snapshot) == [1]


def test_query_knows_no_state_of_a_reaction_that_has_not_come_in_yet() -> None:
    snapshot = snapshot_of(reactions=[reaction("A-0001", date(2026, 4, 1)), reaction("A-0002")])
    assert found(query_of(KAREN), snapshot) == [1, 2]
    assert found(query_of(KAREN, state=State.OPEN), snapshot) == [2]
    rows = build_page(snapshot, TODAY, query_of(KAREN), ("state", "next_due_on"), 1, "de").rows
    assert rows["state"].isna().tolist() == [True, False]
    assert rows["next_due_on"].isna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("codes", "numbers"),
    [
        ({"channel": ["opinion_card"]}, [4]),
        ({"channel": ["opinion_card", "email"]}, [5, 4, 3, 2, 1]),
        ({"unit": ["none"]}, [3, 1]),
        ({"unit": ["team_1", "none"]}, [5, 4, 3, 2, 1]),
        ({"ombuds": ["yes"]}, [4]),
        ({"ombuds": ["no"]}, [5, 3, 2, 1]),  # not given is no
        ({"concerns.kind": ["praise"]}, [4, 2]),
        ({"concerns.kind": ["praise"], "concerns.area": ["conduct"]}, [2]),
        ({"concerns.kind": ["praise"], "concerns.area": ["hotline"]}, []),  # two different concerns
        ({"concerns.outcome": ["none"]}, [4, 3, 2]),
        ({"concerns.kind": []}, [5, 4, 3, 2, 1]),
        ({"nothing": ["x"]}, [5, 4, 3, 2, 1]),
    ],
)
def test_query_filters_by_fields_of_the_reaction_and_of_one_concern(
    codes: dict[str, list[str]], numbers: list[int]
) -> None:
    assert found(query_of(KAREN, codes=codes)) == numbers


def test_query_narrows_to_days_of_receipt_both_included() -> None:
    assert found(query_of(KAREN, received_from=date(2026, 3, 2), received_to=date(2026, 3, 18))) == [4, 3, 2]


@pytest.mark.parametrize(
    ("sort", "upwards", "downwards"),
    [
        ("number", [1, 2, 3, 4, 5], [5, 4, 3, 2, 1]),
        ("received_on", [1, 2, 4, 3, 5], [5, 4, 3, 2, 1]),
        ("subject", [5, 3, 1, 2, 4], [2, 1, 3, 5, 4]),  # none given: last both ways
        ("unit", [5, 4, 2, 3, 1], [5, 4, 2, 3, 1]),
        ("closed_on", [1, 5, 4, 3, 2], [1, 5, 4, 3, 2]),
        ("channel", [5, 3, 2, 1, 4], [4, 5, 3, 2, 1]),  # in the order of the list
        ("state", [2, 3, 5, 4, 1], [1, 5, 4, 3, 2]),
        ("next_due_on", [2, 3, 5, 4, 1], [4, 5, 3, 2, 1]),
        ("concerns", [1, 4, 2, 3, 5], [3, 2, 4, 1, 5]),
        ("concerns.area", [3, 1, 4, 2, 5], [2, 4, 1, 3, 5]),
    ],
)
def test_find_places_sorts_by_every_kind_of_column(sort: str, upwards: list[int], downwards: list[int]) -> None:
    assert found(query_of(KAREN, sort=sort, is_descending=False)) == upwards
    assert found(query_of(KAREN, sort=sort, is_descending=True)) == downwards


def test_build_page_shows_words_real_dates_and_nothing_where_nothing_is_given() -> None:
    assert cells("channel") == ["E-Mail", "Meinungskarte", "E-Mail", "E-Mail", "E-Mail"]
    assert cells("ombuds") == [None, "ja", None, None, None]
    assert cells("ombuds", language="en") == [None, "yes", None, None, None]
    assert cells("unit") == ["Team Süd", "Team Süd", None, "Team Süd", None]
    assert cells("state") == ["in der Frist", "in der Frist", "bald fällig", "überfällig", "abgeschlossen"]
    assert cells("received_on")[-1].date() == date(2026, 2, 2)
    assert cells("closed_on")[:-1] == [None] * 4


def test_build_page_sums_up_the_concerns_in_the_order_of_the_customer() -> None:
    assert cells("concerns") == [
        None,
        "Beschwerde · Eingangszone +1",
        "Petition · Leistungsgewährung",
        "Beschwerde · Service-Center +1",
        "Beschwerde · Kommunale Leistungen",
    ]
    assert cells("concerns.kind") == [None, "Beschwerde, Lob", "Petition", "Beschwerde, Lob", "Beschwerde"]
    assert cells("concerns.area")[1] == "Eingangszone"  # each value once
    assert cells("concerns.theme") == [None, "Wartezeit", None, None, None]


def test_build_page_counts_and_pages() -> None:
    many = snapshot_of(reactions=[reaction(f"A-{place:04d}") for place in range(1, 252)])
    last = build_page(many, TODAY, query_of(KAREN), ("number",), 3, "de")
    assert (last.found, last.total, last.pages) == (251, 251, 3)
    assert last.numbers[0] == "A-0051"
    assert len(last.rows) == 51
    assert build_page(many, TODAY, query_of(KAREN), ("number",), 99, "de").numbers == last.numbers
    nothing = build_page(many, TODAY, query_of(KAREN, text="xyz"), ("number",), 1, "de")
    assert (nothing.found, nothing.pages, nothing.numbers) == (0, 1, ())


def test_build_page_of_an_empty_register_is_empty() -> None:
    names = tuple(column.name for column in list_columns(KAREN))
    page = build_page(snapshot_of(), TODAY, query_of(KAREN, text="x", state=State.OPEN), names, 1, "de")
    assert (page.found, page.total, list(page.rows.columns)) == (0, 0, list(names))


def test_list_columns_and_filters_follow_a_declaration(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = Field("branch", FieldType.CODE, Words("Standort", "Branch"), list="channel", grid=Grid.OFFERED)
    hidden = Field("secret", FieldType.CODE, Words("Geheim", "Secret"), list="channel", grid=Grid.NEVER)
    changed = replace(tables.REACTIONS, fields=(*tables.REACTIONS.fields, fresh, hidden))
    monkeypatch.setitem(tables.TABLES, "reactions", changed)
    names = [column.name for column in list_columns(KAREN)]
    assert "branch" in names
    assert "secret" not in names
    filters = [column.name for column in searching.filters_of(KAREN)]
    assert "branch" in filters
    assert "secret" not in filters
    snapshot = snapshot_of(reactions=[reaction("A-0001", branch="email"), reaction("A-0002")])
    assert found(query_of(KAREN, codes={"branch": ["email"]}), snapshot) == [1]
    shown = build_page(snapshot, TODAY, query_of(KAREN, sort="branch"), ("number", "branch"), 1, "de")
    assert shown.rows["branch"].iloc[0] == "E-Mail"
    options = searching.filter_options(snapshot, TODAY, ("branch",), "de")["branch"]
    assert options[0] == ("email", "E-Mail")
    assert options[-1] == ("none", "ohne Angabe")


def test_filter_options_give_no_label_twice() -> None:
    snapshot = snapshot_of(units=[{**UNITS[0]}, {"id": "u2", "code": "team_2", "label": "Team Süd"}])
    options = searching.filter_options(snapshot, TODAY, ("unit", "channel"), "de")
    assert options["unit"] == (("team_1", "Team Süd"), ("team_2", "Team Süd (team_2)"), ("none", "ohne Angabe"))
    assert "none" not in dict(options["channel"])  # always given


def test_list_columns_show_first_what_a_case_is_known_by_and_how_it_stands() -> None:
    shown = [column.name for column in list_columns(KAREN) if column.grid is Grid.SHOWN]
    first = ["number", "received_on", "subject", "state", "next_due_on", "next_due_day_off", "unit", "concerns"]
    assert shown[:8] == first
    assert len(shown) == len(set(shown))


def test_codes_below_follow_the_area_and_the_theme() -> None:
    assert searching.filters_above("concerns.area") == ()
    assert searching.filters_above("concerns.theme") == ("concerns.area",)
    assert searching.filters_above("concerns.detail") == ("concerns.area", "concerns.theme")
    rows = [
        {"id": "d1", "list": "detail", "parent": "municipal/hoehe", "code": "miete", "label": "Miete"},
        {"id": "d2", "list": "detail", "parent": "benefits/bearbeitungsdauer", "code": "antrag", "label": "Antrag"},
    ]
    snapshot = snapshot_of(lists=rows)
    themes = searching.codes_below(snapshot, TODAY, "concerns.theme", (("reception", "conduct"),))
    assert themes == {"wartezeit", "auskunft", "freundlichkeit", "verstaendnis", "zuverlaessigkeit", "none"}
    details = [
        searching.codes_below(snapshot, TODAY, "concerns.detail", chosen)
        for chosen in ((("municipal",), ()), ((), ("bearbeitungsdauer",)), (("municipal",), ("bearbeitungsdauer",)))
    ]
    assert details == [{"miete", "none"}, {"antrag", "none"}, {"none"}]


@pytest.mark.parametrize("actor", those_without(Action.SEE_REACTIONS), ids=lambda actor: actor.id or "signed out")
def test_query_of_refuses_who_may_not_see_reactions(actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        query_of(actor, text="x")


COLUMNS = ("number", "subject", "state", "received_on", "concerns")


def test_export_found_writes_what_the_grid_shows_in_its_order() -> None:
    query = query_of(KAREN, sort="subject", is_descending=False, codes={"channel": ["email"]})
    data = export_found(SMALL, TODAY, KAREN, query, COLUMNS)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == ["Nummer", "Betreff", "Stand", "Eingegangen am", "Anliegen"]
    assert [row[0][-1] for row in rows[1:]] == ["5", "3", "1", "2"]
    assert rows[1] == ["KR-2026-0005", "Anfrage", "in der Frist", "19.03.2026", ""]
    sheet = load_workbook(io.BytesIO(export_found(SMALL, TODAY, KAREN, query, COLUMNS, fmt=Format.XLSX))).active
    assert [cell.value for cell in sheet[2]][:3] == ["KR-2026-0005", "Anfrage", "in der Frist"]
    assert sheet.max_row == 5


def test_export_found_keeps_a_formula_a_text() -> None:
    snapshot = snapshot_of(reactions=[reaction("A-0001", subject="=cmd|x")])
    data = export_found(snapshot, TODAY, KAREN, query_of(KAREN), ("subject",), language="en")
    assert data.decode() == "Subject\r\n'=cmd|x\r\n"
    book = load_workbook(
        io.BytesIO(export_found(snapshot, TODAY, KAREN, query_of(KAREN), ("subject",), fmt=Format.XLSX))
    )
    assert (book.active["A2"].value, book.active["A2"].data_type) == ("=cmd|x", "s")


def test_export_found_leaves_out_what_the_actor_may_not_see() -> None:
    data = export_found(SMALL, TODAY, ALICE, query_of(ALICE), ("number", "concerns.employee", "text", "version"))
    assert data.decode("utf-8-sig").splitlines()[0] == "Nummer"
    with pytest.raises(ExportFailed):
        export_found(SMALL, TODAY, ALICE, query_of(ALICE), ("text",))


@pytest.mark.parametrize("actor", those_without(Action.EXPORT_REACTIONS), ids=lambda actor: actor.id or "signed out")
def test_export_found_refuses_who_may_not_export(actor: Actor) -> None:
    with pytest.raises(AccessDenied):
        export_found(SMALL, TODAY, actor, query_of(KAREN), COLUMNS)


def test_roles_without_export_still_search() -> None:
    assert found(query_of(BOB, text="straße")) == found(query_of(OLIVIA, text="straße")) == [2]


def test_the_grid_says_beforehand_that_the_next_due_date_is_a_day_off() -> None:
    known = {"acknowledged_on": date(2026, 3, 17)}
    reactions = [
        reaction("A-0001", date(2026, 3, 12), **known),  # 9 days: Saturday, 21 March
        reaction("A-0002", date(2026, 3, 20), **known, cleared_on=date(2026, 3, 20)),  # 14 days: Good Friday
        reaction("A-0003", date(2026, 3, 16), **known),  # 9 days: a Wednesday
        reaction("A-0004", date(2026, 3, 12), closed_on=date(2026, 3, 13)),
    ]
    snapshot = snapshot_of(reactions=reactions, concerns=[concern(row["id"]) for row in reactions])
    query = query_of(KAREN, sort="number", is_descending=False)
    for language, names in (("de", ["Samstag", "Karfreitag"]), ("en", ["Saturday", "Good Friday"])):
        rows = build_page(snapshot, TODAY, query, ("next_due_day_off",), 1, language).rows
        assert rows["next_due_day_off"].fillna("").tolist() == [*names, "", ""]
    assert found(query_of(KAREN, sort="next_due_day_off", is_descending=False), snapshot)[:2] == [2, 1]


def test_the_clocks_of_the_register_follow_the_settings_of_the_office() -> None:
    reactions = [reaction("A-0001", date(2026, 3, 16), acknowledged_on=date(2026, 3, 16))]
    rows = [{"id": key, "key": key, "value": value} for key, value in (("clear_days", "5"), ("soon_days", "0"))]
    usual = snapshot_of(reactions=reactions, concerns=[concern("A-0001")])
    own = snapshot_of(reactions=reactions, concerns=[concern("A-0001")], settings=rows)
    for snapshot, day, numbers in (
        (usual, date(2026, 3, 20), []),
        (usual, date(2026, 3, 22), [1]),
        (own, date(2026, 3, 20), []),
        (own, date(2026, 3, 21), [1]),
        (own, date(2026, 3, 22), []),
    ):
        places = find_places(snapshot, day, query_of(KAREN, state=State.DUE_SOON))
        assert [place + 1 for place in places] == numbers, day
    assert list(find_places(own, date(2026, 3, 22), query_of(KAREN, state=State.OVERDUE))) == [0]
    assert list(find_places(usual, date(2026, 3, 22), query_of(KAREN, state=State.OVERDUE))) == []


def test_an_open_petition_is_overdue_and_due_soon_by_its_own_clock() -> None:
    reactions = [
        reaction(name, date(2026, 3, 10), acknowledged_on=date(2026, 3, 10), disposition_on=date(2026, 3, 16))
        for name in ("A-0001", "A-0002")
    ]
    snapshot = snapshot_of(reactions=reactions, concerns=[concern("A-0001", kind="petition"), concern("A-0002")])
    for day, state, numbers in (
        (date(2026, 3, 14), State.DUE_SOON, [1]),
        (date(2026, 3, 14), State.OVERDUE, []),
        (date(2026, 3, 18), State.OVERDUE, [1]),
        (date(2026, 3, 18), State.DUE_SOON, []),
        (date(2026, 3, 18), State.OPEN, [2, 1]),
    ):
        places = find_places(snapshot, day, query_of(KAREN, state=state))
        assert [place + 1 for place in places] == numbers, (day, state)
