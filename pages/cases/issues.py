import streamlit as st

from pages.ui import guard, loaders
from pages.ui.i18n import _
from pages.ui.lists import quality
from services.access import Action
from services.quality import list_entries

actor = guard.require(Action.SEE_ISSUES)
found = list_entries(loaders.snapshot(), actor)

st.title(_("Data quality"), anchor=False)
if not found.entries:
    quality.render_nothing(found)
    quality.render_look(actor)
    st.stop()
st.caption(
    _(
        "These entries do not follow the register's rules. The portal changes nothing about them by itself: "
        "please correct them where they stand, or choose what is to be done."
    )
)
quality.render_numbers(found)
with st.container(horizontal=True, vertical_alignment="center"):
    shown = quality.render_filter(found)
    quality.render_look(actor)
shown = quality.render_pages(shown)
for entry in shown:
    quality.render_entry(entry, actor)
quality.render_stuck(shown)
quality.render_elsewhere(found)
quality.render_downloads(actor)
