"""Consent on the case: whether the E-Akte may be read, said where it would be read, and who has been informed."""

import streamlit as st

from pages.ui import state
from pages.ui.i18n import _, bold, listed, plain
from services.cases import Case
from services.consent import consent_sentence, duty_words, information_duties, may_read_file
from services.register.base import Values

FILE_FIELD = "file_ref"


def render_consent(case: Case) -> None:
    """Draw in one line whether the E-Akte may be read, and below it who has been informed about data protection."""
    reaction = case.reaction
    said = plain(consent_sentence(reaction, state.language()))
    if may_read_file(reaction):
        st.markdown(f":green[:material/lock_open:] {said}")
    else:
        st.markdown(f":orange[:material/lock:] {bold(_not_to_be_read())} {said}")
    duties = information_duties(reaction)
    if duties:
        marks = {True: ":green[:material/check:]", False: ":orange[:material/pending:]"}
        language = state.language()
        st.caption(listed(f"{marks[duty.informed_on is not None]} {duty_words(duty, language)}" for duty in duties))


def render_beside(field: str, reaction: Values) -> None:
    """Say beside the reference of the file that it must not be read, where there is no consent."""
    if field == FILE_FIELD and not may_read_file(reaction):
        st.caption(f":orange[:material/lock:] {_not_to_be_read()}")


def _not_to_be_read() -> str:
    return _("Without consent: the KRM officer must not read the E-Akte.")
