from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from services.errors import RegisterShapeError
from services.register.sheet.layout import CODE_ROW, FIRST_ROW, Kind, Tab, letters, tabs
from services.register.sheet.setup import looks
from services.register.sheet.setup.building import build, is_empty_place
from services.register.sheet.setup.looks import LONGEST_HINT
from tests.services.register.sheet.places import ACCOUNT, OWNER, Place, cell_of, new_place
from tests.sheets.running import Emulator, emulated

TABS = pytest.mark.parametrize("tab", tabs().values(), ids=lambda tab: tab.name)
RECORD = "01HZZZZZZZZZZZZZZZZZZZZZZZ"


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with emulated() as emulator:
        yield emulator


@pytest.fixture
def place(running: Emulator) -> Iterator[Place]:
    """An empty spreadsheet."""
    running.post("reset", {})
    found = new_place(running)
    yield found
    found.client.close()


@pytest.fixture
def built(place: Place) -> Place:
    """A spreadsheet that was made a register."""
    place.build()
    return place


@pytest.fixture(scope="module")
def fresh(running: Emulator) -> Iterator[dict[str, Any]]:
    """What is stored right after a register was made, for tests that only look."""
    running.post("reset", {})
    found = new_place(running)
    found.build()
    yield found.stored()
    found.client.close()


def sheet_of(stored: dict[str, Any], tab: Tab) -> dict[str, Any]:
    return next(sheet for sheet in stored["sheets"] if sheet["properties"]["sheetId"] == tab.sheet_id)


def cells_of(stored: dict[str, Any], tab: Tab, row: int) -> list[dict[str, Any]]:
    return [cell_of(sheet_of(stored, tab), place, row) for place in range(len(tab.columns))]


def said(done: object) -> list[str]:
    return [str(each.msgid.format(**each.params)) for each in done.done]  # type: ignore[attr-defined]


# ---- what is made


def test_build_sets_german_locale_and_berlin_time(fresh: dict[str, Any]) -> None:
    properties = fresh["properties"]
    assert (properties["locale"], properties["timeZone"]) == ("de_DE", "Europe/Berlin")


def test_build_makes_every_tab_in_order_before_the_empty_one(fresh: dict[str, Any]) -> None:
    made = [sheet["properties"]["title"] for sheet in fresh["sheets"]]
    assert made == [*(tab.title for tab in tabs().values()), "Sheet1"]


@TABS
def test_build_gives_a_tab_its_id_size_and_frozen_rows(fresh: dict[str, Any], tab: Tab) -> None:
    properties = sheet_of(fresh, tab)["properties"]
    assert properties["title"] == tab.title
    assert properties["gridProperties"] == {
        "rowCount": 1000,
        "columnCount": len(tab.columns),
        "frozenRowCount": 2,
    }
    assert properties.get("hidden", False) is tab.is_hidden


@TABS
def test_build_writes_code_names_into_a_hidden_row_and_bold_labels_below(fresh: dict[str, Any], tab: Tab) -> None:
    codes, labels = cells_of(fresh, tab, 1), cells_of(fresh, tab, 2)
    assert [cell["userEnteredValue"]["stringValue"] for cell in codes] == list(tab.names)
    assert [cell["userEnteredValue"]["stringValue"] for cell in labels] == [c.label.de for c in tab.columns]
    assert all(cell["userEnteredFormat"]["textFormat"]["bold"] for cell in labels)
    rows = sheet_of(fresh, tab)["data"][0]["rowMetadata"]
    assert [place for place, row in enumerate(rows) if row.get("hiddenByUser")] == [0]


@TABS
def test_build_sizes_and_hides_columns(fresh: dict[str, Any], tab: Tab) -> None:
    columns = sheet_of(fresh, tab)["data"][0]["columnMetadata"]
    assert [column["pixelSize"] for column in columns] == [column.width for column in tab.columns]
    assert [bool(column.get("hiddenByUser")) for column in columns] == [column.is_hidden for column in tab.columns]


