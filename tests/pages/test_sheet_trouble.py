"""What keeps the portal from its sheet, on the screen: cause and remedy, the age of what is shown, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import health, loaders, state
from pages.ui.i18n import plain
from services import clock, starting
from services.access import NOBODY
from services.errors import PortalError
from services.people import tryout_visitor
from services.register import opening
from services.register.base import Register, new_id
from services.register.sheet.client import SheetClient
from services.register.sheet.layout import letters, tabs
from services.register.sheet.setup.building import build
from tests.sheets.running import emulated
from tests.sheets.world import World
from tests.support.apptest import APP, PATIENCE_SECONDS, click, errors, held, open_page, put, texts
from tests.support.cases import TODAY, all_reactions, record
from tests.support.people import ALICE
from tests.support.portal import free_port
from tests.support.sheets import ACCOUNT, SheetPlace

TAB = "Reaktionen"
FORM = "cases.new"
SUBJECT_CELL = f"{TAB}!{letters(tabs()['reactions'].names.index('subject'))}1"
TYPED = {"channel": "email", "kind__1": "complaint", "subject": "Getippt, noch nicht gespeichert"}
TYPED |= {"text": "Zeile\nZeile", "customer_name": "Mia Muster"}
READABLE = "Lesen können Sie weiterhin alles."


def nothing(place: SheetPlace) -> None:
    """Leave everything as it is."""


def act(do: str, **more: Any) -> Callable[[SheetPlace], None]:
    return lambda place: place.emulator.act(do, spreadsheet=place.spreadsheet_id, **more)


def post(name: str, **body: Any) -> Callable[[SheetPlace], None]:
    def send(place: SheetPlace) -> None:
        place.emulator.post(name, body)

    return send


def both(*steps: Callable[[SheetPlace], None]) -> Callable[[SheetPlace], None]:
    def all_of_them(place: SheetPlace) -> None:
        for step in steps:
            step(place)

    return all_of_them


def set_up(place: SheetPlace) -> None:
    client = SheetClient(place.connection)
    build(client, place.connection)
    client.close()


@dataclass(frozen=True)
class Trouble:
    """What happens to the sheet, what the screen says then, and what puts it right; None where only new secrets do."""

    happens: Callable[[SheetPlace], None]
    said: tuple[str, ...]
    ends: Callable[[SheetPlace], None] | None = field(default=nothing)


NEW_TOKEN = act("expire_tokens")
TROUBLES = {
    "connection lost": Trouble(
        post("faults", do="drop", times=None),
        ("Die Verbindung zu 127.0.0.1", "kommt nicht zustande oder ist abgebrochen", "Bitte prüfen Sie das Netz"),
        lambda place: place.emulator.delete("faults") and None,
    ),
    "key revoked": Trouble(
        act("revoke_key", email=ACCOUNT),
        (f"Google nimmt den Schlüssel von {ACCOUNT} nicht an", "einen neuen Schlüssel"),
        None,
    ),
    "account deleted": Trouble(
        act("delete_account", email=ACCOUNT),
        (f"Google kennt das Dienstkonto {ACCOUNT} nicht mehr", "Einrichtung"),
        None,
    ),
    "clock fast": Trouble(
        both(post("clock", advance=-1800), NEW_TOKEN),
        ("Die Uhr dieses Rechners geht 30 Minuten vor", "Bitte stellen Sie sie."),
        post("clock", advance=1800),
    ),
    "clock slow": Trouble(
        both(post("clock", advance=7200), NEW_TOKEN),
        ("Die Uhr dieses Rechners geht 120 Minuten nach", "Bitte stellen Sie sie."),
        both(post("clock", advance=-7200), NEW_TOKEN),
    ),
    "not shared": Trouble(
        act("unshare", email=ACCOUNT),
        ("Die Tabelle ist für das Portal nicht freigegeben", f"geben Sie {ACCOUNT} das Recht „Bearbeiter“"),
        act("share", email=ACCOUNT, role="writer"),
    ),
    "sheet deleted": Trouble(
        act("delete_file"),
        ("Eine Tabelle https://docs.google.com/", "Sie wurde gelöscht", "30 Tage im Papierkorb"),
        None,
    ),
    "tab deleted": Trouble(
        act("delete_sheet", sheet=TAB),
        (f"Der Tab „{TAB}“ ist nicht mehr in der Tabelle", "Verloren ist nichts", "„Einrichtung“ legt den Tab neu an"),
        set_up,
    ),
    "code names damaged": Trouble(
        act("clear", range=SUBJECT_CELL),
        (f"Im Tab „{TAB}“ fehlt in der ausgeblendeten ersten Zeile „subject“", "„Einrichtung“ trägt es wieder ein"),
        set_up,
    ),
    "quota": Trouble(
        post("quota", on=True, per_user=0),
        ("nur eine bestimmte Zahl von Abfragen je Minute", "in einer Minute noch einmal"),
        post("quota", on=False),
    ),
    "fault of Google's": Trouble(
        post("faults", do="error", status=503, times=None, match={"kind": "read"}),
        ("Bei Google liegt gerade eine Störung vor (503", "in einigen Minuten noch einmal"),
        lambda place: place.emulator.delete("faults") and None,
    ),
}


@pytest.fixture
def register(place: SheetPlace) -> Register:
    """The portal's own hold on the sheet, with one case."""
    return started(loaders.register())


