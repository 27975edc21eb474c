"""Whether a register is sound: it opens, its journal is whole, its rows are valid, its key was kept.

What has to be right before a Google Sheet can be opened at all is checked in services/register/sheet/setup/checks.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from schema.words import N_
from services import keys
from services.keys import Fit
from services.register.base import Register
from services.register.journal import verify_journal
from services.register.snapshot import Snapshot


class CheckState(StrEnum):
    """How a check came out; with a warning, the portal can work."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, how it came out, and a sentence with cause and remedy."""

    name: str
    state: CheckState
    msgid: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_passed(self) -> bool:
        """Whether the portal can work as far as this is concerned."""
        return self.state in (CheckState.OK, CheckState.WARNING)


def register_checks(register: Register) -> list[Check]:
    """Return the checks of an open register: what it holds, its journal, its invalid rows.

    Raises:
        PortalError: it cannot be read.
    """
    snapshot = register.snapshot()
    opens = Check(
        "opens",
        CheckState.OK,
        N_("The register opens: {place}, with {count} reactions."),
        {"place": register.label, "count": len(snapshot.frames["reactions"])},
    )
    return [opens, _journal_check(register), _issues_check(snapshot)]


def _journal_check(register: Register) -> Check:
    broken = verify_journal(register.journal())
    if not broken:
        return Check("journal", CheckState.OK, N_("The journal is whole, from its first row to its last."))
    return Check(
        "journal",
        CheckState.FAILED,
        N_(
            "The journal was changed by hand in {count} places, first at row {seq}. Nothing in it is mended by "
            "itself: please bring back a copy or, on a Google Sheet, an earlier version of the tab."
        ),
        {"count": len(broken), "seq": broken[0].seq},
    )


def _issues_check(snapshot: Snapshot) -> Check:
    count = len({(issue.table, issue.row) for issue in snapshot.issues})
    if not count:
        return Check("issues", CheckState.OK, N_("All rows follow the register's rules."))
    return Check(
        "issues",
        CheckState.WARNING,
        N_("Rows that do not follow the register's rules: {count}. The page “Data quality” names each of them."),
        {"count": count},
    )


def key_check(snapshot: Snapshot, sealing_keys: Sequence[str]) -> Check:
    """Return whether the key in the secrets seals the register, and whether its page was kept.

    Raises:
        RegisterUnavailable: there is no key, or one is none.
    """
    fingerprint = keys.fingerprints(sealing_keys)[0]
    found = keys.fit(snapshot, sealing_keys)
    if found is Fit.OTHER:
        return Check(
            "kept",
            CheckState.FAILED,
            N_(
                "Another key than the one in the secrets seals the register. Please put in the key from the recovery "
                "page with the fingerprint {recorded}; the one in the secrets has {fingerprint}."
            ),
            {"recorded": keys.recorded_fingerprint(snapshot), "fingerprint": fingerprint},
        )
    if found is Fit.CHANGING:
        return Check(
            "kept",
            CheckState.WARNING,
            N_(
                "The change of the key is not finished. Please run “python -m services key rotate --register "
                "gsheets” where the portal runs."
            ),
        )
    kept = keys.find_kept(snapshot, sealing_keys[0])
    if kept is None:
        return Check(
            "kept",
            CheckState.WARNING,
            N_(
                "Nobody has confirmed yet that the recovery page of the key was kept. If the key is lost, nobody "
                "ever reads names and texts again: please print the page and confirm it on “Set-up”."
            ),
        )
    return Check(
        "kept",
        CheckState.OK,
        N_("The key seals the register, and its recovery page was kept: {person} confirmed it on {day}."),
        {"person": kept.by, "day": kept.on},
    )
