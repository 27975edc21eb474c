"""What in the register breaks its rules, on the screen: how much, where, what is wrong, what can be done about it."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from pages.ui import errors, loaders, navigation, state
from pages.ui.i18n import _, bold, listed, message, ngettext, number, plain, words
from pages.ui.lists.searching import MIME_TYPES
from schema.words import N_
from services import access, quality
from services.access import Action, Actor
from services.flatfile.writing import Format
from services.quality import Entry, Finding, Findings
from services.register import opening
from services.register.sheet.connection import is_sheet_url
from services.register.snapshot import Issue, Remedy

PAGE: Final = "cases.issues"
PAGE_ENTRIES: Final = 50
ICONS: Final = {
    Remedy.RESTORE: ":material/history:",
    Remedy.REMOVE: ":material/delete:",
    Remedy.ADOPT: ":material/check:",
}
LABELS: Final = {
    Remedy.RESTORE: N_("Restore the last valid state"),
    Remedy.REMOVE: N_("Accept that it is deleted"),
    Remedy.ADOPT: N_("Take it over as it stands"),
}
MEANINGS: Final = {
    Remedy.RESTORE: N_("The row is written again as the history knows it. What stands there now is lost."),
    Remedy.REMOVE: N_("The record leaves the register, a reaction with all its concerns. Its history is kept."),
    Remedy.ADOPT: N_("What stands there now becomes part of the register and is entered in the history."),
}
DONE: Final = {
    Remedy.RESTORE: N_("The last valid state is back in its place."),
    Remedy.REMOVE: N_("The record is removed from the register."),
    Remedy.ADOPT: N_("The register has taken over what stands there."),
}
ASKED_FIRST: Final = (Remedy.REMOVE, Remedy.ADOPT)


def render_hint(actor: Actor) -> None:
    """Say that entries wait for this person to correct them, and lead there; nothing where none do."""
    count = quality.count_own(loaders.snapshot(), actor)
    if count:
        label = ngettext("{count} entry needs to be corrected", "{count} entries need to be corrected", count)
        st.page_link(navigation.page_of("issues"), label=label, icon=":material/rule:")


def render_left_out(actor: Actor) -> None:
    """Say how many rows are missing from what the page shows, and lead to them; nothing where none are."""
    count = quality.count_left_out_cases(loaders.snapshot())
    if not count:
        return
    said = ngettext(
        "{count} row is not included here, because it does not follow the register's rules.",
        "{count} rows are not included here, because they do not follow the register's rules.",
        count,
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(said, width="content")
        if access.can(actor, Action.SEE_ISSUES):
            st.page_link(navigation.page_of("issues"), label=_("Look at them"))


def render_nothing(found: Findings) -> None:
    """Say that nothing is to be corrected."""
    st.success(_("All is well: every entry follows the register's rules."), icon=":material/task_alt:")
    render_elsewhere(found)


def render_numbers(found: Findings) -> None:
    """Draw how many entries are to be corrected, and what holds until then."""
    total = len(found.entries)
    with st.container(horizontal=True):
        for label, count, help_ in (
            (_("To be corrected"), total, _("Rows with at least one thing that is wrong")),
            (
                _("Last valid state holds"),
                total - found.left_out,
                _("Lists and figures go on with what was valid last."),
            ),
            (_("Left out"), found.left_out, _("These rows were never valid: they are in no list and no figure.")),
        ):
            st.metric(label, number(count), help=help_, border=True)


def render_filter(found: Findings) -> Sequence[Entry]:
    """Draw the choice of a table, where there are several, and return the entries of the one that is chosen."""
    if len(found.by_table) < 2:
        return found.entries
    chosen = st.pills(
        _("Table"),
        list(found.by_table),
        format_func=lambda table: f"{words(quality.table_label(table))} ({number(found.by_table.get(table, 0))})",
        label_visibility="collapsed",
        key=f"{PAGE}.table",
    )
    return [entry for entry in found.entries if chosen in (None, entry.table)]


def render_pages(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Draw the choice of a page, where there are several, and return the entries of the one that is chosen."""
    pages = -(-len(entries) // PAGE_ENTRIES)
    page = st.pagination(pages, key=f"{PAGE}.page", max_visible_pages=5) if pages > 1 else 1
    return entries[(page - 1) * PAGE_ENTRIES : page * PAGE_ENTRIES]


def render_entry(entry: Entry, actor: Actor) -> None:
    """Draw one row: its record, what is wrong in which cell, and what can be done about it."""
    with st.container(border=True, gap="small", key=f"{PAGE}.entry.{entry.key}"):
        _render_head(entry, actor)
        for finding in quality.findings_of(entry, actor, state.language()):
            with st.container(gap=None):
                st.markdown(plain(message(finding.problem)))
                st.caption(_place(finding, entry))
        with st.container(horizontal=True, gap="small"):
            for cell, link in {one.cell: one.link for one in entry.issues if one.link}.items():
                label = _("To the cell {cell}", cell=cell) if "!" in cell else _("To the sheet")
                st.link_button(plain(label), link, icon=":material/open_in_new:", key=f"{PAGE}.cell.{entry.key}.{cell}")
            for remedy in entry.remedies:
                _render_remedy(entry, remedy, actor)


def _render_head(entry: Entry, actor: Actor) -> None:
    found = loaders.snapshot()
    case, name = quality.case_number(found, entry), quality.record_name(found, entry)
    left_out, holds = _("Left out until corrected"), _("Last valid state holds")
    effect = (
        f":red-badge[:material/visibility_off: {left_out}]"
        if entry.is_left_out
        else f":orange-badge[:material/history: {holds}]"
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if case and access.can(actor, Action.SEE_REACTIONS):
            st.page_link(navigation.page_of("case"), label=bold(plain(case)), query_params={"number": case})
        elif name:
            st.markdown(bold(plain(name)), width="content")
        st.markdown(f":gray-badge[{plain(words(quality.table_label(entry.table)))}] {effect}", width="content")


def _place(finding: Finding, entry: Entry) -> str:
    """Return where it stands and what stands there."""
    issue = finding.issue
    value = _("value not shown to your role") if finding.is_hidden else ""
    if finding.value:
        value = _("value: “{value}”", value=plain(finding.value))
    return listed(
        (
            _where(issue),
            _("column “{column}”", column=plain(words(finding.column))) if finding.column else "",
            value,
        )
    )


def _where(issue: Issue) -> str:
    """Return the cell, or as much of it as is known: a row that was deleted has none."""
    if "!" in issue.cell:
        return _("cell {cell}", cell=plain(issue.cell))
    return _("tab “{tab}”", tab=plain(issue.cell)) if issue.cell else _("row {row}", row=plain(issue.row))


def _render_remedy(entry: Entry, remedy: Remedy, actor: Actor) -> None:
    label, meaning, key = _(LABELS[remedy]), _(MEANINGS[remedy]), f"{PAGE}.{remedy}.{entry.key}"
    if remedy not in ASKED_FIRST:
        if st.button(label, icon=ICONS[remedy], help=meaning, key=key):
            _mend(entry, remedy, actor)
        return
    with st.popover(label, icon=ICONS[remedy], key=f"{key}.ask"):
        st.markdown(meaning)
        if st.button(_("Yes, do this"), type="primary", icon=ICONS[remedy], key=key):
            _mend(entry, remedy, actor)


def _mend(entry: Entry, remedy: Remedy, actor: Actor) -> None:
    with errors.shown():
        with st.spinner(_("Working on it …")):
            quality.mend(loaders.register(), actor, entry, remedy)
        state.tell(_(DONE[remedy]))
        st.rerun()


def render_stuck(entries: Sequence[Entry]) -> None:
    """Say who can help where an entry can be corrected neither in a sheet nor with a button."""
    if any(not entry.remedies and not any(issue.link for issue in entry.issues) for entry in entries):
        st.caption(
            _(
                "An entry without a button is corrected in the database itself. Please give its table, its row and its "
                "column to whoever runs the portal."
            )
        )


def render_elsewhere(found: Findings) -> None:
    """Say what others have to correct, without what it is."""
    if found.elsewhere:
        tables = ", ".join(
            f"{words(quality.table_label(table))} ({number(count)})" for table, count in found.elsewhere.items()
        )
        st.info(
            _("In tables that others look after, there is something to be corrected as well: {tables}.", tables=tables),
            icon=":material/group:",
        )


def render_look(actor: Actor) -> None:
    """Offer to look at the sheet now: otherwise what was typed there shows within two minutes."""
    if not is_sheet_url(opening.register_url()):
        return
    help_ = _("By itself, the portal notices within two minutes what was typed in the sheet.")
    if st.button(_("Look at the sheet now"), icon=":material/refresh:", help=help_, key=f"{PAGE}.look"):
        with errors.shown():
            with st.spinner(_("Working on it …")):
                quality.look_again(loaders.register(), actor)
            state.tell(_("The page shows the sheet as it stands now."))
            st.rerun()


def render_downloads(actor: Actor) -> None:
    """Offer everything that is to be corrected as a file, to those who may take entries along."""
    if not access.can(actor, Action.EXPORT_REACTIONS):
        return
    name, row = _("data-quality"), st.container(horizontal=True)
    for fmt in Format:
        row.download_button(
            fmt.name,
            partial(_file, actor, fmt, state.language()),
            file_name=f"{name}-{loaders.today():%Y-%m-%d}.{fmt}",
            mime=MIME_TYPES[fmt],
            icon=":material/download:",
            help=_("Everything that is to be corrected, one line each"),
            on_click="ignore",
            key=f"{PAGE}.{fmt}",
        )


def _file(actor: Actor, fmt: Format, language: str) -> bytes:
    return quality.export_issues(loaders.snapshot(), actor, fmt=fmt, language=language)
