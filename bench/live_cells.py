"""What Google makes of cells: values that must survive, texts of refusals, appended rows, a sort."""

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

from bench.live_place import PREFIX, SHEET_IDS, Json, Measured, appended, made_tab, milliseconds, p90, written
from services.register.sheet.batches import fence_of
from services.register.sheet.client import SheetClient, WriteRefused
from services.register.sheet.layout import CELL_LIMIT, FIRST_ROW
from services.register.sheet.views import View

Ask = Callable[[str], str]

VALUES: dict[str, str] = {
    "a zero in front": "01234",
    "a decimal comma": "1,5",
    "a formula": "=1+1",
    "an apostrophe in front": "'x",
    "two apostrophes": "''x",
    "a date": "31.12.2022",
    "no date": "2022-02-30",
    "line feed": "a\nb",
    "carriage return": "a\rb",
    "both": "a\r\nb",
    "a tab": "a\tb",
    "blanks around": "  a  ",
    "umlauts": "Grüße, Ärger, ß",
    "emoji": "👍🏽 🇩🇪",
    "a text of TRUE": "TRUE",
    "20,000 characters": "ä" * 20_000,
    "as long as the portal fills a cell": "x" * CELL_LIMIT,
}
TOO_LONG: dict[str, str] = {
    "50,000 characters": "x" * 50_000,
    "50,001 characters": "x" * 50_001,
    "25,001 characters outside the BMP": "😀" * 25_001,
}
SORTED_ROWS = 12


def speed(client: SheetClient, other: SheetClient, samples: int, pace_seconds: float) -> Measured:
    """Write a cell and read it back at once through another client, several times."""
    view = made_tab(client, "speed", ("id", "value"), values=[["a", 0]])
    writes, reads, backs = list[float](), list[float](), list[float]()
    stale = 0
    cell = view.rows_range(["value"], FIRST_ROW, FIRST_ROW)
    for number in range(1, samples + 1):
        reads.append(_timed(lambda: client.read([cell]))[0])
        request = written(view.tab.sheet_id, FIRST_ROW - 1, 1, [[number]])
        writes.append(_timed(lambda request=request: client.write([request]))[0])  # type: ignore[misc]  # a default
        seconds, found = _timed(lambda: other.read([cell]))
        backs.append(seconds)
        stale += found != [[[number]]]
        time.sleep(pace_seconds)
    kinds = {"read": reads, "write": writes, "read back": backs}
    lines = tuple(
        (f"{name}, median / p90 of {samples}", f"{milliseconds(median(each))} / {milliseconds(p90(each))} ms")
        for name, each in kinds.items()
    )
    figures: dict[str, Any] = {
        f"{name.replace(' ', '_')}_ms": {"median": milliseconds(median(each)), "p90": milliseconds(p90(each))}
        for name, each in kinds.items()
    }
    return Measured(
        "speed",
        "How quick it is",
        (*lines, ("read back, and the write was not to be seen yet", f"{stale} of {samples}")),
        {**figures, "samples": samples, "stale": stale},
    )


def values(client: SheetClient) -> Measured:
    """Write values as the adapter does, and read them as it does."""
    view = made_tab(client, "values", ("value",), values=[[value] for value in VALUES.values()])
    (found,) = client.read([view.rows_range(["value"], FIRST_ROW)])
    read = [row[0] if row else "" for row in found] + [""] * (len(VALUES) - len(found))
    lines, figures = list[tuple[str, str]](), dict[str, Any]()
    for (name, value), cell in zip(VALUES.items(), read, strict=False):
        figures[name] = cell == value
        lines.append((f"survives: {name}", "yes" if cell == value else f"NO: {_short(value)} became {_short(cell)}"))
    below = FIRST_ROW - 1 + len(VALUES)
    for name, value in TOO_LONG.items():
        said = refusal(client, [written(view.tab.sheet_id, below, 0, [[value]])])
        figures[name] = said
        lines.append((f"a cell of {name}", f"refused: {said}" if said else "taken"))
    return Measured("values", "What stands in a cell", tuple(lines), figures)