@TABS
@pytest.mark.parametrize("row", [FIRST_ROW, 1000])
def test_build_formats_each_column_down_to_the_last_row(fresh: dict[str, Any], tab: Tab, row: int) -> None:
    patterns = {Kind.TEXT: ("TEXT", "@"), Kind.DATE: ("DATE", "dd.mm.yyyy"), Kind.NUMBER: ("NUMBER", "0")}
    cells = cells_of(fresh, tab, row)
    for column, cell in zip(tab.columns, cells, strict=False):
        form = cell.get("userEnteredFormat", {}).get("numberFormat")
        found = None if form is None else (form["type"], form["pattern"])
        assert found == patterns.get(column.kind), column.name
        assert "userEnteredValue" not in cell


def rule_of(stored: dict[str, Any], table: str, column: str, row: int = FIRST_ROW) -> dict[str, Any]:
    tab = tabs()[table]
    rule: dict[str, Any] = cells_of(stored, tab, row)[tab.names.index(column)].get("dataValidation", {})
    return rule


@pytest.mark.parametrize("row", [FIRST_ROW, 4, 1000])
def test_build_offers_codes_and_says_what_they_mean(fresh: dict[str, Any], row: int) -> None:
    rule = rule_of(fresh, "concerns", "outcome", row)
    assert rule["condition"] == {
        "type": "ONE_OF_LIST",
        "values": [{"userEnteredValue": code} for code in ("upheld", "partly_upheld", "not_upheld")],
    }
    assert rule["inputMessage"] == "upheld = begründet · partly_upheld = teilweise begründet · not_upheld = unbegründet"
    assert rule["showCustomUi"] is True
    assert not rule.get("strict")


def test_build_offers_teams_from_their_tab_and_asks_for_dates(fresh: dict[str, Any]) -> None:
    unit = rule_of(fresh, "reactions", "unit")
    assert unit["condition"] == {
        "type": "ONE_OF_RANGE",
        "values": [{"userEnteredValue": "='Bereiche und Teams'!$B$3:$B"}],
    }
    assert unit["inputMessage"] == "Ein Kürzel aus dem Tab „Bereiche und Teams“"
    assert rule_of(fresh, "reactions", "received_on")["condition"] == {"type": "DATE_IS_VALID"}
    choices = rule_of(fresh, "reactions", "ombuds")["condition"]
    assert choices == {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "WAHR"}, {"userEnteredValue": "FALSCH"}]}
    assert rule_of(fresh, "reactions", "subject") == {}


def test_no_choice_is_strict_and_no_hint_is_longer_than_people_read(fresh: dict[str, Any]) -> None:
    rules = [
        cell["dataValidation"]
        for tab in tabs().values()
        for cell in cells_of(fresh, tab, FIRST_ROW)
        if "dataValidation" in cell
    ]
    assert len(rules) > 20
    assert [rule for rule in rules if rule.get("strict") or len(rule["inputMessage"]) > LONGEST_HINT] == []
    assert rule_of(fresh, "concerns", "theme")["inputMessage"] == "Kürzel aus der Liste „Themen“"


def test_build_offers_the_entries_of_the_office(place: Place) -> None:
    lists = looks.start_lists()
    own = {**lists.entries, "outcome": lists.entries["outcome"][:1]}
    build(place.client, place.connection, type(lists)(own))
    rule = place.cell("concerns", "outcome", FIRST_ROW)["dataValidation"]
    assert rule["condition"]["values"] == [{"userEnteredValue": "upheld"}]


def test_build_leaves_the_entries_of_the_office_where_it_does_not_know_them(place: Place) -> None:
    lists = looks.start_lists()
    own = type(lists)({**lists.entries, "outcome": lists.entries["outcome"][:1]})
    build(place.client, place.connection, own)
    before = place.stored()
    assert place.build().done == ()
    assert place.stored() == before
    done = build(place.client, place.connection, lists)
    assert said(done) == ["Formats and choices of “Anliegen” are put back."]


def test_build_colours_what_is_overdue(fresh: dict[str, Any]) -> None:
    tab = tabs()["reactions"]
    (rule,) = sheet_of(fresh, tab)["conditionalFormats"]
    fields = [place for place, column in enumerate(tab.columns) if column.field]
    assert rule["ranges"] == [
        {
            "sheetId": tab.sheet_id,
            "startRowIndex": 2,
            "startColumnIndex": fields[0],
            "endColumnIndex": fields[-1] + 1,
        }
    ]
    condition = rule["booleanRule"]["condition"]
    assert condition["type"] == "CUSTOM_FORMULA"
    names = ("received_on", "extended_until", "closed_on")
    received, extended, closed = (f"${letters(tab.names.index(name))}3" for name in names)
    assert condition["values"][0]["userEnteredValue"] == (
        f'=({closed}="")*({received}<>"")*(TODAY()>{received}+14)*(TODAY()>{extended}+0)+N("resonanz.overdue")>0'
    )
    assert rule["booleanRule"]["format"]["textFormat"]["bold"] is True
    others = [sheet["properties"]["title"] for sheet in fresh["sheets"] if sheet.get("conditionalFormats")]
    assert others == ["Reaktionen"]


