"""The Google Sheet on which the portal works: how it stands, how much of Google's limits is in use, and mending it.

What talks to Google is imported where it is used: a portal on another store does without.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol, runtime_checkable

from schema.words import N_
from services import access, clock, keys
from services.access import Action, Actor
from services.checking import Check, CheckState, key_check
from services.errors import PortalError
from services.register import opening
from services.register.base import Register
from services.register.sheet.connection import Connection, connection_of, is_sheet_url, sealing_keys
from services.register.sheet.setup.plans import Done
from services.register.sheet.usage import ALARMS_AT, SECONDS_A_REQUEST, WARNS_AT, Usage
from services.settings import periods_of

LOOK_PATIENCE_SECONDS: Final = 4.0  # somebody waits in front of the page
OLD_AFTER_SECONDS: Final = 300.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How the sheet stands on which the portal works, and what was repaired; `usage` is None while it is not opened."""

    checks: tuple[Check, ...]
    usage: Usage | None = None
    done: tuple[Done, ...] | None = None
    at: datetime = field(default_factory=clock.now)

    @property
    def is_old(self) -> bool:
        """Whether somebody who opens the page wants to see it anew."""
        return (clock.now() - self.at).total_seconds() > OLD_AFTER_SECONDS

    @property
    def worst(self) -> CheckState:
        """The worst state of the checks."""
        states = {check.state for check in self.checks}
        order = (CheckState.FAILED, CheckState.WARNING)
        return next((state for state in order if state in states), CheckState.OK)


@runtime_checkable
class Measured(Protocol):
    """A register that knows how much of its store's limits it uses."""

    def usage(self) -> Usage:
        """Return how much is in use."""
        ...


def is_on_sheet() -> bool:
    """Return whether the portal is told to work on a Google Sheet."""
    return is_sheet_url(opening.register_url())


def list_standing(actor: Actor, url: str, open_register: Callable[[], Register]) -> Standing:
    """Return how the sheet stands that the secrets name; the register is opened only where nothing speaks against it.

    Raises:
        AccessDenied: the actor may not set the register up.
    """
    checks = check_configured(actor, url)
    if any(not check.is_passed for check in checks):
        return Standing(tuple(checks))
    try:
        register = open_register()
        checks.append(key_check(register.snapshot(), sealing_keys()))
        usage = register.usage() if isinstance(register, Measured) else None
        checks += usage_checks(usage) if usage is not None else []
    except PortalError as err:
        return Standing((*checks, Check("opens", CheckState.FAILED, err.msgid, err.params)))
    return Standing(tuple(checks), usage)


def usage_checks(usage: Usage) -> list[Check]:
    """Return warnings where a portal comes near what Google allows in a minute, or in one request; cells aside."""
    requests, seconds = max(usage.share_of_reads, usage.share_of_writes), usage.slowest_seconds / SECONDS_A_REQUEST
    return [
        *_nearing(
            "requests",
            requests,
            N_(
                "{percent} % of the requests that Google allows in a minute are in use. Each portal looks less often "
                "then. If this lasts, give some portals a service account of their own."
            ),
        ),
        *_nearing(
            "seconds",
            seconds,
            N_(
                "An answer took {percent} % of the time after which Google gives up. If this lasts, the sheet has "
                "grown too large: please move the register to a database, “python -m services copy”."
            ),
        ),
    ]


def _nearing(name: str, share: float, msgid: str) -> list[Check]:
    if share < WARNS_AT:
        return []
    state = CheckState.FAILED if share >= ALARMS_AT else CheckState.WARNING
    return [Check(name, state, msgid, {"percent": round(100 * share)})]


def check_configured(actor: Actor, url: str) -> list[Check]:
    """Return the checks of the sheet that the secrets name.

    Raises:
        AccessDenied: the actor may not set the register up.
    """
    access.require(actor, Action.SET_UP)
    return checked(lambda: connection_of(url))


def mend_configured(actor: Actor, url: str, register: Register, *, operation_id: str) -> tuple[Done, ...]:
    """Make and mend what is missing or damaged in the sheet that the secrets name, and return what was done.

    Raises:
        AccessDenied: the actor may not set the register up.
        PortalError: the sheet cannot be written, another key seals it, or nobody can tell which column is which.
    """
    access.require(actor, Action.SET_UP)
    return mended(actor, connection_of(url), register, operation_id=operation_id)


def checked(connect: Callable[[], Connection]) -> list[Check]:
    """Return the checks of a sheet; whoever asks has looked at the role."""
    from services.register.sheet.setup.checks import run_checks

    return run_checks(connect, patience_seconds=LOOK_PATIENCE_SECONDS)


def is_ready(checks: Sequence[Check]) -> bool:
    """Return whether the sheet that was checked can be made and mended."""
    from services.register.sheet.setup import checks as sheet_checks

    return sheet_checks.is_ready(checks)


def mended(actor: Actor, connection: Connection, register: Register, *, operation_id: str) -> tuple[Done, ...]:
    """Make and mend a sheet, note the key that seals it, and return what was done.

    Raises:
        AccessDenied: the actor may not set the register up.
        PortalError: the sheet cannot be written, or another key seals it.
    """
    access.require(actor, Action.SET_UP)
    from services.register.sheet.client import SheetClient
    from services.register.sheet.setup.building import build

    client = SheetClient(connection)
    try:
        made = build(client, connection).done
        snapshot = register.refresh()
        keys.record_key(register, actor, connection.keys, operation_id=operation_id)
        # Now that it can be opened, the office's own lists and deadlines are known.
        days = periods_of(snapshot).close_days
        mended = build(client, connection, snapshot.lists, close_days=days, is_thorough=True).done
    finally:
        client.close()
    return (*made, *mended)