def refusals(client: SheetClient, view: View) -> Measured:
    """Ask for what the fence depends on, one by one, and note what Google says."""
    first, other, missing = (f"{PREFIX}{name}" for name in ("first", "other", "missing"))
    client.write([{"addNamedRange": {"namedRange": fence_of(view, first)}}])
    tried: dict[str, Json] = {
        "a fence whose id and name are taken": {"addNamedRange": {"namedRange": fence_of(view, first)}},
        "… whose name is taken": {"addNamedRange": {"namedRange": {**fence_of(view, first), "namedRangeId": other}}},
        "… whose id is taken": {"addNamedRange": {"namedRange": {**fence_of(view, first), "name": other}}},
        "deleting a fence that is not there": {"deleteNamedRange": {"namedRangeId": missing}},
    }
    lines, figures = list[tuple[str, str]](), dict[str, Any]()
    for number, (name, request) in enumerate(tried.items()):
        probe = f"{PREFIX}{number}"
        said = refusal(client, [written(view.tab.sheet_id, 0, 0, [[probe]]), request])
        (found,) = client.read([view.rows_range([view.tab.names[0]], 1, 1)])
        is_stored = found == [[probe]]
        figures[name] = {"refused": said, "rest_stored": is_stored}
        lines.append((name, f"refused: {said}" if said else "taken without a word"))
        if bool(said) is is_stored:
            lines.append(("… and the rest of that batch", "STORED" if is_stored else "not stored"))
    return Measured("refusals", "What is refused, and in which words", tuple(lines), figures)


def rows(client: SheetClient, email: str, ask: Ask | None) -> Measured:
    """Append rows within the grid and beyond it, then sort: do looks and ids go along?"""
    listed = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": each} for each in "abc"]}}
    sheet_id = SHEET_IDS["rows"]
    column = {"sheetId": sheet_id, "startRowIndex": FIRST_ROW - 1}
    look = {"userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": "dd.mm.yyyy"}}}
    protected = {"range": {"sheetId": sheet_id, "endColumnIndex": 1, "startColumnIndex": 0}, "warningOnly": False}
    more: list[Json] = [
        {"setDataValidation": {"range": _part(column, 1), "rule": {**listed, "strict": True, "showCustomUi": True}}},
        {"repeatCell": {"range": _part(column, 2), "cell": look, "fields": "userEnteredFormat.numberFormat"}},
        {"addProtectedRange": {"protectedRange": {**protected, "editors": {"users": [email]}}}},
    ]
    grid_rows = FIRST_ROW + 3
    start = [[f"id{place}", "cab"[place % 3], 45_000 - place] for place in range(2)]
    view = made_tab(client, "rows", ("id", "word", "day"), rows=grid_rows, more=more, values=start)
    added = [{0: f"id{place}", 1: "cab"[place % 3], 2: 45_000 - place} for place in range(2, SORTED_ROWS)]
    client.write([appended(view, added)])
    lines, figures = _inherited(client, view, grid_rows)
    said = refusal(client, [written(sheet_id, FIRST_ROW - 1, 1, [["not in the list"]])])
    figures["against_validation"] = said
    lines.append(("a value against a strict validation, by the API", f"refused: {said}" if said else "taken"))
    client.write([written(sheet_id, FIRST_ROW - 1, 1, [["c"]])])
    marked = _row_metadata(sheet_id)
    said = refusal(client, [marked])
    lines.append(("metadata of a row", f"refused: {said}" if said else "made"))
    figures["row_metadata"] = {"refused": said}
    before = _triples(client, view)
    client.write([{"sortRange": {"range": column, "sortSpecs": [{"dimensionIndex": 2, "sortOrder": "ASCENDING"}]}}])
    after = _triples(client, view)
    figures["sort_by_api"] = _sorted_facts(before, after)
    lines.append(("a sort by the API moves whole rows, ids included", _verdict(before, after)))
    if not said:
        figures["row_metadata"]["at_id"] = _marked_id(client, view)
        lines.append(("… and the row's metadata, made at id0, is now at", figures["row_metadata"]["at_id"]))
    if ask is None:
        lines.append(("a sort by a person in the browser", "not tried (--by-hand)"))
    else:
        answer = ask(
            f"Please open the spreadsheet in the browser as somebody who may edit it and does not own it, go to the "
            f"tab “{view.title}”, and sort it by the column “word” (Data > Sort sheet). Then press Enter here. If "
            "Google refuses, type what it says: "
        )
        now = _triples(client, view)
        figures["sort_by_hand"] = {**_sorted_facts(after, now), "said": answer}
        lines.append(("a sort by a person in the browser", answer or _verdict(after, now)))
    return Measured("rows", "Rows that are appended and sorted", tuple(lines), figures)