def started(register: Register) -> Register:
    starting.start_empty(register, tryout_visitor("krm_officer").actor, today=TODAY, operation_id=new_id())
    record(register, subject="Bleibt lesbar")
    return register


def look(register: Register) -> None:
    """Let the portal look at the sheet, as its watcher does every few seconds."""
    with suppress(PortalError):
        register.refresh()


def look_again(register: Register) -> None:
    """Let the portal look at the sheet now that the trouble is over."""
    look(register)  # this may be told what a look of the watcher's found that began before
    register.refresh()


def warnings(at: AppTest) -> str:
    return "\n".join(element.value for element in at.warning)


def assert_typed_stands(at: AppTest) -> None:
    stands = {name: held(at, f"{FORM}.{name.replace('__', '.')}") for name in TYPED}
    assert stands == TYPED


def assert_trouble_is_told(at: AppTest, said: tuple[str, ...], register: Register) -> None:
    """Check the form with what was typed, and the pages that show what was known last."""
    before = register.health.looked_at
    at = at.run()
    looked_at = (before, register.health.looked_at)  # the watcher may have looked meanwhile, and it may be midnight
    told = warnings(at).replace("\\", "")
    assert any(moment and f"{moment.astimezone(clock.BERLIN):%H:%M} Uhr" in told for moment in looked_at), told
    for words in ("Stand vo", *said, READABLE):
        assert words in told, (words, told)
    click(at, f"{FORM}.save")
    for words in said:
        assert words in errors(at)[0], errors(at)
    assert at.title[0].value == "Neue Reaktion"
    assert_typed_stands(at)
    assert_typed_stands(open_page("cases/new", draft=str(at.query_params["draft"])))
    found = open_page("cases/register")
    assert [str(value)[-4:] for value in found.dataframe[0].value["number"]] == ["0001"]
    assert said[0] in warnings(found)
    case = open_page("cases/case", number="KR-2026-0001")
    assert plain("Bleibt lesbar") in texts(case)
    assert said[0] in warnings(case)


@pytest.mark.parametrize("name", TROUBLES)
def test_trouble_is_told_with_its_remedy_and_nothing_typed_is_lost(
    place: SheetPlace, register: Register, name: str
) -> None:
    trouble = TROUBLES[name]
    at = put(open_page("cases/new"), FORM, **TYPED)
    assert warnings(at) == ""

    trouble.happens(place)
    look(register)

    assert_trouble_is_told(at, trouble.said, register)
    assert all_reactions(register.snapshot()) == ["KR-2026-0001"]
    if trouble.ends is None:
        return

    trouble.ends(place)
    look_again(register)

    assert warnings(at.run()) == ""
    assert_typed_stands(at)
    click(at, f"{FORM}.save")
    assert at.title[0].value == "KR-2026-0002"
    assert all_reactions(register.refresh()) == ["KR-2026-0001", "KR-2026-0002"]


