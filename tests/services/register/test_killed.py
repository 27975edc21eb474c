from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from services.register.base import Register
from services.register.snapshot import Snapshot
from services.register.sql import SqlRegister
from tests.services.register.conftest import OpenRegister
from tests.services.register.saver import CONCERNS
from tests.services.register.saves import assert_holds_together, case, change_set
from tests.support.portal import ROOT

STEPS = range(1, 37)  # making a case and editing it takes 34 steps on SQLite, in the same statements everywhere
MOMENTS = [0.003 * 1.35**turn for turn in range(14)]  # 3 to 150 milliseconds
MANY = 200  # more than is saved within the last of the moments

Order = Callable[..., dict[str, Any]]


@pytest.fixture
def opener(register_url: str) -> Callable[..., Register]:
    """Open the store that the other process saves in; a sheet's process is killed in `sheet/`."""
    return lambda **options: SqlRegister(register_url, **options)


@pytest.fixture
def order(register_url: str) -> Iterator[Order]:
    """Send orders to a process that saves and is killed."""
    command = [sys.executable, "-m", "tests.services.register.saver", register_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdin
        assert process.stdout

        def send(**said: Any) -> dict[str, Any]:
            assert process.stdin
            assert process.stdout
            print(json.dumps(said), file=process.stdin, flush=True)
            answer: dict[str, Any] = json.loads(process.stdout.readline())
            return answer

        yield send
        process.stdin.close()


def test_save_killed_at_any_step_is_stored_whole_or_not_at_all(
    register_url: str, open_register: OpenRegister, order: Order
) -> None:
    open_register().commit(change_set(*case("first")))
    killed = stages = 0
    # What is started after a kill takes long on PostgreSQL, where nothing but the transaction is another.
    steps = STEPS if register_url.startswith("sqlite") else STEPS[::3]

    for step in steps:
        answer = order(step=step, cases=[f"s{step}"])
        killed += answer["killed"]
        stage = _stage(_used(open_register(), f"after-{step}"), f"s{step}")
        assert stage == 2 or not answer["stored"]
        stages |= 1 << stage

    assert killed >= len(steps) // 2
    assert stages == 0b111, "kills fell before the first save, between the two, and after both"


def test_save_killed_at_any_moment_is_stored_whole_or_not_at_all(open_register: OpenRegister, order: Order) -> None:
    open_register().commit(change_set(*case("first")))
    killed = 0

    for turn, seconds in enumerate(MOMENTS):
        names = [f"m{turn}-{number}" for number in range(MANY)]
        answer = order(seconds=seconds, cases=names)
        killed += answer["killed"]
        snapshot = _used(open_register(), f"after-{turn}")
        stages = [_stage(snapshot, name) for name in names]
        assert stages == sorted(stages, reverse=True), "in the order in which they were saved"
        assert [2] * len(answer["stored"]) == stages[: len(answer["stored"])], "what was reported is there"

    assert killed >= len(MOMENTS) - 1


def _stage(snapshot: Snapshot, name: str) -> int:
    """Return how many of the two saves of a case are there; either is there with all its rows."""
    reaction, parts = snapshot.find_row("reactions", name), snapshot.concern_rows(name)
    if reaction is None:
        assert parts == []
        return 0
    assert len(parts) == CONCERNS
    state = (reaction["version"], reaction["subject"], parts[0]["version"], parts[0]["area"])
    assert state in [(1, "Bescheid", 1, "benefits"), (2, "Neu", 2, "hotline")]
    return int(reaction["version"])


def _used(register: Register, name: str) -> Snapshot:
    """Save a case, and return what is there then.

    PostgreSQL may be carrying out the last thing that the killed process asked of it: a save waits until that is over.
    """
    assert register.snapshot().issues == ()
    snapshot = register.commit(change_set(*case(name)))
    assert len(snapshot.concern_rows(name)) == 2
    assert snapshot.issues == ()
    assert_holds_together(register, snapshot)
    register.close()
    return snapshot
