"""Setting a sheet up as a clerk does, and how it stands afterwards: without a browser, on an emulated Google."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from services import keys, setting_up
from services.access import ROLE_ACTIONS, Action
from services.register import opening
from services.register.base import Register
from services.register.sheet.usage import CELL_LIMIT_OF_BOOK
from services.register.snapshot import Snapshot
from tests.services.register.saves import case, change_set
from tests.sheets.running import Emulator
from tests.support.apptest import APP, PATIENCE_SECONDS, errors
from tests.support.sheets import ACCOUNT, SEALING_KEY, SheetPlace

MARKS = {"ok": ":green[", "warning": ":orange[", "failed": ":red[", "not_reached": ":gray["}


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    return tmp_path / "secrets.toml"


@pytest.fixture
def new_sheet(
    running_emulator: Emulator, settings: Callable[..., None], secrets: Path, monkeypatch: pytest.MonkeyPatch
) -> SheetPlace:
    """A spreadsheet that is shared, and a portal that works on a file: nothing of the sheet is entered yet."""
    running_emulator.post("reset", {})
    monkeypatch.delenv("RESONANZ_REGISTER", raising=False)
    secrets.write_text(f'# Unser Portal\n[register]\nurl = "sqlite:///{secrets.parent / "register.db"}"\n')
    settings(RESONANZ_SHEETS_ENDPOINT=running_emulator.url)
    return SheetPlace.made(running_emulator, "Kundenreaktionen")


def opened(page: str = "setup", role: str = "krm_officer") -> AppTest:
    at = AppTest.from_file(APP, default_timeout=PATIENCE_SECONDS)
    at.session_state["portal.role"] = role
    at.run()
    at.switch_page(f"pages/admin/{page}.py")
    return at.run()


def typed(at: AppTest, name: str, text: str) -> AppTest:
    at.text_input(key=f"admin.setup.{name}").set_value(text).run()
    assert not at.exception
    return at


def clicked(at: AppTest, name: str) -> AppTest:
    at.button(key=f"admin.setup.{name}").click().run()
    assert not at.exception
    return at


def shown(at: AppTest) -> str:
    """All text on the screen."""
    parts = [
        str(each.value) for kind in ("markdown", "caption", "code", "error", "warning", "info") for each in at.get(kind)
    ]
    return "\n".join([*parts, *(str(each.value) for each in at.text_input if "pasted" not in str(each.key))])


def lines(at: AppTest, state: str) -> list[str]:
    """The lines of checks that came out so."""
    found = [line for each in at.markdown for line in each.value.split("\n") if line.startswith(MARKS[state])]
    return [line.partition("] ")[2].replace("\\", "").strip() for line in found]


def address_of(place: SheetPlace) -> str:
    return f"https://docs.google.com/spreadsheets/d/{place.spreadsheet_id}/edit"


def entered(at: AppTest, place: SheetPlace) -> AppTest:
    """Enter the account's key, the sheet's address, and a new key for sealing that is kept."""
    typed(at, "key.pasted", json.dumps(place.key))
    typed(at, "address", address_of(place) + "#gid=0")
    clicked(at, "seal.make")
    return kept(at)


def kept(at: AppTest) -> AppTest:
    entry = at.session_state["portal.setup"]
    groups = keys.groups(entry.key)
    for place, number in enumerate(keys.asked_groups(entry.key, entry.seed)):
        at.text_input(key=f"admin.setup.seal.group.{place}").set_value(groups[number - 1])
    return clicked(at, "seal.kept")


def stored() -> Snapshot:
    register = opening.open_register("gsheets")
    snapshot = register.snapshot()
    register.close()
    return snapshot


# ---- step by step


def test_a_clerk_sets_a_sheet_up_and_works_with_it(new_sheet: SheetPlace, secrets: Path) -> None:
    at = opened()
    assert at.title[0].value == "Einrichtung"
    entered(at, new_sheet)
    clicked(at, "check")
    assert lines(at, "failed") == []
    assert "In der Tabelle ist noch kein Register; das Einrichten legt alle Tabs und Spalten an." in lines(
        at, "warning"
    )
    clicked(at, "make")
    assert "Tab „Reaktionen“ ist angelegt." in shown(at).replace("\\", "")
    clicked(at, "write")

    written = tomllib.loads(secrets.read_text())
    assert written["register"]["url"] == "gsheets"
    assert written["connections"]["gsheets"] == {"spreadsheet": address_of(new_sheet), **new_sheet.key}
    assert secrets.read_text().startswith("# Unser Portal\n")
    assert secrets.stat().st_mode & 0o777 == 0o600
    assert keys.is_kept(stored(), written["register"]["key"])
    assert errors(at) == []
    assert at.success[0].value == "Das Portal arbeitet mit einer Google-Tabelle, und alles ist in Ordnung."


def test_the_steps_are_reached_from_the_welcome_page(new_sheet: SheetPlace) -> None:
    at = opened("start")
    links = {link.proto.page for link in at.get("page_link")}
    assert "setup" in links


@pytest.mark.parametrize(
    "text", ["kein JSON", "[]", "{}", '{"type": "authorized_user", "client_email": "a", "private_key": "b"}']
)
def test_a_wrong_key_is_refused_and_stays_in_the_form(new_sheet: SheetPlace, text: str) -> None:
    at = typed(opened(), "key.pasted", text)
    assert len(errors(at)) == 1
    assert at.text_input(key="admin.setup.key.pasted").value == text
    assert at.session_state["portal.setup"].account is None


def test_a_damaged_private_key_is_refused_at_once_without_showing_it(new_sheet: SheetPlace) -> None:
    damaged = {**new_sheet.key, "private_key": "-----BEGIN PRIVATE KEY-----\ngeheim\n-----END PRIVATE KEY-----\n"}
    at = typed(opened(), "key.pasted", json.dumps(damaged))
    assert "private_key" in errors(at)[0]
    assert "geheim" not in shown(at)


def test_an_entered_key_is_never_shown_again(new_sheet: SheetPlace) -> None:
    at = entered(opened(), new_sheet)
    assert ACCOUNT in shown(at)
    assert "PRIVATE KEY" not in shown(at)
    assert at.session_state["portal.setup"].key not in shown(at)
    assert "PRIVATE KEY" not in repr(at.session_state["portal.setup"])
    assert "admin.setup.key.pasted" not in {each.key for each in at.text_input}
    assert dict(at.query_params) == {}


def test_a_wrong_address_is_refused_and_stays(new_sheet: SheetPlace) -> None:
    at = typed(opened(), "address", "https://example.org/tabelle")
    assert "docs.google.com/spreadsheets/d/" in errors(at)[0]
    assert at.text_input(key="admin.setup.address").value == "https://example.org/tabelle"
    assert at.session_state["portal.setup"].address == ""


def test_nothing_is_checked_or_made_before_all_is_entered_and_the_key_kept(new_sheet: SheetPlace) -> None:
    at = opened()
    assert at.button(key="admin.setup.check").disabled
    typed(at, "key.pasted", json.dumps(new_sheet.key))
    typed(at, "address", address_of(new_sheet))
    clicked(at, "seal.make")
    assert at.button(key="admin.setup.check").disabled
    assert "der Schlüssel zum Versiegeln (Schritt 4)" in shown(at)
    kept(at)
    assert not at.button(key="admin.setup.check").disabled
    assert at.button(key="admin.setup.make").disabled
    assert set(new_sheet.cells()) == {"Sheet1"}


def test_groups_that_stand_not_on_the_paper_are_refused(new_sheet: SheetPlace) -> None:
    at = opened()
    clicked(at, "seal.make")
    at.text_input(key="admin.setup.seal.group.0").set_value("oooo")
    at.text_input(key="admin.setup.seal.group.1").set_value("0000")
    clicked(at, "seal.kept")
    assert errors(at)[0].startswith("Das steht so nicht auf der Schlüsselseite")
    assert not at.session_state["portal.setup"].is_key_safe


def test_a_failing_check_names_the_remedy_and_keeps_what_was_entered(new_sheet: SheetPlace) -> None:
    new_sheet.emulator.act("unshare", spreadsheet=new_sheet.spreadsheet_id, email=ACCOUNT)
    at = entered(opened(), new_sheet)
    before = at.session_state["portal.setup"]
    clicked(at, "check")
    (failed,) = lines(at, "failed")
    assert ACCOUNT in failed
    assert len(lines(at, "not_reached")) == 4
    assert at.session_state["portal.setup"] == before
    assert at.button(key="admin.setup.make").disabled
    new_sheet.emulator.act("share", spreadsheet=new_sheet.spreadsheet_id, email=ACCOUNT, role="writer")
    clicked(at, "check")
    assert lines(at, "failed") == []
    assert not at.button(key="admin.setup.make").disabled


def test_another_portals_key_is_typed_from_its_page(new_sheet: SheetPlace) -> None:
    at = opened()
    at.get_by_key("admin.setup.seal.choice").set_value("known").run()  # type: ignore[attr-defined]  # a widget
    typed(at, "seal.known", "zu kurz")
    assert errors(at)[0].startswith("Das ist kein Schlüssel zum Versiegeln.")
    typed(at, "seal.known", " ".join(keys.groups(SEALING_KEY)))
    assert at.session_state["portal.setup"].key == SEALING_KEY
    assert at.session_state["portal.setup"].is_key_safe


def test_the_secrets_are_not_written_where_the_environment_names_the_register(
    new_sheet: SheetPlace, secrets: Path, settings: Callable[..., None]
) -> None:
    settings(RESONANZ_REGISTER=f"sqlite:///{secrets.parent / 'register.db'}")
    before = secrets.read_text()
    at = entered(opened(), new_sheet)
    clicked(at, "check")
    clicked(at, "make")
    assert "admin.setup.write" not in {button.key for button in at.button}
    assert [each.proto.label for each in at.get("download_button")][-1] == "Zugangsdaten herunterladen"
    assert secrets.read_text() == before


def test_the_finished_secrets_are_those_of_the_sheet(new_sheet: SheetPlace) -> None:
    at = entered(opened(), new_sheet)
    text = setting_up.build_secrets(at.session_state["portal.actor"], at.session_state["portal.setup"])
    assert tomllib.loads(text)["connections"]["gsheets"]["client_email"] == ACCOUNT


@pytest.mark.parametrize("role", [role for role, actions in ROLE_ACTIONS.items() if Action.SET_UP not in actions])
def test_who_may_not_set_up_sees_nothing_of_it(started: Register, role: str) -> None:
    at = opened()
    at.session_state["portal.role"] = role  # as if a person without the right had asked for this address
    at.run()
    assert not at.exception
    assert errors(at)[0].startswith("Diese Seite ist für Ihre Rolle nicht vorgesehen.")
    assert len(at.title) == 0
    assert not {button.key for button in at.button} & {"admin.setup.check", "admin.setup.look", "admin.setup.repair"}


# ---- while the portal works on a sheet


@pytest.fixture
def working(place: SheetPlace, opened: Register) -> SheetPlace:
    """A portal on a sheet that is a register already."""
    opened.snapshot()
    return place


def standing() -> AppTest:
    at = AppTest.from_file(APP, default_timeout=PATIENCE_SECONDS).run()
    at.switch_page("pages/admin/setup.py")
    return at.run()


@pytest.mark.parametrize("register_url", ["sheet"], indirect=True)
def test_the_page_shows_how_the_sheet_stands(working: SheetPlace) -> None:
    at = standing()
    assert not at.exception
    labels = {metric.label: metric.value for metric in at.metric}
    book = working.emulator.get(f"spreadsheets?id={working.spreadsheet_id}&fields=sheets.properties")
    grids = [sheet["properties"]["gridProperties"] for sheet in book["sheets"]]
    percent = round(sum(grid["rowCount"] * grid["columnCount"] for grid in grids) / CELL_LIMIT_OF_BOOK * 100, 1)
    assert labels["Zellen"] == f"{percent:g} %".replace(".", ",")
    assert 1 < percent < 5
    assert labels["Portale"] in ("1", "2")
    assert labels["Lesen"].endswith(" von 60")
    assert lines(at, "failed") == []
    assert lines(at, "ok")[0] == "Die Tabelle und das Dienstkonto sind benannt."
    assert at.warning[0].value.startswith("Das Portal arbeitet mit einer Google-Tabelle.")


@pytest.mark.parametrize("register_url", ["sheet"], indirect=True)
def test_a_look_at_the_page_asks_google_once(working: SheetPlace) -> None:
    at = standing()
    before = asked_by_the_page(working)
    assert before > 0
    at.run()
    assert asked_by_the_page(working) == before


def asked_by_the_page(place: SheetPlace) -> int:
    """Count what no watcher asks: to sign in, and what the spreadsheet is like. A watcher reads and writes cells."""
    requests = place.emulator.get("log")["requests"]
    return sum(one["kind"] in ("token", "read") and "/values" not in one["path"] for one in requests)


@pytest.mark.parametrize("register_url", ["sheet"], indirect=True)
def test_what_is_damaged_is_repaired_with_one_button(working: SheetPlace) -> None:
    register = opening.open_register("gsheets")
    register.commit(change_set(*case("r")))
    register.close()
    working.emulator.act("delete_sheet", spreadsheet=working.spreadsheet_id, sheet="Reaktionen")
    at = standing()
    (failed,) = lines(at, "failed")
    assert failed.startswith("Es fehlen Tabs: Reaktionen.")
    clicked(at, "repair")
    assert errors(at) == []
    assert lines(at, "failed") == []
    assert "Tab „Reaktionen“ ist angelegt." in shown(at).replace("\\", "")
    assert "Reaktionen" in working.cells()
    assert stored().find_reaction_id("KR-2026-0001") == "r"


@pytest.mark.parametrize("register_url", ["sheet"], indirect=True)
def test_a_tab_that_never_held_anything_comes_back_by_itself(working: SheetPlace) -> None:
    """As one does that a newer portal needs, and an older sheet never had."""
    working.emulator.act("delete_sheet", spreadsheet=working.spreadsheet_id, sheet="Vermerke")
    at = standing()
    assert lines(at, "failed") == []
    assert "Vermerke" in working.cells()


@pytest.mark.parametrize("register_url", ["sheet"], indirect=True)
def test_the_key_is_confirmed_as_kept_here_too(working: SheetPlace) -> None:
    at = standing()
    clicked(at, "repair")  # notes which key seals the register
    seed = at.session_state["portal.operations"]["admin.setup.kept"]
    groups = keys.groups(SEALING_KEY)
    for place, number in enumerate(keys.asked_groups(SEALING_KEY, seed)):
        at.text_input(key=f"admin.setup.kept.group.{place}").set_value(groups[number - 1])
    clicked(at, "kept.send")
    assert errors(at) == []
    assert at.success[0].value.startswith("Das Portal arbeitet mit einer Google-Tabelle, und alles")
    assert keys.is_kept(stored(), SEALING_KEY)


# ---- where the sheet cannot be opened


def test_every_address_leads_to_the_set_up_where_the_sheet_is_not_shared(place: SheetPlace) -> None:
    place.emulator.act("unshare", spreadsheet=place.spreadsheet_id, email=ACCOUNT)
    at = AppTest.from_file(APP, default_timeout=PATIENCE_SECONDS).run()
    assert not at.exception
    assert at.title[0].value == "Einrichtung"
    assert ACCOUNT in errors(at)[0]
    assert ACCOUNT in lines(at, "failed")[0]


def test_who_may_not_set_up_is_told_so_where_the_sheet_is_not_shared(place: SheetPlace) -> None:
    place.emulator.act("unshare", spreadsheet=place.spreadsheet_id, email=ACCOUNT)
    at = AppTest.from_file(APP, default_timeout=PATIENCE_SECONDS)
    at.session_state["portal.role"] = "staff"
    at.run()
    assert not at.exception
    assert len(at.title) == 0
    assert "admin.setup.look" not in {button.key for button in at.button}


def test_a_missing_section_leads_to_the_steps(place: SheetPlace, secrets: Path) -> None:
    secrets.write_text('[register]\nurl = "gsheets"\n')
    at = AppTest.from_file(APP, default_timeout=PATIENCE_SECONDS).run()
    assert not at.exception
    assert "[connections.gsheets]" in errors(at)[0]
    at.toggle(key="admin.setup.other").set_value(True).run()
    assert not at.exception
    assert "admin.setup.check" in {button.key for button in at.button}


@pytest.mark.parametrize("line", ['spreadsheet = "https://example.org"', 'spreadsheet = ""'])
def test_a_wrong_address_in_the_secrets_leads_to_the_steps(place: SheetPlace, secrets: Path, line: str) -> None:
    secrets.write_text(secrets.read_text().replace(f'spreadsheet = "{place.spreadsheet_id}"', line))
    at = AppTest.from_file(APP, default_timeout=PATIENCE_SECONDS).run()
    assert not at.exception
    at.toggle(key="admin.setup.other").set_value(True).run()
    assert not at.exception
    assert at.text_input(key="admin.setup.address").value == ""
    assert len(errors(at)) == 2


def test_nobody_sets_up_without_a_role_where_people_sign_in(place: SheetPlace, secrets: Path) -> None:
    place.emulator.act("unshare", spreadsheet=place.spreadsheet_id, email=ACCOUNT)
    auth = '\n[auth]\nredirect_uri = "http://localhost/oauth2callback"\ncookie_secret = "x"\nclient_id = "a"\n'
    secrets.write_text(secrets.read_text() + auth)
    at = AppTest.from_file(APP, default_timeout=PATIENCE_SECONDS)
    at.secrets["auth"] = tomllib.loads(auth)["auth"]
    at.run()
    assert not at.exception
    assert len(at.title) == 0
    assert "python -m services check" in at.info[0].value
    assert len(at.button) == 0


def test_an_sql_register_that_cannot_be_opened_offers_no_sheet(settings: Callable[..., None], tmp_path: Path) -> None:
    (tmp_path / "register.db").write_text("kein Register")
    settings(RESONANZ_REGISTER=f"sqlite:///{tmp_path / 'register.db'}")
    at = AppTest.from_file(APP, default_timeout=PATIENCE_SECONDS).run()
    assert len(errors(at)) == 1
    assert len(at.title) == 0
