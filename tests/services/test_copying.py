from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from services.copying import copy_register, find_origin, issue_lines
from services.errors import InputRejected, RegisterShapeError, RegisterUnavailable
from services.register.base import Register
from services.register.journal import journal_row
from services.register.opening import open_register
from tests.services.moves import assert_copies, fill
from tests.services.register.saves import all_rows, assert_holds_together, case, change_set, changed, removed
from tests.support.portal import ROOT

Open = Callable[..., Register]
KILLED_BEFORE = (1, 12, 17, 25, 32, 36, 60, 1, 45, 55)  # of about 70 steps on SQLite


@pytest.fixture
def opened() -> Iterator[Open]:
    """Open registers, and let go of them."""
    registers: list[Register] = []

    def open_one(url: str, *, for_adoption: bool = False) -> Register:
        registers.append(open_register(url, for_adoption=for_adoption))
        return registers[-1]

    yield open_one
    for register in registers:
        register.close()


@pytest.fixture
def source_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'source.db'}"


@pytest.fixture
def source(opened: Open, source_url: str) -> Register:
    register = opened(source_url)
    fill(register)
    return register


@pytest.fixture(params=["sqlite", "postgresql"])
def target_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'target.db'}"
    return str(request.getfixturevalue("postgres_database"))


def by_hand(tmp_path: Path, statement: str, *values: object, file: str = "source.db") -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / file)) as connection, connection:
        connection.execute(statement, values)


def copy(source: Register, target: Register, *, with_issues: bool = False) -> None:
    copy_register(source, target, find_origin(source, with_issues=with_issues))


def test_copy_has_every_row_and_the_whole_journal(opened: Open, source: Register, target_url: str) -> None:
    target = opened(target_url, for_adoption=True)
    copied = copy_register(source, target, find_origin(source))

    assert_copies(source, target)
    frames = source.snapshot().frames
    assert copied.rows == {table: len(frame) for table, frame in frames.items()}
    assert copied.entries == len(list(source.journal()))
    again = opened(target_url)
    assert_copies(source, again)
    assert again.history("kept") == source.history("kept")


def test_copy_is_a_register_like_any_other(opened: Open, source: Register, target_url: str) -> None:
    copy(source, opened(target_url, for_adoption=True))
    before = list(source.journal())
    target = opened(target_url)
    number = target.snapshot().row("reactions", "kept")["number"]

    snapshot = target.commit(change_set(*case("next")))
    assert_holds_together(target)
    # No number is given twice, not even that of a case removed before the copy.
    given = {journal_row(entry).changes[0].after for entry in source.journal() if entry.action == "created"}
    assert snapshot.row("reactions", "next")["number"] not in given | {number}
    with pytest.raises(InputRejected):
        target.commit(change_set(*case("twice", number=number)))
    assert list(source.journal()) == before


def test_register_moves_there_and_back(opened: Open, source: Register, postgres_database: str, tmp_path: Path) -> None:
    there = opened(postgres_database, for_adoption=True)
    copy(source, there)
    there.commit(change_set(changed(there.snapshot().row("reactions", "kept"), subject="In PostgreSQL")))
    back = opened(f"sqlite:///{tmp_path / 'back.db'}", for_adoption=True)
    copy(there, back)
    assert_copies(there, back)
    assert back.snapshot().row("reactions", "kept")["subject"] == "In PostgreSQL"


def test_copy_keeps_that_a_personal_part_was_erased(
    opened: Open, source: Register, target_url: str, tmp_path: Path
) -> None:
    by_hand(tmp_path, "UPDATE journal SET personal = NULL WHERE row_id = 'kept'")
    target = opened(target_url, for_adoption=True)
    copy(source, target)
    assert target.history("kept") == source.history("kept")
    assert target.history("kept")[0].erased