# One of each way in which opening fails: without an answer, at the sign-in, at the sheet, in the sheet.
AT_THE_START = ("connection lost", "key revoked", "clock fast", "not shared", "sheet deleted", "code names damaged")


@pytest.mark.parametrize("name", AT_THE_START)
def test_trouble_at_the_start_is_told_with_its_remedy_and_over_with_its_cause(place: SheetPlace, name: str) -> None:
    trouble = TROUBLES[name]
    started(opening.open_register("gsheets")).close()
    trouble.happens(place)

    at = AppTest.from_file(APP, default_timeout=PATIENCE_SECONDS).run()

    assert not at.exception
    for words in trouble.said:
        assert words in errors(at)[0], errors(at)
    assert "Bleibt lesbar" not in texts(at)
    if trouble.ends is None:
        return

    trouble.ends(place)
    loaders.forget_register()  # otherwise it is asked again after some seconds

    at = at.run()
    assert errors(at) == []
    assert any(plain("KR-2026-0001") in link.proto.label for link in at.main.get("page_link"))


def test_another_accounts_key_is_told_at_the_start(
    place: SheetPlace, settings: Callable[..., None], tmp_path: Path
) -> None:
    other = place.emulator.key("someone@resonanz-test.iam.gserviceaccount.com")["private_key"]
    mixed = SheetPlace(place.emulator, place.spreadsheet_id, {**place.key, "private_key": other})
    settings(**mixed.write_secrets(tmp_path / "secrets.toml"))

    at = AppTest.from_file(APP, default_timeout=PATIENCE_SECONDS).run()

    assert f"Google nimmt den Schlüssel von {ACCOUNT} nicht an" in errors(at)[0]
    assert "gehört zu einem anderen Konto" in errors(at)[0]
    assert "PRIVATE KEY" not in str(at)


def test_a_sheet_that_may_only_be_read_is_read_on(place: SheetPlace, register: Register) -> None:
    said = ("Das Portal darf die Tabelle lesen, aber nicht ändern", f"geben Sie {ACCOUNT} das Recht „Bearbeiter“")
    at = put(open_page("cases/new"), FORM, **TYPED)
    act("share", email=ACCOUNT, role="reader")(place)
    click(at, f"{FORM}.save")
    for words in (*said, "Gespeichert wurde nichts."):
        assert words in errors(at)[0]

    for _turn in range(2):  # a look that succeeds does not take the warning away
        look(register)
        assert_trouble_is_told(at, said, register)

    act("share", email=ACCOUNT, role="writer")(place)
    look_again(register)
    assert warnings(at.run()) == ""
    assert_typed_stands(at)
    click(at, f"{FORM}.save")
    assert at.title[0].value == "KR-2026-0002"


def test_no_network_is_told_and_over_as_soon_as_there_is_one_again(
    settings: Callable[..., None], tmp_path: Path
) -> None:
    world = World()
    with emulated(world, free_port()) as emulator:  # not one that somebody else may be given before it is back
        place = SheetPlace.made(emulator)
        settings(**place.write_secrets(tmp_path / "secrets.toml"))
        register = started(loaders.register())
        at = put(open_page("cases/new"), FORM, **TYPED)
    look(register)

    said = (
        f"Die Verbindung zu {urlsplit(emulator.url).netloc}",
        "Gerade gibt es kein Netz",
        "Bitte prüfen Sie das Netz",
    )
    assert_trouble_is_told(at, said, register)

    with emulated(world, urlsplit(emulator.url).port or 0):
        look_again(register)
        assert warnings(at.run()) == ""
        click(at, f"{FORM}.save")
        assert at.title[0].value == "KR-2026-0002"
        register.close()


def test_a_renamed_tab_is_no_trouble(place: SheetPlace, register: Register) -> None:
    at = put(open_page("cases/new"), FORM, **TYPED)
    act("rename_sheet", sheet=TAB, title="Fälle 2026")(place)

    click(at, f"{FORM}.save")

    assert at.title[0].value == "KR-2026-0002"
    assert warnings(at) == ""
    assert len(place.cells()["Fälle 2026"]) == 4
    look(register)
    assert warnings(at.run()) == ""


