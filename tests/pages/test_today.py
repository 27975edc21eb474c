from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.access import Action, Actor
from services.register.base import ChangeSet, Register, RowChange, new_id
from tests.support.apptest import PATIENCE_SECONDS, on_both_stores
from tests.support.cases import COMPLAINT, PRAISE, TODAY, record
from tests.support.people import those_without
from tests.support.portal import ROOT

PAGE = "pages/cases/today.py"
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
OLD = date(2026, 2, 1)
DISCIPLINARY: Mapping[str, Any] = {"kind": "complaint", "area": "conduct", "complaint_type": "disciplinary"}
PETITION: Mapping[str, Any] = {"kind": "petition"}
SENT: Mapping[str, Any] = {"acknowledged_on": MONDAY, "unit": "team_1", "disposition_on": TUESDAY}


@pytest.fixture
def register(opened: Register) -> Register:
    """A register with one closed case."""
    put(opened, {"subject": "Längst erledigt", "received_on": OLD, "closed_on": date(2026, 2, 3)})
    return opened


def open_today(*, role: str = "krm_officer") -> AppTest:
    at = AppTest.from_file(ROOT / "app.py", default_timeout=PATIENCE_SECONDS)
    at.session_state["portal.role"] = role
    return at.run().switch_page(PAGE).run()


def put(register: Register, *cases: Mapping[str, Any], **rows: Mapping[str, Any]) -> None:
    """Store cases as they stand somewhere on their way, and rows of other tables, in one save."""
    changes = [RowChange(table, new_id(), values) for table, values in rows.items()]
    for case in cases:
        values = {"received_on": MONDAY, "channel": "email", "ombuds": False, **case}
        concerns, notes = values.pop("concerns", [COMPLAINT]), values.pop("notes", [])
        changes.append(RowChange("reactions", reaction_id := new_id(), values))
        for rank, concern in enumerate(concerns, start=1):
            changes.append(RowChange("concerns", new_id(), {"reaction_id": reaction_id, "rank": rank, **concern}))
        for note in notes:
            changes.append(RowChange("notes", new_id(), {"reaction_id": reaction_id, **note}))
    register.commit(ChangeSet.of(changes, actor="test", operation_id=new_id()))


TEAM: Mapping[str, Any] = {"code": "team_1", "label": "Team 1", "kind": "team"}


def headings(at: AppTest) -> list[str]:
    return [element.value for element in at.header]


def texts(at: AppTest) -> str:
    return " ".join(element.value for element in at.markdown)


def links(at: AppTest) -> list[tuple[str, str, str]]:
    """Return the label, page and address parameters of every link on the page."""
    found = [element.proto for element in at.main.get("page_link")]
    return [(proto.label, proto.page, proto.query_string) for proto in found]


def counters(at: AppTest) -> list[str]:
    """Return what the counters at the top say: the links but those to cases."""
    return [label for label, page, _params in links(at) if page != "case"]


@pytest.mark.parametrize("role", ["krm_officer", "office", "team_lead", "area_lead", "ombudsperson", "management"])
def test_today_is_friendly_when_nothing_waits(register: Register, role: str) -> None:
    at = open_today(role=role)
    assert not at.exception
    assert at.success[0].value == "Heute liegt nichts an."
    assert headings(at) == []
    assert "Längst erledigt" not in texts(at)
    assert [label for label, *_rest in links(at)] == ([] if role == "management" else ["Zum Register"])


@on_both_stores
def test_today_puts_petitions_first_and_leads_to_cases_and_register(register: Register) -> None:
    record(register, subject="Alt und *offen*", received_on=OLD)
    record(register, subject="An den Bundestag", concerns=[COMPLAINT, PETITION])
    at = open_today()
    assert not at.exception
    assert headings(at)[:2] == ["Petitionen und Eingaben (1)", "Überfällig (1)"]
    found = links(at)
    label, page, params = next(link for link in found if "KR\\-2026\\-0002" in link[0])
    assert (page, params) == ("case", "number=KR-2026-0002")
    assert "seit 28 Tagen überfällig" in label
    label, page, params = next(link for link in found if "überfällig" in link[0])
    assert (label, page) == ("**1** überfällig", "register")
    assert params == "cases.register.state=%C3%BCberf%C3%A4llig"
    assert "Alt und \\*offen\\*" in texts(at)


