import streamlit as st

from pages.ui import guard
from pages.ui.i18n import _
from pages.ui.office import setup, standing
from services import sheet_standing
from services.access import Action

actor = guard.require(Action.SET_UP)

st.title(_("Set-up"), anchor=False)
if sheet_standing.is_on_sheet():
    standing.render_standing(actor)
    st.space("small")
    if not st.toggle(_("Enter another sheet or another key"), key="admin.setup.other"):
        st.stop()
else:
    st.write(
        _(
            "The register lies on this computer now. Here you move it to where several people work on it together: "
            "a shared Google Sheet, which the portal makes and looks after. Cases that are recorded here already stay "
            "here; “python -m services copy” takes them along."
        )
    )
setup.render_steps(actor)
