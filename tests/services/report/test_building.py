from __future__ import annotations

import pytest

from services.charts.ombuds import MOST_THEMES
from services.errors import AccessDenied
from services.people import tryout_visitor
from services.report.building import annual_report, report_years
from services.report.parts import PARTS, SECTIONS
from tests.support.cases import TODAY
from tests.support.reports import OFFICER, sample_report
from tests.support.sample import sample_snapshot

# What the printed report says of 2022, as the register says it (docs: services/demo/dresden.py).
SENTENCES = {
    "1.volume": (
        "Im Jahr 2022 wurden 748 Kundenreaktionen mit insgesamt 1.041 Anliegen erfasst.",
        "Die Zahl der Kundenreaktionen ist mit 748 nahezu gleich geblieben (2021: 749, −0,1 %).",
        "Die Zahl der Anliegen ist um 18,5 % auf 1.041 gesunken (2021: 1.277).",
    ),
    "1.channels": (
        "Der häufigste Eingangsweg war „E-Mail“: 330 von 748 Kundenreaktionen (44,1 %).",
        "Am stärksten zugenommen hat „Persönlich“, von 13 auf 137.",
        "Am stärksten zurückgegangen ist „Telefon“, von 242 auf 139.",
    ),
    "1.complaints": (
        "Die Zahl der Beschwerden ist um 19,4 % auf 902 gesunken (2021: 1.119).",
        "Die Zahl der begründeten Beschwerden ist um 22,1 % auf 205 gesunken (2021: 263).",
        "Das sind 22,7 % aller 902 Beschwerden.",
    ),
    "1.praise": (
        "Die Zahl der Lobe ist um 110,3 % auf 61 gestiegen (2021: 29).",
        "Nach Bereichen: Mitarbeiterverhalten 29, Arbeitsvermittlung 18, Leistungsgewährung 7 und Organisation 4.",
        "Ohne Bereich: 3.",
    ),
    "1.benefits": (
        "ist um 23,8 % auf 473 gesunken (2021: 621).",
        "Das sind 52,4 % aller 902 Beschwerden.",
        "Die Zahl der Beschwerden zur Bearbeitungsdauer ist um 46,6 % auf 63 gesunken (2021: 118).",
        "Das sind 13,3 % der Beschwerden im Leistungsbereich.",
    ),
    "1.municipal": ("Höhe 32, Auszahlung 19, abgelehnte Kosten 18, Zustimmung zum Umzug 17, Mietkaution 17",),
    "1.placement": (
        "ist um 26,2 % auf 62 gesunken (2021: 84).",
        "Das sind 6,9 % aller 902 Beschwerden.",
        "Beratung 14, fachliche Kompetenz 11",
    ),
    "2.ombuds": ("254 von 748 Kundenreaktionen (34,0 %)", "247 von 254 (97,2 %)"),
    "3": ("4 Petitionen, 2 weniger als 2021; 2 Eingaben",),
    "4.b": ("676 von 748 Kundenreaktionen (90,4 %)",),
    "5.check": ("Die Zahlen wurden geprüft und widersprechen einander nicht.",),
}


