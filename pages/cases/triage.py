import streamlit as st

from pages.ui import guard
from pages.ui.i18n import _
from pages.ui.intake import triage
from services.access import Action
from services.triage import Question, next_of

actor = guard.require(Action.RECORD_REACTION)
given = triage.answers()
found = next_of(given)

st.title(_("New message"), anchor=False)
triage.render_trail(given)
if isinstance(found, Question):
    triage.render_question(found)
    st.stop()
triage.render_end(found, actor)