@TABS
def test_build_protects_what_only_the_portal_writes(fresh: dict[str, Any], tab: Tab) -> None:
    found = sheet_of(fresh, tab)["protectedRanges"]
    assert all(ACCOUNT in each["editors"]["users"] and not each.get("warningOnly") for each in found)
    ranges = [{key: value for key, value in each["range"].items() if key != "sheetId"} for each in found]
    if tab.is_protected:
        assert ranges == [{}]
        return
    assert {"startRowIndex": 0, "endRowIndex": 1} in ranges
    guarded = {place for each in ranges if "startColumnIndex" in each for place in range(*sorted(each.values()))}
    assert {tab.names[place] for place in guarded} == {column.name for column in tab.columns if not column.field}


@TABS
def test_build_sets_one_filter_from_the_labels_on(fresh: dict[str, Any], tab: Tab) -> None:
    found = sheet_of(fresh, tab).get("basicFilter")
    if tab.is_hidden:
        assert found is None
        return
    assert found is not None
    assert found["range"] == {
        "sheetId": tab.sheet_id,
        "startRowIndex": 1,
        "endRowIndex": 1000,
        "startColumnIndex": 0,
        "endColumnIndex": len(tab.columns),
    }


def test_build_says_what_it_made_in_one_write(place: Place) -> None:
    built = place.build()
    assert said(built)[:2] == ["German locale and Berlin time are set.", "Tab “Reaktionen” is made."]
    assert len(built.done) == 1 + len(tabs())
    assert place.client.counts.writes == 1
    assert place.is_built


# ---- run again


@pytest.mark.parametrize("is_thorough", [False, True])
def test_build_twice_changes_nothing(built: Place, is_thorough: bool) -> None:
    before = built.stored()
    assert built.build(is_thorough=is_thorough).done == ()
    assert built.stored() == before


def test_build_again_writes_nothing(built: Place) -> None:
    writes = built.client.counts.writes
    built.build()
    assert built.client.counts.writes == writes


def test_a_new_spreadsheet_is_an_empty_place_until_somebody_works_in_it(place: Place) -> None:
    assert is_empty_place(place.client)
    assert not place.is_built
    place.act("type", range="Sheet1!C7", values=[["Einkaufsliste"]])
    assert not is_empty_place(place.client)


def test_a_register_is_no_empty_place(built: Place) -> None:
    assert not is_empty_place(built.client)


# ---- mended


def test_a_deleted_tab_is_made_again_in_its_place(built: Place) -> None:
    before = built.stored()
    built.act("delete_sheet", "concerns")
    assert not built.is_built
    assert said(built.build()) == ["Tab “Anliegen” is made."]
    after = built.stored()
    assert [sheet["properties"] for sheet in after["sheets"]] == [sheet["properties"] for sheet in before["sheets"]]
    assert cells_of(after, tabs()["concerns"], FIRST_ROW) == cells_of(before, tabs()["concerns"], FIRST_ROW)


def test_a_renamed_tab_stays_what_it_is(built: Place) -> None:
    built.act("rename_sheet", "units", title="Teams")
    assert built.is_built
    built.build()
    assert built.title("units") == "Teams"
    rule = built.cell("reactions", "unit", FIRST_ROW)["dataValidation"]
    assert rule["condition"]["values"] == [{"userEnteredValue": "='Teams'!$B$3:$B"}]


def test_a_foreign_tab_keeps_its_title_and_its_cells(place: Place) -> None:
    place.act("rename_sheet", **{"sheet": "Sheet1", "title": "reaktionen"})
    place.act("type", range="reaktionen!A1", values=[["unsere Liste", "x"], [1, 2]])
    foreign = place.stored()["sheets"][0]
    place.build()
    assert place.title("reactions") == "Reaktionen (Resonanz)"
    kept = place.stored()["sheets"][-1]
    assert kept["properties"]["index"] == len(tabs())
    assert {**kept, "properties": foreign["properties"]} == foreign


