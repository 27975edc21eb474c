"""The page of the Word templates: one is brought, used, refused with what is wrong, and taken back."""

from __future__ import annotations

import os

import pytest
from streamlit.testing.v1 import AppTest

from services.papers.letters import MIME
from services.papers.templates import (
    list_versions,
    original_template,
    own_template,
    store_template,
    template_in_use,
)
from services.papers.wordfiles import packed
from services.register import opening
from services.register.base import Register
from tests.services.papers.office import paper, with_parts, word
from tests.support.apptest import PATIENCE_SECONDS, click, errors, has, on_both_stores, open_page, texts
from tests.support.people import ALICE
from tests.support.portal import ROOT

PAGE = "admin.templates"
CODE = "acknowledgement"
OFFICES = word("Kopf {{ amt }}", "{{ anrede }}")


def bring(at: AppTest, content: bytes, name: str = "Unser Brief.docx") -> AppTest:
    """Choose a file and use it."""
    at.file_uploader[0].set_value((name, content, MIME)).run()
    return click(at, f"{PAGE}.store.{CODE}")


def labels(at: AppTest) -> list[str]:
    return [one.proto.label for one in at.get("download_button")]


@on_both_stores
@pytest.mark.parametrize("role", ["office", "krm_officer", "admin"])
def test_a_template_is_brought_used_and_taken_back(started: Register, role: str) -> None:
    at = open_page("admin/templates", role)
    assert "**Original**" in texts(at)
    assert labels(at) == ["Vorlage herunterladen"]
    bring(at, OFFICES)
    assert template_in_use(started.refresh(), paper(CODE)) == packed(OFFICES)
    assert "Unser Brief" in texts(at)
    assert labels(at) == ["Vorlage herunterladen", "Original herunterladen"]
    assert at.file_uploader[0].value is None
    click(at, f"{PAGE}.back.{CODE}")
    assert own_template(started.refresh(), paper(CODE)) is None
    assert template_in_use(started.snapshot(), paper(CODE)) == original_template(paper(CODE))
    assert not has(at, f"{PAGE}.back.{CODE}")


def test_what_cannot_be_filled_is_refused_by_name_and_nothing_is_stored(started: Register) -> None:
    before = started.refresh().revision
    at = bring(open_page("admin/templates"), word("Hallo {{ wolke }}", "{{ name"))
    assert "nicht übernommen" in errors(at)[0]
    shown = texts(at)
    assert "„wolke“" in shown
    assert "unvollständig" in shown
    assert started.refresh().revision == before


def test_another_file_after_a_refusal_is_taken(started: Register) -> None:
    at = bring(open_page("admin/templates"), b"nichts", "Brief.docx")
    assert "keine Word-Datei" in errors(at)[0]
    bring(at, OFFICES)
    assert errors(at) == []
    assert own_template(started.refresh(), paper(CODE)) is not None


def test_the_history_says_who_and_when(started: Register) -> None:
    at = bring(open_page("admin/templates"), OFFICES)
    at.session_state[f"{PAGE}.history"] = True
    at.run()
    assert "Büro der Geschäftsführung" in texts(at)
    assert not at.exception


def test_each_letter_has_its_own_placeholders(started: Register) -> None:
    at = open_page("admin/templates")
    assert "mitarbeiter" not in str(at.table[0].value)
    at.selectbox(key=f"{PAGE}.letter").select("statement").run()
    assert "mitarbeiter" in str(at.table[0].value)


@pytest.mark.parametrize("role", ["staff", "team_lead", "area_lead", "ombudsperson", "management", "data_protection"])
def test_templates_are_not_for_everybody(started: Register, role: str) -> None:
    at = open_page("admin/templates")
    at.session_state["portal.role"] = role
    at.run()
    assert "nicht vorgesehen" in errors(at)[0]
    assert not at.get("download_button")
    assert not at.file_uploader


def test_the_page_past_the_app_shows_nothing(started: Register) -> None:
    at = AppTest.from_file(str(ROOT / "pages/admin/templates.py"), default_timeout=PATIENCE_SECONDS).run()
    assert "nicht vorgesehen" in errors(at)[0]
    assert not at.get("download_button")


@on_both_stores
def test_a_large_template_is_read_whole_by_another_portal(started: Register, register_url: str) -> None:
    """Ten parts, written over ten others: cells and journal entries as long as they get."""
    for place in range(2):
        content = with_parts(OFFICES, word__media__image1_dot_png=os.urandom(110_000))
        own = store_template(started, ALICE, CODE, f"{place}.docx", content, operation_id=f"op{place}")
        assert own.parts == 10
    other = opening.open_register(register_url)
    try:
        assert template_in_use(other.snapshot(), paper(CODE)) == packed(content)
        assert [one.file for one in list_versions(other, ALICE, other.snapshot(), CODE)] == ["1.docx", "0.docx"]
        assert other.snapshot().issues == ()
    finally:
        other.close()
