"""Hand-overs on the screen: the list, the one that is open, and what can still be done about it."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from pages.ui import entry, errors, forms, handing, loaders, navigation, papers, state
from pages.ui.i18n import _, day, listed, message, ngettext, plain, words
from schema.fields import Field, Grid
from schema.tables import CONCERNS, TABLES
from schema.words import N_
from services import access, handovers
from services.access import Action, Actor
from services.cases import Case, find_case
from services.errors import InputRejected
from services.handovers import MATTERS, STATE_WORDS, State
from services.register.snapshot import Lists, Row

PAGE: Final = "cases.handovers"
BACK: Final = "cases.handovers.back"
OUT: Final = "cases.handovers.out"
ID_PARAM: Final = "handover"
REACTION_PARAM: Final = "reaction"
CONCERN: Final = ("kind", "area")
LEAVING: Final = ("matter", "handed_to")
TABLE: Final = TABLES[handovers.TABLE]


# ---- the list


def render_due(actor: Actor) -> None:
    """Say how many texts are kept past their day, with the button that removes them."""
    due = handovers.count_due(loaders.snapshot(), loaders.today())
    if not due:
        return
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(
            ngettext(
                ":material/event_busy: {count} text is kept longer than it is needed.",
                ":material/event_busy: {count} texts are kept longer than they are needed.",
                due,
            ),
            width="stretch",
        )
        st.button(
            _("Remove them now"), icon=":material/delete_sweep:", key=f"{PAGE}.remove", on_click=_remove, args=(actor,)
        )


def render_filter(lists: Lists) -> tuple[str | None, State | None]:
    """Draw the filters and return what is chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        matter = st.selectbox(
            words(TABLE.field("matter").label),
            lists.options("handover_matter"),
            index=None,
            format_func=lambda code: lists.label("handover_matter", code, state.language()),
            placeholder=_("All"),
            key=f"{PAGE}.matter",
            bind="query-params",
        )
        chosen = st.selectbox(
            _("State"),
            list(State),
            index=None,
            format_func=lambda one: words(STATE_WORDS[one]),
            placeholder=_("All"),
            key=f"{PAGE}.state",
            bind="query-params",
        )
    return matter, chosen


def render_list(rows: Sequence[Row], lists: Lists) -> None:
    """Draw the hand-overs; a click opens one, and so does the choice above, without a mouse."""
    names = {row["id"]: _name(row, lists) for row in rows}
    st.selectbox(
        _("Open an entry"),
        list(names),
        index=None,
        format_func=lambda row_id: names.get(row_id, ""),
        placeholder=_("Please choose"),
        key=f"{PAGE}.open",
        on_change=_open_chosen,
    )
    shown = [field for field in TABLE.fields if field.grid is Grid.SHOWN and field.name != "channel"]
    st.dataframe(
        {_("State"): [words(STATE_WORDS[handovers.state_of(row)]) for row in rows]}
        | {
            words(field.label): [forms.shown_value(field, row[field.name], lists, row, handovers.TABLE) for row in rows]
            for field in shown
        },
        hide_index=True,
        on_select=lambda: _open_clicked(list(names)),
        selection_mode="single-row",
        placeholder="",
        alt=words(TABLE.label),
        key=f"{PAGE}.rows",
    )


def _name(row: Row, lists: Lists) -> str:
    matter = lists.label("handover_matter", row["matter"], state.language())
    return " · ".join(part for part in (day(row["handed_on"]), matter, str(row["subject"] or "")) if part)


def opened(actor: Actor) -> Row | None:
    """Return the hand-over that the address names, or None."""
    row_id = st.query_params.get(ID_PARAM)
    return handovers.find_handover(loaders.snapshot(), actor, row_id) if row_id else None


# ---- the one that is open


def render_one(row: Row, actor: Actor, lists: Lists) -> None:
    """Draw one hand-over, with what can still be done about it."""
    st.button(_("To the list"), icon=":material/arrow_back:", key=f"{PAGE}.close", on_click=_close)
    st.header(plain(row["subject"] or lists.label("handover_matter", row["matter"], state.language())), anchor=False)
    st.badge(words(STATE_WORDS[handovers.state_of(row)]), color="blue")
    given = [field for field in TABLE.fields if row[field.name] is not None and field.name != "subject"]
    short = [field for field in given if not forms.is_wide(field)]
    for start in range(0, len(short), 2):
        for column, field in zip(st.columns(2), short[start : start + 2], strict=False):
            with column:
                _render_value(field, row, lists)
    for field in given:
        if forms.is_wide(field):
            _render_value(field, row, lists)
    if row["taken_back_on"]:
        st.page_link(
            navigation.page_of("case"),
            label=_("To the case {number}", number=plain(row["reaction_number"])),
            icon=":material/folder_open:",
            query_params={"number": row["reaction_number"]},
        )
        return
    with st.expander(_("Letters and mails"), icon=":material/mail:", key=f"{PAGE}.papers", on_change="rerun") as box:
        if box.open:
            papers.render_handover_papers(row, actor)
            handing.render_words(row["matter"])
    _render_confirm(row)
    _render_take_back(row, actor, lists)


