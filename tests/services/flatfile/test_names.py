from __future__ import annotations

import pytest

from schema.lists import ALSO_CALLED, START_ENTRIES
from services.flatfile.names import ListNames
from services.register.frames import empty_frames
from services.register.snapshot import Snapshot

NAMES = ListNames(Snapshot(0, empty_frames()).lists)


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("kind", "suggestion", "suggestion"),
        ("kind", "Idee oder Anregung", "suggestion"),
        ("kind", "Idee / Anregung", "suggestion"),
        ("kind", "ANREGUNG", "suggestion"),
        ("area", "Arbeitsvermittlung (Markt und Integration)", "placement"),
        ("area", "Service-Center, Sammelanschluss", "hotline"),
        ("channel", "In writing", "letter"),
        ("channel", "Fax", None),
        ("area", "Leistungsbereich", None),  # the report's name for two areas together
    ],
)
def test_find_knows_codes_labels_and_usual_names(name: str, written: str, code: str | None) -> None:
    assert NAMES.find(name, written) == code


def test_other_names_belong_to_entries_and_to_one_only() -> None:
    known = {(entry.list, entry.code) for entry in START_ENTRIES}
    assert set(ALSO_CALLED) <= known
    for (name, code), others in ALSO_CALLED.items():
        assert [NAMES.find(name, other) for other in others] == [code] * len(others)
