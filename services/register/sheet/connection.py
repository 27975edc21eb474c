"""Which sheet is meant, and with which account and keys it is opened: read from the secrets.

[register]
url = "gsheets"
key = "…"                        # seals the personal fields; a list while keys are being changed

[connections.gsheets]            # as in Streamlit's Google Sheets tutorial
spreadsheet = "https://docs.google.com/spreadsheets/d/…/edit"
type = "service_account"
client_email = "…"
private_key = "…"
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from schema.words import N_
from services.register.secrets import secrets
from services.register.sheet.causes import Cause, SheetUnavailable

SCHEME = "gsheets"
GOOGLES_TOKEN_URI = "https://oauth2.googleapis.com/token"
_IN_ADDRESS = re.compile(r"/spreadsheets/(?:u/\d+/)?d/(?!e/)([A-Za-z0-9_-]+)|[?&]key=([A-Za-z0-9_-]+)")
_BARE_ID = re.compile(r"[A-Za-z0-9_-]+")
_NEEDED = ("client_email", "private_key")
_OF_THE_SHEET = ("spreadsheet", "worksheet")  # what stands beside the account's key in the section


@dataclass(frozen=True, slots=True)
class Connection:
    """One sheet, the service account that opens it, and the keys that seal its personal fields, newest first.

    `endpoint` is another base address for Google's, its token endpoint included.
    """

    spreadsheet_id: str
    account: Mapping[str, Any] = field(repr=False)
    keys: tuple[str, ...] = field(repr=False)
    endpoint: str | None = None

    @property
    def email(self) -> str:
        """The account's e-mail address, with which the sheet is to be shared."""
        return str(self.account.get("client_email", ""))

    @property
    def address(self) -> str:
        """Where people open the sheet."""
        return f"https://docs.google.com/spreadsheets/d/{self.spreadsheet_id}/edit"


def is_sheet_url(url: str) -> bool:
    """Return whether a register's address means a Google Sheet: `gsheets`, or `gsheets:` and its id or address."""
    return url.partition(":")[0].strip().lower() == SCHEME


def connection_of(url: str) -> Connection:
    """Return the connection that a register's address and the secrets name.

    Raises:
        RegisterUnavailable: something is missing in the secrets, or is wrong there; the message names the place.
    """
    section = _section()
    named = _named_sheet(url, section)
    if not named:
        raise SheetUnavailable(
            N_(
                "The secrets name no sheet. Please write spreadsheet = “address of the sheet” below "
                "[connections.gsheets]; you find it in the browser's address line when the sheet is open."
            ),
            cause=Cause.SECRETS,
        )
    account = {name: value for name, value in section.items() if name not in _OF_THE_SHEET}
    keys = sealing_keys()
    connection = connection_to(named, account, keys)
    if not keys:
        raise _no_keys()
    return connection


def connection_to(named: object, key: object, keys: Sequence[str]) -> Connection:
    """Return the connection to the sheet named by its address or id, with a service account's key and those that seal.

    Raises:
        RegisterUnavailable: the address is none, or the key; the message never repeats one.
    """
    endpoint = _endpoint()
    account = account_of(key)
    if endpoint is not None:
        account = {**account, "token_uri": f"{endpoint}/token"}
    return Connection(spreadsheet_id_of(named), account, tuple(keys), endpoint)


def find_address(url: str) -> str:
    """Return where people open the sheet that a register's address and the secrets name; "" where they name none.

    Raises:
        RegisterUnavailable: what stands there as the sheet's address is none.
    """
    connections = secrets().get("connections", {})
    section = connections.get(SCHEME) if isinstance(connections, dict) else None
    named = _named_sheet(url, section if isinstance(section, dict) else {}) if is_sheet_url(url) else ""
    return Connection(spreadsheet_id_of(named), {}, ()).address if named else ""


