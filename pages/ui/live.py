"""Pages that follow the register: an empty poller that redraws the page once something else is true.

That is when the register or the day moved on, or when what keeps the portal from the register came or went.
"""

from datetime import date, timedelta

import streamlit as st

from pages.ui import loaders, state

POLL_EVERY = timedelta(seconds=2)


def follow() -> None:
    """Keep what this run is drawn from, and redraw the page once something else is true."""
    state.set_drawn(_now())
    _poll()


@st.fragment(run_every=POLL_EVERY)
def _poll() -> None:
    if state.drawn() != _now():
        st.rerun()


def _now() -> tuple[int, date, str]:
    trouble = loaders.register().health.trouble
    return loaders.snapshot().revision, loaders.today(), str(trouble or "")
