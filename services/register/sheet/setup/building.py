"""Making the sheet, and mending it: what has to be there is compared with what is, and only the difference is written.

Nothing is ever taken away but the portal's own protections, colours and code names where they stand twice, and nothing
below a tab's heading is written: formats and choices, never values. Other people's tabs and columns are left alone.
"""

import re
from dataclasses import dataclass

from schema.lists import TABLE_LISTS
from schema.words import N_
from services.errors import RegisterShapeError, RegisterUnavailable
from services.register.sheet.client import SheetClient, WriteRefused, WriteUnknown
from services.register.sheet.connection import Connection
from services.register.sheet.layout import Tab, quoted, tabs
from services.register.sheet.setup import colours, looks, protection
from services.register.sheet.setup.found import Found, look
from services.register.sheet.setup.heading import heading_of
from services.register.sheet.setup.making import filtered, looked, tab_made
from services.register.sheet.setup.mending import mend_around, mend_grid, mend_looks
from services.register.sheet.setup.plans import Done, Plan, Request
from services.register.snapshot import Lists

LOCALE, LANGUAGE, TIME_ZONE = "de_DE", "de", "Europe/Berlin"
TRIES = 4
_CONFLICT = re.compile(r"_conflict\d+$")  # how Google renames a tab when two are made at the same moment
_PEEKED_AT = "A1:Z1000"

NOTHING_DONE = N_("Everything was in place.")
LOST = N_(
    "In the tab “{tab}” neither code names nor headings are left, so nobody can tell which column is which. It was not "
    "touched. In Google Sheets, “File > Version history” brings an earlier state back; then set up again."
)


@dataclass(frozen=True, slots=True)
class Built:
    """What was done to a sheet; nothing where everything was in place."""

    done: tuple[Done, ...] = ()


def build(
    client: SheetClient,
    connection: Connection,
    lists: Lists | None = None,
    *,
    close_days: int | None = None,
    is_thorough: bool = False,
) -> Built:
    """Make what is missing in the sheet, mend what is damaged, and return what was done.

    It may run at any time, and twice. Formats and choices are judged by the first and last row of a tab; `is_thorough`
    puts them back in all rows, asked or not. Without `lists`, new tabs offer the entries a register starts with, and
    what others offer stays; without `close_days`, so do the days after which a row is coloured as overdue.

    Raises:
        RegisterShapeError: a tab's heading is lost, so that it cannot be mended; all else was.
        PortalError: the sheet cannot be read or written; the sentence says why and what to do.
    """
    done: tuple[Done, ...] = ()
    for _ in range(TRIES):
        plan = planned(look(client), connection.email, lists, close_days=close_days, is_thorough=is_thorough)
        if not plan.requests:
            break
        try:
            client.write(plan.requests)
        except WriteRefused as err:  # something changed since the look: another portal builds, or a person
            refused: Exception = err
        except WriteUnknown as err:  # the next look says what is left to do
            refused, done, is_thorough = err.why, tuple(plan.done), False
        else:
            done = tuple(plan.done)
            break
    else:
        if isinstance(refused, RegisterUnavailable):
            raise refused
        said = getattr(refused, "said", "")
        raise RegisterUnavailable(N_("Google refused to set up the sheet: {said}"), said=said) from refused
    if plan.lost:
        raise RegisterShapeError(LOST, tab=", ".join(plan.lost))
    return Built(done)


def is_built(found: Found) -> bool:
    """Return whether every tab is there, and every column where its code name says."""
    return all(name in found.tabs and heading_of(found.tabs[name]).is_whole for name in tabs())


def is_empty_place(client: SheetClient) -> bool:
    """Return whether the sheet is a new one: no tab of a register, and no values."""
    book = client.properties("sheets.properties(sheetId,title)")
    known = [each["properties"] for each in book.get("sheets", [])]
    if {tab.sheet_id for tab in tabs().values()} & {each.get("sheetId", 0) for each in known}:
        return False
    return not any(client.read([f"{quoted(str(each['title']))}!{_PEEKED_AT}" for each in known]))


def planned(
    found: Found, email: str, lists: Lists | None, *, close_days: int | None = None, is_thorough: bool = False
) -> Plan:
    """Return what is to be done so that the sheet has all it needs; `email` is the account's that does it."""
    plan = Plan()
    plan.add(_book_requests(found), N_("German locale and Berlin time are set."))
    headings = {name: heading_of(tab) for name, tab in found.tabs.items()}
    titles = _titles(found)
    places = {name: headings[name].places if name in headings else _start_places(tab) for name, tab in tabs().items()}
    ranges = {
        name: looks.table_range(titles[table], places[table]["code"])
        for name, table in TABLE_LISTS.items()
        if "code" in places[table]
    }
    # All tabs first: the choices of one may lie in another.
    for index, (name, tab) in enumerate(tabs().items()):
        if name not in found.tabs:
            plan.add(tab_made(tab, titles[name], index), N_("Tab “{tab}” is made."), tab=titles[name])
        elif headings[name].is_lost:
            plan.lost.append(titles[name])
        else:
            mend_grid(plan, found.tabs[name], headings[name], titles[name])
    for name, tab in tabs().items():
        columns = [(column, places[name][column.name]) for column in tab.columns if column.name in places[name]]
        if name not in found.tabs:
            plan.requests += looked(tab, columns, lists or looks.start_lists(), ranges)
            plan.requests += colours.colouring(None, tab, places[name], close_days)
            plan.requests += protection.protecting(tab, protection.protections(tab, places[name]), email)
            plan.requests += [] if tab.is_hidden else [filtered(tab, len(tab.columns))]
        elif not headings[name].is_lost:
            mend_looks(plan, found.tabs[name], headings[name], columns, lists, ranges, is_thorough)
            mend_around(plan, found.tabs[name], headings[name], email, close_days)
    return plan


def _book_requests(found: Found) -> list[Request]:
    wanted: dict[str, str] = {}
    if found.locale.partition("_")[0] != LANGUAGE:
        wanted["locale"] = LOCALE
    if found.time_zone != TIME_ZONE:
        wanted["timeZone"] = TIME_ZONE
    return [{"updateSpreadsheetProperties": {"properties": wanted, "fields": ",".join(wanted)}}] if wanted else []


def _titles(found: Found) -> dict[str, str]:
    """Return the title of every tab: the one it has, or a free one for those to be made."""
    others = {sheet_id: title.casefold() for sheet_id, title in found.titles.items()}
    titles = {}
    for name, tab in tabs().items():
        known = found.titles.get(tab.sheet_id)
        if known is None or _CONFLICT.search(known):
            taken = {title for sheet_id, title in others.items() if sheet_id != tab.sheet_id}
            offered = (tab.title, f"{tab.title} (Resonanz)", *(f"{tab.title} (Resonanz {n})" for n in range(2, 100)))
            known = next(title for title in offered if title.casefold() not in taken)
        titles[name] = known
        others[tab.sheet_id] = known.casefold()
    return titles


def _start_places(tab: Tab) -> dict[str, int]:
    return {name: place for place, name in enumerate(tab.names)}
