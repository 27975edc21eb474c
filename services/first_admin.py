"""The first administrator: whoever signs in and knows the code printed where the portal was started.

The code lives in this process alone. It is void once it was used, and after too many wrong ones until a restart. When
the last administrator goes, another code is made: whoever can read the terminal gets in again.
"""

import secrets
from functools import cache
from threading import Lock

from schema.words import N_
from services import people
from services.access import Actor
from services.errors import AccessDenied, InputRejected
from services.people import Standing, Visitor
from services.register.base import ChangeSet, Register, RowChange
from services.register.snapshot import Snapshot

TRIES = 5
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without I, O, 0 and 1, which look alike
_REASON = "first administrator, by the code of the terminal"
_VOID = N_(
    "The code is no longer valid: it was typed wrongly too often. Please have the portal restarted; "
    "it then prints a new one."
)


class Codes:
    """The code of one process, and how often it was missed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._code = ""
        self._missed = 0

    @property
    def is_void(self) -> bool:
        """Whether nothing typed is accepted any more."""
        return self._missed >= TRIES

    def announce(self) -> None:
        """Print the code where the portal was started, unless that was done."""
        with self._lock:
            if self._code or self.is_void:
                return
            self._code = "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
            print(
                f"\n  Resonanz: Es gibt noch keine Verwaltung. Einmal-Code für die erste Anmeldung: {self._code}\n"
                f"  Resonanz: There is no administrator yet. One-time code for the first sign-in: {self._code}\n",
                flush=True,
            )

    def use(self, register: Register, visitor: Visitor, typed: str, *, operation_id: str) -> Actor:
        """Make the visitor the first administrator if they typed the code.

        Raises:
            AccessDenied: nobody vouches for the visitor, there is an administrator, or the code is void.
            InputRejected: it is another code.
        """
        with self._lock:
            if not visitor.is_vouched_for or not is_wanted(register.refresh()):
                raise AccessDenied(N_("The portal has an administration already. Please ask there for a role."))
            if self.is_void or not self._code:
                raise AccessDenied(_VOID)
            if not secrets.compare_digest(_plain(typed).encode(), _plain(self._code).encode()):
                self._missed += 1
                if self.is_void:
                    raise AccessDenied(_VOID)
                raise InputRejected(
                    N_("This is not the code. Tries left: {left}. It stands in the terminal of the portal."),
                    left=TRIES - self._missed,
                )
            snapshot = _made_admin(register, visitor, operation_id)
            self._code, self._missed = "", 0
        return people.visitor_of(snapshot, {"email": visitor.login}).actor


@cache
def of_this_process() -> Codes:
    """Return the codes of this process."""
    return Codes()


def is_wanted(snapshot: Snapshot) -> bool:
    """Return whether people sign in but none of them administers the portal."""
    return people.is_sign_in_configured() and not people.active_admins(snapshot)


def _plain(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _made_admin(register: Register, visitor: Visitor, operation_id: str) -> Snapshot:
    rows = people.find_users(register.snapshot(), visitor.login)
    if not rows:
        values = {"login": visitor.login, "label": visitor.name[:200], "roles": (people.ADMIN,), "active": True}
        changes = [RowChange("users", operation_id, values)]
    else:
        # Somebody who was switched off comes back as administrator only; other roles are given anew, on purpose.
        before = rows[0]["roles"] if visitor.standing is Standing.LET_IN else ()
        roles = tuple(dict.fromkeys((*before, people.ADMIN)))
        changes = [RowChange("users", rows[0]["id"], {"roles": roles, "active": True}, seen=rows[0])]
        changes += [RowChange("users", row["id"], {"active": False}, seen=row) for row in rows[1:]]
    return register.commit(ChangeSet.of(changes, actor=visitor.login, operation_id=operation_id, reason=_REASON))