def test_today_lists_a_case_in_the_most_pressing_part_and_counts_it_in_each(register: Register) -> None:
    put(register, {**SENT, "received_on": OLD, "acknowledged_on": OLD, "disposition_on": OLD, "concerns": [PETITION]})
    at = open_today()
    assert headings(at) == ["Petitionen und Eingaben (1)"]
    assert [label for label, page, _params in links(at) if page == "case"] == [
        "**KR\\-2026\\-0002** :red-badge[seit 24 Tagen überfällig]"
    ]
    assert counters(at) == [
        "**1** Petitionen, Eingaben",
        "**1** überfällig",
        "**1** Eskalation vorgeschlagen",
    ]
    assert "Vorschlag: Stufe 3 Bereichsleitung" in texts(at)


def test_today_says_beforehand_that_a_deadline_ends_on_a_weekend(register: Register) -> None:
    record(register, received_on=date(2026, 2, 26), unit=None, acknowledged_on=date(2026, 2, 27))
    at = open_today()  # nine days from 26 February end on Saturday, 7 March
    assert any("Klären:\u00a007.03.2026" in element.value and "Samstag" in element.value for element in at.markdown)


def test_today_shows_a_short_list_and_the_way_to_all(register: Register) -> None:
    put(register, *({"received_on": date(2026, 1, day)} for day in range(1, 9)))
    at = open_today()
    assert "Überfällig (8)" in headings(at)
    shown = [link for link in links(at) if link[1] == "case" and "überfällig" in link[0]]
    assert any(link[0] == "Alle 8 anzeigen" and link[1] == "register" for link in links(at))
    assert len({link[2] for link in shown}) < 8


def test_today_of_the_office_is_its_queue(register: Register) -> None:
    put(
        register,
        {"received_on": TUESDAY, "subject": "Eben eingegangen"},
        {"received_on": MONDAY, "acknowledged_on": TUESDAY},
        {**SENT, "consent": "asked", "consent_asked_on": TUESDAY},
        {**SENT, "cleared_on": TODAY, "cleared_by": "letter", "draft_on": TODAY},
        {**SENT, "cleared_on": TODAY, "cleared_by": "telephone"},
        units=TEAM,
        handovers={
            "received_on": OLD,
            "channel": "email",
            "matter": "enquiry",
            "handed_to": "Team 1",
            "handed_on": OLD,
            "text": "Geheim",
            "text_until": OLD,
        },
    )
    at = open_today(role="office")
    assert not at.exception
    assert headings(at) == [
        "Eingang zu bestätigen (1)",
        "Mit Verfügung an ein Team zu geben (1)",
        "Antworten zur Zeichnung vorzulegen (1)",
        "Abzuschließen (1)",
        "Einverständnis noch ohne Antwort (1)",
    ]
    assert "noch 2 Arbeitstage" in texts(at)
    assert "Einverständnis erbeten am 03.03.2026" in texts(at)
    assert ("**1** Texte von Abgaben zu löschen", "handovers", "") in links(at)
    assert "Geheim" not in texts(at)


def test_today_of_the_officer_has_signatures_and_disciplinary_complaints(register: Register) -> None:
    put(
        register,
        {**SENT, "cleared_on": TODAY, "cleared_by": "letter", "draft_on": TODAY},
        {**SENT, "statement_asked_on": TUESDAY, "privacy_officer_on": TUESDAY, "concerns": [DISCIPLINARY]},
        units=TEAM,
    )
    at = open_today()
    assert headings(at) == ["Antworten zu zeichnen (1)", "Dienstaufsichtsbeschwerden, noch nicht geklärt (1)"]
    assert "Antwortentwurf vom\u00a004.03.2026" in texts(at)
    assert "Stellungnahme steht aus seit 03.03.2026" in texts(at)
    assert ("**1** zu zeichnen", "register", "cases.register.state=zu+zeichnen") in links(at)


def test_today_of_a_team_lead_is_the_inbox_of_the_team(register: Register) -> None:
    praise = {**PRAISE, "employee": "Frau Beispiel"}
    put(
        register,
        {**SENT, "disposition": "Bitte *heute* anrufen.\nDanke.", "subject": "Rückruf"},
        {**SENT, "concerns": [praise], "cleared_on": TODAY, "cleared_by": "telephone"},
        units=TEAM,
    )
    at = open_today(role="team_lead")
    assert headings(at) == ["Neue Verfügungen (1)", "Lob, mit der genannten Person auszuwerten (1)"]
    assert "Verfügung vom 03.03.2026: „Bitte \\*heute\\* anrufen\\. Danke\\.“" in texts(at)
    assert "Beispiel" not in texts(at)
    assert "**1** zu klären" in counters(at)


