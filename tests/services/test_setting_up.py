from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from services import keys, setting_up, sheet_standing
from services.access import NOBODY, ROLE_ACTIONS, Action, Actor
from services.checking import CheckState
from services.errors import AccessDenied, InputRejected, RegisterUnavailable
from services.register.opening import open_register
from services.register.sheet.usage import Usage
from services.setting_up import Entry
from services.settings import change_settings, settings_of
from tests.services.register.saves import case, change_set
from tests.sheets.running import Emulator, emulated
from tests.support.sheets import SEALING_KEY, SheetPlace

CAN = Actor("krm", "KRM", frozenset({"krm_officer"}))
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with emulated() as emulator:
        yield emulator


@pytest.fixture
def place(running: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SheetPlace:
    """An empty spreadsheet that is shared; the secrets name another register."""
    running.post("reset", {})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RESONANZ_SHEETS_ENDPOINT", running.url)
    monkeypatch.setenv("RESONANZ_SECRETS", str(tmp_path / "secrets.toml"))
    (tmp_path / "secrets.toml").write_text('[register]\nurl = "sqlite:///register.db"\n')
    return SheetPlace.made(running)


@pytest.fixture
def entry(place: SheetPlace) -> Entry:
    """All that is entered for it, its key typed from a page."""
    account = setting_up.read_account(json.dumps(place.key))
    address = setting_up.read_address(place.connection.address)
    return Entry(account=account, address=address, key=setting_up.read_sealing_key(SEALING_KEY))


def configured(entry: Entry) -> None:
    setting_up.write_secrets(CAN, entry)


# ---- who may


@pytest.mark.parametrize(
    "actor",
    [
        NOBODY,
        *(Actor(r, r, frozenset({r})) for r, actions in ROLE_ACTIONS.items() if Action.SET_UP not in actions),
    ],
    ids=lambda actor: actor.id or "nobody",
)
def test_who_may_not_set_up_is_refused_everywhere(
    place: SheetPlace, entry: Entry, actor: Actor, tmp_path: Path
) -> None:
    before, secrets = place.cells(), (tmp_path / "secrets.toml").read_text()
    steps: list[Callable[[], object]] = [
        lambda: setting_up.check_entry(actor, entry),
        lambda: setting_up.set_up_entry(actor, entry, today=TODAY, operation_id="o"),
        lambda: setting_up.build_recovery_page(actor, entry, today=TODAY, language="de"),
        lambda: setting_up.build_secrets(actor, entry),
        lambda: setting_up.write_secrets(actor, entry),
        lambda: sheet_standing.check_configured(actor, "gsheets"),
        lambda: sheet_standing.mend_configured(actor, "gsheets", open_register("sqlite:///x.db"), operation_id="o"),
        lambda: sheet_standing.list_standing(actor, "gsheets", lambda: open_register("gsheets")),
    ]
    for step in steps:
        with pytest.raises(AccessDenied):
            step()
    assert place.cells() == before
    assert (tmp_path / "secrets.toml").read_text() == secrets


# ---- what is entered


def test_read_account_takes_the_file_as_google_offers_it(place: SheetPlace) -> None:
    text = json.dumps(place.key, indent=2)
    account = setting_up.read_account(text)
    assert {name: account[name] for name in place.key} == place.key


@pytest.mark.parametrize("text", ["", "{", "[1]", '"x"', "{}", '{"client_email": "a@b"}'])
def test_read_account_refuses_what_is_no_key(text: str) -> None:
    with pytest.raises((InputRejected, RegisterUnavailable)):
        setting_up.read_account(text)


@pytest.mark.parametrize("text", ["", "   ", "https://docs.google.com/document/d/1abc/edit", "zwei Wörter"])
def test_read_address_refuses_what_is_none(text: str) -> None:
    with pytest.raises((InputRejected, RegisterUnavailable)):
        setting_up.read_address(text)


def test_read_sealing_key_takes_groups_and_refuses_others() -> None:
    assert setting_up.read_sealing_key("  ".join(keys.groups(SEALING_KEY))) == SEALING_KEY
    with pytest.raises(InputRejected) as refused:
        setting_up.read_sealing_key("streng geheim")
    assert "streng geheim" not in str(refused.value)


def test_an_entry_shows_no_secret() -> None:
    entry = Entry(account={"client_email": "a", "private_key": "geheim1"}, key="geheim2", typed=("geheim3",))
    assert "geheim" not in repr(entry)


def test_a_new_key_is_safe_once_its_page_was_kept(entry: Entry) -> None:
    made = setting_up.made_new_key(entry)
    assert made.key != entry.key
    assert not made.is_key_safe
    groups = keys.groups(made.key)
    asked = keys.asked_groups(made.key, made.seed)
    with pytest.raises(InputRejected):
        setting_up.kept_key(made, ["", ""])
    assert setting_up.kept_key(made, [groups[number - 1] for number in asked]).is_key_safe


# ---- made


def test_set_up_entry_makes_a_register_that_opens_with_the_key(place: SheetPlace, entry: Entry) -> None:
    done = setting_up.set_up_entry(CAN, entry, today=TODAY, operation_id="o")
    assert [each.params.get("tab") for each in done][1] == "Reaktionen"
    configured(entry)
    register = open_register("gsheets")
    assert keys.recorded_fingerprint(register.snapshot()) == keys.fingerprint(SEALING_KEY)
    assert not keys.is_kept(register.snapshot(), SEALING_KEY)
    register.close()


def test_set_up_entry_again_changes_nothing(place: SheetPlace, entry: Entry) -> None:
    setting_up.set_up_entry(CAN, entry, today=TODAY, operation_id="o")
    before = {title: rows for title, rows in place.cells().items() if title != "Portale"}
    assert setting_up.set_up_entry(CAN, entry, today=TODAY, operation_id="p") == ()
    assert {title: rows for title, rows in place.cells().items() if title != "Portale"} == before


def test_set_up_entry_refuses_a_new_key_whose_page_is_not_kept(place: SheetPlace, entry: Entry) -> None:
    before = place.cells()
    with pytest.raises(InputRejected, match="printed and kept"):
        setting_up.set_up_entry(CAN, setting_up.made_new_key(entry), today=TODAY, operation_id="o")
    assert place.cells() == before


def test_set_up_entry_refuses_another_key_than_the_registers(place: SheetPlace, entry: Entry) -> None:
    setting_up.set_up_entry(CAN, entry, today=TODAY, operation_id="o")
    before = {title: rows for title, rows in place.cells().items() if title != "Portale"}
    with pytest.raises(RegisterUnavailable, match=keys.fingerprint(SEALING_KEY)):
        setting_up.set_up_entry(CAN, replace(entry, key=keys.new_key()), today=TODAY, operation_id="p")
    assert {title: rows for title, rows in place.cells().items() if title != "Portale"} == before


# ---- configured


def test_mend_configured_offers_the_entries_of_the_office_and_keeps_its_cases(place: SheetPlace, entry: Entry) -> None:
    setting_up.set_up_entry(CAN, entry, today=TODAY, operation_id="o")
    configured(entry)
    register = open_register("gsheets")
    register.commit(change_set(*case("r", subject="Miete")))
    place.emulator.act("delete_sheet", spreadsheet=place.spreadsheet_id, sheet="Partner")
    done = sheet_standing.mend_configured(CAN, "gsheets", register, operation_id="p")
    assert [each.msgid for each in done] == ["Tab “{tab}” is made."]
    assert register.refresh().row("reactions", "r")["subject"] == "Miete"
    register.close()


def test_mend_configured_colours_by_the_days_of_the_settings(place: SheetPlace, entry: Entry) -> None:
    setting_up.set_up_entry(CAN, entry, today=TODAY, operation_id="o")
    configured(entry)
    register = open_register("gsheets")
    seen = settings_of(register.snapshot()).values
    change_settings(register, CAN, seen, {"close_days": 21}, operation_id="s")
    done = sheet_standing.mend_configured(CAN, "gsheets", register, operation_id="p")
    assert [each.msgid for each in done] == ["The colours for overdue cases in “{tab}” are put back."]
    assert sheet_standing.mend_configured(CAN, "gsheets", register, operation_id="q") == ()
    register.close()


def test_list_standing_opens_the_register_only_where_nothing_speaks_against_it(place: SheetPlace, entry: Entry) -> None:
    setting_up.set_up_entry(CAN, entry, today=TODAY, operation_id="o")
    configured(entry)
    register = open_register("gsheets")
    found = sheet_standing.list_standing(CAN, "gsheets", lambda: register)
    register.close()
    assert found.worst is CheckState.WARNING
    assert [check.name for check in found.checks if check.state is CheckState.WARNING] == ["kept"]
    assert found.usage is not None
    assert found.usage.cells > 200_000
    place.emulator.act("unshare", spreadsheet=place.spreadsheet_id, email=entry.email)
    found = sheet_standing.list_standing(CAN, "gsheets", lambda: pytest.fail("opened"))
    assert found.worst is CheckState.FAILED
    assert found.usage is None


@pytest.mark.parametrize(
    ("reads", "writes", "seconds", "found"),
    [
        (29, 0, 1.0, []),
        (30, 0, 1.0, [("requests", CheckState.WARNING)]),
        (0, 48, 1.0, [("requests", CheckState.FAILED)]),
        (0, 0, 90.0, [("seconds", CheckState.WARNING)]),
        (60, 60, 170.0, [("requests", CheckState.FAILED), ("seconds", CheckState.FAILED)]),
    ],
)
def test_usage_is_warned_about_at_half_and_at_four_fifths(
    reads: int, writes: int, seconds: float, found: list[tuple[str, CheckState]]
) -> None:
    usage = Usage(0, (), reads, writes, 1, seconds, 0, 0)
    assert [(check.name, check.state) for check in sheet_standing.usage_checks(usage)] == found


# ---- the secrets


def test_write_secrets_makes_the_portal_work_on_the_sheet(place: SheetPlace, entry: Entry) -> None:
    assert not sheet_standing.is_on_sheet()
    setting_up.write_secrets(CAN, entry)
    assert sheet_standing.is_on_sheet()
    assert setting_up.start_entry() == replace(entry, account=None)


@pytest.mark.parametrize("reason", ["sign-in", "environment"])
def test_write_secrets_is_refused_where_it_is_not_the_visitors_to_do(
    place: SheetPlace, entry: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    path = tmp_path / "secrets.toml"
    if reason == "sign-in":
        path.write_text(path.read_text() + '[auth]\nclient_id = "x"\n')
    else:
        monkeypatch.setenv("RESONANZ_REGISTER", "sqlite:///register.db")
    before = path.read_text()
    assert setting_up.writable_secrets() is None
    with pytest.raises(AccessDenied):
        setting_up.write_secrets(CAN, entry)
    assert path.read_text() == before


@pytest.mark.parametrize(
    "wrong", ['[connections.gsheets]\nspreadsheet = "https://example.org"\n', '[register]\nkey = "x"\n']
)
def test_start_entry_leaves_out_what_is_wrong_in_the_secrets(place: SheetPlace, tmp_path: Path, wrong: str) -> None:
    (tmp_path / "secrets.toml").write_text(wrong)
    assert setting_up.start_entry() == Entry()
