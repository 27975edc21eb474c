"""What day it is for the portal, and the true time."""

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from schema.words import N_
from services.errors import InputRejected

BERLIN = ZoneInfo("Europe/Berlin")


def today() -> date:
    """Return the day the portal takes for today: `RESONANZ_TODAY`, else the day in Berlin.

    Raises:
        InputRejected: `RESONANZ_TODAY` is no ISO date.
    """
    chosen = os.environ.get("RESONANZ_TODAY")
    if not chosen:
        return datetime.now(BERLIN).date()
    try:
        return date.fromisoformat(chosen)
    except ValueError as err:
        raise InputRejected(
            N_("RESONANZ_TODAY is “{value}”, which is no date. Write it like 2026-11-21."), value=chosen
        ) from err


def now() -> datetime:
    """Return the true time, in UTC, to the microsecond."""
    return datetime.now(UTC)
