import streamlit as st

from pages.ui import guard, loaders
from pages.ui.case import (
    casefile,
    consent,
    correcting,
    earlier,
    editing,
    entry,
    ladder,
    notes,
    papers,
    printing,
    procedure,
    stepform,
    tasks,
)
from services.access import Action

FORM = "cases.case"

actor = guard.require(Action.SEE_CASE)
case = casefile.chosen_case(actor)
lists = loaders.snapshot().lists
draft = editing.draft_in_work(FORM, actor, case)

with st.container(key="cases.case.head"):  # one place, however much stands in it: what is typed below does not move
    casefile.render_head(case, actor, lists)
    consent.render_consent(case)
    casefile.render_clocks(case)
if draft is None:
    task = tasks.opened(actor, case)
    if task is None:
        procedure.render_next(case, actor, lists)
        with st.container(horizontal=True, vertical_alignment="center"):
            editing.render_begin(FORM, actor, case)
            correcting.render_more(case, actor)
            printing.render_print(case, actor)
    elif stepform.is_step(task):
        stepform.render_form(task, actor, lists)
    else:
        correcting.render_form(task, actor, case, lists)
    earlier.render_earlier(case, actor, lists)
    papers.render_papers(case, actor)
    sections, story = st.columns([3, 2], gap="large")
    with sections:
        casefile.render_sections(case, actor, lists)
    with story:
        ladder.render_ladder(case, lists)
        notes.render_notes(case, lists)
        casefile.render_story(case, actor, lists)
else:
    editing.render_form(FORM, draft, actor, case, lists)
    entry.keep(actor, FORM)
tasks.keep(actor)
