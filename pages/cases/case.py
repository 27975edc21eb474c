import streamlit as st

from pages.ui import casefile, consent, editing, entry, guard, loaders, papers
from services.access import Action

FORM = "cases.case"

actor = guard.require(Action.SEE_CASE)
case = casefile.chosen_case(actor)
lists = loaders.snapshot().lists
draft = editing.draft_in_work(FORM, actor, case)

casefile.render_head(case, actor, lists)
consent.render_consent(case)
casefile.render_clocks(case)
if draft is None:
    editing.render_begin(FORM, actor, case)
    papers.render_papers(case, actor)
    sections, story = st.columns([3, 2], gap="large")
    with sections:
        casefile.render_sections(case, actor, lists)
    with story:
        casefile.render_story(case, actor, lists)
else:
    editing.render_form(FORM, draft, actor, case, lists)
    entry.keep(actor, FORM)
