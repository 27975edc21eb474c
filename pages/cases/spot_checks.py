import streamlit as st

from pages.ui import guard, loaders
from pages.ui.i18n import _
from pages.ui.lists import spot_checks
from services.access import Action
from services.spot_checks import begun_samples, draw_sample

actor = guard.require(Action.CHECK_CONSENTS)
draw = spot_checks.chosen_draw()
lists = loaders.snapshot().lists

st.title(_("Spot checks"), anchor=False)
st.caption(_("A random sample of the consents to reading the E-Akte, to be compared with the proofs under II-6000."))
spot_checks.render_choice(draw)
spot_checks.render_begun(loaders.computed(begun_samples, actor), draw)
if draw is None:
    st.stop()
sample = loaders.computed(draw_sample, actor, draw)
if not sample.cases:
    st.info(
        _("No reaction received in these days has a consent asked for. Please choose other days."),
        icon=":material/search_off:",
    )
    st.stop()
spot_checks.render_progress(sample)
spot_checks.render_check(sample, lists)
spot_checks.render_list(sample, lists)
spot_checks.render_downloads(sample, actor)
