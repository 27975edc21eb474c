"""Opinion cards in a stack: one head, ten rows; what was typed survives a refusal and a reload."""

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from pages.ui import entry, errors, forms, loaders, slips, state
from pages.ui.i18n import _, bold, message, words
from schema.lists import LIST_PARENTS
from schema.problems import Problem
from schema.tables import CONCERNS, REACTIONS
from schema.words import N_
from services import cards
from services.access import Actor
from services.cards import CONCERN, HEAD, KINDS, REACTION
from services.errors import PortalError
from services.recording import reaction_id
from services.register.snapshot import Lists

FORM: Final = "cases.cards"
ROWS: Final = 10
NAMES: Final = (*CONCERN, *REACTION)
WIDTHS: Final = (0.3, 1.5, 1.7, 1.8, 2.4, 1.3)


def start() -> dict[str, Any]:
    """Return what an empty stack holds: its head, and ten empty rows."""
    rows = {f"{row}.{name}": "" for row in range(1, ROWS + 1) for name in NAMES}
    return {"received_on": loaders.today(), "unit": None, **rows}


def render_head(actor: Actor, lists: Lists) -> None:
    """Draw what all cards of the stack have in common."""
    found = entry.problems(FORM)
    forms.render_fields(
        "reactions",
        [REACTIONS.field(name) for name in HEAD],
        slips.keys_of(FORM, HEAD),
        actor=actor,
        lists=lists,
        problems=[next(one for one in found if one.field == name) for name in HEAD if _is_wrong(found, name)],
    )


def render_rows(lists: Lists) -> None:
    """Draw ten rows; below a row stands what is wrong with it."""
    found = [problem for problem in entry.problems(FORM) if problem.field not in HEAD]
    with st.container(gap="xsmall"):
        for row in range(1, ROWS + 1):
            _render_row(row, lists)
            for problem in found:
                if problem.params.get("row") == row:
                    st.error(_("Row {row}", row=row) + f": {message(problem)}", icon=":material/error:")


def _render_row(row: int, lists: Lists) -> None:
    columns = st.columns(WIDTHS, vertical_alignment="bottom" if row == 1 else "center", gap="xsmall")
    columns[0].markdown(bold(str(row)))
    for column, name in zip(columns[1:], NAMES, strict=True):
        with column:
            _render_cell(row, name, lists)


def _render_cell(row: int, name: str, lists: Lists) -> None:
    field = (CONCERNS if name in CONCERN else REACTIONS).field(name)
    key, label = slips.key_of(FORM, f"{row}.{name}"), words(field.label)
    shown = f"{label} ({row})" if row > 1 else label + (" *" if field.required else "")
    if name in REACTION:
        st.text_input(
            shown,
            state.value(key) or "",
            key=key,
            placeholder=label,
            label_visibility="visible" if row == 1 else "collapsed",
        )
        return
    options = _options(row, name, lists)
    if state.value(key) not in options:
        st.session_state[key] = ""
    parent = _area(row) if name in LIST_PARENTS else None
    st.selectbox(
        shown,
        options,
        # With a default that is empty there would be a button to clear it, which catches the Tab of a quick typist.
        index=options.index(state.value(key)),
        format_func=lambda code: lists.label(name, code, state.language(), parent) if code else f"{label} …",
        key=key,
        label_visibility="visible" if row == 1 else "collapsed",
    )


def _options(row: int, name: str, lists: Lists) -> list[str]:
    """Return what a row offers; the first one empties the field again."""
    if name == "kind":
        return ["", *(code for code in KINDS if code in lists.options("kind"))]
    if name == "theme":
        area = _area(row)
        return ["", *(lists.options("theme", area) if area else ())]
    return ["", *lists.options(name)]


def _area(row: int) -> str | None:
    area: str | None = state.value(slips.key_of(FORM, f"{row}.area"))
    return area


def render_store() -> None:
    """Draw the buttons, with what the last attempt came to beside them."""
    refusal = state.refusal(FORM)
    with st.bottom:
        if refusal is not None:
            st.error(_said(refusal), icon=":material/error:")
        with st.container(horizontal=True):
            st.button(
                _("Store the cards"),
                type="primary",
                icon=":material/save:",
                key=f"{FORM}.save",
                on_click=_store,
                args=(slips.id_of(FORM),),
            )
            st.button(_("Empty all rows"), icon=":material/delete:", key=f"{FORM}.discard", on_click=_empty)


def render_stored() -> None:
    """Say which numbers the stack got that was stored in the click before."""
    numbers = state.take_stored(FORM)
    if numbers is not None:
        st.success(_("Stored: {numbers}", numbers=numbers), icon=":material/check_circle:")


def _said(refusal: PortalError) -> str:
    rows = dict.fromkeys(problem.params["row"] for problem in entry.problems(FORM) if problem.field not in HEAD)
    if not rows:
        return message(refusal)
    return _("Nothing was stored. To be corrected: row {rows}.", rows=", ".join(map(str, rows)))


def _is_wrong(found: Sequence[Problem], name: str) -> bool:
    return any(problem.field == name for problem in found)


def _store(slip_id: str) -> None:
    if slips.id_of(FORM) != slip_id:
        return  # a second click: the first one has stored the stack
    actor, typed = state.actor(), slips.values(FORM)
    if _numbers_stored_as(slip_id):
        slips.renew(actor, FORM)
        msgid = N_("Another window has stored this stack as {numbers}. Please empty the rows, or store them once more.")
        state.set_refusal(FORM, PortalError(msgid, numbers=_numbers_stored_as(slip_id)))
        return
    rows = {row: {name: typed[f"{row}.{name}"] for name in NAMES} for row in range(1, ROWS + 1)}
    with errors.kept(FORM):
        stored = cards.record_cards(loaders.register(), actor, typed, rows, today=loaders.today(), operation_id=slip_id)
        _begin_next(actor, typed)
        state.set_stored(FORM, ", ".join(case.number for case in stored))
        state.tell(_("The cards are stored."))


def _numbers_stored_as(slip_id: str) -> str:
    """Return the numbers of the reactions that a stack has become; "" where it is not stored."""
    found = (loaders.snapshot().find_row("reactions", reaction_id(slip_id, row)) for row in range(1, ROWS + 1))
    return ", ".join(str(row["number"]) for row in found if row is not None)


def _empty() -> None:
    _begin_next(state.actor(), slips.values(FORM))


def _begin_next(actor: Actor, typed: dict[str, Any]) -> None:
    """Open an empty stack with the head of the one before: stacks come from one place."""
    slips.leave(FORM)
    slips.open_slip(FORM, actor, {**start(), **{name: typed[name] for name in HEAD}})
