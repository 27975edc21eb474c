"""Setting a register up on a Google Sheet, step by step: what was entered, checked, made, and put into the secrets.

What talks to Google is imported where it is used: a portal on another store does without.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from schema.words import N_
from services import access, keys, people, recovery_page, sheet_secrets
from services.access import Action, Actor
from services.checking import Check, CheckState
from services.errors import AccessDenied, InputRejected, RegisterUnavailable
from services.register.base import new_id
from services.register.secrets import secrets_path
from services.register.sheet import sealing
from services.register.sheet.connection import (
    Connection,
    account_of,
    connection_to,
    find_address,
    sealing_keys,
    spreadsheet_id_of,
)
from services.register.sheet.setup.plans import Done
from services.sheet_standing import checked, is_ready, mended

SECRETS_NAME: Final = "secrets.toml"
_ENVIRONMENT: Final = "RESONANZ_REGISTER"


@dataclass(frozen=True, slots=True)
class Entry:
    """What was entered so far.

    `typed` are the groups of the recovery page that were typed back; `seed` chose which ones.
    """

    account: Mapping[str, Any] | None = field(default=None, repr=False)
    address: str = ""
    key: str = field(default="", repr=False)
    is_new_key: bool = False
    seed: str = ""
    typed: tuple[str, ...] = field(default=(), repr=False)

    @property
    def email(self) -> str:
        """The service account's address; "" while its key is missing."""
        return str(self.account["client_email"]) if self.account else ""

    @property
    def project(self) -> str:
        """The account's project; "" where its key does not name it."""
        return str(self.account.get("project_id", "")) if self.account else ""

    @property
    def is_key_safe(self) -> bool:
        """Whether the key for sealing was typed from its page, or its page was kept."""
        return bool(self.key) and (not self.is_new_key or bool(self.typed))

    @property
    def is_complete(self) -> bool:
        """Whether all is there that the checks need."""
        return bool(self.account and self.address and self.key)


@dataclass(frozen=True, slots=True)
class Made:
    """What was checked, and what was made, of an entry; `done` is None where nothing was made yet."""

    checks: tuple[Check, ...]
    done: tuple[Done, ...] | None = None

    @property
    def is_ready(self) -> bool:
        """Whether the register can be made."""
        return is_ready(self.checks)

    @property
    def is_there(self) -> bool:
        """Whether the register is made, now or before."""
        return self.done is not None or any(c.name == "shape" and c.state is CheckState.OK for c in self.checks)


# ---- what is entered


def start_entry() -> Entry:
    """Return what is entered at first: what the secrets name already, but for the account's key.

    What stands there and is wrong is left out: it is to be entered anew.
    """
    known = known_keys()
    return Entry(address=known_address(), key=known[0] if known else "")


def known_keys() -> tuple[str, ...]:
    """Return the keys for sealing in the secrets, newest first; none where none of them can be one."""
    try:
        found = sealing_keys()
        keys.fingerprints(found)
    except RegisterUnavailable:
        return ()
    return found


def known_address() -> str:
    """Return the address of the sheet in the secrets; "" where there is none, or it is wrong."""
    try:
        return find_address(sheet_secrets.URL)
    except RegisterUnavailable:
        return ""


def made_new_key(entry: Entry) -> Entry:
    """Return the entry with a new key for sealing, whose page is to be printed."""
    return replace(entry, key=keys.new_key(), is_new_key=True, seed=new_id(), typed=())


def kept_key(entry: Entry, typed: Sequence[str]) -> Entry:
    """Return the entry with its key's page confirmed as kept, by the groups typed from it.

    Raises:
        InputRejected: a group is not what stands there; what was typed is not repeated.
    """
    keys.require_groups(entry.key, typed, entry.seed)
    return replace(entry, typed=tuple(typed))


def read_account(text: str) -> dict[str, Any]:
    """Return a service account's key from its JSON.

    Raises:
        InputRejected: it is no JSON.
        RegisterUnavailable: it is no key of a service account, or damaged; the message never repeats what stands there.
    """
    try:
        found = json.loads(text)
    except ValueError:
        raise InputRejected(
            N_(
                "This is no JSON. Please take the whole file that Google offered for download: it begins with {begin} "
                "and ends with {end}."
            ),
            begin="{",
            end="}",
        ) from None
    from services.register.sheet.client import SheetClient

    account = account_of(found)
    SheetClient(connection_to("1", account, ())).close()  # reads the private key, and asks nobody
    return account


