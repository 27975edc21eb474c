"""A tab that is there: what is missing in it, or damaged, is put back; what is right is left alone."""

from collections.abc import Mapping, Sequence

from schema.lists import TABLE_LISTS
from schema.words import N_
from services.register.sheet.layout import CODE_ROW, FIRST_ROW, LABEL_ROW, SheetColumn, Tab
from services.register.sheet.setup import colours, looks, protection
from services.register.sheet.setup.found import FoundTab, Json
from services.register.sheet.setup.heading import Heading
from services.register.sheet.setup.making import (
    HEADING,
    LEAST_ROWS,
    below_heading,
    dimension_set,
    filtered,
    hidden_columns,
    hidden_rows,
    looked,
    stretches,
    text_cell,
    widths,
)
from services.register.sheet.setup.plans import Plan, Request
from services.register.snapshot import Lists


def mend_grid(plan: Plan, found: FoundTab, heading: Heading, title: str) -> None:
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
        requests += [_labelled(tab, column, place) for column, place in at] + widths(tab, at)
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
    return _written(tab, CODE_ROW - 1, place, text_cell(name) if name else {}, "userEnteredValue")


def _labelled(tab: Tab, column: SheetColumn, place: int) -> Request:
    cell = text_cell(column.label.de) | {"userEnteredFormat": HEADING}
    return _written(tab, LABEL_ROW - 1, place, cell, "userEnteredValue,userEnteredFormat")


def _written(tab: Tab, row: int, place: int, cell: Json, fields: str) -> Request:
    start = {"sheetId": tab.sheet_id, "rowIndex": row, "columnIndex": place}
    return {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": fields}}


def mend_looks(
    plan: Plan,
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
        looked(tab, [each for each in damaged if each[0].name not in heading.appended], offered, ranges),
        N_("Formats and choices of “{tab}” are put back."),
        tab=title,
    )
    is_every_row_due = is_thorough or found.row_count < LEAST_ROWS
    again = columns if is_every_row_due else [each for each in damaged if each[0].name in heading.appended]
    plan.requests += looked(tab, again, offered, ranges)
    shown = [
        place
        for column, place in columns
        if column.is_hidden and (column.name in heading.appended or place not in found.hidden_columns)
    ]
    plan.add(hidden_columns(tab, shown), N_("Columns of “{tab}” that only the portal needs are hidden."), tab=title)
    fixed: list[Request] = []
    if heading.moves or CODE_ROW - 1 not in found.hidden_rows:
        fixed.append(hidden_rows(tab))
    if heading.moves:
        fixed.append(dimension_set(tab, "ROWS", LABEL_ROW - 1, FIRST_ROW - 1, {"hiddenByUser": False}))
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
        bold = [_bold(tab, first, behind) for first, behind, _ in stretches([(place, True) for place in plain])]
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
    lies = below_heading(tab, first, behind) | {"startRowIndex": LABEL_ROW - 1, "endRowIndex": LABEL_ROW}
    cell = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    return {"repeatCell": {"range": lies, "cell": cell, "fields": "userEnteredFormat.textFormat.bold"}}


def mend_around(plan: Plan, found: FoundTab, heading: Heading, email: str, close_days: int | None = None) -> None:
    """Put back the filter, the colours and the protection of a tab."""
    tab, title = found.tab, found.title
    if not tab.is_hidden and not found.sheet.get("basicFilter"):
        width = found.column_count + len(heading.appended)
        plan.add([filtered(tab, width)], N_("The filter of “{tab}” is set."), tab=title)
    coloured = colours.colouring(found, tab, heading.places, close_days)
    plan.add(coloured, N_("The colours for overdue cases in “{tab}” are put back."), tab=title)
    protected = protection.mending(found, heading.places, email)
    plan.add(protected, N_("The protection of “{tab}” is put back."), tab=title)
