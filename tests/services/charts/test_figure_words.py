"""Every figure has a name that people know, in both languages."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from services.charts.figure_words import family_label, figure_label, sentence_of
from services.charts.wording import Wording
from services.demo.dresden import PRINTED
from services.figures import year_figures
from services.figures.families import families_in
from services.register.snapshot import Snapshot
from tests.services.figures.registers import snapshot_of
from tests.support.sample import sample_snapshot

DAY = date(2026, 11, 21)
EMPTY = snapshot_of([])


@pytest.fixture(scope="module")
def sample() -> Snapshot:
    return sample_snapshot(DAY)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_figure_of_the_sample_has_a_label(sample: Snapshot, language: str) -> None:
    wording = Wording(language, sample.lists)
    names = [*year_figures(sample, 2022, DAY)["figure"], *(figure.figure for figure in PRINTED)]
    labels = {name: figure_label(name, wording) for name in names}

    assert {name: label for name, label in labels.items() if "_" in label or "." in label or not label} == {}
    assert len(set(labels.values())) == len(labels)
    assert [family for family in families_in(names) if family_label(family, wording) == family] == []


@pytest.mark.parametrize(
    ("name", "german", "english"),
    [
        ("reactions.channel.email", "Kundenreaktionen, Eingangsweg E-Mail", "Reactions, channel E-mail"),
        ("complaints.theme.municipal.hoehe", "Beschwerden, Kommunale Leistungen: Höhe", None),
        ("complaints.theme.benefits.none", "Beschwerden, Leistungsgewährung: ohne Thema", None),
        ("quality.closed_within_21_days", "Innerhalb von 21 Tagen abgeschlossen", "Closed within 21 days"),
        ("quality.days_to_close.median", "Tage bis zum Abschluss, Median", "Days to close, median"),
        (
            "complaints.area.benefits+complaints.area.municipal",
            "Beschwerden, Bereich Leistungsgewährung + Kommunale Leistungen",
            "Complaints, area Benefits + Municipal benefits",
        ),
        ("reactions.total + concerns.total", "Kundenreaktionen + Anliegen", "Reactions + Concerns"),
        ("pigeons.total", "pigeons.total", "pigeons.total"),
        ("", "", ""),
    ],
)
def test_figure_label_names_a_figure(name: str, german: str, english: str | None) -> None:
    assert figure_label(name, Wording("de", EMPTY.lists)) == german
    assert english is None or figure_label(name, Wording("en", EMPTY.lists)) == english


def test_sentence_of_writes_figures_and_numbers_as_people_do() -> None:
    wording = Wording("de", EMPTY.lists)
    params = {"figure": "reactions.total", "family": "praise.area", "count": 1041, "share": Fraction(903, 10)}

    assert sentence_of("{figure} {family} {count} {share} {none}", {**params, "none": None}, wording) == (
        "Kundenreaktionen Bereiche der Lobe 1.041 90,3 –"
    )
