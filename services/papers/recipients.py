"""Whom a paper goes to, from the people of the register.

    team_lead         the lead in charge where one is set, else the leads of the team in charge
    area_lead         the leads of the area that the team belongs to
    data_protection   the data protection officers
    customer          the e-mail address under "Contact"
    place             the e-mail address of the place a matter is handed to, or the person of that name

People out of use get nothing. Where nobody is known the list is empty: nobody is guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from typing import Any

from schema.addresses import is_mail_address
from services.papers.kinds import Party
from services.people import list_people_at_work
from services.register.snapshot import Row, Snapshot

_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"'|]+@[^\s<>()\[\],;:\"'|@]+")


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person or place: what they are called and their e-mail address ("" where none is known)."""

    name: str
    address: str = ""


def find_recipients(snapshot: Snapshot, party: Party, reaction: Mapping[str, Any]) -> tuple[Recipient, ...]:
    """Return whom a paper on this reaction (or hand-over) goes to; empty where nobody is known."""
    match party:
        case Party.CUSTOMER:
            name = " ".join(str(reaction.get("customer_name") or "").split())
            address = find_address(str(reaction.get("customer_contact") or ""))
            return (Recipient(name, address),) if name or address else ()
        case Party.TEAM_LEAD:
            return _people(_team_leads(snapshot, reaction))
        case Party.AREA_LEAD:
            area = _area_of(snapshot, reaction.get("unit"))
            return _people(_leads(snapshot, "area_lead", area)) if area else ()
        case Party.DATA_PROTECTION:
            return _people([row for row in list_people_at_work(snapshot) if "data_protection" in row["roles"]])
        case Party.PLACE:
            return _place(snapshot, str(reaction.get("handed_to") or ""))


def find_address(text: str) -> str:
    """Return the first e-mail address in a text, or ""."""
    found = (address.strip(".") for address in _ADDRESS.findall(text))
    return next((address for address in found if is_sendable(address)), "")


def is_sendable(address: str) -> bool:
    """Return whether a mail program could send to this address: plain ASCII, in the form that mails have."""
    if not (address.isascii() and is_mail_address(address)):
        return False
    try:
        return Address(addr_spec=address).addr_spec == address
    except (MessageError, ValueError, IndexError):
        return False


def _people(rows: list[Row]) -> tuple[Recipient, ...]:
    known = sorted({(row["label"] or row["login"], row["login"]) for row in rows})
    return tuple(Recipient(name, login if is_sendable(login) else "") for name, login in known)


def _team_leads(snapshot: Snapshot, reaction: Mapping[str, Any]) -> list[Row]:
    chosen = str(reaction.get("assigned_to") or "").strip().casefold()
    if chosen:
        return [row for row in list_people_at_work(snapshot) if str(row["login"]).strip().casefold() == chosen]
    unit = reaction.get("unit")
    return _leads(snapshot, "team_lead", str(unit)) if unit else []


def _leads(snapshot: Snapshot, role: str, unit: str) -> list[Row]:
    return [row for row in list_people_at_work(snapshot) if role in row["roles"] and row["unit"] == unit]


def _area_of(snapshot: Snapshot, code: object) -> str:
    """Return the area a team belongs to; an area is its own."""
    for row in snapshot.each_row("units"):
        if code and row["code"] == code:
            return str(row["parent"] or (row["code"] if row["kind"] == "area" else ""))
    return ""


def _place(snapshot: Snapshot, handed_to: str) -> tuple[Recipient, ...]:
    wanted = " ".join(handed_to.split())
    if not wanted:
        return ()
    address = find_address(wanted)
    if address:
        name = wanted.replace(address, "").strip(" <>(),;")
        return (Recipient(name, address),)
    found = [
        row
        for row in list_people_at_work(snapshot)
        if wanted.casefold() in {str(row["label"]).casefold(), str(row["login"]).casefold()}
    ]
    return _people(found) or (Recipient(wanted),)
