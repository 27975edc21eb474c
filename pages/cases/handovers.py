import streamlit as st

from pages.ui import guard, loaders
from pages.ui.case import leaving
from pages.ui.i18n import _
from pages.ui.intake import handed
from services.access import Action
from services.handovers import list_handovers

actor = guard.require(Action.SEE_HANDOVERS)
snapshot = loaders.snapshot()
row = handed.opened(actor)

st.title(_("Hand-overs"), anchor=False)
if row is not None:
    handed.render_one(row, actor, snapshot.lists)
    st.stop()
st.caption(_("What is not for KRM and went to the place responsible, newest first."))
if leaving.is_leaving():
    leaving.render_out(actor, snapshot.lists)
handed.render_due(actor)
matter, chosen = handed.render_filter(snapshot.lists)
rows = list_handovers(snapshot, actor, matter=matter, state=chosen)
if rows:
    handed.render_list(rows, snapshot.lists)
else:
    st.info(_("Nothing was handed over yet, or nothing matches."), icon=":material/inbox:")
if not leaving.is_leaving():
    leaving.render_out(actor, snapshot.lists)
