"""Earlier reactions that a new one may follow, offered while it is recorded."""

from collections.abc import Sequence

import streamlit as st

from pages.ui import loaders
from pages.ui.i18n import _, bold, day, italic, listed, plain
from services import access
from services.access import Action, Actor
from services.drafts import Draft
from services.followups import Suggestion, suggested_follow_ups


def render_follow_ups(form: str, actor: Actor, draft: Draft) -> None:
    """Offer earlier reactions of the same customer or with a similar subject, to link with one click."""
    if not access.can(actor, Action.SEE_REACTIONS):
        return
    values = draft.reaction
    ref, subject = values.get("customer_ref") or "", values.get("subject") or ""
    own = (draft.seen_reaction or {}).get("id", "")
    found = loaders.computed(suggested_follow_ups, actor, ref, subject, own) if ref or subject else ()
    with st.container(key=f"{form}.suggestions"):  # always there: what is being typed below does not move when it fills
        if found:
            _render_found(form, found, linked=values.get("follow_up_of"))


def _render_found(form: str, found: Sequence[Suggestion], linked: str | None) -> None:
    with st.container(border=True):
        st.markdown(_(":material/link: **Has the customer been here in this matter before?**"))
        for suggestion in found:
            _render_suggestion(form, suggestion, is_linked=linked == suggestion.number)


def _render_suggestion(form: str, suggestion: Suggestion, *, is_linked: bool) -> None:
    why = _("same customer reference") if suggestion.by_customer else _("similar subject")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            listed(
                [bold(plain(suggestion.number)), day(suggestion.received_on), plain(suggestion.subject), italic(why)]
            ),
            width="stretch",
        )
        st.button(
            _("Linked") if is_linked else _("Link as follow-up"),
            key=f"{form}.follow.{suggestion.number}",
            icon=":material/check:" if is_linked else ":material/add_link:",
            disabled=is_linked,
            on_click=_link,
            args=(form, suggestion.number),
        )


def _link(form: str, number: str) -> None:
    st.session_state[f"{form}.follow_up_of"] = number
