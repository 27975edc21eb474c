from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

import pytest

from services.register.sheet.adapter import SheetRegister
from services.register.snapshot import Snapshot
from tests.services.register.saves import case, change_set
from tests.services.register.sheet.proof import assert_sheet_is_whole
from tests.services.register.sheet.saver import CONCERNS
from tests.support.portal import ROOT
from tests.support.sheets import SheetPlace

STEPS = range(1, 11)  # making a case and editing it takes six requests, of which two have a body

OpenSheet = Callable[..., SheetRegister]
Order = Callable[..., dict[str, Any]]


@pytest.fixture
def order(sheet_place: SheetPlace) -> Iterator[Order]:
    """Send orders to a process that saves and is killed."""
    command = [sys.executable, "-m", "tests.services.register.sheet.saver"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdin
        assert process.stdout
        print(json.dumps(asdict(sheet_place.connection)), file=process.stdin, flush=True)

        def send(**said: Any) -> dict[str, Any]:
            assert process.stdin
            assert process.stdout
            print(json.dumps(said), file=process.stdin, flush=True)
            answer: dict[str, Any] = json.loads(process.stdout.readline())
            return answer

        yield send
        process.stdin.close()


def test_save_killed_at_any_request_is_stored_whole_or_not_at_all(
    open_sheet: OpenSheet, sheet_place: SheetPlace, order: Order
) -> None:
    open_sheet().commit(change_set(*case("first")))
    killed, stages = 0, []

    for step in STEPS:
        answer = order(step=step, case=f"s{step}")
        killed += answer["killed"]
        register = open_sheet(watch_seconds=3600)
        snapshot = register.snapshot()
        stages.append(_stage(snapshot, f"s{step}"))
        assert stages[-1] >= answer["stored"], "what was reported is there"
        assert snapshot.issues == ()
        assert len(register.commit(change_set(*case(f"after-{step}"))).concern_rows(f"after-{step}")) == 2
        assert_sheet_is_whole(register, sheet_place)
        register.close()

    assert killed == len(STEPS) - 2, f"every request was cut off, {stages}"
    assert stages == sorted(stages)
    assert set(stages) == {0, 1, 2}, "kills fell before the first save, between the two, and after both"


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