def test_today_of_an_area_lead_is_a_reading_list(register: Register) -> None:
    put(
        register,
        {**SENT, "escalation_step": "3", "notes": [{"kind": "escalation", "step": "3", "noted_on": TUESDAY}]},
        {**SENT, "closed_on": TUESDAY},
        units=TEAM,
    )
    at = open_today(role="area_lead")
    assert headings(at) == ["Eskaliert ab Stufe 3 (1)", "Neues seit dem letzten Arbeitstag (2)"]
    assert "Stufe 3 Bereichsleitung seit 03.03.2026" in texts(at)
    assert "Abgeschlossen am\u00a003.03.2026" in texts(at)


def test_today_of_the_ombuds_office_holds_its_own_cases_only(register: Register) -> None:
    put(
        register,
        {"subject": "Nicht für die Ombudsstelle", "received_on": OLD},
        {"subject": "Für die Ombudsstelle", "received_on": OLD, "ombuds": True, "partner": "caritas"},
        partners={"code": "caritas", "label": "Caritas *Beratung*"},
    )
    at = open_today(role="ombudsperson")
    assert headings(at) == ["Zu klären (1)", "Offen je Partnerorganisation (1)"]
    assert "Für die Ombudsstelle" in texts(at)
    assert "offen seit 31 Tagen" in texts(at)
    assert "Nicht für die Ombudsstelle" not in texts(at)
    assert ("**1** zu klären", "register", "cases.register.state=zu+kl%C3%A4ren&cases.register.ombuds=ja") in links(at)
    (group,) = [link for link in links(at) if "Caritas" in link[0]]
    assert group[0] == "**1** Caritas \\*Beratung\\*"
    assert group[2].endswith("cases.register.ombuds=ja&cases.register.partner=Caritas+%2ABeratung%2A")


def test_today_of_management_shows_what_was_put_before_it_and_nothing_else(register: Register) -> None:
    reason = "Die Kundin verlangt ein Gespräch."
    notes = [{"kind": "escalation", "step": "5", "noted_on": TUESDAY, "reason": reason}]
    put(
        register,
        {**SENT, "subject": "Nur Stufe 4", "received_on": OLD, "escalation_step": "4", "concerns": [PETITION]},
        {**SENT, "subject": "Auf Stufe 5", "escalation_step": "5", "notes": notes},
        units=TEAM,
    )
    at = open_today(role="management")
    assert not at.exception
    assert headings(at) == ["Der Geschäftsführung vorgelegt (1)"]
    assert "Auf Stufe 5" in texts(at)
    assert "Stufe 5 Geschäftsführung seit 03.03.2026" in texts(at)
    assert "Grund: Die Kundin verlangt ein Gespräch\\." in texts(at)
    assert "Nur Stufe 4" not in texts(at)
    assert [(page, params) for _label, page, params in links(at)] == [("case", "number=KR-2026-0003")]


def test_today_of_data_protection_has_its_complaints_and_the_spot_checks(register: Register) -> None:
    put(
        register,
        {**SENT, "concerns": [DISCIPLINARY]},
        {**SENT, "concerns": [DISCIPLINARY], "statement_asked_on": TUESDAY, "privacy_officer_on": TUESDAY},
        {**SENT, "subject": "Fachlich"},
        units=TEAM,
    )
    at = open_today(role="data_protection")
    assert headings(at) == [
        "Dienstaufsichtsbeschwerden, an denen Sie noch nicht beteiligt sind (1)",
        "In diesem Monat beteiligt (1)",
    ]
    assert ("Einverständnisse stichprobenweise prüfen", "spot_checks", "") in links(at)
    assert "Fachlich" not in texts(at)


def test_today_speaks_english(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESONANZ_LANG", "en")
    record(register, received_on=OLD)
    at = open_today()
    assert any("overdue for 28 days" in link[0] for link in links(at))
    assert headings(at) == ["Overdue (1)"]


@pytest.mark.parametrize(
    "actor", those_without(Action.SEE_TODAY), ids=lambda actor: next(iter(actor.roles), "signed out")
)
def test_today_shows_nothing_to_who_has_no_agenda(register: Register, actor: Actor) -> None:
    record(register, subject="Geheim", received_on=OLD)
    at = AppTest.from_file(ROOT / PAGE, default_timeout=PATIENCE_SECONDS)
    at.session_state["portal.actor"] = actor
    at.run()
    assert at.error
    assert not at.markdown
    assert not links(at)
