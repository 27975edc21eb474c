"""The pages, their addresses and their places in the menu: a page is its file and a line here."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from pages.ui import guard, state
from pages.ui.i18n import _
from schema.words import N_
from services import access, starting
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
ANNUAL = N_("Annual report")

PAGES: tuple[Entry, ...] = (
    Entry("today", "pages/cases/today.py", N_("Today"), "today", CASES, Action.SEE_TODAY),
    Entry("triage", "pages/cases/triage.py", N_("New message"), "move_to_inbox", CASES, Action.RECORD_REACTION),
    Entry("new", "pages/cases/new.py", N_("New reaction"), "add_circle", CASES, Action.RECORD_REACTION),
    Entry(
        "ombuds_intake",
        "pages/cases/ombuds_intake.py",
        N_("Ombuds intake"),
        "support_agent",
        CASES,
        Action.TAKE_OMBUDS_CASES,
    ),
    Entry("cards", "pages/cases/cards.py", N_("Opinion cards"), "style", CASES, Action.RECORD_CARDS),
    Entry("register", "pages/cases/register.py", N_("Register"), "table_rows", CASES, Action.SEE_REACTIONS),
    Entry("handovers", "pages/cases/handovers.py", N_("Hand-overs"), "outbox", CASES, Action.SEE_HANDOVERS),
    Entry("case", "pages/cases/case.py", N_("Case"), "folder_open", CASES, Action.SEE_CASE, False),
    Entry("overview", "pages/dashboards/overview.py", N_("Overview"), "dashboard", DASHBOARDS, Action.SEE_DASHBOARDS),
    Entry("deadlines", "pages/dashboards/deadlines.py", N_("Deadlines"), "alarm", DASHBOARDS, Action.SEE_DASHBOARDS),
    Entry("channels", "pages/dashboards/channels.py", N_("Channels"), "call_split", DASHBOARDS, Action.SEE_DASHBOARDS),
    Entry("themes", "pages/dashboards/themes.py", N_("Themes"), "category", DASHBOARDS, Action.SEE_DASHBOARDS),
    Entry("outcomes", "pages/dashboards/outcomes.py", N_("Outcomes"), "balance", DASHBOARDS, Action.SEE_DASHBOARDS),
    Entry("quality", "pages/dashboards/quality.py", N_("Quality standard"), "timer", DASHBOARDS, Action.SEE_DASHBOARDS),
    Entry(
        "escalation", "pages/dashboards/escalation.py", N_("Escalation"), "stairs", DASHBOARDS, Action.SEE_DASHBOARDS
    ),
    Entry(
        "follow_ups", "pages/dashboards/follow_ups.py", N_("Follow-ups"), "replay", DASHBOARDS, Action.SEE_DASHBOARDS
    ),
    Entry("ombuds", "pages/dashboards/ombuds.py", N_("Ombuds office"), "support", DASHBOARDS, Action.SEE_DASHBOARDS),
    Entry("praise", "pages/dashboards/praise.py", N_("Praise"), "favorite", DASHBOARDS, Action.SEE_DASHBOARDS),
    Entry(
        "same_day",
        "pages/dashboards/same_day.py",
        N_("Put right the same day"),
        "bolt",
        DASHBOARDS,
        Action.SEE_DASHBOARDS,
    ),
    Entry("annual", "pages/annual/annual.py", N_("Report"), "summarize", ANNUAL, Action.SEE_REPORT),
    Entry("plausibility", "pages/annual/plausibility.py", N_("Plausibility"), "rule", ANNUAL, Action.SEE_REPORT),
    Entry("published", "pages/annual/published.py", N_("Published figures"), "compare", ANNUAL, Action.SEE_REPORT),
    Entry("measures", "pages/annual/measures.py", N_("Measures"), "flag", ANNUAL, Action.SEE_DASHBOARDS),
    Entry("surveys", "pages/annual/surveys.py", N_("Surveys"), "ballot", ANNUAL, Action.SEE_DASHBOARDS),
    Entry("import", "pages/admin/import_file.py", N_("Import"), "upload_file", ADMIN, Action.IMPORT_REACTIONS),
    Entry("units", "pages/admin/units.py", N_("Areas and teams"), "lan", ADMIN, Action.SET_UP),
    Entry("users", "pages/admin/users.py", N_("People"), "group", ADMIN, Action.MANAGE_USERS),
    Entry("templates", "pages/admin/templates.py", N_("Templates"), "article", ADMIN, Action.MANAGE_TEMPLATES),
    Entry("settings", "pages/admin/settings.py", N_("Settings"), "tune", ADMIN, Action.SET_UP),
    Entry("setup", "pages/admin/setup.py", N_("Set-up"), "settings_suggest", ADMIN, Action.SET_UP),
    Entry("partners", "pages/cases/partners.py", N_("Partners"), "handshake", CASES, Action.MANAGE_PARTNERS),
    Entry("issues", "pages/cases/issues.py", N_("Data quality"), "rule", CASES, Action.SEE_ISSUES),
    Entry("spot_checks", "pages/cases/spot_checks.py", N_("Spot checks"), "fact_check", CASES, Action.CHECK_CONSENTS),
)
WELCOME = "pages/admin/start.py"
BEFORE_START = ("import", "setup")  # the addresses that are what they are while the register is not started


def page_of(address: str) -> st.Page:
    """Return the page of that address, to link or switch to."""
    return _page(next(entry for entry in PAGES if entry.address == address))


def start_page() -> st.Page:
    """Return the page that welcomes, to link to while the register is not started."""
    return st.Page(WELCOME, title=_("Welcome"), icon=":material/waving_hand:", default=True)


def only_page(draw: Callable[[], None], title: str) -> st.Page:
    """Return a page that every address shows, without a menu: no page file is named, so none can run."""
    first = st.Page(draw, title=title, url_path="welcome", default=True)
    others = [st.Page(draw, title=title, url_path=entry.address) for entry in PAGES]
    return st.navigation([first, *others], position="hidden")


def setup_page_everywhere() -> st.Page:
    """Return the set-up page, shown at every address, for a portal whose register cannot be opened."""
    setup = next(entry for entry in PAGES if entry.address == "setup")
    icon = f":material/{setup.icon}:"
    first = st.Page(setup.file, title=_(setup.title), icon=icon, url_path="welcome", default=True)
    return st.navigation([first, *(_page(replace(setup, address=entry.address)) for entry in PAGES)], position="hidden")


def chosen_page(snapshot: Snapshot) -> st.Page:
    """Build the menu of the person at the screen and return the page they chose.

    Until the register is started, every address but BEFORE_START welcomes those who may set it up. The address of
    a page that is not theirs says so, and runs nothing of it.
    """
    actor = state.actor()
    if not starting.is_started(snapshot):
        if not access.can(actor, Action.SET_UP):
            return only_page(_wait_for_start, "Resonanz")
        welcome = [
            entry
            if entry.address in BEFORE_START and access.can(actor, entry.action)
            else replace(entry, file=WELCOME, title=N_("Welcome"), icon="waving_hand")
            for entry in PAGES
        ]
        return st.navigation([start_page(), *map(_page, welcome)], position="hidden")
    refuse = _go_home if state.take_new_role() else _refuse
    menu: dict[str, list[st.Page]] = {"": [st.Page(_go_home, title="Resonanz", default=True, visibility="hidden")]}
    for entry in PAGES:
        if access.can(actor, entry.action):
            menu.setdefault(_(entry.section), []).append(_page(entry))
        else:
            refused = st.Page(refuse, title=_(entry.title), url_path=entry.address, visibility="hidden")
            menu[""].append(refused)
    return st.navigation(menu, expanded=True)


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
        if entry.in_menu and access.can(actor, entry.action):
            st.switch_page(_page(entry))
    st.info(_("There is no page for you here yet. Please ask the portal's administration for a role."))


def _refuse() -> None:
    """Say that the page at this address is not for the person at the screen, and lead to one that is."""
    st.error(guard.not_for_you())
    actor = state.actor()
    for entry in PAGES:
        if entry.in_menu and access.can(actor, entry.action):
            st.page_link(_page(entry))


def _wait_for_start() -> None:
    """Say that there is nothing to work in yet."""
    st.title("Resonanz", anchor=False)
    st.info(
        _("The register is not set up yet. Please ask the KRM officer or the portal's administration to start it."),
        icon=":material/hourglass_empty:",
    )
