"""Trying the roles out, and the addresses of pages that are not for everybody."""

from __future__ import annotations

import pytest

from services.register.base import Register
from tests.support.apptest import errors, open_page

NOT_FOR_YOU = "Diese Seite ist für Ihre Rolle nicht vorgesehen."


def titles(at: object) -> list[str]:
    return [title.value for title in at.title]  # type: ignore[attr-defined]  # an AppTest


@pytest.mark.usefixtures("started")
def test_another_role_leads_to_the_first_page_it_has() -> None:
    at = open_page("cases/today", "office")
    assert titles(at) == ["Heute"]

    at.selectbox(key="portal.role").set_value("staff").run()

    assert titles(at) == ["Neue Meldung"]
    assert errors(at) == []


@pytest.mark.usefixtures("started")
def test_another_role_stays_on_a_page_it_has() -> None:
    at = open_page("cases/register", "office")

    at.selectbox(key="portal.role").set_value("team_lead").run()

    assert titles(at) == ["Register"]


def test_a_page_of_others_is_refused_and_leads_on(started: Register) -> None:
    at = open_page("cases/register", "office")
    at.session_state["portal.role"] = "staff"  # as if a person without the right had asked for this address

    at.run()

    assert [sentence[: len(NOT_FOR_YOU)] for sentence in errors(at)] == [NOT_FOR_YOU]
    assert titles(at) == []
    assert [link.proto.page for link in at.get("page_link")] == ["triage", "new", "cards"]
    assert started.label not in str(errors(at))