def test_a_tab_that_raced_with_another_has_its_name_again(built: Place) -> None:
    built.act("rename_sheet", "measures", title="Maßnahmen_conflict123456")
    assert said(built.build()) == ["Tab “Maßnahmen” has its name again."]
    assert built.title("measures") == "Maßnahmen"


def test_a_deleted_column_is_added_behind_the_last_one(built: Place) -> None:
    built.act("delete_column", "reactions", column=built.letter("reactions", "channel"))
    assert said(built.build())[0] == "Columns are added to “Reaktionen”: Eingangsweg."
    assert built.row("reactions", 1)[-1] == "channel"
    assert built.row("reactions", 2)[-1] == "Eingangsweg"
    assert built.cell("reactions", "channel", 1000)["dataValidation"]["condition"]["type"] == "ONE_OF_LIST"
    assert built.is_built


def test_a_column_of_somebody_stays_and_new_ones_stand_behind_it(built: Place) -> None:
    channel = built.place("reactions", "channel")
    built.act("insert_column", "reactions", column=built.letter("reactions", "channel"))
    letter = built.letter("reactions", "received_on")
    own = chr(ord(letter) + 1)
    built.type("reactions", f"{own}2", ["Notiz"], ["anrufen"])
    before = [built.row("reactions", row) for row in (1, 2, 3)]
    built.build()
    assert [built.row("reactions", row) for row in (1, 2, 3)] == before
    built.act("delete_column", "reactions", column=built.letter("reactions", "channel"))
    built.build()
    assert built.row("reactions", 1)[channel] == ""
    assert built.row("reactions", 2)[channel] == "Notiz"
    assert built.row("reactions", 3)[channel] == "anrufen"
    assert built.row("reactions", 1)[-1] == "channel"


def test_moved_columns_keep_their_place(built: Place) -> None:
    built.act("move_column", "reactions", column=built.letter("reactions", "unit"), to="B")
    before = built.row("reactions", 1)
    assert built.is_built
    built.build()
    assert built.row("reactions", 1) == before
    (rule,) = built.sheet("reactions")["conditionalFormats"]
    closed = built.letter("reactions", "closed_on")
    assert f'(${closed}3="")' in rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"]


@pytest.mark.parametrize("damage", ["", "chanel"])
@pytest.mark.parametrize("label", ["Eingangsweg", "Channel"])
def test_a_damaged_code_name_is_put_back_by_its_label(built: Place, damage: str, label: str) -> None:
    place = built.letter("reactions", "channel")
    built.type("reactions", f"{place}1", [damage], [label])
    assert not built.is_built
    assert said(built.build()) == ["In “Reaktionen” the code names are put back of: Eingangsweg."]
    assert built.letter("reactions", "channel") == place
    assert built.row("reactions", 2)[built.place("reactions", "channel")] == label


@pytest.mark.parametrize(("damage", "label"), [("x", "Weg"), ("", "Weg"), ("", "")])
def test_a_damaged_code_name_is_put_back_by_its_neighbours(built: Place, damage: str, label: str) -> None:
    place = built.letter("reactions", "channel")
    built.type("reactions", f"{place}1", [damage], [label])
    built.build()
    assert built.letter("reactions", "channel") == place
    assert built.row("reactions", 2)[built.place("reactions", "channel")] == (label or "Eingangsweg")


def test_an_emptied_row_of_code_names_is_put_back_in_moved_columns(built: Place) -> None:
    built.act("move_column", "reactions", column="E", to="B")
    before = built.row("reactions", 1)
    built.act("clear", range="Reaktionen!1:1")
    built.build()
    assert built.row("reactions", 1) == before


def test_a_renamed_label_stays(built: Place) -> None:
    place = built.letter("reactions", "subject")
    built.type("reactions", f"{place}2", ["Worum geht es?"])
    assert built.build().done == ()
    assert built.row("reactions", 2)[built.place("reactions", "subject")] == "Worum geht es?"


