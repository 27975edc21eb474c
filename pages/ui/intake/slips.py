"""Forms that are no case's (a hand-over, a stack of cards): what was typed survives a reload, an error, a page change.

As in `entry`, each run reads the widgets into a draft and keeps it, and a run that finds no widgets fills them from the
draft. `form` is the start of every key. The draft's id is in the address, and is the operation id of the save.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from pages.ui import loaders, state
from pages.ui.case.entry import DRAFT_PARAM
from services.access import Actor
from services.drafts import Draft
from services.register.base import new_id


def open_slip(form: str, actor: Actor, start: Mapping[str, Any]) -> Draft:
    """Put the draft of the address, of this session, or a fresh one into the form; `start` names every field."""
    held, wanted = state.draft(form), st.query_params.get(DRAFT_PARAM) or ""
    slip = held
    if held is None or wanted not in ("", held.id):
        found = loaders.drafts().find(actor, wanted)
        slip = found if found is not None and found.form == form else held
    slip = replace(slip, typed={**start, **slip.typed}) if slip else Draft(new_id(), form, typed=start)
    state.set_draft(form, slip)
    for name, value in slip.typed.items():
        if held is None or held.id != slip.id or key_of(form, name) not in st.session_state:
            st.session_state[key_of(form, name)] = value
    st.query_params[DRAFT_PARAM] = slip.id
    return slip


def key_of(form: str, name: str) -> str:
    """Return the widget key of a field."""
    return f"{form}.{name}"


def keys_of(form: str, names: Mapping[str, Any] | tuple[str, ...]) -> dict[str, str]:
    """Return the widget keys of some fields by their names."""
    return {name: key_of(form, name) for name in names}


def values(form: str) -> dict[str, Any]:
    """Return what stands in the form now."""
    slip = state.draft(form)
    return {} if slip is None else {name: state.value(key_of(form, name), was) for name, was in slip.typed.items()}


def keep(actor: Actor, form: str) -> None:
    """Keep what stands in the form, if anything changed since."""
    slip = state.draft(form)
    if slip is not None and (typed := values(form)) != slip.typed:
        state.set_draft(form, replace(slip, typed=typed))
        loaders.drafts().keep(actor, replace(slip, typed=typed))


def leave(form: str) -> None:
    """Let go of the form's draft: it is stored, or was thrown away."""
    slip = state.draft(form)
    state.set_draft(form, None)
    state.set_refusal(form, None)
    st.query_params.pop(DRAFT_PARAM, None)
    if slip is not None:
        loaders.drafts().remove(state.actor(), slip.id)
        for name in slip.typed:
            st.session_state.pop(key_of(form, name), None)


def renew(actor: Actor, form: str) -> None:
    """Keep what stands in the form as a draft of its own, because another window has stored the one it was."""
    slip = state.draft(form)
    if slip is not None:
        own = replace(slip, id=new_id(), typed=values(form))
        state.set_draft(form, own)
        loaders.drafts().keep(actor, own)
        st.query_params[DRAFT_PARAM] = own.id


def id_of(form: str) -> str:
    """Return the id of the form's draft; "" where it has none."""
    slip = state.draft(form)
    return slip.id if slip else ""
