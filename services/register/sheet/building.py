"""Making the sheet, and mending it: what has to be there is compared with what is, and only the difference is written.

Nothing is ever taken away but the portal's own protections, colours and code names where they stand twice, and nothing
below a tab's heading is written: formats and choices, never values. Other people's tabs and columns are left alone.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schema.lists import TABLE_LISTS
from schema.words import N_
from services.errors import RegisterShapeError, RegisterUnavailable
from services.register.sheet import colours, looks, protection
from services.register.sheet.client import SheetClient, WriteRefused, WriteUnknown
from services.register.sheet.connection import Connection
from services.register.sheet.found import Found, FoundTab, Json, look
from services.register.sheet.heading import Heading, heading_of
from services.register.sheet.layout import CODE_ROW, FIRST_ROW, LABEL_ROW, SheetColumn, Tab, quoted, tabs
from services.register.snapshot import Lists

Request = dict[str, Any]

LOCALE, LANGUAGE, TIME_ZONE = "de_DE", "de", "Europe/Berlin"
LEAST_ROWS = 1_000
TRIES = 4
_CONFLICT = re.compile(r"_conflict\d+$")  # how Google renames a tab when two are made at the same moment
_HEADING = {"textFormat": {"bold": True}, "backgroundColor": {"red": 0.92, "green": 0.95, "blue": 0.95}}
_PEEKED_AT = "A1:Z1000"

NOTHING_DONE = N_("Everything was in place.")
LOST = N_(
    "In the tab “{tab}” neither code names nor headings are left, so nobody can tell which column is which. It was not "
    "touched. In Google Sheets, “File > Version history” brings an earlier state back; then set up again."
)


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done, as a sentence."""

    msgid: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Built:
    """What was done to a sheet; nothing where everything was in place."""

    done: tuple[Done, ...] = ()


@dataclass
class _Plan:
    """What is to be done: requests in their order, and the sentences that say it."""

    requests: list[Request] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def add(self, requests: Sequence[Request], msgid: str, **params: object) -> None:
        """Add requests with the sentence that says what they do, where there are any."""
        if requests:
            self.requests += requests
            self.done.append(Done(msgid, params))


def build(
    client: SheetClient, connection: Connection, lists: Lists | None = None, *, is_thorough: bool = False
) -> Built:
    """Make what is missing in the sheet, mend what is damaged, and return what was done.

    It may run at any time, and twice. Formats and choices are judged by the first and last row of a tab; `is_thorough`
    puts them back in all rows, asked or not. Without `lists`, new tabs offer the entries a register starts with, and
    what others offer stays.

    Raises:
        RegisterShapeError: a tab's heading is lost, so that it cannot be mended; all else was.
        PortalError: the sheet cannot be read or written; the sentence says why and what to do.
    """
    done: tuple[Done, ...] = ()
    for _ in range(TRIES):
        plan = planned(look(client), connection.email, lists, is_thorough=is_thorough)
        if not plan.requests:
            break
        try:
            client.write(plan.requests)
        except WriteRefused as err:  # something changed since the look: another portal builds, or a person
            refused: Exception = err
        except WriteUnknown as err:  # the next look says what is left to do
            refused, done, is_thorough = err.why, tuple(plan.done), False
        else:
            done = tuple(plan.done)
            break
    else:
        if isinstance(refused, RegisterUnavailable):
            raise refused
        said = getattr(refused, "said", "")
        raise RegisterUnavailable(N_("Google refused to set up the sheet: {said}"), said=said) from refused
    if plan.lost:
        raise RegisterShapeError(LOST, tab=", ".join(plan.lost))
    return Built(done)


def is_built(found: Found) -> bool:
    """Return whether every tab is there, and every column where its code name says."""
    return all(name in found.tabs and heading_of(found.tabs[name]).is_whole for name in tabs())


def is_empty_place(client: SheetClient) -> bool:
    """Return whether the sheet is a new one: no tab of a register, and no values."""
    book = client.properties("sheets.properties(sheetId,title)")
    known = [each["properties"] for each in book.get("sheets", [])]
    if {tab.sheet_id for tab in tabs().values()} & {each.get("sheetId", 0) for each in known}:
        return False
    return not any(client.read([f"{quoted(str(each['title']))}!{_PEEKED_AT}" for each in known]))


