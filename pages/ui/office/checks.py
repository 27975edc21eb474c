"""Checks on the screen: a line each, with a mark whose shape says as much as its colour."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

import streamlit as st

from pages.ui.i18n import _, plain
from services.checking import Check, CheckState

MARKS: Final = {
    CheckState.OK: ":green[:material/check_circle:]",
    CheckState.WARNING: ":orange[:material/warning:]",
    CheckState.FAILED: ":red[:material/cancel:]",
    CheckState.NOT_REACHED: ":gray[:material/radio_button_unchecked:]",
}
_ADDRESS = re.compile(r"(https://[^\s,“”]+[^\s,.“”])")


class Said(Protocol):
    """A sentence of a service: a message and its parameters."""

    @property
    def msgid(self) -> str:
        """The message."""
        ...

    @property
    def params(self) -> Mapping[str, object]:
        """Its parameters."""
        ...


def render_checks(checks: Sequence[Check]) -> None:
    """Draw a line for each check."""
    st.markdown("  \n".join(f"{MARKS[check.state]} {_sentence(check)}" for check in checks))


def render_done(done: Sequence[Said]) -> None:
    """Draw a line for each thing that was done."""
    if not done:
        st.markdown(_(":material/check_circle: Everything was in place."))
        return
    st.markdown("\n".join(f"- {_sentence(each)}" for each in done))


def _sentence(said: Said) -> str:
    """Return a sentence with its addresses to be clicked, and nothing else in it read as Markdown."""
    parts = _ADDRESS.split(_(said.msgid, **said.params))
    return "".join(f"[{plain(part)}]({part})" if place % 2 else plain(part) for place, part in enumerate(parts))
