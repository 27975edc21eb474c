"""People and their roles: those of the `users` table, and the made-up one who tries the portal out."""

from schema.lists import START_ENTRIES
from services.access import NOBODY, ROLE_ACTIONS, Actor
from services.register import opening
from services.register.snapshot import Snapshot

TRYOUT_ROLE = "krm_officer"
TRYOUT_ID = "tryout"

__all__ = ["NOBODY", "actor_of_login", "is_sign_in_configured", "tryout_actor"]


def is_sign_in_configured() -> bool:
    """Return whether the secrets have an `[auth]` section, so that everybody signs in."""
    return bool(opening.secrets().get("auth"))


def tryout_actor(role: str, language: str = "de") -> Actor:
    """Return the person who tries the portal out in that role; only without sign-in, on this machine."""
    known = role if role in ROLE_ACTIONS else TRYOUT_ROLE
    name = next(entry.label.within(language) for entry in START_ENTRIES if (entry.list, entry.code) == ("role", known))
    return Actor(f"{TRYOUT_ID}:{known}", name, frozenset({known}))


def actor_of_login(snapshot: Snapshot, login: str) -> Actor:
    """Return the person with that sign-in name, case aside; nobody where the table does not know them."""
    users = snapshot.frames["users"]
    found = users.index[(users["login"].str.casefold() == login.strip().casefold()) & (users["active"].fillna(True))]
    if not login.strip() or len(found) != 1:
        return NOBODY
    row = snapshot.row("users", found[0])
    return Actor(row["login"], row["label"], frozenset(row["roles"]), row["unit"])
