"""The key that seals personal data: in groups on paper, whether it fits the register, and whether it was kept.

The register's settings hold the key's fingerprint and who confirmed that the printed page was kept; never the key.
"""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, runtime_checkable

from schema.words import N_
from services import access
from services.access import Action, Actor
from services.errors import InputRejected, RegisterUnavailable, StaleRecord
from services.register.base import ChangeSet, Register, RowChange
from services.register.sheet import sealing
from services.register.snapshot import Snapshot

RECORDED, KEPT = "sealing_key", "sealing_key_kept"  # settings, each the only row of its name: its id is its key
NOTES = frozenset({RECORDED, KEPT})
GROUP_CHARACTERS, ASKED_GROUPS = 4, 2
STORE_ATTEMPTS = 3


class Fit(StrEnum):
    """How the keys in the secrets and the register go together."""

    FITS = "fits"  # the newest key seals the register
    CHANGING = "changing"  # an older one of the list still does: the change is not finished
    NOT_RECORDED = "not_recorded"  # the register names no key
    OTHER = "other"  # a key that is not in the secrets seals it


@dataclass(frozen=True, slots=True)
class Kept:
    """Somebody typed back what stands on the printed page: which key, when, and who (an actor's id)."""

    fingerprint: str
    on: date
    by: str


@runtime_checkable
class Sealed(Protocol):
    """A register that seals personal data with a key."""

    def reseal(self, progress: Callable[[float], None]) -> int:
        """Seal with the newest key what an older one sealed, and return how many rows that were."""
        ...


fingerprint, new_key = sealing.fingerprint, sealing.new_key


def fingerprints(keys: Sequence[str]) -> tuple[str, ...]:
    """Return the fingerprint of each key.

    Raises:
        RegisterUnavailable: there is no key, or one is none; its place is named, never what stands there.
    """
    return sealing.Sealer(keys).fingerprints


def groups(key: str) -> tuple[str, ...]:
    """Return the key in groups of four characters, as it stands on the recovery page.

    Raises:
        RegisterUnavailable: it is no key.
    """
    plain = sealing.plain_key(key)
    return tuple(plain[start : start + GROUP_CHARACTERS] for start in range(0, len(plain), GROUP_CHARACTERS))


def asked_groups(key: str, seed: str) -> tuple[int, ...]:
    """Return the numbers, from 1, of the groups to be typed back; the same seed asks for the same ones."""
    drawn = random.Random(f"{fingerprint(key)} {seed}").sample(range(1, len(groups(key)) + 1), ASKED_GROUPS)
    return tuple(sorted(drawn))


def require_groups(key: str, typed: Sequence[str], seed: str) -> None:
    """Let pass what stands on the key's page: `typed` are the groups that `asked_groups(key, seed)` names.

    Raises:
        InputRejected: a group is not what stands there; what was typed is not repeated.
        RegisterUnavailable: it is no key.
    """
    asked = asked_groups(key, seed)
    given = [*typed, *[""] * len(asked)]
    wrong = [number for number, text in zip(asked, given, strict=False) if not _is_group(key, number, text)]
    if wrong:
        raise InputRejected(
            N_(
                "This is not what stands on the recovery page: group {numbers}. Please type it from the paper; capital "
                "and small letters differ. If the paper says something else, it belongs to another key: print a new "
                "one."
            ),
            numbers=", ".join(map(str, wrong)),
        )


def recorded_fingerprint(snapshot: Snapshot) -> str | None:
    """Return the fingerprint of the key that seals the register, or None where it names none."""
    row = snapshot.find_row("settings", RECORDED)
    return str(row["value"] or "").strip() or None if row else None


def fit(snapshot: Snapshot, keys: Sequence[str]) -> Fit:
    """Return how the keys, newest first, go with the register.

    Raises:
        RegisterUnavailable: there is no key, or one is none.
    """
    known = fingerprints(keys)
    recorded = recorded_fingerprint(snapshot)
    if recorded is None:
        return Fit.NOT_RECORDED
    if recorded == known[0]:
        return Fit.FITS
    return Fit.CHANGING if recorded in known else Fit.OTHER


def require_fit(snapshot: Snapshot, keys: Sequence[str]) -> None:
    """Let keys pass that can open the register.

    Raises:
        RegisterUnavailable: a key that is not among them seals it, there is no key, or one is none.
    """
    if fit(snapshot, keys) is Fit.OTHER:
        raise RegisterUnavailable(
            N_(
                "The register is sealed with another key than the one in the secrets. Please put in the key from the "
                "recovery page with the fingerprint {recorded}; the one in the secrets has {found}."
            ),
            recorded=recorded_fingerprint(snapshot),
            found=fingerprint(keys[0]),
        )


