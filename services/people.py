"""People and their roles: those of the `users` table, and the made-up one who tries the portal out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from schema.lists import START_ENTRIES
from services.access import NOBODY, ROLE_ACTIONS, Actor
from services.register import opening
from services.register.snapshot import Row, Snapshot

TRYOUT_ROLE = "krm_officer"
TRYOUT_ID = "tryout"
COMMAND_LINE_ID = "cli"
ADMIN = "admin"


class Standing(StrEnum):
    """How somebody stands at the door."""

    LET_IN = "let_in"
    SIGNED_OUT = "signed_out"
    NAMELESS = "nameless"  # the provider gives no e-mail address
    UNCONFIRMED = "unconfirmed"  # the provider does not vouch for the address
    UNKNOWN = "unknown"
    INACTIVE = "inactive"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is at the door: their sign-in name, what people call them, how they stand, and what they may do."""

    login: str
    name: str
    standing: Standing
    actor: Actor = NOBODY

    @property
    def is_let_in(self) -> bool:
        """Whether there are pages for them."""
        return self.standing is Standing.LET_IN

    @property
    def is_vouched_for(self) -> bool:
        """Whether the provider says who they are, known here or not."""
        return self.standing in (Standing.LET_IN, Standing.UNKNOWN, Standing.INACTIVE)


SIGNED_OUT = Visitor("", "", Standing.SIGNED_OUT)


def sign_in_settings() -> dict[str, object]:
    """Return the `[auth]` section of the secrets; empty where nobody signs in."""
    return dict(opening.secrets().get("auth") or {})


def is_sign_in_configured() -> bool:
    """Return whether the secrets have an `[auth]` section, so that everybody signs in."""
    return bool(sign_in_settings())


def sign_in_providers() -> list[str | None]:
    """Return the names of the providers to choose from; None is the one that stands in `[auth]` itself."""
    settings = sign_in_settings()
    own: list[str | None] = [None] if "client_id" in settings else []
    named = [name for name, part in settings.items() if isinstance(part, Mapping) and "client_id" in part]
    return [*own, *named] or [None]


def tryout_visitor(role: str, language: str = "de") -> Visitor:
    """Return the person who tries the portal out in that role; only without sign-in, on this machine."""
    known = role if role in ROLE_ACTIONS else TRYOUT_ROLE
    name = next(entry.label.within(language) for entry in START_ENTRIES if (entry.list, entry.code) == ("role", known))
    login = f"{TRYOUT_ID}:{known}"
    return Visitor(login, name, Standing.LET_IN, Actor(login, name, frozenset({known})))


def is_trying_out(actor: Actor) -> bool:
    """Return whether the actor is the made-up person of whoever tries the portal out."""
    return actor.id.partition(":")[0] == TRYOUT_ID


def visitor_of(snapshot: Snapshot, claims: Mapping[str, object]) -> Visitor:
    """Return how the person whom the provider describes stands here.

    Only the e-mail address counts: other names can be chosen by the person, or given to somebody else later.
    """
    login = str(claims.get("email") or "").strip()
    name = str(claims.get("name") or login)
    if not login:
        return Visitor("", name, Standing.NAMELESS)
    if claims.get("email_verified", True) not in (True, "true"):
        return Visitor(login, name, Standing.UNCONFIRMED)
    rows = find_users(snapshot, login)
    active = [row for row in rows if row["active"] is not False]
    if len(active) == 1:
        row = active[0]
        actor = Actor(row["login"], row["label"], frozenset(row["roles"]), row["unit"])
        return Visitor(login, row["label"], Standing.LET_IN, actor)
    # Two people of one name in use are a contradiction: nobody is let in by it.
    return Visitor(login, name, Standing.INACTIVE if rows and not active else Standing.UNKNOWN)


def find_users(snapshot: Snapshot, login: str) -> list[Row]:
    """Return the people with that sign-in name, case aside, in use or not."""
    users = snapshot.frames["users"]
    wanted = login.strip().casefold()
    return [
        snapshot.row("users", str(row_id))
        for row_id in users.index[users["login"].str.strip().str.casefold() == wanted]
    ]


def is_nobody_active(snapshot: Snapshot) -> bool:
    """Return whether people are entered, and all of them out of use."""
    users = snapshot.frames["users"]
    return len(users) > 0 and not bool(users["active"].fillna(True).any())


def list_people_at_work(snapshot: Snapshot) -> list[Row]:
    """Return the people in use, for cases to go to; all of them where nobody is, as in the sample register.

    This lets nobody in: see `visitor_of`.
    """
    rows = list(snapshot.each_row("users"))
    return rows if is_nobody_active(snapshot) else [row for row in rows if row["active"] is not False]


def active_admins(snapshot: Snapshot) -> list[Row]:
    """Return the people in use who administer the portal."""
    rows = (snapshot.row("users", str(row_id)) for row_id in snapshot.frames["users"].index)
    return [row for row in rows if row["active"] is not False and ADMIN in row["roles"]]
