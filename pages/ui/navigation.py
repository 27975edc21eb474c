"""The pages, their addresses and their places in the menu: a page is its file and a line here."""

from dataclasses import dataclass, replace

import streamlit as st

from pages.ui import state
from pages.ui.i18n import _
from schema.words import N_
from services import access
from services.access import Action
from services.register.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: its address, its file, its title and icon, its section, and what one must be allowed to see it."""

    address: str
    file: str
    title: str
    icon: str
    section: str
    action: Action
    in_menu: bool = True


CASES, DASHBOARDS, ADMIN = N_("Cases"), N_("Dashboards"), N_("Administration")

PAGES: tuple[Entry, ...] = (
    Entry("today", "pages/cases/today.py", N_("Today"), "today", CASES, Action.SEE_TODAY),
    Entry("new", "pages/cases/new.py", N_("New reaction"), "add_circle", CASES, Action.RECORD_REACTION),
    Entry("register", "pages/cases/register.py", N_("Register"), "table_rows", CASES, Action.SEE_REACTIONS),
    Entry("case", "pages/cases/case.py", N_("Case"), "folder_open", CASES, Action.SEE_REACTIONS, False),
    Entry("deadlines", "pages/dashboards/deadlines.py", N_("Deadlines"), "alarm", DASHBOARDS, Action.SEE_DASHBOARDS),
    Entry("channels", "pages/dashboards/channels.py", N_("Channels"), "call_split", DASHBOARDS, Action.SEE_DASHBOARDS),
    Entry("ombuds", "pages/dashboards/ombuds.py", N_("Ombuds office"), "support", DASHBOARDS, Action.SEE_DASHBOARDS),
    Entry("import", "pages/admin/import_file.py", N_("Import"), "upload_file", ADMIN, Action.IMPORT_REACTIONS),
    Entry("users", "pages/admin/users.py", N_("People"), "group", ADMIN, Action.MANAGE_USERS),
)
WELCOME = "pages/admin/start.py"


def page_of(address: str) -> st.Page:
    """Return the page of that address, to link or switch to."""
    return _page(next(entry for entry in PAGES if entry.address == address))


def chosen_page(snapshot: Snapshot) -> st.Page:
    """Build the menu of the person at the screen and return the page they chose.

    While the register is empty, every address welcomes those who may set it up.
    """
    actor = state.actor()
    allowed = [entry for entry in PAGES if access.can(actor, entry.action)]
    home = st.Page(_go_home, title="Resonanz", default=True, visibility="hidden")
    if snapshot.revision == 0 and access.can(actor, Action.SET_UP):
        welcome = [replace(entry, file=WELCOME, title=N_("Welcome"), icon="waving_hand") for entry in allowed]
        first = st.Page(WELCOME, title=_("Welcome"), icon=":material/waving_hand:", default=True)
        return st.navigation([first, *map(_page, welcome)], position="hidden")
    menu: dict[str, list[st.Page]] = {"": [home]}
    for entry in allowed:
        menu.setdefault(_(entry.section), []).append(_page(entry))
    return st.navigation(menu)


def _page(entry: Entry) -> st.Page:
    return st.Page(
        entry.file,
        title=_(entry.title),
        icon=f":material/{entry.icon}:",
        url_path=entry.address,
        visibility="visible" if entry.in_menu else "hidden",
    )


def _go_home() -> None:
    """Go on to the first page the person at the screen may see."""
    actor = state.actor()
    for entry in PAGES:
        if access.can(actor, entry.action):
            st.switch_page(_page(entry))
    st.info(_("There is no page for you here yet. Please ask the portal's administration for a role."))