def find_kept(snapshot: Snapshot, key: str) -> Kept | None:
    """Return who confirmed that this key's page was kept; None where nobody did, or for another key only."""
    row = snapshot.find_row("settings", KEPT)
    kept = _read_kept(str(row["value"] or "")) if row else None
    return kept if kept is not None and kept.fingerprint == fingerprint(key) else None


def is_kept(snapshot: Snapshot, key: str) -> bool:
    """Return whether somebody confirmed that this key's page was kept."""
    return find_kept(snapshot, key) is not None


def record_key(register: Register, actor: Actor, keys: Sequence[str], *, operation_id: str) -> Snapshot:
    """Note in the register which key seals it: the newest of `keys`. Once noted, only `rotate_key` changes it.

    Raises:
        AccessDenied: the actor may not set the register up.
        RegisterUnavailable: a key that is not among them seals it, there is no key, or one is none.
    """
    access.require(actor, Action.SET_UP)
    snapshot = register.snapshot()
    require_fit(snapshot, keys)
    if recorded_fingerprint(snapshot) is not None:
        return snapshot
    return _store(register, actor, RECORDED, fingerprint(keys[0]), operation_id)


def confirm_kept(
    register: Register,
    actor: Actor,
    keys: Sequence[str],
    typed: Sequence[str],
    *,
    seed: str,
    today: date,
    operation_id: str,
) -> Snapshot:
    """Note that the newest key's page was kept, when `typed` are the groups that `asked_groups(keys[0], seed)` names.

    Raises:
        AccessDenied: the actor may not set the register up.
        InputRejected: a group is not what stands on the page; what was typed is not repeated.
        RegisterUnavailable: a key that is not among them seals the register, there is no key, or one is none.
    """
    access.require(actor, Action.SET_UP)
    snapshot = register.snapshot()
    require_fit(snapshot, keys)
    key = keys[0]
    require_groups(key, typed, seed)
    if is_kept(snapshot, key):
        return snapshot
    kept = {"fingerprint": fingerprint(key), "on": today.isoformat(), "by": actor.id}
    return _store(register, actor, KEPT, json.dumps(kept, ensure_ascii=False), operation_id)


def rotate_key(
    register: Register, actor: Actor, keys: Sequence[str], *, progress: Callable[[float], None], operation_id: str
) -> int:
    """Seal everything with the newest key and return how many rows that were; stopped half-way, it is run again.

    Raises:
        AccessDenied: the actor may not set the register up.
        InputRejected: there is no older key beside the newest, or the register seals nothing.
        RegisterUnavailable: the older key is not the register's, there is no key, or one is none.
    """
    access.require(actor, Action.SET_UP)
    if not isinstance(register, Sealed):
        raise InputRejected(
            N_("The register {place} seals nothing: only a Google Sheet has a key. Nothing was changed."),
            place=register.label,
        )
    snapshot = register.refresh()
    require_fit(snapshot, keys)
    if len(set(fingerprints(keys))) == 1:
        raise InputRejected(
            N_(
                "There is one key in the secrets only. Make a new one with “python -m services key new”, put it in "
                "front of the present one, start every portal again, and then repeat this."
            )
        )
    count = register.reseal(progress)
    # The fingerprint last: while it names the older key, everybody sees that the change is not finished.
    _store(register, actor, RECORDED, fingerprint(keys[0]), operation_id)
    return count


def _store(register: Register, actor: Actor, name: str, value: str, operation_id: str) -> Snapshot:
    snapshot = register.snapshot()
    for attempt in range(1, STORE_ATTEMPTS + 1):
        row = snapshot.find_row("settings", name)
        if row is not None and row["value"] == value:
            break
        change = RowChange("settings", name, {"key": name, "value": value}, seen=row)
        try:
            return register.commit(ChangeSet.of([change], actor=actor.id, operation_id=operation_id))
        except StaleRecord:
            if attempt == STORE_ATTEMPTS:
                raise
            snapshot = register.refresh()
    return snapshot


def _is_group(key: str, number: int, typed: str) -> bool:
    # The sign = at the end says nothing of the key, and people take it for a slip of the printer.
    return "".join(typed.split()).rstrip("=") == groups(key)[number - 1].rstrip("=")


def _read_kept(value: str) -> Kept | None:
    try:
        read = json.loads(value)
        return Kept(str(read["fingerprint"]), date.fromisoformat(read["on"]), str(read["by"]))
    except (ValueError, TypeError, KeyError):
        return None  # somebody wrote something else there: nobody confirmed
