"""What was said before, on a follow-up: the reactions it follows, each with its matter and how it was settled."""

import streamlit as st

from pages.ui import forms, loaders, navigation
from pages.ui.i18n import _, bold, day, listed, plain, words
from schema.tables import CONCERNS, REACTIONS
from services import access
from services.access import Action, Actor
from services.cases import Case
from services.followups import earlier_reactions
from services.procedure.standing import POSITION_WORDS, Standing
from services.register.snapshot import Lists, Row

NUMBER_PARAM = "number"
ASKED = ("text", "completion_note")


def render_earlier(case: Case, actor: Actor, lists: Lists) -> None:
    """Draw the reactions before this one, the latest first; nothing where it is no follow-up."""
    if not case.reaction["follow_up_of"] or not access.can(actor, Action.SEE_REACTIONS):
        return
    earlier = loaders.computed(earlier_reactions, actor, case.number)
    if not earlier:
        return
    with st.expander(_("What was said before ({count})", count=len(earlier)), icon=":material/history:"):
        for one in earlier:
            _render_one(one, lists)


def _render_one(case: Case, lists: Lists) -> None:
    values = case.reaction
    with st.container(border=True):
        st.page_link(
            navigation.page_of("case"),
            label=listed([bold(case.number), plain(values["subject"] or "")]),
            query_params={NUMBER_PARAM: case.number},
        )
        dates = [_("received on {day}", day=day(values["received_on"]))]
        dates += [_("closed on {day}", day=day(values["closed_on"]))] if values["closed_on"] else []
        st.caption(listed([words(POSITION_WORDS[Standing.of(case).position]), *dates]))
        st.markdown("\n".join(f"- {_concern_words(concern, lists)}" for concern in case.concerns))
        for name in ASKED:
            if values[name]:
                st.markdown(f":gray[{plain(words(REACTIONS.field(name).label))}]  \n{plain(values[name])}")


def _concern_words(concern: Row, lists: Lists) -> str:
    names = ("kind", "area", "theme", "outcome", "clearing_kind")
    shown = (forms.shown_value(CONCERNS.field(name), concern[name], lists, concern, "concerns") for name in names)
    return plain(listed(shown))