def test_a_page_is_drawn_again_when_trouble_comes_and_when_it_goes(place: SheetPlace, register: Register) -> None:
    at = open_page("cases/today")
    before = at.session_state[state.DRAWN]
    act("unshare", email=ACCOUNT)(place)
    look(register)
    at.run()
    assert "nicht freigegeben" in warnings(at)
    amid = at.session_state[state.DRAWN]
    assert amid[:2] == before[:2]
    assert amid != before

    act("share", email=ACCOUNT, role="writer")(place)
    look_again(register)

    assert warnings(at.run()) == ""
    assert at.session_state[state.DRAWN] == before


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-03-04T22:59:00", "Stand von 23:30 Uhr."),  # UTC; in Berlin it is the same evening
        ("2026-03-04T23:00:00", "Stand vom 04.03.2026, 23:30 Uhr."),
    ],
)
def test_what_is_shown_names_the_day_where_it_is_of_another_one(now: str, said: str) -> None:
    looked_at = datetime(2026, 3, 4, 22, 30, tzinfo=UTC)
    assert health.as_of(looked_at, datetime.fromisoformat(now).replace(tzinfo=UTC)) == said


def banner() -> None:
    """Draw nothing but the warning, for whoever is at the screen."""
    from pages.ui import health  # AppTest takes the text of this function alone

    health.render_trouble()


def test_trouble_is_not_told_to_those_who_are_not_let_in(place: SheetPlace, register: Register) -> None:
    act("unshare", email=ACCOUNT)(place)
    look(register)
    at = AppTest.from_function(banner, default_timeout=PATIENCE_SECONDS)
    at.session_state[state.ACTOR] = NOBODY
    assert warnings(at.run()) == ""
    at.session_state[state.ACTOR] = ALICE
    assert "nicht freigegeben" in warnings(at.run())


@pytest.mark.parametrize(("role", "leads"), [("krm_officer", True), ("admin", True), ("office", False)])
def test_those_who_set_the_portal_up_are_led_to_the_set_up(
    place: SheetPlace, register: Register, role: str, leads: bool
) -> None:
    act("delete_sheet", sheet=TAB)(place)
    look(register)
    at = open_page("cases/issues", role)
    assert "ist nicht mehr in der Tabelle" in warnings(at)
    assert ("setup" in [link.proto.page for link in at.main.get("page_link")]) is leads


def test_a_cell_that_holds_too_much_is_named_and_what_stood_there_stays(place: SheetPlace, register: Register) -> None:
    case_id = register.snapshot().find_reaction_id("KR-2026-0001") or ""
    cell = SUBJECT_CELL[:-1] + "3"
    act("type", range=cell, values=[["x" * 49_999]])(place)
    look(register)

    at = open_page("cases/issues", "krm_officer")

    assert f"Zelle {plain(cell)}" in texts(at)
    assert "„Betreff“ fasst höchstens" in texts(at).replace("\\", "")
    assert "x" * 1_000 not in texts(at)
    assert register.snapshot().row("reactions", case_id)["subject"] == "Bleibt lesbar"
    assert warnings(at) == ""


def stories_read(place: SheetPlace) -> list[list[str]]:
    """Return the ranges of every request for nothing but the journal; the watcher's looks ask for more at once."""
    asked = [request["query"].get("ranges", []) for request in place.emulator.get("log")["requests"]]
    journal = f"'{tabs()['journal'].title}'!"
    return [ranges for ranges in asked if ranges and all(one.startswith(journal) for one in ranges)]


def test_a_story_is_read_once_and_stays_readable(place: SheetPlace, register: Register) -> None:
    case = {"number": "KR-2026-0001"}
    at = open_page("cases/case", **case)
    place.emulator.delete("log")
    open_page("cases/case", **case)
    open_page("cases/case", "team_lead", **case)
    assert len(stories_read(place)) == 2  # where the journal ends, and the story for the one who has not looked yet
    act("unshare", email=ACCOUNT)(place)
    look(register)

    assert "Reaktion erfasst" in texts(at.run())
    assert errors(at) == []
    other = open_page("cases/case", "krm_officer", **case)
    assert "nicht freigegeben" in errors(other)[0]
    assert plain("Bleibt lesbar") in texts(other)
