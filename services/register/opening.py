"""Which register is meant, and opening it: flag before environment before secrets before default."""

import os

from schema.words import N_
from services.errors import RegisterUnavailable
from services.register.base import Register
from services.register.secrets import secrets
from services.register.sheet.connection import connection_of, is_sheet_url
from services.register.sql import SqlRegister

__all__ = ["DEFAULT_URL", "is_sheet_url", "open_register", "register_url", "secrets"]

DEFAULT_URL = "sqlite:///data/register.db"
LONG_PATIENCE_SECONDS = 150.0  # longer than Google's quota of requests takes to be full again


def register_url(flag: str | None = None) -> str:
    """Return the address of the register that is meant.

    Raises:
        RegisterUnavailable: as `secrets`, or what stands there under `register` is no section with an address.
    """
    is_section = isinstance(secrets().get("register", {}), dict)
    configured = secrets().get("register", {}).get("url", "") if is_section else None
    if not isinstance(configured, str):
        raise RegisterUnavailable(
            N_('The secrets name no register\'s address. Write [register] and, below it, url = "sqlite:///…".')
        )
    return flag or os.environ.get("RESONANZ_REGISTER") or configured or DEFAULT_URL


def open_register(url: str, *, for_adoption: bool = False, is_patient: bool = False) -> Register:
    """Open the register at `url`; an empty place becomes an empty register.

    With `for_adoption`, it may be an unfinished copy, which is to be begun anew. `is_patient` waits as long as it takes
    until Google answers requests again; to be used where nobody waits in front of a page.

    Raises:
        RegisterShapeError: what lies there is no register of this version, or an unfinished copy.
        RegisterUnavailable: it cannot be reached, read or written.
    """
    if is_sheet_url(url):
        from services.register.sheet.adapter import SheetRegister  # gspread takes long to import: only where it is used

        patience = {"patience_seconds": LONG_PATIENCE_SECONDS} if is_patient or for_adoption else {}
        return SheetRegister(connection_of(url), for_adoption=for_adoption, **patience)
    return SqlRegister(url, for_adoption=for_adoption)
