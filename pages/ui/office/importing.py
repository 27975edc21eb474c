"""The parts of the import page: the templates, what an import would do, what is wrong, what was done."""

import hashlib
from functools import partial

import streamlit as st

from pages.ui import loaders, navigation, state
from pages.ui.i18n import _, number, plain, words
from pages.ui.office import start
from services import access, import_files, importing, starting
from services.access import Action, Actor
from services.importing import ADDED, ImportPlan
from services.importing.entries import Addition

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_ADDITIONS = 30
SHOWN_PROBLEMS = 100


def render_way_back() -> None:
    """Lead back to the three ways to begin, while the register is not started."""
    if not starting.is_started(loaders.snapshot()):
        st.page_link(navigation.start_page(), label=_("Back to the start"), icon=":material/arrow_back:")


def render_templates() -> None:
    """Offer a file with the headings only, and one with example rows."""
    lists, language = loaders.snapshot().lists, state.language()
    with st.container(horizontal=True):
        for name, label, filled in (
            ("template", _("Template (Excel)"), False),
            ("example", _("Filled example (Excel)"), True),
        ):
            st.download_button(
                label,
                partial(import_files.template_bytes, lists, language, filled=filled),
                _("template.xlsx") if not filled else _("example.xlsx"),
                XLSX,
                icon=":material/download:",
                on_click="ignore",
                key=f"admin.import.{name}",
            )


def planned(name: str, data: bytes, *, update: bool) -> ImportPlan:
    """Return the dry run of a file; worked out again when the file, the register or the day is another."""
    snapshot, today = loaders.snapshot(), loaders.today()
    made_from = (name, hashlib.sha256(data).hexdigest(), loaders.register().label, snapshot.revision, today, update)
    plan = state.import_plan(made_from)
    if plan is None:
        with start.long_step(_("Checking the file:")) as show:
            plan = importing.plan_import(
                snapshot, name, data, today=today, update=update, progress=lambda done, total: show(done / (total or 1))
            )
        state.set_import_plan(made_from, plan)
    return plan


def render_plan(plan: ImportPlan) -> None:
    """Say what an import would do, before anything is done."""
    for note in plan.notes:
        st.info(note.message(state.language()), icon=":material/info:")
    if plan.is_readable:
        counts = (
            (_("New reactions"), plan.new),
            (_("Known, unchanged"), plan.unchanged),
            (_("To be changed"), plan.changed),
            (_("Refused"), plan.refused),
        )
        for column, (label, count) in zip(st.columns(4), counts, strict=True):
            column.metric(label, number(count), border=True)
    if plan.problems:
        st.warning(_wait_words(plan), icon=":material/pause_circle:")
    if plan.additions:
        with st.expander(_("New in the lists: {count}", count=number(len(plan.additions))), icon=":material/list:"):
            st.write(_("The file has entries that the lists do not know yet. They are added with the import:"))
            st.markdown("\n".join(f"- {_addition(one)}" for one in plan.additions[:SHOWN_ADDITIONS]))
            if len(plan.additions) > SHOWN_ADDITIONS:
                st.caption(_("… and {count} more.", count=number(len(plan.additions) - SHOWN_ADDITIONS)))


def _wait_words(plan: ImportPlan) -> str:
    if plan.new + plan.changed:
        return _(
            "Nothing is stored yet. Please correct the file and choose it again, or take over only the reactions "
            "without problems."
        )
    return _("Nothing is stored from this file as it is. Please correct it and choose it again.")


def render_problems(plan: ImportPlan) -> None:
    """List everything that is wrong, and offer the list as a file."""
    language = state.language()
    st.header(_("What is wrong ({count})", count=number(len(plan.problems))), anchor=False)
    headings = [_(heading) for heading in import_files.PROBLEM_HEADINGS]
    rows = import_files.problem_rows(plan, language)
    shown = [dict(zip(headings, map(_cell, one), strict=True)) for one in rows[:SHOWN_PROBLEMS]]
    st.table(
        [{name: row[name] for name in (*headings[1:], headings[0])} for row in shown],
        hide_index=True,
        alt=_("Every problem of the file with row, column, value and what to do"),
    )
    if len(rows) > SHOWN_PROBLEMS:
        rest = _(
            "The first {shown} of {count}; all of them are in the list of problems.",
            shown=SHOWN_PROBLEMS,
            count=number(len(rows)),
        )
        st.caption(rest)
    st.download_button(
        _("List of problems (CSV)"),
        partial(import_files.problems_bytes, plan, language),
        _("problems.csv"),
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="admin.import.problems_file",
    )


def render_done(actor: Actor, plan: ImportPlan) -> None:
    """Say what was done, and where to go from here."""
    st.success(
        _(
            "“{file}” is taken over. New: {new} · changed: {changed} · there already: {unchanged} · "
            "left out: {refused}",
            file=plan.file,
            new=number(plan.new),
            changed=number(plan.changed),
            unchanged=number(plan.unchanged),
            refused=number(plan.refused),
        ),
        icon=":material/check_circle:",
    )
    with st.container(horizontal=True):
        if access.can(actor, Action.SEE_REACTIONS):
            st.page_link(navigation.page_of("register"), label=_("To the register"), icon=":material/table_rows:")
        if access.can(actor, Action.SEE_DASHBOARDS):
            st.page_link(navigation.page_of("channels"), label=_("To the channels"), icon=":material/call_split:")
    if plan.problems:
        render_problems(plan)


def _addition(addition: Addition) -> str:
    label = words(ADDED[addition.list])
    parts = addition.parent.split("/") if addition.parent else []
    lists, language = loaders.snapshot().lists, state.language()
    above = [lists.label(name, code, language) for name, code in zip(("area", "theme"), parts, strict=False)]
    return f"{label}: **{plain(addition.label)}**" + (f" ({' · '.join(above)})" if above else "")


def _cell(value: str | int | None) -> str:
    return plain(value) if isinstance(value, str) else "" if value is None else str(value)
