import streamlit as st

from pages.ui import guard, loaders
from pages.ui.i18n import _
from pages.ui.office import partners, records
from services.access import Action

actor = guard.require(Action.MANAGE_PARTNERS)
lists = loaders.snapshot().lists

st.title(_("Partners"), anchor=False)
seen = partners.opened()
if seen is not None:
    records.render_form(partners.FORM, partners.TABLE, actor, lists, seen)
    partners.render_cases(actor, seen)
    st.stop()
st.caption(_("Organisations that bring cases to the ombuds office. The contact is seen by those who work with them."))
partners.render_partners(actor, lists)
