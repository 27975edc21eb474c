"""Hand-overs on the screen: the list, the one that is open, and what can still be done about it."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from pages.ui import errors, forms, loaders, navigation, state
from pages.ui.case import entry, papers
from pages.ui.i18n import _, day, message, ngettext, plain, words
from pages.ui.intake import handing
from schema.fields import Field, Grid
from schema.tables import CONCERNS, TABLES
from services import handovers
from services.access import Actor
from services.handovers import STATE_WORDS, State
from services.register.snapshot import Lists, Row

PAGE: Final = "cases.handovers"
BACK: Final = "cases.handovers.back"
ID_PARAM: Final = "handover"
REACTION_PARAM: Final = "reaction"
CONCERN: Final = ("kind", "area")
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


# ---- what is done


def _keys(form: str, names: Sequence[str], row_id: str) -> dict[str, str]:
    return {name: f"{form}.{name}.{row_id}" for name in names}


def open_one(row_id: str) -> None:
    """Put a hand-over into the address."""
    st.query_params[ID_PARAM] = row_id
    for form in (PAGE, BACK):
        state.set_refusal(form, None)
        state.finish_operation(form)


def _open_chosen() -> None:
    row_id = state.value(f"{PAGE}.open")
    if row_id:
        open_one(row_id)


def _open_clicked(ids: Sequence[str]) -> None:
    for place in state.value(f"{PAGE}.rows")["selection"]["rows"]:
        open_one(ids[place])


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
