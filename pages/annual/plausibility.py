import streamlit as st

from pages.ui import charts, guard, loaders, state
from pages.ui.annual import findings
from pages.ui.i18n import _
from services.access import Action
from services.dashboards.plausibility import findings_of_period

actor = guard.require(Action.SEE_REPORT)

st.title(_("Plausibility"), anchor=False)
period = findings.render_period()
st.caption(
    _(
        "A contradiction stands in the report until it is solved. A note says what is not given, so that parts add up "
        "to their whole only with those “not given”."
    )
)
found = loaders.computed(findings_of_period, charts.audience(actor), state.language(), period)
findings.render_summary(found)
findings.render_words(found, actor)
