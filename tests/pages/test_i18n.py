"""What people typed as Markdown; that a browser shows it as typed is tried in tests/e2e/test_typed_text.py."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.ui.i18n import bold, italic, listed, plain

JOINER = "\u2060"


@pytest.mark.parametrize(
    ("typed", "markdown"),
    [
        ("Bescheid vom 4. März", r"Bescheid vom 4\. März"),
        ("# x", r"\# x"),
        ("*a* _b_ ~c~ `d`", r"\*a\* \_b\_ \~c\~ \`d\`"),
        ("[hier](x) ![y](z)", r"\[hier\]\(x\) \!\[y\]\(z\)"),
        ("$x$ <b> & \\", r"\$x\$ \<b\> \& \\"),
        (":material/home:", f"\\:{JOINER}material/home\\:"),
        (":smile: und :+1:", f"\\:{JOINER}smile\\: und \\:{JOINER}\\+1\\:"),
        ("12:30:45", r"12\:30\:45"),
        ("a -> b", f"a \\-{JOINER}\\> b"),
        ("a->b", r"a\-\>b"),
        ("eins\nzwei", "eins  \nzwei"),
        ("eins\n\n    zwei", "eins  \n  \n\u00a0\u00a0\u00a0\u00a0zwei"),
        ("", ""),
    ],
)
def test_plain_leaves_nothing_for_markdown_to_act_on(typed: str, markdown: str) -> None:
    assert plain(typed) == markdown


@settings(deadline=None)
@given(typed=st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=[JOINER])))
def test_plain_changes_no_word_of_what_was_typed(typed: str) -> None:
    shown = re.sub(r"\\(.)", r"\1", plain(typed)).replace(JOINER, "")
    assert shown.lstrip("\u00a0 ") == typed.lstrip("\u00a0 ")
    assert len(shown) == len(typed)


def test_bold_and_italic_hold_with_a_space_at_the_end() -> None:
    assert (bold(" Bescheid "), italic("nichts ")) == ("**Bescheid**", "_nichts_")


def test_listed_leaves_out_what_is_empty() -> None:
    assert (listed(["a", "", "b"]), listed([])) == ("a · b", "")
