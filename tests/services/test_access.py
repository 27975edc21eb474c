from __future__ import annotations

import pytest

from schema.lists import START_ENTRIES
from services import access
from services.access import NOBODY, ROLE_ACTIONS, Action, Actor
from services.errors import AccessDenied
from tests.support.people import EVERYBODY, MALLORY

# What each role does in the portal, as the field describes it; one line per role, everything else is refused.
MAY: dict[str, set[Action]] = {
    "staff": {Action.RECORD_REACTION, Action.RECORD_CARDS},
    "office": {
        Action.RECORD_REACTION,
        Action.SEE_TODAY,
        Action.SEE_REACTIONS,
        Action.SEE_CASE,
        Action.CHANGE_REACTION,
        Action.SEE_ISSUES,
        Action.EXPORT_REACTIONS,
        Action.RECORD_CARDS,
        Action.SEE_HANDOVERS,
        Action.SEE_DASHBOARDS,
        Action.TAKE_OMBUDS_CASES,
        Action.MANAGE_PARTNERS,
        Action.MAKE_PAPERS,
        Action.MANAGE_TEMPLATES,
        Action.SEE_REPORT,
        Action.MANAGE_MEASURES,
    },
    "krm_officer": {
        Action.RECORD_REACTION,
        Action.SEE_TODAY,
        Action.SEE_REACTIONS,
        Action.SEE_CASE,
        Action.CHANGE_REACTION,
        Action.SEE_ISSUES,
        Action.EXPORT_REACTIONS,
        Action.RECORD_CARDS,
        Action.SEE_HANDOVERS,
        Action.IMPORT_REACTIONS,
        Action.SEE_DASHBOARDS,
        Action.SET_UP,
        Action.CHECK_CONSENTS,
        Action.TAKE_OMBUDS_CASES,
        Action.MANAGE_PARTNERS,
        Action.MAKE_PAPERS,
        Action.MANAGE_TEMPLATES,
        Action.SEE_REPORT,
        Action.MANAGE_MEASURES,
        Action.WRITE_REPORT,
    },
    "team_lead": {
        Action.RECORD_REACTION,
        Action.SEE_TODAY,
        Action.SEE_REACTIONS,
        Action.SEE_CASE,
        Action.CHANGE_REACTION,
        Action.SEE_ISSUES,
        Action.SEE_DASHBOARDS,
        Action.MAKE_PAPERS,
    },
    "area_lead": {
        Action.RECORD_REACTION,
        Action.SEE_TODAY,
        Action.SEE_REACTIONS,
        Action.SEE_CASE,
        Action.SEE_DASHBOARDS,
    },
    "ombudsperson": {
        Action.RECORD_REACTION,
        Action.SEE_TODAY,
        Action.SEE_REACTIONS,
        Action.SEE_CASE,
        Action.CHANGE_REACTION,
        Action.SEE_ISSUES,
        Action.SEE_DASHBOARDS,
        Action.TAKE_OMBUDS_CASES,
        Action.MANAGE_PARTNERS,
        Action.MAKE_PAPERS,
    },
    "management": {Action.SEE_TODAY, Action.SEE_CASE, Action.SEE_DASHBOARDS, Action.SEE_REPORT},
    "data_protection": {
        Action.SEE_TODAY,
        Action.SEE_REACTIONS,
        Action.SEE_CASE,
        Action.SEE_DASHBOARDS,
        Action.CHECK_CONSENTS,
    },
    "admin": {Action.MANAGE_USERS, Action.IMPORT_REACTIONS, Action.SET_UP, Action.SEE_ISSUES, Action.MANAGE_TEMPLATES},
}


def test_every_role_of_the_list_has_its_actions_and_no_other_role_does() -> None:
    roles = {entry.code for entry in START_ENTRIES if entry.list == "role"}
    assert roles == set(ROLE_ACTIONS) == set(MAY)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda actor: next(iter(actor.roles)))
def test_can_is_what_the_role_is_there_for_and_no_more(actor: Actor, action: Action) -> None:
    (role,) = actor.roles
    assert access.can(actor, action) is (action in MAY[role])


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("actor", [NOBODY, MALLORY], ids=["signed out", "unknown role"])
def test_require_refuses_whoever_has_no_known_role(actor: Actor, action: Action) -> None:
    assert not access.can(actor, action)
    with pytest.raises(AccessDenied):
        access.require(actor, action)


def test_several_roles_add_up() -> None:
    both = Actor("x@amt.example", "X", frozenset({"staff", "management"}))
    assert both.actions == MAY["staff"] | MAY["management"]


def test_administration_alone_sees_no_case() -> None:
    assert not MAY["admin"] & {
        Action.SEE_REACTIONS,
        Action.SEE_CASE,
        Action.SEE_TODAY,
        Action.CHANGE_REACTION,
        Action.EXPORT_REACTIONS,
        Action.SEE_HANDOVERS,
        Action.SEE_DASHBOARDS,
    }


@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda actor: next(iter(actor.roles)))
def test_the_name_of_an_employee_is_seen_by_those_who_work_on_the_case_only(actor: Actor) -> None:
    names = {field.name for field in access.visible_fields(actor, "concerns")}
    (role,) = actor.roles
    assert ("employee" in names) is (role in {"office", "krm_officer", "team_lead", "area_lead", "data_protection"})


def test_nobody_sees_a_field_that_names_its_roles() -> None:
    assert "employee" not in {field.name for field in access.visible_fields(NOBODY, "concerns")}
