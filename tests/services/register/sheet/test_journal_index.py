from __future__ import annotations

import pytest

from services.errors import RegisterShapeError
from services.register.sheet.journal import Head, JournalIndex


def heads(*said: tuple[int, str, str], first_row: int = 3) -> list[Head]:
    """Return heads from (seq, operation, batch), row below row."""
    return [
        Head(
            seq, operation, batch, "reactions", f"{operation}-{seq}", "", 1, "created", f"{operation}{batch}{seq}", row
        )
        for row, (seq, operation, batch) in enumerate(said, first_row)
    ]


def taken(*said: tuple[int, str, str]) -> tuple[list[int], list[int]]:
    """Return the rows that count and those that do not."""
    index = JournalIndex()
    index.take(heads(*said))
    return [head.row for head in index.heads], [head.row for head in index.voids]


def test_of_two_saves_of_one_moment_the_one_that_stands_first_counts() -> None:
    assert taken((1, "a", "x"), (2, "a", "x"), (1, "b", "y"), (3, "c", "z")) == ([3, 4, 6], [5])


def test_a_void_save_tried_again_right_behind_itself_counts_the_second_time() -> None:
    assert taken((1, "a", "x"), (1, "b", "y"), (2, "b", "z")) == ([3, 5], [4])


def test_a_save_that_stands_twice_counts_once() -> None:
    assert taken((1, "a", "x"), (2, "a", "x"), (1, "a", "x"), (2, "a", "x")) == ([3, 4], [5, 6])


def test_rows_added_later_are_judged_as_if_read_at_once() -> None:
    said = [(1, "a", "x"), (1, "b", "y"), (2, "c", "z"), (2, "b", "y2")]
    at_once, later = JournalIndex(), JournalIndex()
    at_once.take(heads(*said))
    for place, one in enumerate(said):
        later.take(heads(one, first_row=3 + place))

    assert (at_once.heads, at_once.voids, at_once.link) == (later.heads, later.voids, later.link)
    assert at_once.last_row == 6
    assert [at_once.is_applied(operation) for operation in "abc"] == [True, False, True]


@pytest.mark.parametrize("said", [[(2, "a", "x")], [(1, "a", "x"), (3, "b", "y")]])
def test_a_gap_is_refused(said: list[tuple[int, str, str]]) -> None:
    with pytest.raises(RegisterShapeError):
        taken(*said)
