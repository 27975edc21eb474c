"""What was put right on the day it was made: one entry without a name, and how many there were this month."""

from datetime import date
from typing import Final

import streamlit as st

from pages.ui import errors, forms, loaders, state
from pages.ui.case import entry
from pages.ui.i18n import _, listed, message, plain
from pages.ui.intake import slips
from schema.tables import TABLES
from services import same_day
from services.access import Actor
from services.register.snapshot import Row, Snapshot
from services.triage import End

FORM: Final = "cases.same_day"
FIELDS: Final = ("day", "area", "theme")
TAKE_BACK: Final = "cases.same_day.undo"


def render_count(end: End, actor: Actor) -> None:
    """Draw the form of one entry, the way to take the last one back, and the numbers of the month."""
    st.header(_("Well done: then it is counted only."), anchor=False)
    st.markdown(
        _("Nothing is recorded in KRM, and no name. Please note in VerBIS how the matter was settled."),
    )
    slips.open_slip(FORM, actor, {"day": loaders.today(), "area": None, "theme": None})
    table, refusal = TABLES[same_day.TABLE], state.refusal(FORM)
    forms.render_fields(
        same_day.TABLE,
        [table.field(name) for name in FIELDS],
        slips.keys_of(FORM, FIELDS),
        actor=actor,
        lists=loaders.snapshot().lists,
        problems=entry.problems(FORM),
    )
    if refusal is not None:
        st.error(message(refusal), icon=":material/error:")
    slips.keep(actor, FORM)
    st.button(
        _("Count it"),
        type="primary",
        icon=":material/exposure_plus_1:",
        key=f"{FORM}.save",
        on_click=_count,
        args=(slips.id_of(FORM), end.values["channel"]),
    )
    render_month(actor)


def render_month(actor: Actor) -> None:
    """Draw how many there were this month, by area, and the way to take back one's own last entry."""
    counted = loaders.computed(areas_in_words, state.language())
    last = same_day.find_last_own(loaders.snapshot(), actor, loaders.today())
    if last is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_("Counted last by you: {what}", what=_in_words(last)), width="content")
            st.button(_("Take it back"), icon=":material/undo:", key=f"{FORM}.undo", on_click=_undo, args=(dict(last),))
    refusal = state.refusal(TAKE_BACK)
    if refusal is not None:
        st.error(message(refusal), icon=":material/error:")
    if counted:
        st.subheader(_("Put right the same day, this month"), anchor=False)
        st.table(
            {_("Area"): [name for name, _count in counted], _("Number"): [count for _name, count in counted]},
            hide_index=True,
            width="content",
            alt=_("Put right the same day, this month"),
        )


def areas_in_words(snapshot: Snapshot, today: date, language: str) -> tuple[tuple[str, int], ...]:
    """Return the numbers of the month with the areas as people call them; for `loaders.computed`."""
    lists = snapshot.lists
    return tuple(
        (plain(lists.label("area", area, language)) if area else _("no area"), count)
        for area, count in same_day.month_by_area(snapshot, today)
    )


def _in_words(row: Row) -> str:
    lists, table = loaders.snapshot().lists, TABLES[same_day.TABLE]
    shown = (forms.shown_value(field, row[field.name], lists, row, same_day.TABLE) for field in table.fields)
    return plain(listed(shown))


def _count(slip_id: str, channel: str) -> None:
    if slips.id_of(FORM) != slip_id:
        return  # a second click: the first one has counted it
    with errors.kept(FORM):
        same_day.count_same_day(
            loaders.register(),
            state.actor(),
            {**slips.values(FORM), "channel": channel},
            today=loaders.today(),
            operation_id=slip_id,
        )
        slips.leave(FORM)
        state.set_refusal(TAKE_BACK, None)
        state.tell(_("Counted."))


def _undo(seen: Row) -> None:
    with errors.kept(TAKE_BACK):
        same_day.undo_same_day(
            loaders.register(),
            state.actor(),
            seen,
            today=loaders.today(),
            operation_id=state.operation_id(TAKE_BACK),
        )
        state.finish_operation(TAKE_BACK)
        state.tell(_("Taken back."), ":material/undo:")