def test_a_copied_column_becomes_its_makers_own(built: Place) -> None:
    tab = tabs()["reactions"]
    place = built.place("reactions", "channel")
    source = {"sheetId": tab.sheet_id, "startColumnIndex": place, "endColumnIndex": place + 1}
    behind = len(tab.columns)
    built.change(
        {"appendDimension": {"sheetId": tab.sheet_id, "dimension": "COLUMNS", "length": 1}},
        {
            "copyPaste": {
                "source": source,
                "destination": {**source, "startColumnIndex": behind, "endColumnIndex": behind + 1},
            }
        },
    )
    assert built.row("reactions", 1).count("channel") == 2
    built.build()
    assert built.place("reactions", "channel") == place
    assert built.row("reactions", 2)[behind] == "Eingangsweg"
    assert built.row("reactions", 1).count("channel") == 1


@pytest.mark.parametrize("name", ["reactions", "journal"])
@pytest.mark.parametrize("row", [1, 2])
def test_a_deleted_heading_row_is_inserted_again_above_the_records(built: Place, name: str, row: int) -> None:
    record(built, name)
    before = [built.row(name, number) for number in (1, 2, 3)]
    built.act("delete_row", name, row=row)
    assert built.row(name, 2 if row == 2 else 1)[0] in (RECORD, "Kennung", "Nr.", "")
    built.build()
    assert [built.row(name, number) for number in (1, 2, 3)] == before
    assert built.is_built
    assert built.sheet(name)["properties"]["gridProperties"]["frozenRowCount"] == 2
    assert hidden_rows(built, name) == [0]


def test_rows_inserted_above_the_heading_stand_below_it_afterwards(built: Place) -> None:
    record(built, "reactions")
    before = [built.row("reactions", number) for number in (1, 2, 3)]
    built.act("insert_row", "reactions", row=1)
    built.type("reactions", "A1", ["Stand: heute"])
    built.build()
    rows = [built.row("reactions", number) for number in (1, 2, 3, 4)]
    assert [rows[0], rows[1], rows[3]] == before
    assert rows[2] == ["Stand: heute"] + [""] * (len(rows[2]) - 1)
    assert hidden_rows(built, "reactions") == [0]


def test_a_tab_without_any_heading_is_refused_and_all_else_mended(built: Place) -> None:
    record(built, "reactions")
    built.act("clear", range="Reaktionen!1:2")
    built.act("delete_sheet", "surveys")
    before = built.sheet("reactions")
    with pytest.raises(RegisterShapeError, match="In the tab “Reaktionen” neither code names nor headings are left"):
        built.build()
    assert built.sheet("reactions") == before
    assert built.row("surveys", 1) == list(tabs()["surveys"].names)


def record(place: Place, name: str) -> None:
    """Put a record into a tab, as the portal writes it."""
    values: dict[str, Any] = {"id": RECORD, "version": 1, "seq": 1, "subject": "Ein Fall", "row_id": RECORD}
    for column, value in values.items():
        if column in place.row(name, 1):
            place.type(name, f"{place.letter(name, column)}3", [value])


def hidden_rows(place: Place, name: str) -> list[int]:
    rows = place.sheet(name)["data"][0]["rowMetadata"]
    return [number for number, row in enumerate(rows) if row.get("hiddenByUser")]


def test_what_was_shown_unfrozen_and_cut_is_put_back(built: Place) -> None:
    tab = tabs()["reactions"]
    shown = {"properties": {"hiddenByUser": False}, "fields": "hiddenByUser"}
    span = {"sheetId": tab.sheet_id, "startIndex": 0}
    built.change(
        {"updateDimensionProperties": {"range": span | {"dimension": "ROWS", "endIndex": 1}, **shown}},
        {"updateDimensionProperties": {"range": span | {"dimension": "COLUMNS", "endIndex": 20}, **shown}},
        {"updateDimensionProperties": {"range": span | {"dimension": "COLUMNS", "endIndex": len(tab.names)}, **shown}},
        {
            "updateSheetProperties": {
                "properties": {"sheetId": tab.sheet_id, "gridProperties": {"frozenRowCount": 0, "rowCount": 400}},
                "fields": "gridProperties.frozenRowCount,gridProperties.rowCount",
            }
        },
    )
    done = said(built.build())
    assert done == [
        "Rows are added to “Reaktionen”.",
        "Columns of “Reaktionen” that only the portal needs are hidden.",
        "What is frozen and hidden at the top of “Reaktionen” is put back.",
    ]
    sheet = built.sheet("reactions")
    assert sheet["properties"]["gridProperties"]["frozenRowCount"] == 2
    assert sheet["properties"]["gridProperties"]["rowCount"] == 1000
    assert hidden_rows(built, "reactions") == [0]
    columns = sheet["data"][0]["columnMetadata"]
    assert [bool(c.get("hiddenByUser")) for c in columns] == [c.is_hidden for c in tab.columns]
    assert built.cell("reactions", "received_on", 1000)["userEnteredFormat"]["numberFormat"]["type"] == "DATE"


