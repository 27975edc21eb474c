"""The pictures of the handbook: the portal on the sample register, as a browser shows it on a fixed day.

`python -m docs.screenshots` takes all of them; with names behind it, only those whose file name begins so.
"""

import contextlib
import io
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from unittest.mock import patch

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

from pages.ui import state
from services import clock, people
from services.cases import find_case
from services.deadlines import ClockName, ClockState
from services.demo.loading import load_sample
from services.drafts import drafts_folder
from services.figures import facts_of
from services.register.opening import open_register
from services.register.sheet.adapter import SheetRegister
from services.register.sheet.layout import FIRST_ROW, letters, tabs
from services.register.snapshot import Snapshot
from tests.sheets.running import emulated
from tests.support import chromium
from tests.support.people import KAREN
from tests.support.portal import ROOT, Portal
from tests.support.screen import at, choose, field, press, type_into
from tests.support.sheets import ACCOUNT, SheetPlace

PICTURES = ROOT / "docs" / "bilder"
DAY = date(2026, 11, 20)
LOADED_AT = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
COLOURS = 128
SHOWN_SHEET = "1ResonanzRegister"
SHOWN_FOLDER = "/srv/resonanz/data"  # stands in the pictures where the register of this run lies
WIDE, NARROW, TALL = 1300, 390, 900
SAMPLE_DRAWN = "spot_checks?from=2026-07-01&to=2026-09-30&size=20&seed=K7QM2X"
SAMPLE, EMPTY, TYPED_INTO = "register.db", "leer/register.db", "gsheets"