def read_address(text: str) -> str:
    """Return the address of a sheet as people open it.

    Raises:
        InputRejected: nothing was entered.
        RegisterUnavailable: it is no address of a sheet.
    """
    if not text.strip():
        raise InputRejected(N_("Please paste the address of the sheet."))
    return Connection(spreadsheet_id_of(text), {}, ()).address


def read_sealing_key(text: str) -> str:
    """Return a key for sealing that was typed, without blanks.

    Raises:
        InputRejected: it is none; what was typed is not repeated.
    """
    try:
        return sealing.plain_key(text)
    except RegisterUnavailable:
        raise InputRejected(
            N_(
                "This is no key for sealing. It has 44 characters; on the recovery page they stand in groups of four. "
                "Capital and small letters differ."
            )
        ) from None


def build_recovery_page(actor: Actor, entry: Entry, *, today: date, language: str) -> str:
    """Return the page to print for the key that was entered.

    Raises:
        AccessDenied: the actor may not set the register up.
    """
    return recovery_page.build_recovery_page(actor, entry.key, address=entry.address, today=today, language=language)


# ---- the sheet that was entered


def check_entry(actor: Actor, entry: Entry) -> list[Check]:
    """Return the checks of the sheet that was entered.

    Raises:
        AccessDenied: the actor may not set the register up.
    """
    access.require(actor, Action.SET_UP)
    return checked(lambda: _connection(entry))


def set_up_entry(actor: Actor, entry: Entry, *, today: date, operation_id: str) -> tuple[Done, ...]:
    """Make the register in the sheet that was entered, note the key that seals it, and return what was done.

    Raises:
        AccessDenied: the actor may not set the register up.
        InputRejected: the recovery page of a new key was not kept.
        PortalError: the sheet cannot be written, or another key seals it.
    """
    access.require(actor, Action.SET_UP)
    if not entry.is_key_safe:
        raise InputRejected(N_("Please confirm first that the recovery page of the key was printed and kept."))
    from services.register.sheet.adapter import SheetRegister

    connection = _connection(entry)
    register = SheetRegister(connection)
    try:
        done = mended(actor, connection, register, operation_id=operation_id)
        if entry.is_new_key:
            keys.confirm_kept(
                register,
                actor,
                connection.keys,
                entry.typed,
                seed=entry.seed,
                today=today,
                operation_id=f"{operation_id}-kept",
            )
    finally:
        register.close()
    return done


def _connection(entry: Entry) -> Connection:
    return connection_to(entry.address, entry.account, (entry.key,) if entry.key else ())


# ---- the secrets


def build_secrets(actor: Actor, entry: Entry) -> str:
    """Return the sections of the secrets for the sheet that was entered.

    Raises:
        AccessDenied: the actor may not set the register up.
    """
    access.require(actor, Action.SET_UP)
    return sheet_secrets.sheet_block(entry.address, entry.account or {}, [entry.key])


def writable_secrets() -> Path | None:
    """Return the secrets file that a visitor of the page may have written; None where that is not theirs to do.

    Only where somebody tries the portal out on their own machine, and nothing else says which register is meant.
    """
    if people.is_sign_in_configured() or os.environ.get(_ENVIRONMENT):
        return None
    return secrets_path()


def write_secrets(actor: Actor, entry: Entry) -> Path:
    """Write the sheet that was entered into the portal's secrets and return which file that is.

    Raises:
        AccessDenied: the actor may not set the register up, or people sign in to the portal.
        InputRejected, RegisterUnavailable: the file cannot be changed; it is left as it is.
    """
    access.require(actor, Action.SET_UP)
    path = writable_secrets()
    if path is None:
        raise AccessDenied(
            N_(
                "The portal does not write its secrets here. Please download them and hand them to whoever runs the "
                "portal."
            )
        )
    sheet_secrets.write_sheet(path, entry.address, entry.account or {}, [entry.key])
    return path