def test_formats_and_choices_are_put_back_and_values_stay(built: Place) -> None:
    tab = tabs()["reactions"]
    record(built, "reactions")
    span = {"sheetId": tab.sheet_id, "startRowIndex": 2}
    built.change(
        {"repeatCell": {"range": span, "cell": {}, "fields": "userEnteredFormat,dataValidation"}},
        {
            "repeatCell": {
                "range": span | {"startRowIndex": 1, "endRowIndex": 2},
                "cell": {},
                "fields": "userEnteredFormat",
            }
        },
    )
    assert said(built.build()) == [
        "Formats and choices of “Reaktionen” are put back.",
        "Headings of “Reaktionen” are bold again.",
    ]
    subject = built.cell("reactions", "subject", 3)
    assert subject["userEnteredValue"] == {"stringValue": "Ein Fall"}
    assert subject["userEnteredFormat"]["numberFormat"]["type"] == "TEXT"
    assert built.cell("reactions", "channel", 3)["dataValidation"]["condition"]["type"] == "ONE_OF_LIST"
    assert built.cell("reactions", "channel", 2)["userEnteredFormat"]["textFormat"]["bold"] is True


def test_a_thorough_mending_reaches_the_rows_in_between(built: Place) -> None:
    tab = tabs()["reactions"]
    lies = {"sheetId": tab.sheet_id, "startRowIndex": 5, "endRowIndex": 7}
    built.change({"repeatCell": {"range": lies, "cell": {}, "fields": "userEnteredFormat,dataValidation"}})
    damaged = built.stored()
    built.build()
    assert built.stored() == damaged
    built.build(is_thorough=True)
    assert built.cell("reactions", "channel", 6)["dataValidation"]["condition"]["type"] == "ONE_OF_LIST"


def test_somebodys_own_choices_in_a_column_for_text_stay(built: Place) -> None:
    tab = tabs()["reactions"]
    place = built.place("reactions", "subject")
    lies = {"sheetId": tab.sheet_id, "startRowIndex": 2, "startColumnIndex": place, "endColumnIndex": place + 1}
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Miete"}]}, "showCustomUi": True}
    built.change({"setDataValidation": {"range": lies, "rule": rule}})
    before = built.stored()
    assert built.build(is_thorough=True).done == ()
    assert built.stored() == before


def test_protection_colours_and_filter_are_put_back_once(built: Place) -> None:
    before = built.sheet("reactions")
    built.change(
        *[
            {"deleteProtectedRange": {"protectedRangeId": each["protectedRangeId"]}}
            for each in before["protectedRanges"]
        ],
        {"deleteConditionalFormatRule": {"sheetId": tabs()["reactions"].sheet_id, "index": 0}},
        {"clearBasicFilter": {"sheetId": tabs()["reactions"].sheet_id}},
    )
    assert said(built.build()) == [
        "The filter of “Reaktionen” is set.",
        "The colours for overdue cases in “Reaktionen” are put back.",
        "The protection of “Reaktionen” is put back.",
    ]
    after = built.sheet("reactions")
    assert [each["range"] for each in after["protectedRanges"]] == [each["range"] for each in before["protectedRanges"]]
    assert after["conditionalFormats"] == before["conditionalFormats"]
    assert after["basicFilter"] == before["basicFilter"]


