"""Entering published numbers: the form of one, and the import of a file."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import streamlit as st

from pages.ui import errors, forms, loaders, state
from pages.ui.i18n import _, message, ngettext, number, plain, words
from schema.problems import Problem
from schema.tables import TABLES
from services.access import Actor
from services.dashboards.published import figure_choices
from services.errors import InputRejected
from services.figures.families import names_of
from services.flatfile.problems import FileProblem
from services.import_files import PROBLEM_HEADINGS
from services.publishing.entering import TABLE, save_published
from services.publishing.importing import import_published, plan_published
from services.records import RecordMergeNeeded
from services.register.snapshot import Row

FORM: Final = "annual.published.form"
ROWS: Final = "annual.published.rows"
JOINED: Final = ("figure", "base")
SHOWN_PROBLEMS: Final = 50


def opened() -> Row | None:
    """Return the number that is open in the form; without an id it is a new one."""
    return state.opened(FORM)


def render_tools(actor: Actor, year: int | None) -> None:
    """Draw the button for a new number and the import of a file."""
    st.button(
        _("Enter a number"), type="primary", icon=":material/add:", key=f"{FORM}.add", on_click=_open, args=(None, year)
    )
    with st.popover(_("Import a file"), icon=":material/upload_file:"):
        _render_import(actor, year)


def render_form(actor: Actor, seen: Row) -> None:
    """Draw the form of the open number, with what the last attempt to save came to."""
    st.header(_("Change the number") if seen.get("id") else _("Enter a number"), anchor=False)
    refusal = state.refusal(FORM)
    problems = refusal.problems if isinstance(refusal, InputRejected) else ()
    if refusal is not None:
        st.error(message(refusal), icon=":material/error:")
    table, keys = TABLES[TABLE], _keys(seen)
    for name, key in keys.items():
        if key not in st.session_state:
            held = seen.get(name)
            st.session_state[key] = names_of(str(held or "")) if name in JOINED else held
    lists = loaders.snapshot().lists
    forms.render_fields(TABLE, [table.field("year")], keys, actor=actor, lists=lists, problems=problems, kept="session")
    _render_joined("figure", keys, problems)
    first = [table.field(name) for name in ("measure", "printed")]
    forms.render_fields(TABLE, first, keys, actor=actor, lists=lists, problems=problems, kept="session")
    if state.value(keys["measure"]) == "share":
        _render_joined("base", keys, problems)
    last = [table.field(name) for name in ("place", "explanation", "active")]
    forms.render_fields(TABLE, last, keys, actor=actor, lists=lists, problems=problems, kept="session")
    with st.container(horizontal=True):
        save = _("Save my entries all the same") if isinstance(refusal, RecordMergeNeeded) else _("Save")
        st.button(save, type="primary", icon=":material/save:", key=f"{FORM}.save", on_click=_save)
        st.button(_("Cancel"), icon=":material/close:", key=f"{FORM}.cancel", on_click=_close)


def open_clicked(ids: Sequence[str]) -> Callable[[], None]:
    """Return what a click in the table of all numbers does: open the one clicked."""
    return partial(_open_clicked, tuple(ids))


def _render_joined(name: str, keys: dict[str, str], problems: Sequence[Problem]) -> None:
    """Draw the choice of a figure by its label; several are added up."""
    field, key = TABLES[TABLE].field(name), keys[name]
    year = state.value(keys["year"]) or loaders.today().year
    labels = loaders.computed(figure_choices, state.language(), int(year))
    held = list(state.value(key) or ())
    st.multiselect(
        words(field.label) + (" *" if field.required else ""),
        list(dict.fromkeys([*labels, *held])),
        held,
        format_func=lambda code: labels.get(code, code),
        key=key,
        help=_("Type a part of the name to search. Several figures are added up."),
        placeholder=_("Please choose") if field.required else _("As the portal counts it"),
        persist_state="session",
    )
    for problem in problems:
        if problem.field == name:
            st.error(message(problem), icon=":material/error:")


def _render_import(actor: Actor, year: int | None) -> None:
    st.caption(
        _(
            "CSV or Excel with the columns year, figure, measure, published, share of, place and explanation. A figure "
            "is written as in the table below; nothing is stored while a row is wrong."
        )
    )
    uploaded = st.file_uploader(
        _("File with published numbers"), key="annual.published.file", type=["csv", "xlsx", "txt"]
    )
    if uploaded is None:
        return
    plan = plan_published(
        loaders.snapshot(), actor, uploaded.name, uploaded.getvalue(), today=loaders.today(), year=year
    )
    st.write(
        _(
            "New: {new} · there already: {unchanged} · refused: {refused}",
            new=number(len(plan.rows)),
            unchanged=number(plan.unchanged),
            refused=number(plan.refused),
        )
    )
    _render_problems(plan.problems)
    if plan.rows:
        count = number(len(plan.rows))
        label = (
            _("Take over only the good rows ({count})", count=count)
            if plan.problems
            else _("Take over all ({count})", count=count)
        )
        if st.button(label, type="primary", key="annual.published.import"):
            with errors.shown():
                import_published(loaders.register(), actor, plan, only_good=bool(plan.problems))
                said = ngettext("{count} number is taken over.", "{count} numbers are taken over.", len(plan.rows))
                state.tell(said)
                st.rerun()


def _render_problems(problems: Sequence[FileProblem]) -> None:
    if not problems:
        return
    headings = [_(heading) for heading in PROBLEM_HEADINGS[1:]]
    rows = [
        (one.row or "", one.column or "", str(one.value or ""), one.message(state.language()))
        for one in problems[:SHOWN_PROBLEMS]
    ]
    st.table(
        [dict(zip(headings, (plain(str(cell)) for cell in row), strict=True)) for row in rows],
        hide_index=True,
        alt=_("Every problem of the file with row, column, value and what to do"),
    )


def _keys(seen: Row) -> dict[str, str]:
    return {field.name: f"{FORM}.{field.name}.{seen.get('id') or 'new'}" for field in TABLES[TABLE].fields}


def _open_clicked(ids: Sequence[str]) -> None:
    for place in state.value(ROWS)["selection"]["rows"]:
        _open(ids[place], None)


def _open(row_id: str | None, year: int | None) -> None:
    if row_id is None:
        seen: Row = {**forms.empty_values(TABLE), "year": year or loaders.today().year - 1}
    else:
        seen = loaders.snapshot().row(TABLE, row_id)
    state.set_opened(FORM, seen)
    state.set_refusal(FORM, None)
    state.finish_operation(FORM)
    for key in _keys(seen).values():
        st.session_state.pop(key, None)


def _close() -> None:
    state.set_opened(FORM, None)
    state.set_refusal(FORM, None)


def _save() -> None:
    seen, before = state.opened(FORM), state.refusal(FORM)
    if seen is None:
        return
    if isinstance(before, RecordMergeNeeded):
        seen = before.current
    values: dict[str, Any] = {name: state.value(key) for name, key in _keys(seen).items()}
    for name in JOINED:
        values[name] = "+".join(values[name] or ())
    with errors.kept(FORM):
        save_published(
            loaders.register(),
            state.actor(),
            seen,
            values,
            today=loaders.today(),
            operation_id=state.operation_id(FORM),
        )
        _close()
        state.finish_operation(FORM)
        state.tell(_("The number is saved."))
