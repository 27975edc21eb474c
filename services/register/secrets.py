"""What nobody may read but the portal: the secrets file."""

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from schema.words import N_
from services.errors import RegisterUnavailable

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
