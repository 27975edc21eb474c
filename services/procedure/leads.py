"""Who may be in charge of a case: the people who lead the team, its area, or belong to no unit."""

from services.people import list_people_at_work
from services.register.snapshot import Row, Snapshot

LEAD_ROLES = frozenset({"team_lead", "area_lead"})


def list_leads(snapshot: Snapshot, unit: str | None) -> list[Row]:
    """Return the leads in use to whom a disposition to this team may go, those of the team itself first.

    OA 10/2018, Ablauf 2: "an die zuständige Teamleitung (cc zuständige Bereichsleitung)".
    """
    units = snapshot.frames["units"]
    above = set(units.loc[units["code"] == unit, "parent"].dropna()) | {unit, None}
    leads = [row for row in list_all_leads(snapshot) if row["unit"] in above]
    return sorted(leads, key=lambda row: (row["unit"] != unit, "team_lead" not in row["roles"], row["label"] or ""))


def list_all_leads(snapshot: Snapshot) -> list[Row]:
    """Return the leads in use, of whatever team or area."""
    return [row for row in list_people_at_work(snapshot) if LEAD_ROLES & set(row["roles"] or ())]


def has_login(rows: list[Row], login: str) -> bool:
    """Return whether one of these people signs in under that name, case aside."""
    return login.strip().casefold() in {str(row["login"]).strip().casefold() for row in rows}
