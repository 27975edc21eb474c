"""The case on paper: as a PDF, on request with the names blackened; noted on the case like a letter."""

from functools import partial
from typing import Final

import streamlit as st

from pages.ui import errors, loaders, state
from pages.ui.i18n import _, message
from services.access import Actor
from services.cases import Case
from services.charts.downloads import file_name
from services.printing.case_print import print_case
from services.printing.noting import note_print

FORM: Final = "cases.case.print"
MIME: Final = "application/pdf"


def render_print(case: Case, actor: Actor) -> None:
    """Draw what makes a PDF of the case; it is made when it is asked for, and noted then."""
    refusal = state.refusal(f"{FORM}.{case.id}")
    with st.popover(_("Print"), icon=":material/print:", key=f"{FORM}.open", on_change="rerun") as box:
        if refusal is not None:
            st.error(message(refusal), icon=":material/error:")
        if box.open:
            _render_choice(case, actor)


def _render_choice(case: Case, actor: Actor) -> None:
    language, today = state.language(), loaders.today()
    is_blackened = st.checkbox(_("Blacken the names"), key=f"{FORM}.blackened.{case.id}")
    if is_blackened:
        st.caption(
            _(
                "The portal finds the people whom it knows: customer, counsellor, employees, contacts. Before the "
                "paper leaves the house, please look whether other people are named in the texts."
            )
        )
    events = None
    with errors.shown():
        events = loaders.events(actor, case.id, language)
    st.download_button(
        _("Download as PDF"),
        partial(
            print_case,
            loaders.snapshot(),
            actor,
            case,
            events,
            today=today,
            language=language,
            is_blackened=is_blackened,
        ),
        file_name=file_name(_("Case"), case.number, _("blackened") if is_blackened else "", ending="pdf"),
        mime=MIME,
        type="primary",
        icon=":material/download:",
        key=f"{FORM}.pdf.{case.id}",
        on_click=_note,
        args=(case, is_blackened),
    )
    st.caption(_("That it was printed is noted on the case."))


def _note(case: Case, is_blackened: bool) -> None:
    """Note on the case that it was printed; once a day for each kind, however often it is clicked."""
    actor, today = state.actor(), loaders.today()
    with errors.kept(f"{FORM}.{case.id}"):
        note_print(
            loaders.register(),
            actor,
            case,
            is_blackened=is_blackened,
            today=today,
            operation_id=state.operation_id(f"{FORM}.{case.id}.{is_blackened}.{today}"),
        )
        state.tell(_("The print is noted in the timeline."))
