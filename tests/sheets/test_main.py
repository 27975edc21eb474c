"""The command, and what the emulator says of itself."""

from __future__ import annotations

import signal
import subprocess
import sys
import urllib.error

import pytest

from tests.sheets.running import Emulator
from tests.sheets.wording import WORDINGS, list_assumed
from tests.support.portal import ROOT


def test_command_says_when_it_is_ready_and_stops_when_told() -> None:
    command = [sys.executable, "-m", "tests.sheets", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        word, url = process.stdout.readline().split()
        emulator = Emulator(url)
        tab = emulator.client().create("Register").sheet1
        tab.update([["a"]], "A1")
        assert (word, tab.get_values()) == ("ready", [["a"]])
        emulator.close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=180) == 0


def test_assumed_sentences_are_marked_and_listed(emulator: Emulator) -> None:
    assumed = emulator.get("assumed")["assumed"]
    assert assumed == list_assumed()
    shown = {key for key, wording in WORDINGS.items() if wording.source == "recorded"}
    assert shown == {"forbidden", "last_visible", "bad_list"}
    print(f"{len(assumed)} of {len(WORDINGS)} sentences are assumed:", *assumed, sep="\n")


def test_unknown_addresses_are_refused_aloud(emulator: Emulator) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        emulator.get("nothing")
    with caught.value as error:
        assert "POST /_emulator/act" in error.read().decode()
