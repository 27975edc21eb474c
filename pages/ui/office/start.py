"""The choices of the start page, and what a long step shows while it runs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from pages.ui.i18n import _


def render_choice(
    name: str, *, icon: str, title: str, text: str, button: str, is_first: bool = False, disabled: bool = False
) -> bool:
    """Draw one way to begin as a card, and return whether it was chosen."""
    with st.container(border=True, height="stretch", key=f"admin.start.card.{name}"):
        st.header(f":material/{icon}: {title}", anchor=False)
        with st.container(height="stretch"):
            st.write(text)
        return st.button(
            button,
            type="primary" if is_first else "secondary",
            width="stretch",
            disabled=disabled,
            key=f"admin.start.{name}",
        )


@contextmanager
def long_step(label: str) -> Iterator[Callable[[float], None]]:
    """Show a bar with `label` while the block runs; the block tells which share is done."""
    place = st.empty()
    place.progress(0.0, label)

    def show(share: float) -> None:
        place.progress(min(share, 1.0), _("{label} {percent} %", label=label, percent=round(100 * share)))

    try:
        yield show
    finally:
        place.empty()