def test_copy_takes_what_is_stored_meanwhile(opened: Open, source: Register, source_url: str, target_url: str) -> None:
    clerk, target = opened(source_url), opened(target_url, for_adoption=True)

    def saves() -> Iterator[None]:
        seen = clerk.commit(change_set(*case("late")))
        yield
        clerk.commit(change_set(changed(seen.row("reactions", "kept"), subject="Neu")))
        yield
        clerk.commit(change_set(removed(seen.row("reactions", "long"))))
        yield
        clerk.commit(change_set(changed(seen.row("concerns", "late-1"), "concerns", area="hotline")))
        yield

    steps = saves()

    def on_progress(_done: int, _total: int) -> None:
        next(steps, None)

    copied = copy_register(source, target, find_origin(source), progress=on_progress)

    assert next(steps, 1) == 1, "all of it was stored meanwhile"
    assert copied.entries == len(list(clerk.journal()))
    assert_copies(clerk, target)
    snapshot = target.snapshot()
    assert snapshot.find_row("reactions", "long") is None
    assert snapshot.row("concerns", "late-1")["area"] == "hotline"
    assert snapshot.row("reactions", "kept")["subject"] == "Neu"


def test_copy_gives_up_where_the_source_never_rests(
    opened: Open, source: Register, source_url: str, target_url: str
) -> None:
    clerk, target = opened(source_url), opened(target_url, for_adoption=True)

    def on_progress(_done: int, _total: int) -> None:
        seen = clerk.refresh().row("reactions", "kept")
        clerk.commit(change_set(changed(seen, subject=f"Neu {seen['version']}")))

    with pytest.raises(RegisterUnavailable, match="without a pause"):
        copy_register(source, target, find_origin(source), progress=on_progress)
    with pytest.raises(RegisterShapeError, match="unfinished copy"):
        open_register(target_url)


def test_progress_rises_to_its_end(opened: Open, source: Register, target_url: str) -> None:
    said: list[tuple[int, int]] = []
    origin = find_origin(source)
    copy_register(
        source, opened(target_url, for_adoption=True), origin, progress=lambda done, total: said.append((done, total))
    )
    assert said == sorted(said)
    assert len(said) > 5
    assert said[-1][0] == said[-1][1]


# ---- what is refused


def test_copy_to_a_register_that_holds_something_leaves_it_alone(
    opened: Open, source: Register, target_url: str
) -> None:
    target = opened(target_url)
    target.commit(change_set(*case("own")))
    with pytest.raises(InputRejected) as caught:
        copy(source, opened(target_url, for_adoption=True))
    assert target.label in str(caught.value)
    assert set(opened(target_url).snapshot().frames["reactions"].index) == {"own"}


def test_copy_to_a_register_with_rows_but_no_journal_is_refused(opened: Open, source: Register, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'target.db'}"
    open_register(url).close()
    by_hand(
        tmp_path,
        "INSERT INTO settings (id, version, changed_at, changed_by) VALUES ('x', 1, '2026-01-01', 'hand')",
        file="target.db",
    )
    with pytest.raises(InputRejected, match="not empty"):
        copy(source, opened(url, for_adoption=True))


def test_register_is_not_copied_to_itself(opened: Open, source: Register, source_url: str) -> None:
    before = list(source.journal())
    with pytest.raises(InputRejected, match="itself"):
        copy(source, opened(source_url, for_adoption=True))
    assert list(opened(source_url).journal()) == before


def test_empty_register_is_not_copied(opened: Open, source_url: str) -> None:
    with pytest.raises(InputRejected, match="nothing to copy"):
        find_origin(opened(source_url))


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE journal SET actor = 'niemand' WHERE seq = 3", 3),
        ("DELETE FROM journal WHERE seq = 3", 4),
        ("UPDATE journal SET personal = '{}' WHERE seq = (SELECT max(seq) FROM journal WHERE row_id = 'kept')", None),
    ],
)
def test_register_with_a_broken_journal_is_not_copied(
    source: Register, tmp_path: Path, statement: str, seq: int | None
) -> None:
    by_hand(tmp_path, statement)
    seq = seq or max(entry.seq for entry in source.journal() if entry.row_id == "kept")
    with pytest.raises(RegisterShapeError, match=rf"at row {seq}\."):
        find_origin(source)


