"""What the server is told at its start, before anybody opens a page."""

import logging

import streamlit as st


def use_own_navigation() -> None:
    """Tell Streamlit that the portal names its pages itself, so that the folder `pages/` has no meaning of its own.

    Otherwise the first address asked for after a start is looked up in that folder: a file lying there would run
    without `app.py`, and any other address is answered with "Page not found" (Streamlit 1.67).
    """
    logging.disable(logging.WARNING)  # it warns that there is no session here
    try:
        st.navigation([st.Page(_no_page, title="Resonanz")])
    finally:
        logging.disable(logging.NOTSET)


def _no_page() -> None:
    """Stand for the pages until a session names its own."""
