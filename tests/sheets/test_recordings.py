from __future__ import annotations

import gspread
import pytest

from tests.sheets.replay import Replay, list_recordings, load_steps
from tests.sheets.running import Emulator

# What does not replay, with its reason. A recording leaves this list as soon as it replays: its test fails otherwise.
NOT_REPLAYED: dict[str, str] = {}

RECORDED = list_recordings()


@pytest.mark.parametrize("name", RECORDED)
def test_emulator_answers_as_recorded(emulator: Emulator, client: gspread.Client, name: str) -> None:
    client.http_client.login()
    replay = Replay(emulator, str(client.http_client.auth.token))
    differences = replay.run(load_steps(name))
    if name in NOT_REPLAYED:
        assert differences, f"{name} replays by now, but is listed: {NOT_REPLAYED[name]}"
    else:
        assert differences == []


def test_recordings_are_replayed_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    steps = sum(len(load_steps(name)) for name in RECORDED)
    with capsys.disabled():
        print(f"\nrecorded flows: {len(RECORDED)}, replayed {len(RECORDED) - len(NOT_REPLAYED)}, requests {steps}")
        for name, reason in NOT_REPLAYED.items():
            print(f"not replayed: {name}: {reason}")
    assert len(RECORDED) == 62
    assert NOT_REPLAYED.keys() <= set(RECORDED)