def _render_value(field: Field, row: Row, lists: Lists) -> None:
    value = forms.shown_value(field, row[field.name], lists, row, handovers.TABLE)
    st.markdown(f":gray[{plain(words(field.label))}]  \n{plain(value)}")


def _render_confirm(row: Row) -> None:
    refusal = state.refusal(PAGE)
    if refusal is not None:
        st.error(message(refusal), icon=":material/error:")
    if handovers.state_of(row) is State.KEPT:
        st.button(
            _("It has arrived: remove the text"),
            icon=":material/done_all:",
            key=f"{PAGE}.confirm",
            on_click=_confirm,
            args=(row,),
        )
        st.caption(_("Text and name are removed here at once. To whom and when it was handed over stays."))


def _render_take_back(row: Row, actor: Actor, lists: Lists) -> None:
    st.subheader(_("It is a reaction after all"), anchor=False)
    st.markdown(_("Subject, text and customer become a reaction, received on the same day. The clocks run from there."))
    refusal = state.refusal(BACK)
    if refusal is not None:
        st.error(message(refusal), icon=":material/error:")
    forms.render_fields(
        "concerns",
        [CONCERNS.field(name) for name in CONCERN],
        _keys(BACK, CONCERN, row["id"]),
        actor=actor,
        lists=lists,
        problems=entry.problems(BACK),
    )
    st.button(
        _("Take it into the register"),
        type="primary",
        icon=":material/move_to_inbox:",
        key=f"{BACK}.save",
        on_click=_take_back,
        args=(row,),
    )


# ---- a reaction that is not KRM's


def is_leaving() -> bool:
    """Return whether the address names a reaction to hand over."""
    return bool(st.query_params.get(REACTION_PARAM))


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
        st.session_state.setdefault(f"{OUT}.number", st.query_params.get(REACTION_PARAM) or "")
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
            [TABLE.field(name) for name in LEAVING],
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


# ---- what is done


def _keys(form: str, names: Sequence[str], row_id: str) -> dict[str, str]:
    return {name: f"{form}.{name}.{row_id}" for name in names}


def _open(row_id: str) -> None:
    st.query_params[ID_PARAM] = row_id
    for form in (PAGE, BACK):
        state.set_refusal(form, None)
        state.finish_operation(form)


def _open_chosen() -> None:
    row_id = state.value(f"{PAGE}.open")
    if row_id:
        _open(row_id)


def _open_clicked(ids: Sequence[str]) -> None:
    for place in state.value(f"{PAGE}.rows")["selection"]["rows"]:
        _open(ids[place])


def _close() -> None:
    st.query_params.pop(ID_PARAM, None)


def _remove(actor: Actor) -> None:
    with errors.kept(PAGE):
        removed = handovers.remove_texts(
            loaders.register(), actor, today=loaders.today(), operation_id=state.operation_id(PAGE)
        )
        state.finish_operation(PAGE)
        state.tell(ngettext("{count} text is removed.", "{count} texts are removed.", removed))


def _confirm(row: Row) -> None:
    with errors.kept(PAGE):
        handovers.confirm_handover(
            loaders.register(), state.actor(), row, today=loaders.today(), operation_id=state.operation_id(PAGE)
        )
        state.finish_operation(PAGE)
        state.tell(_("The text is removed."))


def _take_back(row: Row) -> None:
    concern = {name: state.value(key) for name, key in _keys(BACK, CONCERN, row["id"]).items()}
    with errors.kept(BACK):
        case = handovers.take_back(
            loaders.register(),
            state.actor(),
            row,
            concern,
            today=loaders.today(),
            operation_id=state.operation_id(BACK),
        )
        state.finish_operation(BACK)
        state.tell(_("{number} is stored.", number=case.number))


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
        st.query_params.pop(REACTION_PARAM, None)
        _open(row["id"])
        state.tell(_("The hand-over is noted."))
