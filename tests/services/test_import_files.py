from __future__ import annotations

import io

import openpyxl
import pytest

from services import import_files
from services.flatfile import columns
from services.importing import Mode, plan_import, run_import
from services.register.base import Register
from tests.support.cases import TODAY
from tests.support.people import KAREN


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_filled_example_is_taken_as_it_is(register: Register, language: str) -> None:
    data = import_files.template_bytes(register.snapshot().lists, language, filled=True)
    plan = plan_import(register.snapshot(), "Beispiel.xlsx", data, today=TODAY)
    assert plan.problems == ()
    assert (plan.new, plan.new_concerns, plan.additions) == (2, 3, ())
    run_import(register, KAREN, plan, mode=Mode.ALL)
    again = plan_import(register.snapshot(), "Beispiel.xlsx", data, today=TODAY)
    assert (again.new, again.unchanged, again.problems) == (0, 2, ())


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_template_has_every_column_and_no_row(register: Register, language: str) -> None:
    data = import_files.template_bytes(register.snapshot().lists, language)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 1
    assert len(rows[0]) == len(columns()) == len(set(rows[0]))
    plan = plan_import(register.snapshot(), "Vorlage.xlsx", data, today=TODAY)
    assert (plan.new, plan.taken) == (0, 0)


def test_problems_bytes_lists_file_row_column_value_and_remedy(register: Register) -> None:
    data = b"reaction;received_on;channel;kind\nA-1;04.03.2027;email;complaint\nA-2;03.03.2026;=cmd|x;praise\n"
    plan = plan_import(register.snapshot(), "Alt.csv", data, today=TODAY)
    text = import_files.problems_bytes(plan, "de").decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0] == "Datei;Zeile;Spalte;Wert;Was nicht stimmt und was zu tun ist"
    assert lines[1].startswith("Alt.csv;2;received_on;")
    assert "liegt in der Zukunft" in lines[1]
    assert lines[2].startswith("Alt.csv;3;channel;'=cmd|x;")
    assert len(lines) == 3
