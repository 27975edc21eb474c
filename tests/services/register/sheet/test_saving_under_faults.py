"""Saves while something goes wrong: each is stored once, or refused and left nothing, or unknown and then resolved."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from services.errors import OutcomeUnknown, RegisterUnavailable
from services.register.sheet.adapter import SheetRegister
from tests.services.register.saves import case, change_set, wait_until
from tests.services.register.sheet.edits import assert_stored_once, edit, filled, times_stored
from tests.support.sheets import SheetPlace

OpenSheet = Callable[..., SheetRegister]
WRITE, READ = {"kind": "write"}, {"kind": "read"}
ANSWER_SECONDS = 3.0  # how long an answer is waited for that does not come; the others have to come within it
BACK = {"match": READ, "skip": 1}  # the read behind the write; the first one looks before it


@pytest.fixture
def register(open_sheet: OpenSheet) -> SheetRegister:
    return filled(open_sheet(watch_seconds=3600, patience_seconds=60))


ONCE = {
    "429 on the write": ("error", {"status": 429, "match": WRITE}),
    "429 on both reads": ("error", {"status": 429, "match": READ, "times": 2}),
    "500 before it was applied": ("error", {"status": 500, "match": WRITE}),
    "500 after it was applied": ("error", {"status": 500, "match": WRITE, "when": "after"}),
    "503 before it was applied": ("error", {"status": 503, "match": WRITE}),
    "503 after it was applied": ("error", {"status": 503, "match": WRITE, "when": "after"}),
    "dropped before it was applied": ("drop", {"match": WRITE}),
    "dropped after it was applied": ("drop", {"match": WRITE, "when": "after"}),
    "the look dropped": ("drop", {"match": READ}),
    "503 on the look": ("error", {"status": 503, "match": READ}),
    "503 on the read-back": ("error", {"status": 503, **BACK}),
    "the read-back dropped": ("drop", {**BACK}),
    "a slow answer to the write": ("delay", {"seconds": 0.5, "match": WRITE, "when": "after"}),
    "a slow answer to the read-back": ("delay", {"seconds": 0.5, **BACK}),
}


@pytest.mark.parametrize("fault", ONCE)
def test_save_is_stored_once_whatever_goes_wrong_once(
    register: SheetRegister, sheet_place: SheetPlace, fault: str
) -> None:
    do, rule = ONCE[fault]
    sheet_place.emulator.fail(do, **rule)

    register.commit(edit(register))

    assert sheet_place.emulator.get("faults")["rules"] == [], "it went wrong"
    lost = fault.startswith(("500", "503", "dropped")) and "applied" in fault
    assert register.tally.unknown == lost
    assert register.tally.found_stored == (lost and "after" in fault)
    assert_stored_once(register, sheet_place)


def test_save_waits_while_the_quota_is_used_up(register: SheetRegister, sheet_place: SheetPlace) -> None:
    sheet_place.emulator.fail("error", status=429, match=WRITE, times=3)

    register.commit(edit(register))

    assert register.tally.unknown == 0
    assert_stored_once(register, sheet_place)


def test_save_is_refused_when_the_quota_stays_used_up(open_sheet: OpenSheet, sheet_place: SheetPlace) -> None:
    register = open_sheet(watch_seconds=3600, patience_seconds=1)
    before = register.commit(change_set(*case("a", 1)))
    save = edit(register)
    sheet_place.emulator.fail("error", status=429, match=WRITE, times=None)

    with pytest.raises(RegisterUnavailable) as refused:
        register.commit(save)

    assert refused.value.retryable
    assert register.snapshot() is before
    assert times_stored(sheet_place) == 0
    sheet_place.emulator.delete("faults")
    register.commit(save)
    assert_stored_once(register, sheet_place)


@pytest.mark.parametrize("status", [500, 503])
def test_save_is_refused_when_google_stays_broken(
    register: SheetRegister, sheet_place: SheetPlace, status: int
) -> None:
    save, before = edit(register), register.snapshot()
    sheet_place.emulator.fail("error", status=status, match=WRITE, times=None)

    with pytest.raises(RegisterUnavailable):
        register.commit(save)

    assert register.snapshot() is before
    assert times_stored(sheet_place) == 0
    sheet_place.emulator.delete("faults")
    register.commit(save)
    assert_stored_once(register, sheet_place)


@pytest.mark.parametrize("when", ["before", "after"])
def test_outcome_is_unknown_when_nothing_can_be_read_after_a_lost_write(
    open_sheet: OpenSheet, sheet_place: SheetPlace, when: str
) -> None:
    register = open_sheet(watch_seconds=3600, patience_seconds=1)
    before = register.commit(change_set(*case("a", 1)))
    save = edit(register)
    sheet_place.emulator.fail("drop", when=when, match=WRITE)
    sheet_place.emulator.fail("error", status=503, times=None, **BACK)

    with pytest.raises(OutcomeUnknown):
        register.commit(save)

    assert register.snapshot() is before
    sheet_place.emulator.delete("faults")
    assert times_stored(sheet_place) == (when == "after")
    register.commit(save)
    assert_stored_once(register, sheet_place)


def test_outcome_is_unknown_when_nothing_can_be_read_after_the_write(
    open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    register = open_sheet(watch_seconds=3600, patience_seconds=1)
    register.commit(change_set(*case("a", 1)))
    save = edit(register)
    sheet_place.emulator.fail("error", status=503, times=None, **BACK)

    with pytest.raises(OutcomeUnknown):
        register.commit(save)

    sheet_place.emulator.delete("faults")
    register.commit(save)
    assert register.tally.not_read_back == 1
    assert_stored_once(register, sheet_place)


def test_outcome_is_unknown_when_no_answer_comes_again_and_again(
    open_sheet: OpenSheet, sheet_place: SheetPlace
) -> None:
    register = open_sheet(watch_seconds=3600)
    register.commit(change_set(*case("a", 1)))
    save = edit(register)
    sheet_place.emulator.fail("drop", match=WRITE, times=3)

    with pytest.raises(OutcomeUnknown):
        register.commit(save)

    assert times_stored(sheet_place) == 0
    register.commit(save)
    assert_stored_once(register, sheet_place)


def test_a_write_that_arrives_late_is_refused_by_the_fence(open_sheet: OpenSheet, sheet_place: SheetPlace) -> None:
    register = open_sheet(watch_seconds=3600, answer_seconds=ANSWER_SECONDS)
    register.commit(change_set(*case("a", 1)))
    sheet_place.emulator.delete("log")
    sheet_place.emulator.fail("hold", match=WRITE)

    register.commit(edit(register))
    assert_stored_once(register, sheet_place)
    sheet_place.emulator.delete("faults")

    def statuses() -> list[int]:
        return [entry["status"] for entry in sheet_place.emulator.get("log")["requests"] if entry["kind"] == "write"]

    wait_until(lambda: 400 in statuses())
    assert_stored_once(register, sheet_place)


def test_a_write_that_arrives_after_all_tries_is_found(open_sheet: OpenSheet, sheet_place: SheetPlace) -> None:
    register = open_sheet(watch_seconds=3600, answer_seconds=ANSWER_SECONDS)
    register.commit(change_set(*case("a", 1)))
    save = edit(register)
    sheet_place.emulator.fail("hold", match=WRITE, times=3)

    with pytest.raises(OutcomeUnknown):
        register.commit(save)

    assert times_stored(sheet_place) == 0
    sheet_place.emulator.delete("faults")
    wait_until(lambda: times_stored(sheet_place) == 1)
    register.commit(save)
    assert_stored_once(register, sheet_place)
