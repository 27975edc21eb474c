"""The documents say what the code is: generated pages are current, nothing is left out, no link leads nowhere."""

from __future__ import annotations

import ast
import re
import shlex
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

import pytest

from docs import build, report_pages, screenshots
from docs.pages.figures import FIGURES
from docs.pages.roles import SENTENCES
from pages.ui import navigation
from schema.lists import START_ENTRIES
from schema.tables import TABLES
from services import translation
from services.access import ROLE_ACTIONS, Action
from services.cli.console import Console
from services.cli.main import COMMANDS, build_parser
from services.figures import as_records, year_figures
from services.report.files.making import FileKind
from tests.services.figures.registers import random_rows, snapshot_of
from tests.support.documents import anchors_of, broken_links, commands_of, documents, links_of, settings_read
from tests.support.portal import ROOT

DOCS = ROOT / "docs"
HANDBOOK = DOCS / "handbuch"
MOST_BYTES = 5_000_000


def text_of(*paths: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


HANDWRITTEN = [path for path in documents(ROOT) if path not in build.GENERATED]


@pytest.mark.parametrize("path", build.GENERATED, ids=lambda path: path.name)
def test_a_generated_page_is_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == build.GENERATED[path](), "please run `make docs` and commit what changed"


def test_every_field_is_in_the_field_list() -> None:
    page = text_of(HANDBOOK / "felder.md")
    missing = [
        f"{table.name}.{field.name}"
        for table in TABLES.values()
        for field in table.fields
        if f"| {field.label.de} | `{field.name}`" not in page
    ]
    assert missing == []


def test_every_entry_is_in_the_lists() -> None:
    page = text_of(HANDBOOK / "auswahllisten.md")
    missing = [entry.code for entry in START_ENTRIES if f"| {entry.label.de} | `{entry.code}` |" not in page]
    assert missing == []


@pytest.mark.parametrize("entry", navigation.PAGES, ids=lambda entry: entry.address)
def test_a_page_has_its_page_in_the_handbook(entry: navigation.Entry) -> None:
    title = translation.text(entry.title, "de")
    pages = [path for path in HANDBOOK.glob("*.md") if path in HANDWRITTEN]
    own = [path for path in pages if path.read_text(encoding="utf-8").startswith(f"# {title}\n")]
    assert len(own) == 1, f"docs/handbuch has no page “{title}”"
    assert re.search(rf"Adresse: `/{entry.address}[?`]", text_of(*own))
    assert any(link.startswith("../bilder/") for link in links_of(own[0])), "it has no picture"


def test_the_welcome_page_is_in_the_handbook() -> None:
    assert text_of(HANDBOOK / "willkommen.md").startswith(f"# {translation.text('Welcome', 'de')}\n")


def test_the_handbook_lists_all_its_pages() -> None:
    listed = set(links_of(HANDBOOK / "README.md"))
    assert {path.name for path in HANDBOOK.glob("*.md")} - {"README.md"} <= listed


def test_every_action_and_role_is_explained() -> None:
    page = text_of(HANDBOOK / "rollen.md")
    assert set(SENTENCES) == set(Action)
    assert [name for name in (*Action, *ROLE_ACTIONS) if f"`{name}`" not in page] == []


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_a_command_is_in_the_readme_and_in_operations(command: str) -> None:
    for path in (ROOT / "README.md", DOCS / "operations.md"):
        assert re.search(rf"python -m services {command}\b", text_of(path)), path


def test_every_command_shown_can_be_run_as_written(capsys: pytest.CaptureFixture[str]) -> None:
    parser = build_parser(Console("en"))
    shown = commands_of(text_of(ROOT / "README.md", DOCS / "operations.md"))
    refused = [line for line in shown if not _is_understood(parser, line)]
    assert refused == [], capsys.readouterr().err
    assert {shlex.split(line)[3] for line in shown} == {command.name for command in COMMANDS}


def test_a_command_that_nobody_knows_is_not_understood(capsys: pytest.CaptureFixture[str]) -> None:
    assert not _is_understood(build_parser(Console("en")), "python -m services figures --year 2022 --month 3")
    assert "--month" in capsys.readouterr().err


def _is_understood(parser: ArgumentParser, line: str) -> bool:
    try:
        parser.parse_args(shlex.split(line, comments=True)[3:])
    except SystemExit:
        return False
    return True


def test_every_setting_read_is_in_operations() -> None:
    sources = [
        ROOT / "app.py",
        *(path for layer in ("pages", "schema", "services") for path in (ROOT / layer).rglob("*.py")),
    ]
    found = {name for path in sources for name in settings_read(ast.parse(path.read_text(encoding="utf-8")))}
    assert {"RESONANZ_REGISTER", "RESONANZ_TODAY", "register", "url", "auth"} <= found
    page = text_of(DOCS / "operations.md")
    assert [name for name in sorted(found) if f"`{name}`" not in page and f"`[{name}]`" not in page] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("os.environ['RESONANZ_NEW']", {"RESONANZ_NEW"}),
        ("os.environ.get('STREAMLIT_NEW')", {"STREAMLIT_NEW"}),
        ("N_('Please set RESONANZ_NEW, or not.')", {"RESONANZ_NEW"}),
        ("secrets().get('mail', {}).get('host')", {"mail", "host"}),
        ("opening.secrets().get('mail')", {"mail"}),
        ("settings().get('mail')", set()),
        ("secrets.choice(letters)", set()),
    ],
)
def test_settings_read_finds_what_a_source_reads(source: str, found: set[str]) -> None:
    assert settings_read(ast.parse(source)) == found


