from __future__ import annotations

from collections.abc import Callable

from tests.services.register.sheet.stress import run
from tests.services.register.sheet.stress.events import ACTS, FAULTS

SAVES = 100


def test_two_portals_and_a_person_lose_nothing_whatever_goes_wrong(
    record_property: Callable[[str, object], None],
) -> None:
    outcome = run(SAVES)

    record_property("printed", f"{outcome.text}\n")
    assert outcome.problems == [], outcome.text
    assert set(outcome.befell) == {*FAULTS, *ACTS}, "everything happened"
    assert outcome.ends["stored"] > SAVES // 2
    assert outcome.hand_edits["taken over"] + outcome.hand_edits["issues"] == outcome.hand_edits["made"] > 0