def sealing_keys() -> tuple[str, ...]:
    """Return the keys for sealing in the secrets, newest first; none where there are none.

    Raises:
        RegisterUnavailable: what stands there is no text and no list of texts.
    """
    register = secrets().get("register", {})
    found = register.get("key", "") if isinstance(register, dict) else ""
    keys = tuple(found) if isinstance(found, list) else (found,)
    if not all(isinstance(key, str) for key in keys):
        raise _no_keys()
    return tuple(key.strip() for key in keys if key.strip())


def spreadsheet_id_of(named: object) -> str:
    """Return the id of the sheet that an address, or an id, names.

    Raises:
        RegisterUnavailable: it names none.
    """
    text = str(named).strip()
    found = _IN_ADDRESS.search(text)
    if found:
        return found[1] or found[2]
    if not _BARE_ID.fullmatch(text):
        raise SheetUnavailable(
            N_(
                "What stands as the sheet's address is none. Please copy it from the browser's address line: it begins "
                "with https://docs.google.com/spreadsheets/d/ (not the address of “Publish to the web”)."
            ),
            cause=Cause.SECRETS,
        )
    return text


def account_of(key: object) -> dict[str, Any]:
    """Return a service account's key, read from its JSON file or the secrets, with its line breaks restored.

    Raises:
        RegisterUnavailable: it is no key of a service account; the message names what is missing, never a value.
    """
    if not isinstance(key, Mapping):
        raise SheetUnavailable(
            N_("This is no key of a service account. Please take the JSON file that Google offered for download."),
            cause=Cause.KEY,
        )
    missing = [name for name in _NEEDED if not isinstance(key.get(name), str) or not key[name].strip()]
    if missing:
        raise SheetUnavailable(
            N_(
                "The service account's key lacks {names}. Please copy every line of the JSON file that Google offered "
                "for download into the secrets, below [connections.gsheets]."
            ),
            cause=Cause.KEY if len(missing) < len(_NEEDED) else Cause.SECRETS,
            names=", ".join(missing),
        )
    if key.get("type", "service_account") != "service_account":
        raise SheetUnavailable(
            N_(
                "The key below [connections.gsheets] is of another kind. Please make one of a service account: in its "
                "JSON file stands “type”: “service_account”."
            ),
            cause=Cause.KEY,
        )
    # In a TOML text in single quotes, \n stays two characters.
    private_key = key["private_key"].replace("\\n", "\n").strip() + "\n"
    return {"token_uri": GOOGLES_TOKEN_URI, **key, "client_email": key["client_email"].strip()} | {
        "private_key": private_key
    }


def _section() -> Mapping[str, Any]:
    connections = secrets().get("connections", {})
    section = connections.get(SCHEME) if isinstance(connections, dict) else None
    if not isinstance(section, dict):
        raise SheetUnavailable(
            N_(
                "The secrets have no section [connections.gsheets]. The page “Set-up” says step by step what belongs "
                "into it: the sheet's address and the key of a service account."
            ),
            cause=Cause.SECRETS,
        )
    return section


def _named_sheet(url: str, section: Mapping[str, Any]) -> Any:
    return url.partition(":")[2].strip() or section.get("spreadsheet", "")


def _no_keys() -> SheetUnavailable:
    return SheetUnavailable(
        N_(
            "The secrets hold no key for sealing personal fields. Please make one with “python -m services key "
            "new”, write it as key = “…” below [register], and keep a copy of it in another place."
        ),
        cause=Cause.SECRETS,
    )


def _endpoint() -> str | None:
    base = os.environ.get("RESONANZ_SHEETS_ENDPOINT", "").strip().rstrip("/")
    if not base:
        return None
    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SheetUnavailable(
            N_("RESONANZ_SHEETS_ENDPOINT is no address. Write it like http://127.0.0.1:8099, or leave it away."),
            cause=Cause.SECRETS,
        )
    return f"{parts.scheme}://{parts.netloc}"
