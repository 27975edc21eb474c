"""What nobody may read but the portal: the secrets, in the files where Streamlit looks for them as well."""

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from schema.words import N_
from services.errors import RegisterUnavailable

SECRETS_FILE = Path(".streamlit/secrets.toml")
_ROOT = Path(__file__).parents[2]  # where app.py lies


def secrets_path() -> Path:
    """Return which file the secrets are read from, there or not."""
    return Path(os.environ.get("RESONANZ_SECRETS") or SECRETS_FILE)


def secrets() -> dict[str, Any]:
    """Return the portal's secrets; {} where there are none.

    They stand in the file that `RESONANZ_SECRETS` names, else in those that Streamlit reads: in the home folder, in
    the folder of the moment, and beside app.py. A section of a later file takes the place of one of an earlier file.

    Raises:
        RegisterUnavailable: a file cannot be read or is no TOML, or the one named is not there.
    """
    named = os.environ.get("RESONANZ_SECRETS")
    if named and not Path(named).exists():
        raise RegisterUnavailable(N_("RESONANZ_SECRETS names {place}, and there is no such file."), place=named)
    found: dict[str, Any] = {}
    for path in [Path(named)] if named else secrets_files():
        if os.path.exists(path):  # a home folder may be closed to the portal
            found |= _read_secrets(path, path.stat().st_mtime_ns)
    return found


def secrets_files() -> list[Path]:
    """Return where secrets are looked for when nothing else is said, the one that counts most at the end."""
    folders = (Path.home(), Path.cwd(), _ROOT)
    return list(dict.fromkeys(folder / SECRETS_FILE for folder in folders))


@cache
def _read_secrets(path: Path, _changed: int) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as err:
        said = err.strerror if isinstance(err, OSError) and err.strerror else str(err)
        raise RegisterUnavailable(
            N_("The secrets file {place} cannot be read: {said}. Please correct it."), place=str(path), said=said
        ) from err
