"""An office with people, and Word files to bring it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from docx import Document

from services.access import Actor
from services.cases import Case, case_of
from services.papers.drafting import PaperDraft, draft_paper
from services.papers.kinds import PAPERS, Paper
from services.papers.templates import original_template
from services.records import add_record
from services.register.base import ChangeSet, Register, RowChange, new_id
from tests.support.cases import COMPLAINT, TODAY, record
from tests.support.people import ADA, ALICE, KAREN

UNITS = (
    ("leistung", "Leistung", "area", None),
    ("nord", "Team Nord", "team", "leistung"),
    ("sued", "Team Süd", "team", None),
)
PEOPLE = (
    ("bob@amt.example", "Bob Teamleitung", ("team_lead",), "nord"),
    ("berta@amt.example", "Berta Müller", ("team_lead", "staff"), "nord"),
    ("sven@amt.example", "Sven Süd", ("team_lead",), "sued"),
    ("arthur@amt.example", "Arthur Bereich", ("area_lead",), "leistung"),
    ("dora@amt.example", "Dora Datenschutz", ("data_protection",), None),
)
SETTINGS = {
    "office_name": "Jobcenter Musterstadt",
    "office_address": "Musterweg 1\n01234 Musterstadt",
    "office_phone": "0351 123456",
    "krm_mailbox": "krm@amt.example",
    "officer_name": "Karen KRM",
}
DISCIPLINARY: Mapping[str, Any] = {**COMPLAINT, "complaint_type": "disciplinary", "employee": "Erika Eifrig"}
CUSTOMER = {"customer_name": "Mia Muster", "customer_contact": "Weg 3\n01234 Ort\nTel. 0351 99\nmia@post.example"}


def open_office(register: Register) -> Register:
    """Enter teams, people and the office's own facts."""
    for code, label, kind, parent in UNITS:
        add(register, "units", code, {"code": code, "label": label, "kind": kind, "parent": parent, "active": True})
    for login, label, roles, unit in PEOPLE:
        values = {"login": login, "label": label, "roles": roles, "unit": unit, "active": True}
        add(register, "users", login, values, ADA)
    rows = [RowChange("settings", key, {"key": key, "value": value}) for key, value in SETTINGS.items()]
    register.commit(ChangeSet.of(rows, actor=KAREN.id, operation_id="settings"))
    return register


def add(register: Register, table: str, row_id: str, values: Mapping[str, Any], actor: Actor = KAREN) -> None:
    """Enter a row of a simple table."""
    add_record(register, actor, table, values, today=TODAY, operation_id=row_id)


def customer_case(register: Register, *, concerns: Sequence[Mapping[str, Any]] = (COMPLAINT,), **values: Any) -> Case:
    """Record a complaint of a customer with a name and an address, and let it stand as the steps would leave it."""
    return stand(register, record(register, concerns=concerns, **CUSTOMER), **values)


def stand(register: Register, case: Case, **values: Any) -> Case:
    """Let a case stand in a state without taking the steps that lead there."""
    if not values:
        return case
    row = RowChange("reactions", case.id, values, seen=case.reaction)
    return case_of(register.commit(ChangeSet.of([row], actor=KAREN.id, operation_id=new_id())), case.id)


def draft(register: Register, case: Case, code: str, actor: Actor = ALICE) -> PaperDraft:
    """Return a paper on the case as it begins."""
    return draft_paper(register.snapshot(), actor, case, code, today=TODAY)


def paper(code: str) -> Paper:
    """Return the paper of that code."""
    return next(one for one in PAPERS if one.code == code)


def word(*paragraphs: str) -> bytes:
    """Return a Word file with these paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def saved(document: Any) -> bytes:
    """Return a Word document as bytes."""
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def with_parts(content: bytes, **changes: str | bytes | None) -> bytes:
    """Return a Word file in which parts are other ones; `__` in a name is a slash, `_dot_` a dot."""
    wanted = {name.replace("__", "/").replace("_dot_", "."): value for name, value in changes.items()}
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in given.infolist():
            value = wanted.pop(part.filename, given.read(part))
            if value is not None:
                new.writestr(part.filename, value)
        for name, value in wanted.items():
            new.writestr(name, value or b"")
    return made.getvalue()


def part_of(content: bytes, name: str) -> str:
    """Return one part of a Word file as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        return given.read(name).decode("utf-8")


def original(code: str) -> bytes:
    """Return the template that comes with the portal."""
    return original_template(paper(code))
