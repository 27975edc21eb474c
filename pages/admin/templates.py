import streamlit as st

from pages.ui import guard
from pages.ui.i18n import _
from pages.ui.office import wordtemplates
from services.access import Action

actor = guard.require(Action.MANAGE_TEMPLATES)

st.title(_("Templates"), anchor=False)
st.write(
    _(
        "The letters on a case are made from these Word templates. Download one, change it in Word, with your "
        "letterhead for example, and bring it back. A template that cannot be filled is refused, with "
        "what is wrong and where."
    )
)
paper = wordtemplates.render_choice()
wordtemplates.render_state(paper, actor)
wordtemplates.render_upload(paper)
wordtemplates.render_history(paper, actor)
st.header(_("What may stand in the template"), anchor=False)
wordtemplates.render_placeholders(paper)
