from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.flatfile.texts import marked, unmarked, xml_escaped, xml_unescaped


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+49 351", "'+49 351"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'=x", "''=x"),
        ("''=x", "'''=x"),
        ("'x", "'x"),
        ("01234", "01234"),
        ("1,5", "1,5"),
        (" =x", " =x"),
        ("", ""),
    ],
)
def test_marked_puts_an_apostrophe_before_what_a_spreadsheet_would_work_out(text: str, cell: str) -> None:
    assert marked(text) == cell
    assert unmarked(cell) == text


@settings(deadline=None)
@given(st.text(alphabet="'=+-@\t\r x") | st.text())
def test_unmarked_undoes_marked(text: str) -> None:
    assert unmarked(marked(text)) == text


@settings(deadline=None)
@given(st.text(alphabet="_x0045Ff\r\n<r>") | st.text())
def test_xml_unescaped_undoes_xml_escaped(text: str) -> None:
    assert xml_unescaped(xml_escaped(text)) == text
