import streamlit as st

from pages.ui import charts, guard, loaders, state
from pages.ui.annual import files, report
from pages.ui.i18n import _
from pages.ui.lists import quality
from services.access import Action
from services.report.building import annual_report

actor = guard.require(Action.SEE_REPORT)
report.spell_out_address()

st.title(_("Annual report"), anchor=False)
with st.container(horizontal=True, vertical_alignment="bottom"):
    year = report.render_year()
    files.render_downloads(actor, year)
section = report.render_sections()
quality.render_left_out(actor)
drawn = loaders.computed(annual_report, charts.audience(actor), state.language(), year, section)
for part in drawn.parts:
    report.render_part(drawn, part, actor)
report.render_cases(drawn, actor)
