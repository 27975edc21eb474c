"""A reaction that turned out not to be KRM's: the form that takes it out of the register and hands it over."""

from typing import Final

import streamlit as st

from pages.ui import errors, forms, loaders, state
from pages.ui.case import entry
from pages.ui.i18n import _, day, listed, message, plain
from pages.ui.intake import handed
from schema.tables import TABLES
from schema.words import N_
from services import access, handovers
from services.access import Action, Actor
from services.cases import Case, find_case
from services.errors import InputRejected
from services.handovers import MATTERS
from services.register.snapshot import Lists

OUT: Final = "cases.handovers.out"
LEAVING: Final = ("matter", "handed_to")


def is_leaving() -> bool:
    """Return whether the address names a reaction to hand over."""
    return bool(st.query_params.get(handed.REACTION_PARAM))


def render_out(actor: Actor, lists: Lists) -> None:
    """Draw the form that takes a reaction out of the register and hands it over."""
    if not access.can(actor, Action.CHANGE_REACTION):
        return
    with st.expander(
        _("Hand over a reaction that is not for KRM"), icon=":material/outbox:", expanded=is_leaving() or _is_begun()
    ):
        refusal = state.refusal(OUT)
        if refusal is not None:
            st.error(message(refusal), icon=":material/error:")
        st.caption(_("The case leaves the register with its concerns. Its number stays here and is not given again."))
        st.session_state.setdefault(f"{OUT}.number", st.query_params.get(handed.REACTION_PARAM) or "")
        st.text_input(_("Number of the case"), key=f"{OUT}.number")
        case = _case_to_leave(actor)
        if case is not None:
            shown = (case.reaction["subject"], day(case.reaction["received_on"]))
            st.markdown(plain(listed(str(part) for part in shown if part)))
        matter = state.value(f"{OUT}.matter")
        if matter and not state.value(f"{OUT}.handed_to"):
            st.session_state[f"{OUT}.handed_to"] = MATTERS[matter].handed_to
        forms.render_fields(
            handovers.TABLE,
            [TABLES[handovers.TABLE].field(name) for name in LEAVING],
            {name: f"{OUT}.{name}" for name in LEAVING},
            actor=actor,
            lists=lists,
            problems=entry.problems(OUT),
        )
        st.text_input(_("Why it is not for KRM, without names"), key=f"{OUT}.reason", max_chars=300)
        st.button(_("Hand the case over"), icon=":material/forward:", key=f"{OUT}.save", on_click=_hand_over)


def _is_begun() -> bool:
    return any(state.value(f"{OUT}.{name}") for name in ("number", "reason", *LEAVING))


def _case_to_leave(actor: Actor) -> Case | None:
    number = str(state.value(f"{OUT}.number") or "").strip()
    return find_case(loaders.snapshot(), actor, number) if number else None


def _hand_over() -> None:
    actor = state.actor()
    with errors.kept(OUT):
        case = _case_to_leave(actor)
        if case is None:
            raise InputRejected(
                N_("There is no case {number} in the register."), number=state.value(f"{OUT}.number") or ""
            )
        row = handovers.hand_over_reaction(
            loaders.register(),
            actor,
            case,
            {name: state.value(f"{OUT}.{name}") for name in LEAVING},
            reason=str(state.value(f"{OUT}.reason") or ""),
            today=loaders.today(),
            operation_id=state.operation_id(OUT),
        )
        state.finish_operation(OUT)
        for name in ("number", "reason", *LEAVING):
            st.session_state.pop(f"{OUT}.{name}", None)
        st.query_params.pop(handed.REACTION_PARAM, None)
        handed.open_one(row["id"])
        state.tell(_("The hand-over is noted."))
