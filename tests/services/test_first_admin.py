from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from services import first_admin
from services.access import NOBODY
from services.errors import AccessDenied, InputRejected
from services.first_admin import TRIES, Codes
from services.people import SIGNED_OUT, Standing, Visitor, visitor_of
from services.register.base import ChangeSet, Register, RowChange, new_id

ADA = Visitor("ada@amt.example", "Ada Verwaltung", Standing.UNKNOWN)
WRONG = "AAAA-AAAA-AAAA"


@pytest.fixture(autouse=True)
def _sign_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "secrets.toml"
    place.write_text('[auth]\nclient_id = "x"\n')
    monkeypatch.setenv("RESONANZ_SECRETS", str(place))


def announced(codes: Codes, capsys: pytest.CaptureFixture[str]) -> str:
    codes.announce()
    found = re.findall(r"Einmal-Code für die erste Anmeldung: (\S+)", capsys.readouterr().out)
    return found[0] if found else ""


def enter(register: Register, **values: Any) -> None:
    row = {"login": ADA.login, "label": "Ada", "roles": ("office",), "active": True, **values}
    register.commit(ChangeSet.of([RowChange("users", new_id(), row)], actor="test", operation_id=new_id()))


def use(codes: Codes, register: Register, typed: str, visitor: Visitor = ADA) -> frozenset[str]:
    return codes.use(register, visitor, typed, operation_id=new_id()).roles


def test_use_makes_the_first_administrator(register: Register, capsys: pytest.CaptureFixture[str]) -> None:
    codes = Codes()
    code = announced(codes, capsys)
    assert first_admin.is_wanted(register.snapshot())
    assert use(codes, register, f" {code.lower().replace('-', ' ')} ") == {"admin"}
    assert not first_admin.is_wanted(register.refresh())
    assert visitor_of(register.snapshot(), {"email": ADA.login}).actor.roles == {"admin"}


def test_use_takes_the_code_once(register: Register, capsys: pytest.CaptureFixture[str]) -> None:
    codes = Codes()
    code = announced(codes, capsys)
    use(codes, register, code)
    other = Visitor("eve@amt.example", "Eve", Standing.UNKNOWN)
    with pytest.raises(AccessDenied):
        use(codes, register, code, other)
    assert list(register.refresh().frames["users"]["login"]) == [ADA.login]


def test_announce_prints_the_code_once(capsys: pytest.CaptureFixture[str]) -> None:
    codes = Codes()
    assert announced(codes, capsys)
    assert announced(codes, capsys) == ""


def test_two_processes_have_two_codes(register: Register, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = Codes(), Codes()
    code = announced(first, capsys)
    announced(second, capsys)
    with pytest.raises(InputRejected):
        use(second, register, code)


def test_a_code_that_was_not_announced_is_not_taken(register: Register) -> None:
    for typed in ("", "-"):
        with pytest.raises(AccessDenied):
            use(Codes(), register, typed)


def test_use_counts_wrong_codes_and_is_void_then(register: Register, capsys: pytest.CaptureFixture[str]) -> None:
    codes = Codes()
    code = announced(codes, capsys)
    for left in range(TRIES - 1, 0, -1):
        with pytest.raises(InputRejected) as refused:
            use(codes, register, WRONG)
        assert refused.value.params == {"left": left}
    for typed in (WRONG, code):
        with pytest.raises(AccessDenied):
            use(codes, register, typed)
    assert announced(codes, capsys) == ""
    assert register.refresh().frames["users"].empty


@pytest.mark.parametrize(
    "visitor", [SIGNED_OUT, Visitor("x", "x", Standing.UNCONFIRMED), Visitor("", "x", Standing.NAMELESS)]
)
def test_use_refuses_whom_nobody_vouches_for(
    register: Register, capsys: pytest.CaptureFixture[str], visitor: Visitor
) -> None:
    codes = Codes()
    code = announced(codes, capsys)
    with pytest.raises(AccessDenied):
        use(codes, register, code, visitor)
    assert register.refresh().frames["users"].empty
    assert visitor.actor == NOBODY


def test_use_refuses_where_there_is_an_administrator(register: Register, capsys: pytest.CaptureFixture[str]) -> None:
    codes = Codes()
    code = announced(codes, capsys)
    enter(register, login="other@amt.example", roles=("admin",))
    with pytest.raises(AccessDenied):
        use(codes, register, code)


def test_use_adds_the_role_to_a_person_in_use(register: Register, capsys: pytest.CaptureFixture[str]) -> None:
    enter(register)
    codes = Codes()
    visitor = visitor_of(register.snapshot(), {"email": ADA.login})
    assert use(codes, register, announced(codes, capsys), visitor) == {"office", "admin"}


def test_use_gives_no_old_role_back_to_a_person_switched_off(
    register: Register, capsys: pytest.CaptureFixture[str]
) -> None:
    enter(register, active=False)
    codes = Codes()
    visitor = visitor_of(register.snapshot(), {"email": ADA.login})
    assert visitor.standing is Standing.INACTIVE
    assert use(codes, register, announced(codes, capsys), visitor) == {"admin"}


def test_another_code_is_made_when_the_last_administrator_has_gone(
    register: Register, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = Codes()
    use(codes, register, announced(codes, capsys))
    (row_id,) = register.snapshot().frames["users"].index
    gone = RowChange("users", row_id, {"active": False}, seen=register.snapshot().row("users", row_id))
    register.commit(ChangeSet.of([gone], actor="test", operation_id=new_id()))
    assert use(codes, register, announced(codes, capsys), Visitor("eve@amt.example", "Eve", Standing.UNKNOWN)) == {
        "admin"
    }


def test_is_wanted_only_where_people_sign_in(
    register: Register, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "none.toml").touch()
    monkeypatch.setenv("RESONANZ_SECRETS", str(tmp_path / "none.toml"))
    assert not first_admin.is_wanted(register.snapshot())