IMPORT_FILE = """reaction;received_on;channel;subject;closed_on;rank;kind;area;theme;outcome
A-101;03.11.2026;email;Bescheid nicht verstanden;;1;complaint;benefits;Bescheid unverständlich;
A-102;04.11.2026;Telefon;Dank an den Empfang;04.11.2026;1;praise;reception;Auskunft;
A-103;05.11.2026;Rauchzeichen;Unterlagen zweimal angefordert;;1;complaint;benefits;Bearbeitungsdauer;
A-104;12.11.2026;letter;Kaution noch nicht gezahlt;10.11.2026;1;complaint;municipal;Mietkaution;upheld
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """What one picture shows: an address, what is done there, and in which window."""

    name: str
    address: str
    act: Callable[[Page], None] = lambda page: None
    width: int = WIDE
    height: int = TALL
    dark: bool = False
    register: str = SAMPLE
    top: str = ""  # the key of what is scrolled to the top; else the page stays at its head


def scenes(case: str) -> Iterator[Scene]:
    """Return every picture; `case` is the address of the case to show."""
    main = (("heute", "today", _nothing), ("neu", "new", _type_reaction), ("fall", case, _nothing))
    for name, address, act in (*main, ("fristen", "deadlines", _nothing)):
        yield Scene(name, address, act)
        yield Scene(f"{name}-dunkel", address, act, dark=True)
        yield Scene(f"{name}-schmal", address, act, width=NARROW, height=844)
    yield Scene("neu-anliegen", "new", _type_concerns, top="cases.new.follow_up_of")
    yield Scene("neu-abgelehnt", "new", _store_too_early)
    yield Scene("annahme", "triage?channel=telephone")
    yield Scene("annahme-abgabe", "triage?channel=letter&kind=complaint&decision=yes", height=1000)
    yield Scene("annahme-sofort", "triage?channel=telephone&kind=complaint&decision=no&today=yes", _count)
    yield Scene("abgaben", "triage?channel=email&kind=none&matter=technical_enquiry", _hand_over)
    yield Scene("meinungskarten", "cards", _type_cards)
    yield Scene("register", "register")
    yield Scene("register-suche", "register", _search)
    yield Scene("fall-bearbeiten", case, _edit)
    yield Scene("fall-zwei-eingaben", case, _edit_twice)
    yield Scene("schreiben", case, _open_papers, height=1000, top="cases.case.edit")
    yield Scene("fristen-liste", "deadlines", top="dashboards.deadlines.cases")
    yield Scene("ueberblick", "overview")
    yield Scene("qualitaet", "quality", height=1000)
    yield Scene("eskalation", "escalation", height=1000)
    yield Scene("folgereaktionen", "follow_ups", height=1000)
    yield Scene("eingangswege", "channels", height=1000)
    yield Scene("themen", "themes", height=1200)
    yield Scene("ergebnisse", "outcomes", height=1300)
    yield Scene("lob", "praise", height=1080)
    yield Scene("sofort-geklaert", "same_day", height=1080)
    yield Scene("ombudsstelle", "ombuds", height=1000)
    yield Scene("veroeffentlichte-zahlen", "published", height=1050)
    yield Scene("plausibilitaet", "plausibility?annual.plausibility.year=2022", _open_finding, height=1150)
    yield Scene("jahresbericht", "annual?annual.report.year=2022", height=1200)
    yield Scene("massnahmen", "measures?annual.measures.year=2025", height=1700)
    yield Scene("befragungen", "surveys", height=1100)
    yield Scene("annahme-ombudsstelle", "ombuds_intake", _take_call, height=1000, top="cases.ombuds.kind.1")
    yield Scene("partner", "partners", _as_ombudsperson)
    yield Scene("stichproben", SAMPLE_DRAWN, _check_off, height=1000)
    yield Scene("datenqualitaet", "issues", _look, register=TYPED_INTO, height=1000)
    yield Scene("vorlagen", "templates", height=1000)
    yield Scene("einstellungen", "settings", height=1000)
    yield Scene("einrichtung", "setup", height=1150)
    yield Scene("import", "import")
    yield Scene("import-abgelehnt", "import", _bring_file)
    yield Scene("teams", "units")
    yield Scene("personen", "users", _as_admin)
    yield Scene("personen-eintrag", "users", _add_person)
    yield Scene("willkommen", "today", register=EMPTY)


def take(folder: Path, wanted: tuple[str, ...]) -> None:
    """Make the registers in `folder`, start the portal on them and take the pictures."""
    portals: dict[str, Portal] = {}
    with sync_playwright() as playwright, contextlib.ExitStack() as stack, _closing(portals):
        browser = chromium.launch(playwright)
        for scene in scenes(f"case?number={_telling_case(_sample(folder))}"):
            if wanted and not scene.name.startswith(wanted):
                continue
            if scene.register not in portals:
                more = stack.enter_context(_typed_into(folder)) if scene.register == TYPED_INTO else {}
                portals[scene.register] = _start(folder, scene.register, more)
            print(scene.name, flush=True)
            shutil.rmtree(drafts_folder(f"sqlite:///{folder / scene.register}"), ignore_errors=True)
            _write(PICTURES / f"{scene.name}.png", _shoot(browser, portals[scene.register].url, scene, folder))
        browser.close()


@contextlib.contextmanager
def _closing(portals: dict[str, Portal]) -> Iterator[None]:
    try:
        yield
    finally:
        for portal in portals.values():
            portal.stop()


def _sample(folder: Path) -> Snapshot:
    """Load the sample register as the page "Willkommen" does, at a time that stays the same."""
    register = open_register(f"sqlite:///{folder / SAMPLE}")
    try:
        with patch.object(clock, "now", return_value=LOADED_AT):
            return load_sample(register, people.tryout_visitor(people.TRYOUT_ROLE).actor.id, today=DAY)
    finally:
        register.close()


@contextlib.contextmanager
def _typed_into(folder: Path) -> Iterator[dict[str, str]]:
    """Make the sample register on an emulated Google Sheet into which somebody typed past all rules."""
    with emulated() as emulator:
        key = emulator.key(ACCOUNT)
        place = SheetPlace(emulator, emulator.create("Register", id=SHOWN_SHEET, share={ACCOUNT: "writer"}), key)
        register = SheetRegister(place.connection)
        with patch.object(clock, "now", return_value=LOADED_AT):
            sample = load_sample(register, people.tryout_visitor(people.TRYOUT_ROLE).actor.id, today=DAY)
        tab, last = tabs()["reactions"], len(sample.frames["reactions"]) + FIRST_ROW - 1
        for column, row, value in (
            ("received_on", last, "31.02.2026"),
            ("channel", last - 1, "Rauchzeichen"),
            ("received_on", last + 1, "45.11.2026"),
        ):
            cell = f"{tab.title}!{letters(tab.names.index(column))}{row}"
            emulator.act("type", spreadsheet=place.spreadsheet_id, range=cell, values=[[value]])
        emulator.act("delete_row", spreadsheet=place.spreadsheet_id, sheet=tab.title, row=last - 2)
        register.close()
        yield place.write_secrets(folder / "sheet-secrets.toml")


def _start(folder: Path, register: str, more: Mapping[str, str]) -> Portal:
    secrets = folder / "secrets.toml"
    secrets.touch()
    env = {
        "RESONANZ_REGISTER": f"sqlite:///{folder / register}",
        "RESONANZ_TODAY": DAY.isoformat(),
        "RESONANZ_SECRETS": str(secrets),
        "STREAMLIT_SECRETS_FILES": str(secrets),
        **more,
    }
    portal = Portal(script=ROOT / "app.py", env=env, arguments=(), log=folder / f"{Path(register).name}.log")
    portal.wait_until_healthy()
    return portal


def _shoot(browser: Browser, url: str, scene: Scene, folder: Path) -> bytes:
    context = chromium.new_context(browser, width=scene.width, height=scene.height, dark=scene.dark)
    try:
        page = context.new_page()
        page.goto(f"{url}/{scene.address}")
        _settle(page)
        scene.act(page)
        if scene.top:
            at(page, scene.top).evaluate("element => element.scrollIntoView({block: 'start'})")
        else:
            page.locator("h1").first.evaluate("element => element.scrollIntoView({block: 'end'})")
        _rename_folder(page, folder)
        return _settle(page)
    finally:
        context.close()


def _settle(page: Page) -> bytes:
    """Wait until two looks at the page, a moment apart, show the same; return the last."""
    before = b""
    size = page.viewport_size or {"width": WIDE, "height": TALL}
    page.mouse.move(size["width"] - 3, size["height"] - 3)
    page.evaluate("document.activeElement?.blur()")
    for _attempt in range(40):
        chromium.wait_until_drawn(page)
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(400)
        now = page.screenshot()
        if now == before:
            return now
        before = now
    return before


def _rename_folder(page: Page, folder: Path) -> None:
    page.evaluate(
        """([from, to]) => {
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
            while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replaceAll(from, to)
        }""",
        [str(folder), SHOWN_FOLDER],
    )


def _write(path: Path, png: bytes) -> None:
    """Write a picture with few colours, which is a third of its size; one that is the same stays untouched."""
    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    if path.exists() and Image.open(path).convert("RGB").tobytes() == picture.convert("RGB").tobytes():
        return
    picture.save(path, optimize=True)


def _telling_case(snapshot: Snapshot) -> str:
    """Return the number of an open case that has much to show: acknowledged, with a team and several concerns."""
    facts = facts_of(snapshot.frames["reactions"], DAY)
    soon = facts[~facts["is_closed"] & facts["is_acknowledged"] & facts["unit"].notna() & ~facts["is_ombuds"]]
    soon = soon[soon[f"{ClockName.CLOSE}_state"] == ClockState.DUE_SOON]
    many = [number for number in soon["number"] if len(_concerns(snapshot, number)) > 1]
    return str((many or list(soon["number"]))[0])


def _concerns(snapshot: Snapshot, number: str) -> tuple[object, ...]:
    case = find_case(snapshot, KAREN, number)
    return tuple(case.concerns) if case else ()


# ---- what is done on the pages


def _nothing(_page: Page) -> None:
    """Leave the page as it opens."""


def _type_reaction(page: Page) -> None:
    choose(page, "cases.new.channel", "E-Mail")
    type_into(page, "cases.new.subject", "Bescheid über die Heizkosten nicht nachvollziehbar")


def _type_concerns(page: Page) -> None:
    choose(page, "cases.new.kind.1", "Beschwerde")
    choose(page, "cases.new.area.1", "Kommunale Leistungen")
    choose(page, "cases.new.theme.1", "Neben- und Heizkosten")


def _store_too_early(page: Page) -> None:
    type_into(page, "cases.new.subject", "Rückruf blieb aus")
    press(page, "cases.new.save")


def _count(page: Page) -> None:
    choose(page, "cases.same_day.area", "Eingangszone")
    press(page, "cases.same_day.save")
    page.get_by_test_id("stToast").wait_for()
    page.get_by_test_id("stToast").wait_for(state="detached")


def _hand_over(page: Page) -> None:
    """Note a hand-over and show the list."""
    type_into(page, "cases.triage.handover.subject", "Welche Unterlagen fehlen noch für den Antrag?")
    type_into(page, "cases.triage.handover.text", "Bitte um Rückmeldung, welche Unterlagen noch fehlen.")
    press(page, "cases.triage.handover.save")
    page.get_by_role("link", name="Zu den Abgaben").click()
    page.get_by_role("heading", name="Abgaben").wait_for()
    page.get_by_test_id("stToast").wait_for(state="detached")
    chromium.wait_until_drawn(page)


def _type_cards(page: Page) -> None:
    for row, (kind, area, text) in enumerate(
        (
            ("Lob", "Eingangszone › Auskunft", "Sehr freundlich empfangen"),
            ("Beschwerde", "Service-Center › Erreichbarkeit", "Niemand geht ans Telefon"),
            ("Idee oder Anregung", "Organisation › Wartebereich", "Mehr Sitzplätze im Wartebereich"),
        ),
        start=1,
    ):
        choose(page, f"cases.cards.{row}.kind", kind)
        choose(page, f"cases.cards.{row}.about", area)
        type_into(page, f"cases.cards.{row}.text", text)


def _look(page: Page) -> None:
    page.get_by_role("button", name="Jetzt in der Tabelle nachsehen").first.click()
    chromium.wait_until_drawn(page)
    page.get_by_test_id("stToast").wait_for(state="detached")


def _search(page: Page) -> None:
    type_into(page, "cases.register.text", "Kaution")


def _edit(page: Page) -> None:
    press(page, "cases.case.edit")


def _open_papers(page: Page) -> None:
    at(page, "cases.case.paper.open").locator("summary").click()
    chosen = page.locator("[class*='st-key-cases-case-paper-kind'] input")
    chosen.fill("Zwischennachricht")
    chosen.press("Enter")
    chromium.wait_until_drawn(page)


def _edit_twice(page: Page) -> None:
    """Let two windows change the same field of the case."""
    _edit(page)
    other = page.context.new_page()
    other.goto(page.url.split("&draft=")[0])
    chromium.wait_until_drawn(other)
    _edit(other)
    subject = field(page, "cases.case.subject").input_value()
    type_into(other, "cases.case.subject", f"{subject}; Rückruf erbeten")
    press(other, "cases.case.save")
    other.close()
    type_into(page, "cases.case.subject", f"{subject}; Kundin hat Unterlagen nachgereicht")
    press(page, "cases.case.save")


def _bring_file(page: Page) -> None:
    file: FilePayload = {
        "name": "Reaktionen November.csv",
        "mimeType": "text/csv",
        "buffer": IMPORT_FILE.encode("utf-8"),
    }
    page.locator("input[type=file]").set_input_files([file])


def _take_call(page: Page) -> None:
    """Take a call that is cleared at once."""
    _as_ombudsperson(page)
    choose(page, "cases.ombuds.channel", "Telefon")
    type_into(page, "cases.ombuds.subject", "Regelbedarf nicht ausgezahlt")
    choose(page, "cases.ombuds.kind.1", "Beschwerde")
    choose(page, "cases.ombuds.area.1", "Leistungsgewährung")
    choose(page, "cases.ombuds.theme.1", "Auszahlung des Regelbedarfs")
    page.get_by_text("Sofort telefonisch geklärt", exact=True).click()
    chromium.wait_until_drawn(page)
    choose(page, "cases.ombuds.outcome.1", "begründet")
    choose(page, "cases.ombuds.clearing_kind.1", "Abgeholfen wegen eigenen Fehlers")
    type_into(page, "cases.ombuds.completion_note", "Auszahlung veranlasst, Beraterin ist einverstanden.")


def _check_off(page: Page) -> None:
    page.get_by_text("In Ordnung", exact=True).click()
    chromium.wait_until_drawn(page)


def _as_ombudsperson(page: Page) -> None:
    choose(page, state.TRIED_ROLE, "Ombudsstelle")


def _open_finding(page: Page) -> None:
    at(page, "annual.findings.praise_without_area.3.cases").locator("summary").click()
    chromium.wait_until_drawn(page)


def _as_admin(page: Page) -> None:
    choose(page, state.TRIED_ROLE, "Verwaltung des Portals")


def _add_person(page: Page) -> None:
    _as_admin(page)
    press(page, "admin.users.add")


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="resonanz-") as place:
        (Path(place) / EMPTY).parent.mkdir()
        take(Path(place).resolve(), tuple(sys.argv[1:]))
