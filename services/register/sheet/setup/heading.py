"""Which column is which, and what brings a damaged heading back: the code names of row 1, the labels of row 2.

Nothing below the heading is written. A column is known by its code name; where that is damaged, by its label; where
that was renamed as well, by its neighbours. A column nobody knows is somebody's own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.register.sheet.layout import VERSION, SheetColumn, Tab
from services.register.sheet.setup.found import FoundTab
from services.register.sheet.setup.looks import has_look, look_kinds

Request = dict[str, Any]
_NUMBERED = ("seq", VERSION)  # columns where every record has a number, and no heading has one


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the columns of a tab stand, or will stand once `moves` are carried out and `appended` are added.

    `damaged` are columns whose code name is put back, `copies` places whose code name is taken away: a copied column
    is its maker's own. `unlabelled` are columns whose label is missing. `is_lost` where nothing tells what is what.
    """

    places: Mapping[str, int]
    moves: tuple[Request, ...] = ()
    damaged: tuple[str, ...] = ()
    copies: tuple[int, ...] = ()
    appended: tuple[str, ...] = ()
    unlabelled: tuple[str, ...] = ()
    label_row: int | None = None  # where the labels were found; None where there are none
    is_lost: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether every column is where its code name says, each once."""
        return not (self.moves or self.damaged or self.copies or self.appended or self.is_lost)


@dataclass
class _Rows:
    """The two rows of a heading as they were found, and what moves them to the top."""

    codes: list[str]
    labels: list[str]
    label_row: int | None
    moves: list[Request] = field(default_factory=list)


def heading_of(found: FoundTab) -> Heading:
    """Return how the heading of a tab stands, and what mends it."""
    rows = _rows_of(found)
    if rows is None:
        return Heading({}, is_lost=True)
    tab, codes = found.tab, rows.codes
    places: dict[str, int] = {}
    copies = []
    for place, code in enumerate(codes):
        if code in places:
            copies.append(place)
        elif code in tab.names:
            places[code] = place
    known = dict(places)
    _find_by_label(tab, rows, known)
    _find_by_neighbours(found, rows, known)
    if not places and not any(rows.labels):  # a new tab, or one whose heading was emptied before anything was recorded
        known.update((name, place) for place, name in enumerate(tab.names) if place < found.column_count)
    appended = tuple(name for name in tab.names if name not in known)
    known.update((name, found.column_count + place) for place, name in enumerate(appended))
    return Heading(
        known,
        tuple(rows.moves),
        tuple(name for name in known if name not in places and name not in appended),
        tuple(copies),
        appended,
        tuple(name for name, place in known.items() if name not in appended and not rows.labels[place]),
        rows.label_row,
    )


def _rows_of(found: FoundTab) -> _Rows | None:
    """Find the rows with code names and labels among the first ones; None where there are records but no heading."""
    tab, width = found.tab, found.column_count
    texts = [found.texts(row) for row in range(len(found.rows))] or [[""] * width]
    empty = [""] * width
    named = [_count(row, tab.names) for row in texts]
    labelled = [_count(row, _labels(tab.columns)) for row in texts]
    half = len(tab.names) / 2
    code_row = 0 if named[0] else next((row for row, count in enumerate(named) if count >= half), None)
    if code_row is None:
        label_row = next((row for row, count in enumerate(labelled) if count >= half), None)
        if label_row is None:
            return None if any(map(any, texts)) else _Rows(empty, empty, None)
        if label_row == 1:  # code names were emptied or overwritten, and the row is still there
            return _Rows(texts[0], texts[1], 1)
        moved = [] if label_row == 0 else [_moved(tab, label_row + 1, 1)]
        return _Rows(empty, texts[label_row], label_row, [_inserted(tab, 0), *moved])
    codes, moves = texts[code_row], [] if code_row == 0 else [_moved(tab, code_row, 0)]
    below = code_row + 1
    label_row = next((row for row in range(below, len(texts)) if labelled[row] >= half), below)
    if label_row < len(texts) and _is_record(found, codes, label_row):  # the row of labels was deleted
        return _Rows(codes, empty, None, [*moves, _inserted(tab, 1)])
    if label_row > 1:
        moves.append(_moved(tab, label_row, 1))
    return _Rows(codes, texts[label_row] if label_row < len(texts) else empty, label_row, moves)


def _count(texts: Sequence[str], known: Iterable[str]) -> int:
    return len({text.casefold() for text in texts if text} & {name.casefold() for name in known})


def _labels(columns: Iterable[SheetColumn]) -> set[str]:
    return {label for column in columns for label in (column.label.de, column.label.en)}


def _is_record(found: FoundTab, codes: Sequence[str], row: int) -> bool:
    return any(found.is_number(row, place) for place, code in enumerate(codes) if code in _NUMBERED)


def _find_by_label(tab: Tab, rows: _Rows, known: dict[str, int]) -> None:
    """Find columns without a code name by their label; it may stand in row 1 where that row was deleted."""
    taken = set(known.values())
    missing = [column for column in tab.columns if column.name not in known]
    for column in missing:
        words = {column.label.de.casefold(), column.label.en.casefold()}
        others = _labels(other for other in missing if other is not column)
        if words & {label.casefold() for label in others}:
            continue
        for texts in (rows.labels, rows.codes):
            fitting = [place for place, text in enumerate(texts) if text.casefold() in words and place not in taken]
            if len(fitting) == 1:
                known[column.name] = fitting[0]
                taken.add(fitting[0])
                break


def _find_by_neighbours(found: FoundTab, rows: _Rows, known: dict[str, int]) -> None:
    """Find columns between two known ones, where as many stand there as are missing and none is somebody's own."""
    tab, taken = found.tab, set(known.values())
    for group in _missing_groups(tab, known):
        first, last = tab.names.index(group[0]), tab.names.index(group[-1])
        left = known[tab.names[first - 1]] if first else -1
        right = known[tab.names[last + 1]] if last + 1 < len(tab.names) else left + len(group) + 1
        gap = range(left + 1, right)
        if len(gap) != len(group) or gap.stop > found.column_count or taken & set(gap):
            continue
        if all(_is_ours(found, rows, place, tab.column(name)) for place, name in zip(gap, group, strict=True)):
            known.update(zip(group, gap, strict=True))


def _missing_groups(tab: Tab, known: Mapping[str, int]) -> list[list[str]]:
    groups: list[list[str]] = []
    for place, name in enumerate(tab.names):
        if name in known:
            continue
        if groups and place and tab.names[place - 1] == groups[-1][-1]:
            groups[-1].append(name)
        else:
            groups.append([name])
    return groups


def _is_ours(found: FoundTab, rows: _Rows, place: int, column: SheetColumn) -> bool:
    """Return whether a column without a code name is the portal's: something else stands there, or it looks like it.

    A column that somebody inserted has the look of the one at its left, so that look says nothing where it has a label.
    """
    if rows.codes[place]:
        return True
    if not all(has_look(sample, column) for sample in found.samples(place)):
        return False
    names = found.tab.names
    left = names.index(column.name) - 1
    is_telling = left < 0 or look_kinds(found.tab.column(names[left])) != look_kinds(column)
    return is_telling or not rows.labels[place]


def _inserted(tab: Tab, at: int) -> Request:
    span = {"sheetId": tab.sheet_id, "dimension": "ROWS", "startIndex": at, "endIndex": at + 1}
    return {"insertDimension": {"range": span, "inheritFromBefore": False}}


def _moved(tab: Tab, row: int, to: int) -> Request:
    span = {"sheetId": tab.sheet_id, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
    return {"moveDimension": {"source": span, "destinationIndex": to}}
