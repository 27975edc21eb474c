"""What has to be right before the portal can work on a sheet, in order; each check is one sentence with its remedy.

A check that fails ends the way: those behind it are not reached. The only thing written is a property, to what it is.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from schema.words import N_, Words
from services.checking import Check, CheckState
from services.errors import PortalError
from services.register.sheet.causes import Cause, SheetUnavailable
from services.register.sheet.client import PATIENCE_SECONDS, SheetClient, WriteRefused
from services.register.sheet.connection import Connection
from services.register.sheet.layout import tabs
from services.register.sheet.sealing import Sealer
from services.register.sheet.setup import building, protection
from services.register.sheet.setup.found import Found, look
from services.register.sheet.setup.heading import heading_of
from services.register.sheet.usage import ALARMS_AT, CELL_LIMIT_OF_BOOK, WARNS_AT

CLOCK_SECONDS: Final = 90  # beyond this a clock is said to be wrong; Google refuses it after five minutes
_PROPERTIES = "properties(title,autoRecalc)"


# In the order in which they are made, with what they are called while they are not reached.
CHECKS: Final[Mapping[str, Words]] = {
    "secrets": Words("Angaben vollständig", "All details are there"),
    "key": Words("Schlüssel des Dienstkontos lesbar", "The service account's key can be read"),
    "seal": Words("Schlüssel zum Versiegeln", "Key for sealing"),
    "network": Words("Google erreichbar", "Google is reached"),
    "clock": Words("Uhr richtig", "The clock is right"),
    "account": Words("Dienstkonto angenommen", "The service account is accepted"),
    "api": Words("Google Sheets API eingeschaltet", "The Google Sheets API is on"),
    "sheet": Words("Tabelle gefunden", "The sheet is found"),
    "shared": Words("Tabelle freigegeben", "The sheet is shared"),
    "write": Words("Portal darf schreiben", "The portal may write"),
    "locale": Words("Gebietsschema und Zeitzone", "Locale and time zone"),
    "shape": Words("Tabs und Spalten", "Tabs and columns"),
    "cells": Words("Platz in der Tabelle", "Room in the sheet"),
}
_NAMES: Final = list(CHECKS)
_PASSED: Final[Mapping[str, str]] = {
    "secrets": N_("The sheet and the service account are named."),
    "key": N_("The key of the service account can be read: {email}."),
    "seal": N_("The key for sealing can be read; its fingerprint is {fingerprint}."),
    "network": N_("Google is reached."),
    "clock": N_("The clock of this computer is right."),
    "account": N_("Google accepts the service account's key."),
    "api": N_("The Google Sheets API is switched on."),
    "sheet": N_("The sheet is found: “{title}”."),
    "shared": N_("It is shared with the service account {email}."),
    "write": N_("The portal may write in it."),
}
_FAILING: Final[Mapping[Cause, str]] = {
    Cause.SECRETS: "secrets",
    Cause.KEY: "account",
    Cause.CLOCK: "clock",
    Cause.API_OFF: "api",
    Cause.NOT_FOUND: "sheet",
    Cause.NOT_SHARED: "shared",
    Cause.VIEW_ONLY: "write",
}


def run_checks(connect: Callable[[], Connection], *, patience_seconds: float = PATIENCE_SECONDS) -> list[Check]:
    """Return every check in order; `connect` returns the connection, or says what is missing for one."""
    found: list[Check] = []
    try:
        connection = connect()
    except PortalError as err:
        if not (isinstance(err, SheetUnavailable) and err.cause is Cause.KEY):
            return _ended(found, "secrets", err)
        _pass_until(found, "secrets")
        return _ended(found, "key", err)
    _pass_until(found, "secrets")
    try:
        client = SheetClient(connection, patience_seconds=patience_seconds)
    except PortalError as err:
        return _ended(found, "key", err)
    try:
        _pass_until(found, "key", email=connection.email)
        return _checked(client, connection, found)
    finally:
        client.close()


def is_ready(checks: Sequence[Check]) -> bool:
    """Return whether the sheet can be made and mended: all is right that comes before its shape."""
    passed = {check.name for check in checks if check.is_passed}
    return passed.issuperset(_NAMES[: _NAMES.index("shape")])


def _checked(client: SheetClient, connection: Connection, found: list[Check]) -> list[Check]:
    try:
        sealer = Sealer(connection.keys)
    except PortalError as err:
        return _ended(found, "seal", err)
    _pass_until(found, "seal", fingerprint=sealer.fingerprints[0])
    try:
        properties = client.properties(_PROPERTIES).get("properties", {})
    except PortalError as err:
        failing = _FAILING.get(err.cause, "network") if isinstance(err, SheetUnavailable) else "network"
        _pass_until(found, _NAMES[_NAMES.index(failing) - 1], email=connection.email)
        return _ended(found, failing, err)
    _pass_until(found, "network")
    found.append(_clock_check(client.clock_ahead_seconds or 0.0))
    _pass_until(found, "shared", title=str(properties.get("title", "")), email=connection.email)
    # The same value again: a person who changes it at this moment would be the only one to notice.
    probe = {"properties": {"autoRecalc": properties.get("autoRecalc", "ON_CHANGE")}, "fields": "autoRecalc"}
    try:
        client.write([{"updateSpreadsheetProperties": probe}], may_repeat=True)
        looked = look(client)
    except WriteRefused as err:
        return _ended(found, "write", PortalError(N_("Google refused a harmless change: {said}"), said=err.said))
    except PortalError as err:
        return _ended(found, "write", err)
    found.append(_write_check(looked, connection))
    if found[-1].is_passed:
        found += [_locale_check(looked), _shape_check(looked), cells_check(looked.cells)]
    return _ended(found)


def _pass_until(found: list[Check], last: str, **params: object) -> None:
    """Add the checks up to `last` as passed: what Google answers to a question further on says that they are."""
    for name in _NAMES[len(found) : _NAMES.index(last) + 1]:
        msgid = _PASSED[name]
        if name == "sheet" and "title" not in params:
            msgid = N_("The sheet is found.")
        found.append(Check(name, CheckState.OK, msgid, params))


def _clock_check(ahead_seconds: float) -> Check:
    if abs(ahead_seconds) <= CLOCK_SECONDS:
        return Check("clock", CheckState.OK, _PASSED["clock"])
    return Check(
        "clock",
        CheckState.WARNING,
        N_("The clock of this computer is {minutes} minutes wrong. Please set it: from five on, Google refuses."),
        {"minutes": round(abs(ahead_seconds) / 60)},
    )


def _ended(found: list[Check], failing: str = "", err: PortalError | None = None) -> list[Check]:
    """Return all checks: those found, the one that fails, and those behind it as not reached."""
    if err is not None:
        found.append(Check(failing, CheckState.FAILED, err.msgid, err.params))
    waiting = [
        Check(name, CheckState.NOT_REACHED, N_("Not checked yet: {what}."), {"what": CHECKS[name]})
        for name in _NAMES[len(found) :]
    ]
    return found + waiting


def _write_check(found: Found, connection: Connection) -> Check:
    locked = [tab.title for tab in found.tabs.values() if protection.foreign(tab)]
    if not locked:
        return Check("write", CheckState.OK, _PASSED["write"])
    return Check(
        "write",
        CheckState.FAILED,
        N_(
            "Somebody protected parts of {tabs} so that the portal cannot write there. Please open the sheet as its "
            "owner, choose “Data > Protect sheets and ranges”, and add {email} there, or remove the protection."
        ),
        {"tabs": ", ".join(f"“{title}”" for title in locked), "email": connection.email},
    )


def _locale_check(found: Found) -> Check:
    if found.locale.partition("_")[0] == building.LANGUAGE and found.time_zone == building.TIME_ZONE:
        return Check("locale", CheckState.OK, N_("It has the German locale and Berlin time."))
    return Check(
        "locale",
        CheckState.WARNING,
        N_("It has the locale {locale} and the time zone {zone}; setting it up makes them German and Berlin."),
        {"locale": found.locale, "zone": found.time_zone},
    )


def _shape_check(found: Found) -> Check:
    if not found.tabs:
        return Check(
            "shape",
            CheckState.WARNING,
            N_("There is no register in the sheet yet; setting it up makes all tabs and columns."),
        )
    headings = {name: heading_of(tab) for name, tab in found.tabs.items()}
    lost = [found.tabs[name].title for name, heading in headings.items() if heading.is_lost]
    if lost:
        return Check("shape", CheckState.FAILED, building.LOST, {"tab": ", ".join(lost)})
    missing = [tab.title for name, tab in tabs().items() if name not in headings]
    if missing:
        return Check(
            "shape",
            CheckState.FAILED,
            N_("Tabs are missing: {tabs}. Setting up again makes them; what stood there is in the journal."),
            {"tabs": ", ".join(missing)},
        )
    damaged = [found.tabs[name].title for name, heading in headings.items() if not heading.is_whole]
    if damaged:
        return Check(
            "shape",
            CheckState.FAILED,
            N_("The first rows or columns of {tabs} are damaged. Setting up again repairs them."),
            {"tabs": ", ".join(damaged)},
        )
    return Check("shape", CheckState.OK, N_("All {count} tabs are in place, with all columns."), {"count": len(tabs())})


def cells_check(cells: int) -> Check:
    """Return how much room is left in a sheet with so many cells."""
    share = cells / CELL_LIMIT_OF_BOOK
    params = {"percent": round(100 * share), "most": CELL_LIMIT_OF_BOOK // 1_000_000}
    if share < WARNS_AT:
        return Check("cells", CheckState.OK, N_("{percent} % of the {most} million cells are in use."), params)
    if share < ALARMS_AT:
        return Check(
            "cells",
            CheckState.WARNING,
            N_(
                "{percent} % of the {most} million cells that Google allows are in use. Please plan to move the "
                "register to a database: “python -m services copy”."
            ),
            params,
        )
    return Check(
        "cells",
        CheckState.WARNING,
        N_(
            "{percent} % of the {most} million cells that Google allows are in use: soon nothing can be stored any "
            "more. Please move the register to a database now: “python -m services copy”."
        ),
        params,
    )