def test_colours_follow_the_days_of_the_settings_and_keep_them_where_nobody_says_any(built: Place) -> None:
    def formula() -> str:
        (rule,) = built.sheet("reactions")["conditionalFormats"]
        return str(rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"])

    usual = formula()
    assert said(built.build(close_days=21)) == ["The colours for overdue cases in “Reaktionen” are put back."]
    assert formula() == usual.replace("+14)", "+21)")
    assert built.build().done == ()  # a portal that has not opened the register yet takes nothing back
    assert built.build(close_days=21).done == ()
    built.build(close_days=14)
    assert formula() == usual


def test_colours_of_people_and_their_filter_stay(built: Place) -> None:
    sheet_id = tabs()["reactions"].sheet_id
    lies = {"sheetId": sheet_id, "startRowIndex": 2, "endRowIndex": 9, "startColumnIndex": 1, "endColumnIndex": 2}
    own = {
        "ranges": [lies],
        "booleanRule": {
            "condition": {"type": "NOT_BLANK"},
            "format": {"backgroundColor": {"green": 1}},
        },
    }
    built.change(
        {"addConditionalFormatRule": {"rule": own, "index": 0}},
        {"setBasicFilter": {"filter": {"range": {**lies, "startRowIndex": 1}}}},
        {"addProtectedRange": {"protectedRange": {"range": lies, "description": "bitte nicht", "warningOnly": True}}},
    )
    before = built.stored()
    assert built.build().done == ()
    assert built.stored() == before


def test_doubled_colours_and_protection_are_taken_back_to_one(built: Place) -> None:
    before = built.sheet("reactions")
    (rule,) = before["conditionalFormats"]
    first = before["protectedRanges"][0]
    twice = {"range": first["range"], "description": first["description"], "editors": {"users": [ACCOUNT]}}
    built.change(
        {"addConditionalFormatRule": {"rule": rule, "index": 1}},
        {"addProtectedRange": {"protectedRange": twice}},
    )
    built.build()
    after = built.sheet("reactions")
    assert after["conditionalFormats"] == [rule]
    assert [each["range"] for each in after["protectedRanges"]] == [each["range"] for each in before["protectedRanges"]]


def test_protection_follows_moved_columns(built: Place) -> None:
    built.act("move_column", "reactions", column=built.letter("reactions", "version"), to="A")
    built.build()
    guarded = set()
    for each in built.sheet("reactions")["protectedRanges"]:
        if "startColumnIndex" in each["range"]:
            guarded |= set(range(each["range"]["startColumnIndex"], each["range"]["endColumnIndex"]))
    names = built.row("reactions", 1)
    assert {names[place] for place in guarded} == {c.name for c in tabs()["reactions"].columns if not c.field}


def test_a_protection_of_another_account_is_left_to_it(built: Place) -> None:
    mine = built.sheet("reactions")["protectedRanges"][0]
    other = {"range": mine["range"], "description": mine["description"], "editors": {"users": [OWNER]}}
    built.change(
        {"deleteProtectedRange": {"protectedRangeId": mine["protectedRangeId"]}},
        {"addProtectedRange": {"protectedRange": other}},
    )
    before = built.stored()
    assert built.build().done == ()
    assert built.stored() == before


def test_a_protection_softened_to_a_warning_stays_one(built: Place) -> None:
    mine = built.sheet("reactions")["protectedRanges"][0]
    softened = {"protectedRangeId": mine["protectedRangeId"], "warningOnly": True}
    built.change({"updateProtectedRange": {"protectedRange": softened, "fields": "warningOnly"}})
    before = built.stored()
    assert built.build().done == ()
    assert built.stored() == before


# ---- what goes wrong meanwhile


def test_build_follows_another_portal_that_builds_at_the_same_moment(place: Place) -> None:
    tab = tabs()["reactions"]
    made = {"do": "batch", "requests": [{"addSheet": {"properties": {"sheetId": tab.sheet_id, "title": "Reaktionen"}}}]}
    place.emulator.fail("act", actions=[made], match={"kind": "write"})
    place.build()
    assert place.is_built
    assert [sheet["properties"]["title"] for sheet in place.stored()["sheets"]].count("Reaktionen") == 1


@pytest.mark.parametrize("fault", ["drop", "error"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_build_looks_again_where_the_outcome_is_unknown(place: Place, fault: str, when: str) -> None:
    place.emulator.fail(fault, when=when, match={"kind": "write"})
    built = place.build()
    assert len(built.done) == 1 + len(tabs())
    assert place.is_built
    before = place.stored()
    assert place.build().done == ()
    assert place.stored() == before
    assert len(before["sheets"]) == 1 + len(tabs())


def test_code_row_is_the_first_and_records_begin_at_the_third() -> None:
    assert (CODE_ROW, FIRST_ROW) == (1, 3)