def test_rows_that_do_not_fit_are_refused_or_copied_as_they_were(
    opened: Open, source: Register, source_url: str, target_url: str, tmp_path: Path
) -> None:
    before = source.snapshot().row("reactions", "kept")
    by_hand(tmp_path, "UPDATE reactions SET received_on = '2022-02-30' WHERE id = 'kept'")
    by_hand(
        tmp_path,
        "INSERT INTO settings (id, version, changed_at, changed_by) VALUES ('x', 'eins', '2026-01-01', 'hand')",
    )
    fresh, target = opened(source_url), opened(target_url, for_adoption=True)
    assert [(issue.row, issue.kept) for issue in fresh.snapshot().issues][:1] == [("kept", True)]
    assert len(issue_lines(fresh.snapshot().issues, "de")) == len(fresh.snapshot().issues)

    with pytest.raises(InputRejected, match="--with-issues"):
        copy(fresh, target)
    copy(fresh, target, with_issues=True)

    assert target.snapshot().row("reactions", "kept") == before
    assert target.snapshot().find_row("settings", "x") is None
    assert list(target.journal()) == list(fresh.journal())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reactions SET subject = 'anders' WHERE id = 'kept'",
        "UPDATE concerns SET rank = 9 WHERE id = 'kept-1'",
        "UPDATE reactions SET closed_on = '2026-03-09' WHERE id = 'kept'",
        "UPDATE reactions SET ombuds = 0 WHERE id = 'kept'",
        "UPDATE reactions SET changed_by = 'anders' WHERE id = 'kept'",
        "UPDATE reactions SET changed_at = '2026-01-01 00:00:00.000000' WHERE id = 'kept'",
        "UPDATE reactions SET channel = 'letter' WHERE id = 'kept'",
        "UPDATE reactions SET received_on = NULL WHERE id = 'kept'",
        "DELETE FROM concerns WHERE id = 'kept-1'",
        "UPDATE users SET roles = 'office' WHERE id = 'u'",
        "UPDATE journal SET reason = 'anders' WHERE seq = 2",
        "UPDATE journal SET personal = NULL WHERE row_id = 'kept'",
        "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)",
    ],
)
def test_copy_that_differs_does_not_become_a_register(
    opened: Open, source: Register, tmp_path: Path, statement: str
) -> None:
    url = f"sqlite:///{tmp_path / 'target.db'}"
    target = opened(url, for_adoption=True)
    before = list(source.journal())
    damage = iter([statement])

    def on_progress(_done: int, _total: int) -> None:
        with contextlib.closing(sqlite3.connect(tmp_path / "target.db")) as connection:
            if connection.execute("SELECT count(*) FROM reactions").fetchone()[0]:
                for one in damage:
                    connection.execute(one)
                    connection.commit()

    with pytest.raises(RegisterShapeError, match="What arrived in"):
        copy_register(source, target, find_origin(source), progress=on_progress)
    with pytest.raises(RegisterShapeError, match="unfinished copy"):
        open_register(url)
    assert list(source.journal()) == before

    copy(source, target)
    assert_copies(source, opened(url))


# ---- stopped half-way


def interrupt(done: int, total: int) -> None:
    if done:
        raise KeyboardInterrupt


@pytest.fixture
def stopped(opened: Open, source: Register, target_url: str) -> Register:
    """A target whose copy was interrupted."""
    target = opened(target_url, for_adoption=True)
    with pytest.raises(KeyboardInterrupt):
        copy_register(source, target, find_origin(source), progress=interrupt)
    return target


def test_stopped_copy_says_what_it_is_and_begins_anew(
    opened: Open, source: Register, stopped: Register, target_url: str
) -> None:
    with pytest.raises(RegisterShapeError) as caught:
        open_register(target_url)
    assert stopped.label in str(caught.value)
    assert source.label in str(caught.value)
    copy(source, opened(target_url, for_adoption=True))
    assert_copies(source, opened(target_url))


