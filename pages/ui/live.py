"""Pages that follow the register: an empty poller that redraws the page when the register or the day moved on."""

from datetime import timedelta

import streamlit as st

from pages.ui import loaders, state

POLL_EVERY = timedelta(seconds=2)


def follow() -> None:
    """Keep what this run is drawn from, and redraw the page once something else is true."""
    state.set_drawn(loaders.snapshot().revision, loaders.today())
    _poll()


@st.fragment(run_every=POLL_EVERY)
def _poll() -> None:
    if state.drawn() != (loaders.snapshot().revision, loaders.today()):
        st.rerun()
