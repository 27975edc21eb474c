import streamlit as st

from pages.ui import guard, loaders
from pages.ui.i18n import _
from pages.ui.intake import cards, slips
from services.access import Action

actor = guard.require(Action.RECORD_CARDS)
slips.open_slip(cards.FORM, actor, cards.start())
lists = loaders.snapshot().lists

st.title(_("Opinion cards"), anchor=False)
st.caption(
    _("One row for each card. Empty rows are left out. What you have typed is kept as soon as you leave a field.")
)
cards.render_stored()
cards.render_head(actor, lists)
cards.render_rows(lists)
slips.keep(actor, cards.FORM)
cards.render_store()
