"""How the sheet stands on which the portal works: checks, how much of Google's limits is in use, whose key is kept."""

from functools import partial
from typing import Final

import streamlit as st

from pages.ui import errors, loaders, navigation, state
from pages.ui.i18n import _, number
from pages.ui.office.checks import render_checks, render_done
from schema.words import N_
from services import keys, setting_up, sheet_standing, starting
from services.access import Actor
from services.checking import CheckState
from services.register import opening
from services.register.sheet.pace import READS_A_MINUTE
from services.register.sheet.usage import WRITES_A_MINUTE
from services.setting_up import Entry
from services.sheet_standing import Standing

FORM: Final = "admin.setup"
KEPT_FORM: Final = "admin.setup.kept"
METRIC_WIDTH: Final = 160  # pixels; two beside each other on a telephone
_CELLS: Final = N_("Google allows 10 million in one sheet, empty ones included.")
_REQUESTS: Final = N_(
    "Requests of this portal in the last minute. What Google allows, all portals on the account share."
)
_SECONDS: Final = N_("The slowest answer so far. Google gives up on a request after 180 seconds.")
_PORTALS: Final = N_("Portals on this account. They share what Google allows it: each looks less often then.")


def render_standing(actor: Actor) -> None:
    """Draw how the sheet stands, as this session saw it last, and offer to look again and to repair."""
    url = opening.register_url()
    found = state.standing()
    if found is None or found.is_old:
        with st.spinner(_("Asking Google …")):
            found = sheet_standing.list_standing(actor, url, loaders.register)
        state.set_standing(found)
    _render_summary(found)
    with st.container(horizontal=True):
        address = setting_up.known_address()
        if address:
            st.link_button(_("Open the sheet"), address, icon=":material/open_in_new:", key=f"{FORM}.open")
        if st.button(_("Check again"), icon=":material/refresh:", key=f"{FORM}.look"):
            state.set_standing(None)
            st.rerun()
        is_ready = sheet_standing.is_ready(found.checks)
        if st.button(_("Check and repair"), icon=":material/build:", disabled=not is_ready, key=f"{FORM}.repair"):
            _repair(actor, url)
    if found.done is not None:
        render_done(found.done)
    if found.usage is not None:
        _render_usage(found)
    with st.expander(_("All checks"), expanded=found.worst is not CheckState.OK, key=f"{FORM}.checks"):
        render_checks(found.checks)
    if found.usage is not None and not starting.is_started(loaders.snapshot()):
        st.page_link(
            navigation.start_page(), label=_("Go on: how would you like to begin?"), icon=":material/arrow_forward:"
        )
    if any(check.name == "kept" and check.state is CheckState.WARNING for check in found.checks):
        _render_key(actor)


def _render_summary(found: Standing) -> None:
    if found.worst is CheckState.OK:
        st.success(
            _("The portal works on a Google Sheet, and everything is all right."), icon=":material/check_circle:"
        )
    elif found.worst is CheckState.WARNING:
        st.warning(
            _("The portal works on a Google Sheet. Please look at the marked line below."), icon=":material/warning:"
        )
    else:
        st.error(
            _("The portal cannot work on its Google Sheet now. The marked line below says why, and what helps."),
            icon=":material/error:",
        )


def _repair(actor: Actor, url: str) -> None:
    with st.spinner(_("Looking and repairing …")), errors.shown():
        register = loaders.register()
        done = sheet_standing.mend_configured(actor, url, register, operation_id=state.operation_id(FORM))
        state.finish_operation(FORM)
        found = sheet_standing.list_standing(actor, url, loaders.register)
        state.set_standing(Standing(found.checks, found.usage, done))
        st.rerun()


def _render_usage(found: Standing) -> None:
    usage = found.usage
    assert usage is not None
    figures = (
        (_("Cells"), _("{percent} %", percent=number(round(100 * usage.share_of_cells, 1))), _CELLS),
        (_("Reading"), _of(usage.reads, READS_A_MINUTE), _REQUESTS),
        (_("Writing"), _of(usage.writes, WRITES_A_MINUTE), _REQUESTS),
        (_("Answer time"), _("{seconds} s", seconds=number(round(usage.slowest_seconds, 1))), _SECONDS),
        (_("Portals"), number(usage.portals), _PORTALS),
    )
    with st.container(horizontal=True):
        for label, value, meaning in figures:
            st.metric(label, value, help=_(meaning), border=True, width=METRIC_WIDTH)


def _of(used: int, most: int) -> str:
    return _("{used} of {most}", used=number(used), most=number(most))


def _render_key(actor: Actor) -> None:
    """Let somebody print the page of the key and confirm that it is kept."""
    known = setting_up.known_keys()
    snapshot = loaders.snapshot()
    if not known or keys.is_kept(snapshot, known[0]):
        return
    st.subheader(_("Keep the key for sealing"), anchor=False)
    entry = Entry(address=setting_up.known_address(), key=known[0])
    st.download_button(
        _("Download the recovery page"),
        partial(setting_up.build_recovery_page, actor, entry, today=loaders.today(), language=state.language()),
        file_name=_("recovery-page.html"),
        mime="text/html",
        icon=":material/print:",
        on_click="ignore",
        key=f"{KEPT_FORM}.page",
    )
    st.write(_("Open the file, print it twice, and then type from the paper what stands in these groups:"))
    seed = state.operation_id(KEPT_FORM)
    with st.form(f"{KEPT_FORM}.form", border=False):
        asked = keys.asked_groups(known[0], seed)
        columns = st.columns(len(asked))
        typed = [
            column.text_input(_("Group {number}", number=each), autocomplete="off", key=f"{KEPT_FORM}.group.{place}")
            for place, (each, column) in enumerate(zip(asked, columns, strict=True))
        ]
        sent = st.form_submit_button(_("I keep the paper"), key=f"{KEPT_FORM}.send")
    if sent:
        with errors.shown():
            keys.confirm_kept(
                loaders.register(), actor, known, typed, seed=seed, today=loaders.today(), operation_id=seed
            )
            state.finish_operation(KEPT_FORM)
            state.set_standing(None)
            state.tell(_("It is noted that the key is kept."))
            st.rerun()
