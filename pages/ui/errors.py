"""The one place where errors are caught: what happened and what to do, in a sentence on the screen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from pages.ui import loaders, state
from pages.ui.i18n import _, message
from services.errors import PortalError


@contextmanager
def shown() -> Iterator[None]:
    """Show a portal error of the block as a sentence; everything else goes on to the log."""
    try:
        yield
    except PortalError as err:
        st.error(message(err), icon=":material/error:")


@contextmanager
def fatal(go_on: Callable[[], None] | None = None) -> Iterator[None]:
    """Show a portal error of the block, offer what `go_on` draws, and end the page there."""
    try:
        yield
    except PortalError as err:
        st.error(message(err), icon=":material/error:")
        if go_on is not None:
            go_on()
        st.stop()


@contextmanager
def kept(form: str) -> Iterator[None]:
    """Keep a portal error of the block as the form's refusal, to be shown at its places in the next run.

    Where a save takes longer than a moment, the page says that it is on its way.
    """
    state.set_refusal(form, None)
    if loaders.is_far():
        st.toast(_("Storing …"), icon=":material/hourglass_top:", duration="short")
    try:
        yield
    except PortalError as err:
        state.set_refusal(form, err)