def planned(found: Found, email: str, lists: Lists | None, *, is_thorough: bool = False) -> _Plan:
    """Return what is to be done so that the sheet has all it needs; `email` is the account's that does it."""
    plan = _Plan()
    plan.add(_book_requests(found), N_("German locale and Berlin time are set."))
    headings = {name: heading_of(tab) for name, tab in found.tabs.items()}
    titles = _titles(found)
    places = {name: headings[name].places if name in headings else _start_places(tab) for name, tab in tabs().items()}
    ranges = {
        name: looks.table_range(titles[table], places[table]["code"])
        for name, table in TABLE_LISTS.items()
        if "code" in places[table]
    }
    # All tabs first: the choices of one may lie in another.
    for index, (name, tab) in enumerate(tabs().items()):
        if name not in found.tabs:
            plan.add(_tab_made(tab, titles[name], index), N_("Tab “{tab}” is made."), tab=titles[name])
        elif headings[name].is_lost:
            plan.lost.append(titles[name])
        else:
            _mend_grid(plan, found.tabs[name], headings[name], titles[name])
    for name, tab in tabs().items():
        columns = [(column, places[name][column.name]) for column in tab.columns if column.name in places[name]]
        if name not in found.tabs:
            plan.requests += _looks(tab, columns, lists or looks.start_lists(), ranges)
            plan.requests += colours.colouring(None, tab, places[name])
            plan.requests += protection.protecting(tab, protection.protections(tab, places[name]), email)
            plan.requests += [] if tab.is_hidden else [_filtered(tab, len(tab.columns))]
        elif not headings[name].is_lost:
            _mend_looks(plan, found.tabs[name], headings[name], columns, lists, ranges, is_thorough)
            _mend_around(plan, found.tabs[name], headings[name], email)
    return plan


def _book_requests(found: Found) -> list[Request]:
    wanted: dict[str, str] = {}
    if found.locale.partition("_")[0] != LANGUAGE:
        wanted["locale"] = LOCALE
    if found.time_zone != TIME_ZONE:
        wanted["timeZone"] = TIME_ZONE
    return [{"updateSpreadsheetProperties": {"properties": wanted, "fields": ",".join(wanted)}}] if wanted else []


def _titles(found: Found) -> dict[str, str]:
    """Return the title of every tab: the one it has, or a free one for those to be made."""
    others = {sheet_id: title.casefold() for sheet_id, title in found.titles.items()}
    titles = {}
    for name, tab in tabs().items():
        known = found.titles.get(tab.sheet_id)
        if known is None or _CONFLICT.search(known):
            taken = {title for sheet_id, title in others.items() if sheet_id != tab.sheet_id}
            offered = (tab.title, f"{tab.title} (Resonanz)", *(f"{tab.title} (Resonanz {n})" for n in range(2, 100)))
            known = next(title for title in offered if title.casefold() not in taken)
        titles[name] = known
        others[tab.sheet_id] = known.casefold()
    return titles


def _start_places(tab: Tab) -> dict[str, int]:
    return {name: place for place, name in enumerate(tab.names)}


# ---- a tab that is not there


