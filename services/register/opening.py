"""Which register is meant, and opening it: flag before environment before secrets before default."""

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from schema.words import N_
from services.errors import RegisterUnavailable
from services.register.base import Register
from services.register.sql import SqlRegister

DEFAULT_URL = "sqlite:///data/register.db"
SECRETS_FILE = Path(".streamlit/secrets.toml")


def secrets() -> dict[str, Any]:
    """Return the portal's secrets: the file `RESONANZ_SECRETS` names, else Streamlit's own; {} where there is none.

    Raises:
        RegisterUnavailable: the file cannot be read or is no TOML, or the one named is not there.
    """
    named = os.environ.get("RESONANZ_SECRETS")
    path = Path(named) if named else SECRETS_FILE
    if not path.exists():
        if named:
            raise RegisterUnavailable(N_("RESONANZ_SECRETS names {place}, and there is no such file."), place=named)
        return {}
    return _read_secrets(path, path.stat().st_mtime_ns)


@cache
def _read_secrets(path: Path, _changed: int) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as err:
        said = err.strerror if isinstance(err, OSError) and err.strerror else str(err)
        raise RegisterUnavailable(
            N_("The secrets file {place} cannot be read: {said}. Please correct it."), place=str(path), said=said
        ) from err


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


def open_register(url: str) -> Register:
    """Open the register at `url`; an empty place becomes an empty register.

    Raises:
        RegisterShapeError: what lies there is no register of this version.
        RegisterUnavailable: it cannot be reached, read or written.
    """
    return SqlRegister(url)