def test_stopped_copy_stores_nothing(stopped: Register) -> None:
    with pytest.raises(RegisterShapeError, match="unfinished copy"):
        stopped.commit(change_set(*case("own")))
    assert stopped.refresh().frames["reactions"].empty


def test_portal_that_has_the_empty_target_open_stores_nothing_there(
    opened: Open, source: Register, target_url: str
) -> None:
    portal, target = opened(target_url), opened(target_url, for_adoption=True)
    portal.snapshot()
    target.begin_adoption(source.label, {})
    with pytest.raises(RegisterShapeError, match="unfinished copy"):
        portal.commit(change_set(*case("own")))
    copy(source, target)
    portal.commit(change_set(*case("own")))
    assert_holds_together(portal, portal.refresh())


def test_second_copy_to_one_place_ends_the_first(opened: Open, source: Register, target_url: str) -> None:
    first, second = opened(target_url, for_adoption=True), opened(target_url, for_adoption=True)
    first.begin_adoption(source.label, {})
    second.begin_adoption(source.label, {})
    with pytest.raises(RegisterUnavailable, match="another copy"):
        first.adopt(source.journal(), {}, {})
    with pytest.raises(RegisterUnavailable, match="another copy"):
        first.finish_adoption()
    copy(source, second)
    with pytest.raises(RegisterUnavailable, match="another copy"):
        first.finish_adoption()
    assert_copies(source, opened(target_url))


def test_adopt_refuses_rows_that_do_not_follow(opened: Open, source: Register, target_url: str) -> None:
    target = opened(target_url, for_adoption=True)
    target.begin_adoption(source.label, {})
    with pytest.raises(RegisterUnavailable, match="does not follow"):
        target.adopt(source.journal(1), {}, {})
    assert list(target.journal()) == []


def test_register_that_never_began_a_copy_adopts_nothing(opened: Open, source: Register, target_url: str) -> None:
    target = opened(target_url)
    with pytest.raises(RegisterUnavailable):
        target.adopt(source.journal(), {}, {})
    assert target.refresh().revision == 0


def test_copy_killed_at_any_step_leaves_the_source_and_no_half_register(
    opened: Open, source: Register, source_url: str, target_url: str
) -> None:
    rows, entries = all_rows(source.snapshot()), list(source.journal())
    stages: list[str] = []
    with moving(source_url, target_url) as move:
        for step in KILLED_BEFORE:
            assert move(step) == "killed"
            stages.append(stage_of(target_url))
            assert stages[-1] != "whole", "nothing becomes a register before it is compared"
        untouched = opened(source_url)
        assert (all_rows(untouched.snapshot()), list(untouched.journal())) == (rows, entries)
        assert move(1_000_000) == "done"
    assert_copies(source, opened(target_url))
    assert set(stages) == {"empty", "empty, unfinished", "whole, unfinished"}, "before, in the middle and at the end"


@contextlib.contextmanager
def moving(source_url: str, target_url: str) -> Iterator[Callable[[int], str]]:
    """Send orders to a process that copies and is killed."""
    command = [sys.executable, "-m", "tests.services.mover", source_url, target_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:

        def move(step: int) -> str:
            assert process.stdin
            assert process.stdout
            print(step, file=process.stdin, flush=True)
            return process.stdout.readline().strip()

        yield move
        assert process.stdin
        process.stdin.close()


def stage_of(url: str) -> str:
    """Return what lies there: nothing, a copy not begun or not finished (none of it or all of it there), a register."""
    with contextlib.closing(open_register(url, for_adoption=True)) as target:
        held = "whole" if target.refresh().revision else "empty"
        assert held == "empty" or not target.refresh().frames["reactions"].empty
    with contextlib.suppress(RegisterShapeError):
        open_register(url).close()
        return held
    return f"{held}, unfinished"
