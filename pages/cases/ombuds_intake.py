import streamlit as st

from pages.ui import forms, guard, loaders
from pages.ui.case import entry, saving, suggestions
from pages.ui.i18n import _
from pages.ui.intake import ombuds
from services.access import Action

FORM = "cases.ombuds"

actor = guard.require(Action.TAKE_OMBUDS_CASES)
saving.go_on_after_storing(FORM, actor)
draft = saving.open_new(FORM, actor, ombuds=True)
lists = loaders.snapshot().lists

st.title(_("Ombuds intake"), anchor=False)
st.caption(_("What you have typed is kept as a draft as soon as you leave a field."))
saving.render_open_drafts(FORM, actor, draft)
saving.render_outcome(FORM)
st.header(forms.section_title("intake"), anchor=False)
entry.render_named(draft, ombuds.RECEIPT, actor, lists)
ombuds.render_new_partner(FORM, lists)
st.header(forms.section_title("customer"), anchor=False)
entry.render_named(draft, ombuds.CUSTOMER, actor, lists)
st.header(forms.section_title("matter"), anchor=False)
entry.render_named(draft, ombuds.MATTER, actor, lists)
suggestions.render_follow_ups(FORM, actor, draft)
st.header(_("Concerns, in the customer's order of priority"), anchor=False)
entry.render_concerns(draft, actor, lists, ombuds.concern_names(draft))
ombuds.render_clearing(FORM, draft, actor, lists)
ombuds.render_store(FORM, draft)
entry.keep(actor, FORM)
