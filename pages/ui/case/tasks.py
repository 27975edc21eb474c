"""What is done in place on a case, one at a time: a step, taking one back, putting two records together.

What is typed is kept as a draft of its own, as in `entry`: each run reads the widgets into it, and a run that finds no
widgets fills them from it. Its id stands in the address, and is the operation id of the save.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

import streamlit as st

from pages.ui import loaders, state
from pages.ui.case.entry import seen_case
from pages.ui.i18n import _, message
from schema.problems import Problem
from services.access import Actor
from services.cases import Case
from services.drafts import Draft
from services.errors import InputRejected
from services.register.base import new_id

PARAM: Final = "step"
TASK: Final = "cases.case.step"  # the start of every key
HELD: Final = "cases.case.task"  # under which the session holds it; a step is called “draft”, so not under TASK
BEGUN_ON: Final = "begun_on"


def opened(actor: Actor, case: Case) -> Draft | None:
    """Return the draft of what is being done on the case, from the address or this session; None where nothing is."""
    wanted = st.query_params.get(PARAM)
    if wanted is None:
        return None
    held = state.draft(HELD)
    draft = held if held is not None and held.id == wanted else loaders.drafts().find(actor, wanted)
    if draft is None or not draft.form.startswith(f"{TASK}.") or not _is_of(draft, case):
        st.query_params.pop(PARAM, None)
        return None
    if held is None or held.id != draft.id:
        _fill(draft)
    else:
        _fill_gaps(draft)
    return draft


def begin(case: Case, name: str, start: Mapping[str, Any]) -> None:
    """Open something to be done on the case with these values, or with what was typed for it before and not saved."""
    actor, today = state.actor(), loaders.today()
    form = f"{TASK}.{name}"
    kept = next((draft for draft in loaders.drafts().list_drafts(actor, form) if _is_of(draft, case)), None)
    typed = {**start, BEGUN_ON: today}
    if kept is not None:
        typed |= {key: value for key, value in kept.typed.items() if key in typed and not _is_its_day(kept, value)}
        loaders.drafts().remove(actor, kept.id)
    draft = Draft(new_id(), form, seen_reaction=case.reaction, seen_concerns=case.concerns, typed=typed)
    _fill(draft)
    state.set_refusal(HELD, None)
    loaders.drafts().keep(actor, draft)
    st.query_params[PARAM] = draft.id


def _is_of(draft: Draft, case: Case) -> bool:
    return draft.seen_reaction is not None and draft.seen_reaction["id"] == case.id


def _is_its_day(draft: Draft, value: Any) -> bool:
    """Return whether a value is the day on which a draft was begun: today stands in its place when it is taken up."""
    return isinstance(value, date) and value == draft.typed.get(BEGUN_ON)


def name_of(draft: Draft) -> str:
    """Return what is being done."""
    return draft.form.removeprefix(f"{TASK}.")


def key_of(draft: Draft, name: str) -> str:
    """Return the widget key of a field."""
    return f"{draft.form}.{name}"


def values(draft: Draft) -> dict[str, Any]:
    """Return what stands in the form now."""
    return {name: state.value(key_of(draft, name), was) for name, was in draft.typed.items()}


def put(draft: Draft, name: str, value: Any) -> None:
    """Put a value into a field, before it is drawn."""
    st.session_state[key_of(draft, name)] = value


def current() -> tuple[Draft, Case] | None:
    """Return what is being done, with what stands in its form, and the case as it was when it was opened."""
    held = state.draft(HELD)
    return None if held is None else (replace(held, typed=values(held)), seen_case(held))


def keep(actor: Actor) -> None:
    """Keep what stands in the form, if anything changed since."""
    held = state.draft(HELD)
    if held is not None and (typed := values(held)) != held.typed:
        now = replace(held, typed=typed)
        state.set_draft(HELD, now)
        loaders.drafts().keep(actor, now)


def close() -> None:
    """Let go of what is being done: it is stored, or was thrown away."""
    held = state.draft(HELD)
    state.set_draft(HELD, None)
    state.set_refusal(HELD, None)
    st.query_params.pop(PARAM, None)
    if held is not None:
        loaders.drafts().remove(state.actor(), held.id)


def problems() -> tuple[Problem, ...]:
    """Return what the last attempt to save found wrong."""
    refusal = state.refusal(HELD)
    return tuple(refusal.problems) if isinstance(refusal, InputRejected) else ()


def render_refusal(at_fields: frozenset[tuple[str, str]] = frozenset()) -> None:
    """Say why the last attempt to save was refused, and what of it has no field in the form; `at_fields` have one."""
    refusal = state.refusal(HELD)
    if refusal is None:
        return
    elsewhere = [problem for problem in problems() if (problem.table, problem.field) not in at_fields]
    for said in [message(problem) for problem in elsewhere] or [message(refusal)]:
        st.error(said, icon=":material/error:")


def render_buttons(label: str, on_save: Any, icon: str = ":material/check:") -> None:
    """Draw the button that saves what is being done, and the one that leaves it."""
    with st.container(horizontal=True):
        st.button(label, type="primary", icon=icon, key=f"{TASK}.save", on_click=on_save)
        st.button(_("Cancel"), icon=":material/close:", key=f"{TASK}.cancel", on_click=close)


def _fill(draft: Draft) -> None:
    state.set_draft(HELD, draft)
    for name, value in draft.typed.items():
        put(draft, name, value)


def _fill_gaps(draft: Draft) -> None:
    """Put the draft into widgets that hold nothing: after a look at another page, Streamlit has let go of them."""
    for name, value in draft.typed.items():
        if key_of(draft, name) not in st.session_state:
            put(draft, name, value)