def refusal(client: SheetClient, requests: Sequence[Json]) -> str:
    """Return with which words a batch is refused; "" where it is taken."""
    try:
        client.write(requests)
    except WriteRefused as refused:
        return refused.said or "(without a word)"
    return ""


def _part(rows: Json, column: int) -> Json:
    return {**rows, "startColumnIndex": column, "endColumnIndex": column + 1}


def _inherited(client: SheetClient, view: View, grid_rows: int) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    whole = view.rows_range(view.tab.names, 1, FIRST_ROW - 1 + SORTED_ROWS)
    fields = "sheets(data(rowData(values(userEnteredFormat(numberFormat),dataValidation))))"
    (sheet,) = client.properties(fields, [whole])["sheets"]
    data = sheet["data"][0].get("rowData", [])
    lines, figures = list[tuple[str, str]](), dict[str, Any]()
    places = {"within the grid": FIRST_ROW + 1, "beyond its end": grid_rows}
    for name, row in places.items():
        cells = data[row].get("values", []) if row < len(data) else []
        has_rule = len(cells) > 1 and "dataValidation" in cells[1]
        form = cells[2].get("userEnteredFormat", {}).get("numberFormat", {}) if len(cells) > 2 else {}
        figures[name] = {"validation": has_rule, "format": form.get("type") == "DATE"}
        said = ", ".join(f"{what}: {'yes' if has else 'NO'}" for what, has in figures[name].items())
        lines.append((f"a row appended {name} has the column's", said))
    return lines, {"appended": figures}


def _row_metadata(sheet_id: int) -> Json:
    place = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": FIRST_ROW - 1, "endIndex": FIRST_ROW}
    facts = {"metadataKey": "resonanz_measured", "metadataValue": "id0", "visibility": "DOCUMENT"}
    return {"createDeveloperMetadata": {"developerMetadata": {**facts, "location": {"dimensionRange": place}}}}


def _marked_id(client: SheetClient, view: View) -> str:
    whole = view.rows_range(view.tab.names, 1, FIRST_ROW - 1 + SORTED_ROWS)
    (sheet,) = client.properties("sheets(data(rowMetadata(developerMetadata(metadataValue))))", [whole])["sheets"]
    rows = sheet["data"][0].get("rowMetadata", [])
    found = [number for number, row in enumerate(rows) if row.get("developerMetadata")]
    ids = _triples(client, view)
    return ", ".join(str(ids[number - FIRST_ROW + 1][0]) for number in found) or "no row"


def _triples(client: SheetClient, view: View) -> list[tuple[Any, ...]]:
    (found,) = client.read([view.rows_range(view.tab.names, FIRST_ROW, FIRST_ROW - 1 + SORTED_ROWS)])
    return [tuple(row) for row in found]


def _sorted_facts(before: Sequence[tuple[Any, ...]], after: Sequence[tuple[Any, ...]]) -> dict[str, bool]:
    return {"moved": list(before) != list(after), "rows_whole": sorted(before) == sorted(after)}


def _verdict(before: Sequence[tuple[Any, ...]], after: Sequence[tuple[Any, ...]]) -> str:
    facts = _sorted_facts(before, after)
    if not facts["rows_whole"]:
        return "NO: values stand in other rows than their ids"
    return "yes" if facts["moved"] else "nothing was moved"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}… ({len(str(value))} characters)"


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result