def _tab_made(tab: Tab, title: str, index: int) -> list[Request]:
    properties = {
        "sheetId": tab.sheet_id,
        "title": title,
        "index": index,
        "hidden": tab.is_hidden,
        "gridProperties": {
            "rowCount": LEAST_ROWS,
            "columnCount": len(tab.columns),
            "frozenRowCount": LABEL_ROW,
        },
    }
    start = {"sheetId": tab.sheet_id, "rowIndex": CODE_ROW - 1, "columnIndex": 0}
    rows = [
        {"values": [_text_cell(column.name) for column in tab.columns]},
        {"values": [_text_cell(column.label.de) | {"userEnteredFormat": _HEADING} for column in tab.columns]},
    ]
    columns = list(zip(tab.columns, range(len(tab.columns)), strict=True))
    return [
        {"addSheet": {"properties": properties}},
        {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue,userEnteredFormat"}},
        _hidden_rows(tab),
        *_widths(tab, columns),
        *_hidden_columns(tab, [place for column, place in columns if column.is_hidden]),
    ]


def _text_cell(text: str) -> dict[str, Any]:
    return {"userEnteredValue": {"stringValue": text}}


def _hidden_rows(tab: Tab) -> Request:
    return _dimension(tab, "ROWS", CODE_ROW - 1, CODE_ROW, {"hiddenByUser": True})


def _dimension(tab: Tab, dimension: str, start: int, end: int, properties: Mapping[str, object]) -> Request:
    span = {"sheetId": tab.sheet_id, "dimension": dimension, "startIndex": start, "endIndex": end}
    return {
        "updateDimensionProperties": {"range": span, "properties": dict(properties), "fields": ",".join(properties)}
    }


def _widths(tab: Tab, columns: Sequence[tuple[SheetColumn, int]]) -> list[Request]:
    return [
        _dimension(tab, "COLUMNS", first, behind, {"pixelSize": width})
        for first, behind, width in _stretches([(place, column.width) for column, place in columns])
    ]


def _hidden_columns(tab: Tab, places: Sequence[int]) -> list[Request]:
    return [
        _dimension(tab, "COLUMNS", first, behind, {"hiddenByUser": True})
        for first, behind, _ in _stretches([(place, True) for place in places])
    ]


def _stretches(marked: Sequence[tuple[int, Any]]) -> list[tuple[int, int, Any]]:
    """Return columns that lie side by side and are marked alike: the first place, the one behind, the mark."""
    found: list[tuple[int, int, Any]] = []
    for place, mark in sorted(marked, key=lambda each: each[0]):
        if found and found[-1][1] == place and found[-1][2] == mark:
            found[-1] = (found[-1][0], place + 1, mark)
        else:
            found.append((place, place + 1, mark))
    return found


def _looks(
    tab: Tab, columns: Sequence[tuple[SheetColumn, int]], lists: Lists, ranges: Mapping[str, str]
) -> list[Request]:
    """Return the requests that give columns their number format and their choices, in all rows below the heading."""
    formats = [(place, form) for column, place in columns if (form := looks.number_format(column))]
    requests: list[Request] = [
        {
            "repeatCell": {
                "range": _below_heading(tab, first, behind),
                "cell": {"userEnteredFormat": {"numberFormat": form}},
                "fields": "userEnteredFormat.numberFormat",
            }
        }
        for first, behind, form in _stretches(formats)
    ]
    rules = [(place, rule) for column, place in columns if (rule := looks.validation(column, lists, ranges))]
    return requests + [
        {"setDataValidation": {"range": _below_heading(tab, first, behind), "rule": rule}}
        for first, behind, rule in _stretches(rules)
    ]


def _below_heading(tab: Tab, first: int, behind: int) -> dict[str, int]:
    return {
        "sheetId": tab.sheet_id,
        "startRowIndex": FIRST_ROW - 1,
        "startColumnIndex": first,
        "endColumnIndex": behind,
    }


def _filtered(tab: Tab, width: int) -> Request:
    lies = {
        "sheetId": tab.sheet_id,
        "startRowIndex": LABEL_ROW - 1,
        "startColumnIndex": 0,
        "endColumnIndex": width,
    }
    return {"setBasicFilter": {"filter": {"range": lies}}}


# ---- a tab that is there


def _mend_grid(plan: _Plan, found: FoundTab, heading: Heading, title: str) -> None:
    """Put back the size of a tab, its heading and what is missing in it."""
    tab, places = found.tab, heading.places
    if found.title != title:
        renamed = {"properties": {"sheetId": tab.sheet_id, "title": title}, "fields": "title"}
        plan.add([{"updateSheetProperties": renamed}], N_("Tab “{tab}” has its name again."), tab=title)
    plan.add(heading.moves, N_("The first two rows of “{tab}” are back in their places."), tab=title)
    rows = LEAST_ROWS - found.row_count
    if rows > 0:
        more = {"appendDimension": {"sheetId": tab.sheet_id, "dimension": "ROWS", "length": rows}}
        plan.add([more], N_("Rows are added to “{tab}”."), tab=title)
    if heading.appended:
        more = {"appendDimension": {"sheetId": tab.sheet_id, "dimension": "COLUMNS", "length": len(heading.appended)}}
        added = [tab.column(name) for name in heading.appended]
        at = [(column, places[column.name]) for column in added]
        requests = [more, *(_named(tab, column.name, place) for column, place in at)]
        requests += [_labelled(tab, column, place) for column, place in at] + _widths(tab, at)
        names = ", ".join(column.label.de for column in added)
        plan.add(requests, N_("Columns are added to “{tab}”: {names}."), tab=title, names=names)
    names = ", ".join(tab.column(name).label.de for name in heading.damaged)
    put_back = [_named(tab, name, places[name]) for name in heading.damaged]
    plan.add(put_back, N_("In “{tab}” the code names are put back of: {names}."), tab=title, names=names)
    plan.add(
        [_named(tab, "", place) for place in heading.copies],
        N_("A copied column of “{tab}” is left to you: it has no code name any more."),
        tab=title,
    )
    plan.add(
        [_labelled(tab, tab.column(name), places[name]) for name in heading.unlabelled],
        N_("Empty headings of “{tab}” are filled."),
        tab=title,
    )


def _named(tab: Tab, name: str, place: int) -> Request:
    return _written(tab, CODE_ROW - 1, place, _text_cell(name) if name else {}, "userEnteredValue")


def _labelled(tab: Tab, column: SheetColumn, place: int) -> Request:
    cell = _text_cell(column.label.de) | {"userEnteredFormat": _HEADING}
    return _written(tab, LABEL_ROW - 1, place, cell, "userEnteredValue,userEnteredFormat")


def _written(tab: Tab, row: int, place: int, cell: Json, fields: str) -> Request:
    start = {"sheetId": tab.sheet_id, "rowIndex": row, "columnIndex": place}
    return {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": fields}}


def _mend_looks(
    plan: _Plan,
    found: FoundTab,
    heading: Heading,
    columns: Sequence[tuple[SheetColumn, int]],
    lists: Lists | None,
    ranges: Mapping[str, str],
    is_thorough: bool,
) -> None:
    """Put back what is frozen, hidden and bold, formats and choices."""
    tab, title, offered = found.tab, found.title, lists or looks.start_lists()
    damaged = [
        (column, place)
        for column, place in columns
        if column.name in heading.appended or not _has_its_look(found, column, place, lists, ranges)
    ]
    plan.add(
        _looks(tab, [each for each in damaged if each[0].name not in heading.appended], offered, ranges),
        N_("Formats and choices of “{tab}” are put back."),
        tab=title,
    )
    is_every_row_due = is_thorough or found.row_count < LEAST_ROWS
    again = columns if is_every_row_due else [each for each in damaged if each[0].name in heading.appended]
    plan.requests += _looks(tab, again, offered, ranges)
    shown = [
        place
        for column, place in columns
        if column.is_hidden and (column.name in heading.appended or place not in found.hidden_columns)
    ]
    plan.add(_hidden_columns(tab, shown), N_("Columns of “{tab}” that only the portal needs are hidden."), tab=title)
    fixed: list[Request] = []
    if heading.moves or CODE_ROW - 1 not in found.hidden_rows:
        fixed.append(_hidden_rows(tab))
    if heading.moves:
        fixed.append(_dimension(tab, "ROWS", LABEL_ROW - 1, FIRST_ROW - 1, {"hiddenByUser": False}))
    if found.frozen_rows != LABEL_ROW or any("insertDimension" in move for move in heading.moves):
        grid = {"sheetId": tab.sheet_id, "gridProperties": {"frozenRowCount": LABEL_ROW}}
        fixed.append({"updateSheetProperties": {"properties": grid, "fields": "gridProperties.frozenRowCount"}})
    if tab.is_hidden and not found.is_hidden:
        hidden = {"sheetId": tab.sheet_id, "hidden": True}
        fixed.append({"updateSheetProperties": {"properties": hidden, "fields": "hidden"}})
    plan.add(fixed, N_("What is frozen and hidden at the top of “{tab}” is put back."), tab=title)
    if heading.label_row is not None and not heading.moves:
        plain = [
            place
            for column, place in columns
            if column.name not in (*heading.appended, *heading.unlabelled) and not _is_bold(found, place)
        ]
        bold = [_bold(tab, first, behind) for first, behind, _ in _stretches([(place, True) for place in plain])]
        plan.add(bold, N_("Headings of “{tab}” are bold again."), tab=title)


def _has_its_look(
    found: FoundTab, column: SheetColumn, place: int, lists: Lists | None, ranges: Mapping[str, str]
) -> bool:
    samples = found.samples(place)
    is_own_list = column.field is not None and column.field.list is not None and column.field.list not in TABLE_LISTS
    if lists is None and is_own_list:
        return all(looks.has_look(cell, column) for cell in samples)
    form, rule = looks.number_format(column), looks.validation(column, lists or looks.start_lists(), ranges)
    return all(looks.is_same_format(cell, form) and looks.is_same_validation(cell, rule) for cell in samples)


def _is_bold(found: FoundTab, place: int) -> bool:
    form = found.cell(LABEL_ROW - 1, place).get("userEnteredFormat", {})
    return bool(form.get("textFormat", {}).get("bold"))


def _bold(tab: Tab, first: int, behind: int) -> Request:
    lies = _below_heading(tab, first, behind) | {"startRowIndex": LABEL_ROW - 1, "endRowIndex": LABEL_ROW}
    cell = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    return {"repeatCell": {"range": lies, "cell": cell, "fields": "userEnteredFormat.textFormat.bold"}}


def _mend_around(plan: _Plan, found: FoundTab, heading: Heading, email: str) -> None:
    """Put back the filter, the colours and the protection of a tab."""
    tab, title = found.tab, found.title
    if not tab.is_hidden and not found.sheet.get("basicFilter"):
        width = found.column_count + len(heading.appended)
        plan.add([_filtered(tab, width)], N_("The filter of “{tab}” is set."), tab=title)
    coloured = colours.colouring(found, tab, heading.places)
    plan.add(coloured, N_("The colours for overdue cases in “{tab}” are put back."), tab=title)
    protected = protection.mending(found, heading.places, email)
    plan.add(protected, N_("The protection of “{tab}” is put back."), tab=title)
