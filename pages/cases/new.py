import streamlit as st

from pages.ui import forms, guard, loaders
from pages.ui.case import entry, saving, suggestions
from pages.ui.i18n import _
from schema.tables import REACTIONS
from services.access import Action

FORM = "cases.new"
FIRST_SECTIONS = ("intake", "customer", "matter")

actor = guard.require(Action.RECORD_REACTION)
saving.go_on_after_storing(FORM, actor)
draft = saving.open_new(FORM, actor)
lists = loaders.snapshot().lists

st.title(_("New reaction"), anchor=False)
st.caption(_("What you have typed is kept as a draft as soon as you leave a field."))
saving.render_open_drafts(FORM, actor, draft)
saving.render_outcome(FORM)
for section in FIRST_SECTIONS:
    st.header(forms.section_title(section), anchor=False)
    entry.render_section(draft, section, actor, lists)
    if section == "matter":
        suggestions.render_follow_ups(FORM, actor, draft)
st.header(_("Concerns, in the customer's order of priority"), anchor=False)
entry.render_concerns(draft, actor, lists)
for section in REACTIONS.sections:
    if section not in FIRST_SECTIONS:
        with st.expander(forms.section_title(section), expanded=saving.has_problems(FORM, section)):
            entry.render_section(draft, section, actor, lists)
saving.render_store_new(FORM, draft)
entry.keep(actor, FORM)