def said(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_parts_stand_in_the_order_of_the_dresden_report() -> None:
    assert [part.key for part in sample_report().parts] == [part.key for part in PARTS]
    assert SECTIONS == ("1", "2", "3", "4", "5")


@pytest.mark.parametrize("key", SENTENCES)
def test_the_drafted_sentence_says_what_the_figures_say(key: str) -> None:
    drafted = said(sample_report().part(key).drafted)
    assert [sentence for sentence in SENTENCES[key] if sentence not in drafted] == []


def test_every_drafted_sentence_is_there_in_english_too() -> None:
    german, english = sample_report(), sample_report(language="en")
    assert [part.key for part in german.parts if part.drafted] == [part.key for part in english.parts if part.drafted]
    assert "The number of complaints fell by 19.4% to 902 (2021: 1,119)." in english.part("1.complaints").drafted


def test_every_figure_that_is_not_zero_stands_in_a_table() -> None:
    report = sample_report()
    shown = {line.figure for table in report.tables for line in table.lines}
    assert [
        name for name, figure in report.figures.items() if name not in shown and (figure.value or figure.previous)
    ] == []


def test_a_line_shows_its_figure_and_nothing_else() -> None:
    report = sample_report()
    for table in report.tables:
        for line in table.lines:
            if line.figure and not line.is_total:
                figure = report.figures[line.figure]
                known = {figure.value, figure.previous, figure.change_percent, figure.share_percent, figure.base}
                assert {cell for cell in line.cells if not isinstance(cell, str)} <= known, (table.key, line)


def test_the_lines_of_a_family_add_up_to_their_last_one() -> None:
    report = sample_report()
    for key in ("channels", "kinds", "areas", "types", "outcomes", "clearing", "praise", "escalation"):
        *lines, total = report.table(key).lines
        assert total.is_total
        assert sum(int(line.cells[1] or 0) for line in lines) == total.cells[1], key


def test_the_ombuds_offices_table_is_short_and_its_groups_add_up() -> None:
    report = sample_report()
    *lines, total = report.table("ombuds_themes").lines
    sums = [line for line in lines if line.is_total]
    assert len(lines) < 40
    assert [line.cells[:2] for line in (sums[0], total)] == [
        ("Leistungsgewährung", "alle Themen"),
        ("Alle Bereiche", "alle Themen"),
    ]
    for column in (2, 3):
        assert sum(int(line.cells[column] or 0) for line in sums) == total.cells[column]
    drawn = next(picture for picture in report.pictures if picture.key == "ombuds_themes").panel.table
    named = {line.cells[:3] for line in lines}
    first = drawn[drawn["Thema"] != "ohne Thema"].head(MOST_THEMES)
    assert set(zip(first["Bereich"], first["Thema"], first.iloc[:, 2], strict=True)) <= named
    assert any(line.is_rest and line.cells[1] == "weitere Themen" for line in lines)


def test_the_contradictions_of_the_printed_report_are_named() -> None:
    remarks = said(" ".join(sample_report().part("5.check").remarks))
    for words in ("ergeben 750", "ergeben 58", "90,3 %", "18,6 %, veröffentlicht sind 18,5 %"):
        assert words in remarks
    explained = sample_report().table("published")
    assert [line.cells[2] for line in explained.lines] == ["44", "18,5", "12,5", "139", "18,5", "90,3"]


def test_pictures_and_tables_are_numbered_through_the_report() -> None:
    report = sample_report()
    assert [table.number for table in report.tables] == list(range(1, len(list(report.tables)) + 1))
    assert [picture.number for picture in report.pictures] == list(range(1, len(list(report.pictures)) + 1))
    keys = {table.key for table in report.tables}
    assert [picture.key for picture in report.pictures if picture.table not in keys] == []


def test_a_year_without_data_says_so_and_keeps_its_headings() -> None:
    report = sample_report(2019)
    assert report.is_empty
    assert "keine Kundenreaktion" in report.parts[0].remarks[0]
    assert [part.key for part in report.parts] == [part.key for part in PARTS]
    assert [part.key for part in report.parts if part.pictures] == []


def test_a_year_without_one_before_stands_without_a_comparison() -> None:
    report = sample_report(2021)
    assert report.before is None
    assert "ohne Vergleich" in report.parts[0].remarks[0]
    assert "2020" not in report.part("1.complaints").drafted
    assert [column.heading for column in report.table("channels").columns] == ["Eingangsweg", "2021", "Anteil 2021"]


def test_one_section_holds_the_parts_of_that_section_alone() -> None:
    drawn = annual_report(sample_snapshot(TODAY), TODAY, OFFICER, "de", 2022, "3")
    assert [part.key for part in drawn.parts] == ["3"]


def test_report_years_go_from_this_one_to_the_first() -> None:
    assert report_years(sample_snapshot(TODAY), TODAY) == (2026, 2025, 2024, 2023, 2022, 2021)


def test_who_may_not_see_the_report_gets_none() -> None:
    with pytest.raises(AccessDenied):
        annual_report(sample_snapshot(TODAY), TODAY, tryout_visitor("team_lead").actor, "de", 2022)