def test_the_figures_are_those_that_the_page_explains() -> None:
    records = as_records(year_figures(snapshot_of(*random_rows(7)), 2022, date(2023, 2, 1)))
    values = {record["figure"]: record["value"] for record in records}
    explained = set()
    for record in records:
        figure = record["figure"]
        kinds = [kind for kind in FIGURES if kind.matches(figure)]
        assert len(kinds) == 1, figure
        explained.add(kinds[0].name)
        base = kinds[0].base_of(figure)
        assert record["unit"] == kinds[0].unit, figure
        assert (record["base"] is None) == (base == ""), figure
        assert record["base"] == values.get(base, record["base"]), figure
        assert (record["period"] == "2023-02-01") == kinds[0].is_of_the_day, figure
    assert explained == {kind.name for kind in FIGURES}


@pytest.mark.parametrize("path", documents(ROOT), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_link_leads_nowhere(path: Path) -> None:
    assert broken_links(path) == []


def test_broken_links_finds_missing_files_headings_and_pictures(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("# Über uns: wer?\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(
        "# Here\n[a](other.md) [b](other.md#über-uns-wer) [c](#here) [d](https://example.org/x)\n"
        "[e](gone.md) [f](other.md#gone) [g](#gone) ![h](gone.png)\n```\n[code](gone.md)\n```\n",
        encoding="utf-8",
    )
    assert broken_links(page) == ["gone.md", "other.md#gone", "#gone", "gone.png"]
    assert anchors_of(page) == {"here"}


def test_every_picture_is_taken_by_the_script_and_shown_in_a_document() -> None:
    there = {path.name for path in screenshots.PICTURES.iterdir()}
    taken = {f"{scene.name}.png" for scene in screenshots.scenes("case")}
    taken |= {report_pages.picture_of(kind).name for kind in FileKind}
    linked = {Path(link).name for path in documents(ROOT) for link in links_of(path) if link.endswith(".png")}
    assert there == taken
    assert there - linked == set()


def test_the_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in screenshots.PICTURES.iterdir()) < MOST_BYTES


def test_every_decision_is_listed() -> None:
    pages = {path.name for path in (DOCS / "decisions").glob("*.md")} - {"README.md"}
    assert set(links_of(DOCS / "decisions" / "README.md")) == pages


def test_the_readme_shows_two_commands_first() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", text_of(ROOT / "README.md"), re.DOTALL)
    assert [line.split("#")[0].strip() for line in blocks[0].splitlines()] == ["make run", "make test"]


def test_the_documents_hold_the_sentences_that_a_newcomer_needs() -> None:
    readme = text_of(ROOT / "README.md")
    for needed in ("pip install -r requirements.txt && streamlit run app.py", "RESONANZ_REGISTER", "schema/<table>.py"):
        assert needed in readme
    part = readme.split("## Add a field, add a page\n\n")[1].split("\n\n")[0]
    assert len(part.splitlines()) == 5
