import streamlit as st

from pages.ui import guard, loaders, state
from pages.ui.i18n import _, day
from pages.ui.lists import agenda, quality
from services.access import Action
from services.agenda import plan_of

actor = guard.require(Action.SEE_TODAY)
plan = plan_of(actor, loaders.snapshot())
shown = loaders.computed(agenda.in_words, plan, state.language())

st.title(_("Today"), anchor=False)
st.caption(_("As of {day}. {scope}", day=day(loaders.today()), scope=agenda.scope_words(plan)))
quality.render_hint(actor)
if not shown.boxes:
    agenda.render_nothing(actor)
agenda.render_agenda(shown, actor)
