"""A register with something of everything, and what two registers must have in common to be copies."""

from __future__ import annotations

from datetime import date

from services.demo.loading import load_sample
from services.register.base import Register
from services.register.journal import verify_journal
from services.register.snapshot import Snapshot
from tests.services.register.saves import all_rows, case, change_set, changed, created, removed

TODAY = date(2026, 11, 21)
AWKWARD = "01234 1,5 =1+1 'x 31.12.2022 Straße 😀"


def fill(register: Register, reactions: int = 40) -> Snapshot:
    """Store made-up cases, then a case that is changed, one that is removed, and values that others damage."""
    load_sample(register, "demo", today=TODAY, reactions=reactions)
    notes = [
        created("notes", f"on-{name}", reaction_id=name, kind="escalation", noted_on=date(2026, 3, 9), person=AWKWARD)
        for name in ("kept", "gone")
    ]
    snapshot = register.commit(change_set(*case("kept", text="Frau Muster, Tel. 0351 4956789"), *case("gone"), *notes))
    register.commit(change_set(removed(snapshot.row("reactions", "gone")), actor="krm", reason="Doppelt erfasst"))
    register.commit(change_set(changed(snapshot.row("reactions", "kept"), subject=AWKWARD, ombuds=True)))
    person = created("users", "u", login="uta@amt.example", label="Übel, Uta", roles=("office", "admin"))
    register.commit(change_set(person))
    return register.commit(change_set(*case("long", text=f"=1+1\n{'ü' * 19_990}", subject=AWKWARD)))


def assert_copies(source: Register, target: Register) -> None:
    """Check that both hold the same rows and the same journal, and that both journals are whole."""
    entries = list(source.journal())
    assert list(target.journal()) == entries
    assert verify_journal(entries) == []
    ours, theirs = source.refresh(), target.refresh()
    assert theirs.revision == ours.revision == len(entries)
    assert all_rows(theirs) == all_rows(ours)
    assert theirs.issues == ()
