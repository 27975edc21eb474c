"""What people typed is shown as they typed it: nothing of it becomes a heading, a link, a formula or an icon."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Store
from tests.support.cases import COMPLAINT, TODAY, change, record
from tests.support.chromium import OpenWindow, wait_until_drawn
from tests.support.portal import StartPortal

UNSEEN = "\u2060"  # keeps apart what Streamlit would swap for a sign
LINES = ["Guten Tag,", "", "    eingerückt < 5", "", "\tund noch einmal", "- Punkt", "===", "# Titel"]
TYPED = [
    "=cmd|' /C calc'!A0",
    "<script>document.title = 'x'</script> &amp; <b>fett</b>",
    "# x $y$ :material/home: :smile: :red[rot] :red-badge[Marke]",
    "*so* _und_ ~~so~~ `Code` [hier](https://example.org) ![Bild](x.png)",
    "1. eins -> zwei <- drei -- vier (c) 2 >= 1 => gut",
    "www.example.org und max@example.org, https://example.org/a_b_c",
    " vorn und hinten Platz, 12:30:45 Uhr :100: ",
    "- Strich | a | b | \\ und \\\\ und ^hoch^ ~tief~ ==gelb== :sparkles:",
]


@pytest.mark.parametrize("store", ["sqlite", "sheet"], indirect=True)
def test_what_was_typed_is_shown_as_it_was_typed(
    portal_server: StartPortal, open_window: OpenWindow, store: Store
) -> None:
    register = store.open()
    numbers = {}
    for typed in TYPED:
        values = {"subject": typed, "text": "\n".join([typed, *LINES])}
        case = record(register, concerns=[{**COMPLAINT, "employee": typed}], **values)
        numbers[typed] = change(register, case, subject=f"{typed} neu", customer_name=typed).number
    register.close()
    portal = portal_server({**store.settings, "RESONANZ_TODAY": TODAY.isoformat()})
    page = open_window(f"{portal.url}/today")
    counts = {}
    for typed, number in numbers.items():
        page.goto(f"{portal.url}/case?number={number}")
        expect(page.get_by_role("heading", name=number)).to_be_visible()
        wait_until_drawn(page)
        shown = page.get_by_test_id("stMain").inner_text().replace(UNSEEN, "").replace("\u00a0", " ")
        counts[typed] = shown.count(typed.strip())
        assert [line for line in LINES if line.strip() not in shown] == []
        assert page.get_by_test_id("stMain").locator("pre, code, h1").count() == 1  # the number
        assert page.title() != "x"
    # In the head, as subject, text, name and employee, and three times in the timeline.
    assert counts == dict.fromkeys(TYPED, 8)
