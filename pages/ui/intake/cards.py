"""Opinion cards in a stack: one head, ten rows; what was typed survives a refusal and a reload."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import streamlit as st

from pages.ui import errors, forms, loaders, state
from pages.ui.case import entry
from pages.ui.i18n import _, bold, message, words
from pages.ui.intake import slips
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
ABOUT: Final = "about"  # area and theme in one
NAMES: Final = ("kind", ABOUT, *REACTION)
WIDTHS: Final = (0.3, 1.5, 2.6, 3, 1.6)


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
    choices = _choices(lists)
    with st.container(gap="xsmall"):
        for row in range(1, ROWS + 1):
            _render_row(row, choices)
            for problem in found:
                if problem.params.get("row") == row:
                    st.error(_("Row {row}", row=row) + f": {message(problem)}", icon=":material/error:")


def _render_row(row: int, choices: Mapping[str, Mapping[str, str]]) -> None:
    columns = st.columns(WIDTHS, vertical_alignment="bottom" if row == 1 else "center", gap="xsmall")
    columns[0].markdown(bold(str(row)))
    for column, name in zip(columns[1:], NAMES, strict=True):
        with column:
            _render_cell(row, name, choices.get(name))


def _render_cell(row: int, name: str, choices: Mapping[str, str] | None) -> None:
    key, label = slips.key_of(FORM, f"{row}.{name}"), _label(name)
    shown = f"{label} ({row})" if row > 1 else label + (" *" if name == "kind" else "")
    visibility: Literal["visible", "collapsed"] = "visible" if row == 1 else "collapsed"
    if choices is None:
        st.text_input(shown, state.value(key) or "", key=key, placeholder=label, label_visibility=visibility)
        return
    options = list(choices)
    if state.value(key) not in choices:
        st.session_state[key] = ""
    st.selectbox(
        shown,
        options,
        # With a default that is empty there would be a button to clear it, which catches the Tab of a quick typist.
        index=options.index(state.value(key)),
        format_func=lambda code: choices.get(code, ""),
        key=key,
        label_visibility=visibility,
    )


def _label(name: str) -> str:
    if name == ABOUT:
        return _about(words(CONCERNS.field("area").label), words(CONCERNS.field("theme").label))
    return words((CONCERNS if name in CONCERN else REACTIONS).field(name).label)


def _about(area: str, theme: str) -> str:
    return f"{area} › {theme}"


def _choices(lists: Lists) -> dict[str, dict[str, str]]:
    """Return what every row offers, with its words; the first choice empties the field again.

    Area and theme are one choice: themes that came with the area would be drawn anew under the hands of who types.
    """
    language = state.language()
    kinds: dict[str, str] = {
        code: lists.label("kind", code, language) for code in KINDS if code in lists.options("kind")
    }
    about: dict[str, str] = {}
    for area in lists.options("area"):
        about[area] = lists.label("area", area, language)
        for theme in lists.options("theme", area):
            about[f"{area}/{theme}"] = _about(about[area], lists.label("theme", theme, language, area))
    return {name: {"": f"{_label(name)} …", **found} for name, found in (("kind", kinds), (ABOUT, about))}


def _card(typed: Mapping[str, Any], row: int) -> dict[str, Any]:
    """Return what a row says, in the fields of a reaction and its concern."""
    card = {name: typed[f"{row}.{name}"] for name in NAMES}
    area, _slash, theme = (card.pop(ABOUT) or "").partition("/")
    return {**card, "area": area, "theme": theme}


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
        state.tell_stored_again(FORM)  # a second click: the first one has stored the stack
        return
    actor, typed = state.actor(), slips.values(FORM)
    if _numbers_stored_as(slip_id):
        slips.renew(actor, FORM)
        msgid = N_("Another window has stored this stack as {numbers}. Please empty the rows, or store them once more.")
        state.set_refusal(FORM, PortalError(msgid, numbers=_numbers_stored_as(slip_id)))
        return
    rows = {row: _card(typed, row) for row in range(1, ROWS + 1)}
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
