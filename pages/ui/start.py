"""The choices of the start page, and what a long step shows while it runs."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from pages.ui.i18n import _, number
from services.importing import Progress


def render_choice(
    name: str, *, icon: str, title: str, text: str, button: str, is_first: bool = False, disabled: bool = False
) -> bool:
    """Draw one way to begin as a card, and return whether it was chosen."""
    with st.container(border=True, height="stretch", key=f"admin.start.card.{name}"):
        st.subheader(f":material/{icon}: {title}", anchor=False)
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
def long_step(label: str) -> Iterator[Progress]:
    """Show a bar with `label` while the block runs; the block tells how many of how many are done."""
    place = st.empty()
    place.progress(0.0, label)

    def show(done: int, total: int) -> None:
        share = min(done / total, 1.0) if total else 1.0
        place.progress(share, _("{label} {done} of {total}", label=label, done=number(done), total=number(total)))

    try:
        yield show
    finally:
        place.empty()
