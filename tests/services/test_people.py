from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from services import people
from services.access import NOBODY
from services.demo.sample import sample_rows
from services.errors import RegisterUnavailable
from services.people import Standing, visitor_of
from services.register.base import ChangeSet, Register, RowChange, new_id
from tests.support.cases import TODAY


def enter(register: Register, **values: Any) -> None:
    row = {"login": "olga@amt.example", "label": "Olga Büro", "roles": ("office",), "active": True, **values}
    register.commit(ChangeSet.of([RowChange("users", new_id(), row)], actor="test", operation_id=new_id()))


def claims(email: str = "olga@amt.example", **more: object) -> dict[str, object]:
    return {"is_logged_in": True, "sub": "4711", "email": email, **more}


@pytest.mark.parametrize("email", ["olga@amt.example", "Olga@AMT.example", " olga@amt.example "])
def test_visitor_of_lets_a_known_person_in_with_their_roles(register: Register, email: str) -> None:
    enter(register, roles=("office", "krm_officer"), login="olga@amt.example")
    visitor = visitor_of(register.snapshot(), claims(email))
    assert visitor.is_let_in
    assert visitor.actor.id == "olga@amt.example"
    assert visitor.actor.roles == {"office", "krm_officer"}


@pytest.mark.parametrize(
    ("described", "standing"),
    [
        (claims("fremd@amt.example"), Standing.UNKNOWN),
        (claims("ines@amt.example"), Standing.INACTIVE),
        (claims(email_verified=False), Standing.UNCONFIRMED),
        (claims(email_verified="false"), Standing.UNCONFIRMED),
        (claims(email_verified=None), Standing.UNCONFIRMED),
        (claims(""), Standing.NAMELESS),
        ({"sub": "olga@amt.example", "preferred_username": "olga@amt.example"}, Standing.NAMELESS),
    ],
)
def test_visitor_of_refuses_everybody_else(
    register: Register, described: dict[str, object], standing: Standing
) -> None:
    enter(register)
    enter(register, login="ines@amt.example", active=False)
    visitor = visitor_of(register.snapshot(), described)
    assert (visitor.standing, visitor.actor, visitor.is_let_in) == (standing, NOBODY, False)


@pytest.mark.parametrize("verified", [True, "true"])
def test_visitor_of_takes_a_confirmed_address(register: Register, verified: object) -> None:
    enter(register)
    assert visitor_of(register.snapshot(), claims(email_verified=verified)).is_let_in


def test_visitor_of_lets_nobody_in_under_a_name_that_two_people_have(register: Register) -> None:
    enter(register)
    enter(register, roles=("admin",))
    assert visitor_of(register.snapshot(), claims()).actor == NOBODY


def test_active_admins_leaves_out_those_switched_off(register: Register) -> None:
    enter(register, roles=("admin",), active=False)
    enter(register, login="ada@amt.example", roles=("office", "admin"))
    assert [row["login"] for row in people.active_admins(register.snapshot())] == ["ada@amt.example"]


def test_cases_go_to_people_in_use_and_to_everybody_only_where_nobody_is(register: Register) -> None:
    """The people of the sample register are out of use, so that nobody signs in as one; its cases need leads."""
    enter(register, login="fritz@amt.example", active=False)
    enter(register, login="gerda@amt.example", active=False)
    assert {row["login"] for row in people.list_people_at_work(register.snapshot())} == {
        "fritz@amt.example",
        "gerda@amt.example",
    }
    assert visitor_of(register.snapshot(), claims("fritz@amt.example")).standing is Standing.INACTIVE
    enter(register)
    assert [row["login"] for row in people.list_people_at_work(register.snapshot())] == ["olga@amt.example"]


def test_nobody_of_the_sample_register_is_let_in_or_administers() -> None:
    users = sample_rows(1, TODAY, reactions=10).users
    assert {row["active"] for row in users} == {False}
    assert len(users) > 5


@pytest.mark.parametrize(
    ("secrets", "providers"),
    [
        ('[auth]\nclient_id = "x"\n', [None]),
        ('[auth]\ncookie_secret = "x"\n[auth.amt]\nclient_id = "x"\n[auth.land]\nclient_id = "y"\n', ["amt", "land"]),
        ('[auth]\nclient_id = "x"\n[auth.client_kwargs]\nscope = "openid"\n', [None]),
    ],
)
def test_sign_in_providers_are_those_of_the_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secrets: str, providers: list[str | None]
) -> None:
    place = tmp_path / "secrets.toml"
    place.write_text(secrets)
    monkeypatch.setenv("RESONANZ_SECRETS", str(place))
    assert people.is_sign_in_configured()
    assert people.sign_in_providers() == providers


def test_sign_in_is_not_taken_for_absent_when_the_secrets_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "secrets.toml"
    place.write_text("[auth")
    monkeypatch.setenv("RESONANZ_SECRETS", str(place))
    with pytest.raises(RegisterUnavailable):
        people.is_sign_in_configured()
