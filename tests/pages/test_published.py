"""Published figures and plausibility on the screen: entering a number, and who may; the cases behind a finding."""

from __future__ import annotations

from services.publishing.entering import save_published
from services.register.base import Register
from tests.support.apptest import click, has, open_page, put, texts
from tests.support.cases import TODAY, record
from tests.support.people import KAREN

FORM = "annual.published.form"


def rows_of(register: Register) -> list[tuple[object, ...]]:
    rows = register.refresh().each_row("published")
    return [(row["year"], row["figure"], row["measure"], row["printed"], row["base"]) for row in rows]


def test_a_number_is_entered_and_stands_beside_the_register(started: Register) -> None:
    record(started)
    at = click(open_page("annual/published", "krm_officer"), f"{FORM}.add")
    at = put(at, FORM, **{"year.new": TODAY.year, "figure.new": ["reactions.total"], "printed.new": "viele"})
    at = click(at, f"{FORM}.save")
    assert "„viele“ ist keine Zahl" in texts(at)
    assert rows_of(started) == []

    at = click(put(at, FORM, **{"printed.new": "2"}), f"{FORM}.save")
    assert rows_of(started) == [(TODAY.year, "reactions.total", "value", "2", None)]
    assert not has(at, f"{FORM}.save")
    assert "0 von 1 veröffentlichten Zahlen stimmen mit dem Register überein; ungeklärt" in texts(at)


def test_who_may_not_write_the_report_sees_the_numbers_and_enters_none(started: Register) -> None:
    values = {"year": 2025, "figure": "reactions.total", "measure": "value", "printed": "7", "active": True}
    save_published(started, KAREN, {}, values, today=TODAY, operation_id="one")
    at = open_page("annual/published", "management")

    assert not has(at, f"{FORM}.add")
    assert "Veröffentlichte Zahlen" in texts(at)
    assert list(at.dataframe[-1].value["Kennzahl"]) == ["Kundenreaktionen"]


def test_plausibility_names_what_is_not_given_in_words(started: Register) -> None:
    record(started)
    at = open_page("annual/plausibility", "krm_officer")
    at.selectbox(key="annual.plausibility.year").set_value(TODAY.year).run()

    assert "Die Kennzahlen widersprechen einander nicht." in texts(at)
    assert "Hinweis" in texts(at)
    assert not at.exception
